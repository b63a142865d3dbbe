"""The rules of docs/house.md that a machine can keep."""

import re
from pathlib import Path

import pytest

from ipraktik.cli import COMMANDS
from ipraktik.kit import measure

TOP = Path(__file__).resolve().parents[2]
HOUSE = TOP / "docs" / "house.md"
OPERATIONS = TOP / "docs" / "operations.md"
FORBIDDEN = {"services.py", "utils.py", "helpers.py", "mixins.py", "signals.py", "managers.py"}
# Templates that Django and allauth look for by their own names.
THEIRS = {"django", "account", "mfa", "usersessions", "allauth", "socialaccount"}
ASKED_FOR_BY_STATUS = {"400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"}
PAPERS = [*TOP.glob("*.md"), *(TOP / "docs").rglob("*.md")]
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


def test_rooms_import_only_from_rooms_above_them():
    assert list(measure.against_the_order(measure.imports())) == []


def test_no_import_hides_in_a_function():
    assert measure.hidden(measure.imports()) == []


def test_functions_files_and_templates_keep_their_measure():
    assert list(measure.too_long(measure.lengths())) == []


def test_the_rooms_stand_in_the_order_that_the_document_lists():
    tree = re.findall(r"^  (\w+)/ ", HOUSE.read_text(), re.MULTILINE)

    assert [room for room in tree if room in measure.ROOMS] == measure.ROOMS


def test_every_folder_with_code_is_a_room_or_named_in_the_document():
    folders = {path.parent.name for path in measure.ROOT.glob("*/__init__.py")}

    assert folders - set(measure.ROOMS) == {"migrations", "tests"}


def test_no_file_has_a_name_that_says_nothing():
    assert [measure.name(path) for path in measure.code() if path.name in FORBIDDEN] == []


def sources():
    files = [*measure.ROOT.rglob("*.py"), *measure.ROOT.rglob("*.html"), *measure.ROOT.rglob("*.txt")]
    return {path: path.read_text() for path in files if "static" not in path.parts}


def ours(template):
    return template.name not in ASKED_FOR_BY_STATUS and not THEIRS & set(template.parts)


def test_every_template_is_used():
    texts = sources()

    unused = [
        measure.name(template)
        for template in filter(ours, measure.templates())
        if not any(template.name in text for path, text in texts.items() if path != template)
    ]

    assert unused == []


def test_every_setting_from_the_environment_is_in_the_table_of_operations_and_the_other_way_round():
    read = set(re.findall(r"""env(?:\.\w+)?\(\s*["'](\w+)["']""", (measure.ROOT / "settings.py").read_text()))
    told = set(re.findall(r"^\| `(\w+)` \|", OPERATIONS.read_text(), re.MULTILINE))

    assert told == read


def test_operations_tells_of_every_command():
    assert [name for name in COMMANDS if f"`ipraktik {name}" not in OPERATIONS.read_text()] == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.relative_to(TOP).as_posix())
def test_no_link_between_papers_is_broken(paper):
    links = LINK.findall(paper.read_text())

    assert [link for link in links if not (paper.parent / link).exists()] == []
