"""The weights of matching.toml: read, checked, and left out where a programme has none."""

import pytest

from ipraktik.programme.loader import load
from ipraktik.programme.matching import GRADES, TERMS
from ipraktik.programme.test_loader import DEFAULT, OUTSIDE_VIEW, problems


def test_the_default_programme_says_every_weight():
    programme = load(DEFAULT)

    assert list(programme.matching.weights) == list(programme.travel_types)
    assert {tuple(terms) for terms in programme.matching.weights.values()} == {TERMS}
    assert tuple(programme.matching.grades) == GRADES


def test_a_programme_without_the_file_says_nothing():
    matching = load(OUTSIDE_VIEW).matching

    assert (matching.weights, matching.grades) == ({}, {})


def test_a_file_may_say_one_weight_alone(folder):
    kind = next(iter(load(folder).travel_types))
    (folder / "matching.toml").write_text(f"[travel_type.{kind}]\ndistance = 0.2\n")

    assert load(folder).matching.weights == {kind: {"distance": 0.2}}


MISTAKES = {
    '[travel_type.KIND]\ntext = "much"': (
        "matching.toml: travel_type · KIND · text: has the value 'much'. Write a number."
    ),
    "[travel_type.KIND]\ntxet = 1": (
        "matching.toml: travel_type · KIND · txet: is not known here. Correct the spelling or take it out."
    ),
    "[grades]\nhost_grade = 0": (
        "matching.toml: grades · host_grade: must be more than 0: scores nearer than this are a tie."
    ),
    "[grades]\nhost_share = 1.5": (
        "matching.toml: grades · host_share: must lie between 0 (the intern's side alone) and 1 (the host's alone)."
    ),
}


@pytest.mark.parametrize("written", MISTAKES)
def test_a_mistake_is_told_with_its_place(folder, written):
    kind = next(iter(load(folder).travel_types))
    (folder / "matching.toml").write_text(written.replace("KIND", kind))

    assert problems(folder) == [MISTAKES[written].replace("KIND", kind)]


def test_a_travel_type_that_the_programme_has_not_is_told(folder):
    kinds = load(folder).travel_types
    (folder / "matching.toml").write_text("[travel_type.astronaut]\ntext = 1.0\n")

    known = ", ".join(f"“{kind}”" for kind in kinds)
    assert problems(folder) == [f"matching.toml: travel_type: “astronaut” is not known. Choose among {known}."]
