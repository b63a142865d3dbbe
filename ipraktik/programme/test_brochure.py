"""docs/brochure.md accounts for all the brochure says: each key once, each reference to something that exists."""

import importlib
import re
from collections import Counter
from dataclasses import fields
from functools import lru_cache
from pathlib import Path

import pytest

from ipraktik.programme.loader import load
from ipraktik.programme.rules import Rules
from ipraktik.programme.test_loader import DEFAULT

PAGE = Path(__file__).resolve().parents[2] / "docs" / "brochure.md"
LIFECYCLES = ("ipraktik.placements.lifecycle", "ipraktik.directory.lifecycle")
CHAPTERS = ("the return", "spreading", "agreement")


@lru_cache
def default():
    return load(DEFAULT)


def rows():
    lines = re.findall(r"^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|$", PAGE.read_text(encoding="utf-8"), re.M)
    return [(key, where.strip(), acts.strip()) for key, where, acts in lines]


def keys_under(prefix):
    return [key for key, _, _ in rows() if key.startswith(prefix)]


def references(acts):
    return re.findall(r"`([^`]+)`", acts)


def is_there(reference):
    kind, _, name = reference.partition(":")
    if kind in ("rule", "move", "right"):
        return name in named_in_lifecycles(kind)
    if kind == "letter":
        return name in default().letters
    if kind.startswith("ipraktik."):
        return is_importable(kind, name)
    return is_in_programme(reference)


def is_importable(module, path):
    try:
        found = importlib.import_module(module)
        for name in path.split("."):
            found = getattr(found, name)
    except (ImportError, AttributeError):
        return False
    return True


@lru_cache
def named_in_lifecycles(kind):
    """The names of every Rule, Move or Right that stands in a life-cycle, alone or in a table."""
    return {thing.name for module in LIFECYCLES for thing in things_in(module) if type(thing).__name__.lower() == kind}


def things_in(module):
    for value in vars(importlib.import_module(module)).values():
        yield from value.values() if isinstance(value, dict) else (value,)


def is_in_programme(key):
    if key.startswith("rules."):
        return key.removeprefix("rules.") in {field.name for field in fields(Rules)}
    return key in default().texts or f"guide.{key}" in default().texts


def test_every_row_of_the_page_is_read():
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]

    assert len(rows()) == len(lines)


def test_the_brochure_has_32_pieces_of_advice_and_26_questions():
    assert Counter(entry.kind for entry in default().guide) == {"advice": 32, "question": 26}


@pytest.mark.parametrize(
    ("phase", "party", "advice", "questions"),
    [
        ("before", "sender", 5, 3),
        ("before", "intern", 5, 2),
        ("before", "host", 4, 3),
        ("during", "sender", 1, 1),
        ("during", "intern", 5, 3),
        ("during", "host", 4, 3),
        ("after", "sender", 2, 4),
        ("after", "intern", 3, 3),
        ("after", "host", 3, 4),
    ],
)
def test_each_column_of_the_brochure_is_complete(phase, party, advice, questions):
    found = Counter(entry.kind for entry in default().guide_for(party, phase))

    assert (found["advice"], found["question"]) == (advice, questions)


def test_each_piece_of_the_guide_stands_in_the_table_once_in_the_guides_order():
    in_guide = sorted(default().guide, key=lambda entry: entry.kind)

    assert keys_under("guide.") == [f"guide.{entry.key}" for entry in in_guide]


def test_each_sentence_of_the_small_print_stands_in_the_table_once():
    assert sorted(keys_under("small_print.")) == sorted(f"small_print.{item.key}" for item in default().small_print)


def test_each_example_of_a_travel_type_from_the_brochure_stands_in_the_table():
    in_programme = {key for key in default().texts if re.match(r"travel_types\.[a-z_]+\.examples\.", key)}

    assert in_programme - set(keys_under("travel_types.")) == {"travel_types.something_else.examples.shared-task"}


def test_each_condition_step_and_measure_the_brochure_names_stands_in_the_table():
    programme = default()
    expected = [f"front.host_if.{step.key}" for step in programme.why.host_if]
    expected += [f"front.intern_if.{step.key}" for step in programme.why.intern_if]
    expected += [f"learning.baselines.{key}" for key in programme.baselines]
    expected += [f"learning.{kind.key}" for kind in programme.four_kinds_of_learning]
    expected += [f"learning.homecoming.{step.key}" for step in programme.homecoming_steps]
    expected += [f"spreading.{step.key}" for step in programme.spreading_steps]

    assert [key for key in expected if key not in {row[0] for row in rows()}] == []


def test_no_key_stands_twice_and_each_exists():
    keys = [key for key, _, _ in rows()]

    assert [key for key, count in Counter(keys).items() if count > 1] == []
    assert [key for key in keys if not is_in_programme(key)] == []


def test_each_row_says_where_and_what_acts_on_it():
    idle = [key for key, where, acts in rows() if not where or not (references(acts) or "**later:**" in acts)]

    assert idle == []


def test_what_comes_later_names_its_chapter():
    later = [chapter for _, _, acts in rows() for chapter in re.findall(r"\*\*later:\*\* (.*)", acts)]

    assert [named for named in later if not named.startswith(CHAPTERS)] == []


def test_each_reference_is_to_something_that_exists():
    named = {reference for _, _, acts in rows() for reference in references(acts)}

    assert sorted(reference for reference in named if not is_there(reference)) == []


def test_the_check_finds_what_is_gone():
    gone = ["rule:no_such", "letter:no-such", "ipraktik.nowhere:x", "ipraktik.programme.travel:NoSuch", "front.no-such"]

    assert [reference for reference in gone if is_there(reference)] == []
