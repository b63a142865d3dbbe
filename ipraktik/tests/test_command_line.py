import subprocess
import sys

import pytest

from ipraktik import cli
from ipraktik.cli import COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_listed_is_there(name):
    assert callable(cli.function(COMMANDS[name].target))


def test_the_overview_has_a_line_for_every_command(capsys):
    assert cli.main([]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines if line.startswith("  ")] == list(COMMANDS)
    assert max(map(len, lines)) <= 100


def test_an_unknown_command_is_answered_with_the_one_that_was_meant(capsys):
    assert cli.main(["srve"]) == 2

    assert capsys.readouterr().err == "There is no command 'srve'. Did you mean 'serve'?\n"


def test_help_imports_nothing_of_django():
    asked = "import sys; from ipraktik.cli import main; main(['--help']); print('django' in sys.modules)"

    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout

    assert told.splitlines()[-1] == "False"


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in ("manage", "measure")])
def test_every_command_says_what_it_does(name, capsys):
    with pytest.raises(SystemExit) as stopped:
        cli.function(COMMANDS[name].target)(["--help"])

    assert stopped.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: ipraktik {name} ")
