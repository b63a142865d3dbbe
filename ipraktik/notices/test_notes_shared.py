"""Who hears that something in a notebook is shared with them: once a day, and never what it says."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.notebook.levels import Level
from ipraktik.notebook.models import Note
from ipraktik.notebook.writing import write
from ipraktik.notices.making import Maker
from ipraktik.notices.models import Letter
from ipraktik.notices.sending import send_all
from ipraktik.placements.models import Placement

pytestmark = pytest.mark.django_db
KEY = "notes-are-shared-with-you"


@pytest.fixture
def begun(cast, quiet):
    placement = the_cast.placement(cast, "agreed")
    the_cast.move_in_time(placement, (timezone.localdate() - placement.visit.first_day).days)
    quiet()
    return Placement.objects.for_page().get(pk=placement.pk)


def note(begun, by, text, level, **more):
    plain = {"key": uuid4(), "prompt": "", "item": None, "day": None, "confidential": False, "written_at": None}
    write(begun, by, plain | {"text": text, "level": level} | more)


@pytest.mark.parametrize(
    ("who", "level", "readers"),
    [
        ("ida", Level.ME, set()),
        ("ida", Level.HOME, {"signe"}),
        ("ida", Level.BETWEEN, {"hanne", "rune"}),
        ("ida", Level.ALL, {"hanne", "rune", "signe"}),
        ("hanne", Level.HOME, {"rune"}),
        ("hanne", Level.BETWEEN, {"ida"}),
        ("hanne", Level.ALL, {"ida", "rune", "signe"}),
    ],
)
def test_those_who_can_read_it_now_are_told(cast, begun, told, who, level, readers):
    note(begun, cast[who], "Hemmelige ord.", level)

    assert told() == {(KEY, reader) for reader in readers}
    assert [each for each in Letter.objects.all() if "Hemmelige" in each.subject + each.body] == []


def test_what_is_confidential_is_told_to_nobody(cast, begun, told):
    note(begun, cast["ida"], "Nej.", Level.ALL, confidential=True)

    assert told() == set()


def test_more_on_the_same_day_makes_no_more_letters_and_the_next_day_does(cast, begun):
    morning = timezone.localtime().replace(hour=9, minute=0)
    for at in (morning, morning + timedelta(hours=2), morning + timedelta(days=1)):
        with time_machine.travel(at, tick=False):
            note(begun, cast["ida"], f"{at}", Level.HOME)
            Maker().make_all()
            if at.date() == morning.date():
                assert Letter.objects.count() == 1

    assert list(Letter.objects.values_list("key", "reader")) == [(KEY, cast["signe"].pk)] * 2


def test_what_is_taken_back_within_the_pause_is_told_to_nobody(cast, begun, mailbox):
    note(begun, cast["ida"], "Fortrudt.", Level.HOME)
    Maker().make_all()
    Note.objects.update(level=Level.ME)

    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        send_all()

    assert (mailbox.messages, Letter.objects.count()) == ([], 0)


def test_the_letter_waits_a_quarter_for_more(cast, begun):
    note(begun, cast["ida"], "Noget.", Level.HOME)
    Maker().make_all()

    assert timedelta(minutes=14) < Letter.objects.get().next_try_at - timezone.now() < timedelta(minutes=16)
