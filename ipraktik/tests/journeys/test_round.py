"""A round: the office matches many at once, changes what it likes, sends it, and those who are matched answer."""

from datetime import timedelta

import pytest
from django.utils import formats
from django.utils.translation import override

from ipraktik import cast as the_cast
from ipraktik.matching.rounds.publishing import send_published
from ipraktik.matching.rounds.solving import solve_waiting
from ipraktik.people.models import Person
from ipraktik.placements.models import Placement
from ipraktik.tests.journeys import deeds
from ipraktik.tests.journeys.conftest import crosswise
from ipraktik.tests.journeys.post import text_of

pytestmark = pytest.mark.browser
SUGGESTED = "the-office-suggests-a-match"


@pytest.fixture
def wishes(stage):
    """Ida and Bo have each sent a wish; there is one seat at Hanne's, and one at Per's."""
    cast = the_cast.gather()
    the_cast.offer(cast, seats=1, see="Sådan finder vi fejl i lønnen.")
    the_cast.offer(cast, seats=1, host="per", reserve="emil", at="Museet", of="Viborg Kommune", see="Skoletjenesten.")
    the_cast.wish(cast, why="Jeg vil se, hvordan I finder fejl i lønnen.")
    the_cast.wish(cast, intern="bo", manager="jens", at="Skolen", why="Jeg vil se en skoletjeneste.")
    Person.objects.update(language=stage.way.language)


@crosswise
def test_a_round_from_its_days_to_the_answers(stage, wishes):
    karl, ida, hanne = stage.coordinator(), stage.enter("Ida Lund"), stage.enter("Hanne Krogh")

    begin(karl)
    solve(karl)
    karl.reads("Lønservice", "Museet", "Ida Lund", "Bo Winther")
    karl.press("Not these two")
    karl.is_told("Kept. Solve again to see what it does.")
    karl.press("Undo")
    karl.press("Lock")
    solve(karl)
    karl.is_told("Locked")
    karl.follow("Send the suggestions")
    karl.press("Send the suggestions")
    send_published()

    with override(stage.way.language):
        assert Placement.objects.first().occasion_in_words in flat(text_of(ida.post.letter(ida.email, SUGGESTED)))
    ida.open(SUGGESTED)
    ida.press("Say yes")
    hanne.open(SUGGESTED)
    hanne.press("Say yes")
    deeds.stands(hanne, "preparing")
    karl.go(karl.path)
    karl.is_told("The answers so far")
    karl.follow("Ida Lund")
    karl.reads("Lønservice")


def flat(text):
    return " ".join(text.split())


def begin(karl):
    karl.go("/office/")
    karl.follow("Rounds", among=karl.look_into_the_header())
    karl.follow("New round")
    first = the_cast.soon(60)
    days = {"first": first, "last": first + timedelta(days=4), "answer_by": first - timedelta(days=10)}
    karl.fill(name="Uge 37", **{name: formats.date_format(day, "SHORT_DATE_FORMAT") for name, day in days.items()})
    karl.press("Make the round")
    karl.is_at("Uge 37")


def solve(karl):
    """With JavaScript the page comes anew by itself when it is done."""
    karl.fill(aim="fit")
    karl.press("Solve")
    karl.is_told("It is being solved")
    solve_waiting()
    if not karl.way.javascript:
        karl.follow("Look again")
    karl.is_told("Look the proposal through, and send it")
    karl.look()
