"""“Who hears what” has one answer: every deed is told, or says why nobody needs to hear of it."""

import re

import pytest

from ipraktik.directory.models import Consent, Offer, Wish
from ipraktik.kit import measure
from ipraktik.matching.models import Round
from ipraktik.notices.checks import check_letters, needed
from ipraktik.notices.table import BY_HAND, NOTICES, SILENT
from ipraktik.people.links import AFRESH
from ipraktik.placements.models import Placement
from ipraktik.programme.loader import load
from ipraktik.programme.test_loader import DEFAULT, OUTSIDE_VIEW

KINDS = (Wish, Consent, Offer, Placement, Round)
OF_THE_CLOCK_OR_BY_HAND = {"reminder", "remind", AFRESH}


def moves():
    return {(kind._meta.model_name, name) for kind in KINDS for name in kind.MOVES}


def hands():
    rows = [(kind._meta.model_name, move) for kind in KINDS for move in kind.MOVES.values()]
    return {(kind, f"{move.name}-hand") for kind, move in rows if move.together}


def test_every_move_and_every_hand_is_told_or_says_why_not():
    assert sorted((moves() | hands()) - NOTICES.keys() - SILENT.keys()) == []


def test_nothing_is_both_told_and_silent():
    assert NOTICES.keys() & SILENT.keys() == set()


def test_every_event_that_any_room_records_is_told_or_says_why_not():
    sources = [path for path in measure.code() if "notices" not in path.parts and "demo" not in path.parts]
    recorded = {name for path in sources for name in re.findall(r"""\.record\(\s*["']([\w-]+)["']""", path.read_text())}
    known = {name for _kind, name in (*NOTICES, *SILENT)} | OF_THE_CLOCK_OR_BY_HAND

    assert sorted(recorded - known) == []


def test_what_is_asked_for_by_hand_is_every_move_made_together():
    assert BY_HAND.keys() == {move.name for move in Placement.MOVES.values() if move.together}


@pytest.mark.parametrize("folder", [DEFAULT, OUTSIDE_VIEW])
def test_every_programme_has_just_the_letters_that_are_sent(folder):
    assert load(folder).letters.keys() == needed()


def test_a_letter_that_is_missing_is_told_of_at_start(settings, tmp_path):
    import shutil

    shutil.copytree(OUTSIDE_VIEW, tmp_path / "programme")
    (tmp_path / "programme" / "letters" / "welcome-home.toml").unlink()
    settings.PROGRAMME_DIR = tmp_path / "programme"

    assert [error.msg for error in check_letters()] == [
        "letters/welcome-home.toml: the letter is missing. Write it: key, [subject] and [body], in every language."
    ]
