import ast
from pathlib import Path

import pytest

from ipraktik.kit.measure import (
    LIMITS,
    ROOT,
    Import,
    Length,
    against_the_order,
    hidden,
    modules,
    over_the_shares,
    share,
    too_long,
)


def imported(by, of, hides=False):
    return Import(f"ipraktik/{by}/a.py", 3, by, of, hides)


@pytest.mark.parametrize(
    ("by", "of", "problems"),
    [
        ("notices", "kit", []),
        ("kit", "kit", []),
        ("kit", "notices", ["ipraktik/kit/a.py:3 imports from 'notices', which stands below 'kit'"]),
        ("kit", "cast", ["ipraktik/kit/a.py:3 imports 'cast', which gathers the rooms and so imports them"]),
        ("demo", "cast", []),
        ("urls.py", "office", []),
    ],
)
def test_an_import_against_the_order_is_told(by, of, problems):
    assert list(against_the_order([imported(by, of)])) == problems


def test_a_hidden_import_is_told():
    found = [imported("kit", "kit", hides=True), imported("kit", "kit")]

    assert hidden(found) == ["ipraktik/kit/a.py:3 hides an import in a function"]


@pytest.mark.parametrize(
    ("line", "module"),
    [
        ("import ipraktik.people.models", "ipraktik.people.models"),
        ("from ipraktik import people", "ipraktik.people"),
        ("from .models import Person", "ipraktik.people.models.Person"),
        ("from . import models", "ipraktik.people.models"),
        ("from ..office import models", "ipraktik.office.models"),
    ],
)
def test_the_room_of_an_import_is_found_however_it_is_written(line, module):
    [node] = ast.parse(line).body

    assert modules(node, Path(ROOT / "people" / "here.py")) == [module]


def test_one_too_long_is_told_by_name_and_many_by_their_share():
    lengths = [Length(7, "short")] * 8 + [Length(41, "ipraktik/kit/a.py:1 long")] * 2
    found = {"functions": lengths[:9], "files": [], "templates": []}

    assert share(lengths, 0.5) == 7
    assert list(over_the_shares("functions", LIMITS["functions"], lengths)) == [
        "50% of the functions should have at most 6 lines; they have 7",
        "90% of the functions should have at most 15 lines; they have 41",
    ]
    assert list(too_long(found))[-1] == (
        "ipraktik/kit/a.py:1 long has 41 lines; no one of the functions may have more than 40"
    )
