"""Every move × state × person of every kind, generated from the tables: a row that is forgotten here fails by itself."""

import itertools

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from ipraktik import cast as the_cast
from ipraktik.directory.models import Consent, Offer, Wish
from ipraktik.history.models import SUBJECTS
from ipraktik.kit.lifecycle import NotYet
from ipraktik.matching.models import Round
from ipraktik.placements.models import Placement
from ipraktik.tests.scenes import KINDS, PERSONS, begin

pytestmark = pytest.mark.django_db

EVERY = [pytest.param(kind, state, id=f"{kind.__name__}-{state}") for kind in KINDS for state in kind.STATES]


def attempt(subject, move, person):
    """What came of it: "done", "hand", "not yours" or "not yet"; and the state in the database afterwards."""
    try:
        moved = subject.perform(move, by=person, reason="Fordi det passer bedst.")
    except PermissionDenied:
        return "not yours", stored(subject)
    except NotYet as refusal:
        assert all(refusal.sentences) and refusal.sentences
        return "not yet", stored(subject)
    return ("done" if moved.state == stored(subject) != subject.state else "hand"), stored(subject)


def try_and_undo(subject, move, person):
    """The same, and then as if nothing had happened: so that one scene serves every person."""
    before = transaction.savepoint()
    came = attempt(kind_of(subject).get(pk=subject.pk), move, person)
    transaction.savepoint_rollback(before)
    return came


def kind_of(subject):
    return type(subject)._base_manager


def stored(subject):
    return kind_of(subject).values_list("state", flat=True).get(pk=subject.pk)


@pytest.mark.parametrize(("kind", "state"), EVERY)
def test_each_move_is_for_those_of_its_row_and_from_its_states_only(cast, kind, state):
    subject = begin(kind, state, cast)
    for (move, row), key in itertools.product(kind.MOVES.items(), PERSONS):
        yours = bool(subject.parties_of(cast[key]) & row.by)

        came, after = try_and_undo(subject, move, cast[key])

        if not yours:
            assert came == "not yours", (move, key)
        elif state not in row.source:
            assert came == "not yet", (move, key)
        assert after == (row.target if came == "done" else state), (move, key)


@pytest.mark.parametrize(("kind", "state"), EVERY)
def test_the_clock_moves_only_what_is_its_own(cast, kind, state):
    subject = begin(kind, state, cast)
    for move, row in kind.MOVES.items():
        came, after = try_and_undo(subject, move, None)

        assert (came == "not yours") is ("clock" not in row.by), move
        assert after == (row.target if came == "done" else state), move


@pytest.mark.parametrize(("kind", "state"), EVERY)
def test_each_right_is_for_those_of_its_row_and_in_its_states_only(cast, kind, state):
    subject = begin(kind, state, cast)
    for (right, row), key in itertools.product(kind.RIGHTS.items(), PERSONS):
        yours = bool(subject.parties_of(cast[key]) & row.by)

        came = asked(subject, cast[key], right)

        assert (came == "not yours") is not yours, (right, key)
        assert subject.may(cast[key], right) is (came == "yes"), (right, key)
        if yours and not row.needs:
            assert came == ("yes" if state in row.during else "not yet"), (right, key)


def asked(subject, person, right):
    try:
        subject.demand(person, right)
    except PermissionDenied:
        return "not yours"
    except NotYet:
        return "not yet"
    return "yes"


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_names_its_own_states_in_its_rows(kind):
    for move in kind.MOVES.values():
        assert move.source <= set(kind.STATES)
        assert move.target in kind.STATES
    for right in kind.RIGHTS.values():
        assert right.during <= set(kind.STATES)


def test_every_kind_with_a_history_is_tried_here():
    without_a_life = {"trouble"}  # written, and ended once
    assert {kind._meta.model_name for kind in KINDS} == set(SUBJECTS) - without_a_life
    assert set(KINDS) == {Wish, Consent, Offer, Placement, Round}


def test_the_cast_has_someone_in_every_party(cast):
    placement = the_cast.placement(cast, "agreed")

    parties = {key: placement.parties_of(cast[key]) for key in PERSONS}

    assert parties == {
        "ida": {"intern"}, "hanne": {"host"}, "rune": {"host"}, "signe": {"sender"}, "karl": {"coordinator"},
        "bo": set(), "per": set(), "jens": set(), "olga": set(),
    }  # fmt: skip
