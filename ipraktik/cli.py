"""The console script: `ipraktik COMMAND`. A room adds a command by one line in COMMANDS.

The function gets the rest of the command line as a list, and reads it with argparse. It says no with
`raise SystemExit("a sentence")`. Nothing of Django is imported before the command is known, so --help is instant.
"""

import difflib
import os
import sys
from importlib import import_module, metadata
from typing import NamedTuple


class Command(NamedTuple):
    target: str
    help: str
    django: bool = True


COMMANDS = {
    "demo": Command("ipraktik.demo.command:demo", "A whole programme to look at, with people to sign in as", False),
    "demoworld": Command("ipraktik.demo.fill:fill", "Add what is missing of the demo world (in demo settings only)"),
    "sample": Command("ipraktik.demo.sample:sample", "Write sign-up sheets with the usual dirt, to try an import on"),
    "serve": Command(
        "ipraktik.kit.server:serve", "Run the site, its worker and its solver, and start again what stops", False
    ),
    "work": Command("ipraktik.notices.process:work", "Run only the worker: letters, and what happens by the clock"),
    "solve": Command("ipraktik.matching.process:solve", "Run only the solver: wishes' lists of hosts, and rounds"),
    "migrate": Command("ipraktik.kit.installation:migrate", "Bring database and static files up to this version"),
    "backup": Command("ipraktik.kit.backup:backup", "Write the database to one file, while it is in use"),
    "restore": Command("ipraktik.kit.backup:restore", "Put a backup in the database's place"),
    "createcoordinator": Command("ipraktik.people.coordinators:create", "Make someone a coordinator: e-mail and name"),
    "import": Command("ipraktik.office.import_command:main", "Import sign-ups from CSV or XLSX"),
    "verify": Command("ipraktik.documents.command:main", "Say whether a PDF is one of our documents, unchanged"),
    "match": Command(
        "ipraktik.matching.files.command:main", "Who goes where, from files to a file: the engine alone", False
    ),
    "catalogues": Command("ipraktik.kit.catalogues:main", "Danish for every label: extract, check, compile", False),
    "lifecycle": Command("ipraktik.office.written:write", "Write docs/lifecycle.md from the tables"),
    "measure": Command("ipraktik.kit.measure:main", "The code, measured against the rules of the house", False),
    "manage": Command("ipraktik.kit.installation:manage", "Any of Django's own commands, as in: ipraktik manage shell"),
}


def main(arguments=None):
    name, *rest = (sys.argv[1:] if arguments is None else arguments) or ["--help"]
    if name in ("-h", "--help", "help"):
        print(overview())
        return 0
    if name == "--version":
        print(f"ipraktik {metadata.version('ipraktik')}")
        return 0
    if name not in COMMANDS:
        return unknown(name)
    return run(COMMANDS[name], rest)


def run(command, arguments):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ipraktik.settings")
    if command.django:
        import_module("django").setup()
    return function(command.target)(arguments) or 0


def function(target):
    module, name = target.split(":")
    return getattr(import_module(module), name)


def overview():
    width = max(map(len, COMMANDS))
    lines = (f"  {name:<{width}}  {command.help}" for name, command in COMMANDS.items())
    return "\n".join(["ipraktik COMMAND [options]", "", *lines, "", "ipraktik COMMAND --help says more of one."])


def unknown(name):
    meant = difflib.get_close_matches(name, COMMANDS, n=1)
    hint = f" Did you mean '{meant[0]}'?" if meant else " 'ipraktik --help' lists them all."
    print(f"There is no command '{name}'.{hint}", file=sys.stderr)
    return 2
