"""When the daily talk and the advice are the next thing, hour by hour through a visit."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from ipraktik.journeys.next_steps import next_step
from ipraktik.journeys.situation import Situation, gathered
from ipraktik.placements.models import Placement
from ipraktik.reflections.models import Advice, TalkAnswer
from ipraktik.reflections.talks import snooze
from ipraktik.tests.talk_scenes import FRIDAY, MONDAY, THURSDAY, at

pytestmark = pytest.mark.django_db
pytest_plugins = ["ipraktik.tests.talk_scenes"]
SATURDAY = date(2027, 3, 6)
LOOK, TALK, WRITE = "Look, ask and wonder", "End the day with a talk", "Write three pieces of advice"
WITH_YOU, GATHER, ANSWER = (
    "Ida Lund is with you now",
    "Gather those whom the advice concerns",
    "Answer the advice from Ida Lund",
)


def step(placement, person):
    with translation.override("en"):
        return next_step(Situation(gathered(Placement.objects).get(pk=placement.pk), person))


def told(placement, person, *moment):
    with at(*moment):
        return step(placement, person).title


def say(placement, person, day):
    TalkAnswer.objects.answer(placement.participants.get(person=person), day, {"most-striking": "Tavlen."})


@pytest.fixture
def planned(visit):
    """A row on the Thursday ends at two; the other days have no hours."""
    visit.visit.items.create(day=THURSDAY, starts="09:00", ends="14:00", what="Følg en kollega")
    return visit


@pytest.mark.parametrize(
    ("moment", "intern", "host"),
    [
        ((THURSDAY, 0, 0), LOOK, WITH_YOU),
        ((THURSDAY, 13, 59), LOOK, WITH_YOU),
        ((THURSDAY, 14, 0), TALK, TALK),
        ((THURSDAY, 23, 59), TALK, TALK),
        ((FRIDAY, 0, 0), LOOK, WITH_YOU),
        ((FRIDAY, 15, 29), LOOK, WITH_YOU),
        ((FRIDAY, 15, 30), TALK, TALK),
        ((SATURDAY, 16, 0), LOOK, WITH_YOU),
        ((MONDAY, 0, 0), WRITE, GATHER),
        ((MONDAY, 16, 0), WRITE, TALK),
        ((date(2027, 3, 9), 0, 0), "Did the visit take place?", "Did the visit take place?"),
    ],
)
def test_the_step_follows_the_clock(cast, planned, moment, intern, host):
    assert (told(planned, cast["ida"], *moment), told(planned, cast["hanne"], *moment)) == (intern, host)


def test_who_has_answered_is_not_asked_again_that_day(cast, planned):
    say(planned, cast["ida"], THURSDAY)
    say(planned, cast["rune"], THURSDAY)

    assert told(planned, cast["ida"], THURSDAY, 16) == LOOK
    assert told(planned, cast["hanne"], THURSDAY, 16) == WITH_YOU
    assert told(planned, cast["ida"], FRIDAY, 16) == TALK


def test_the_morning_it_was_put_off_to_it_is_yesterdays_talk(cast, planned):
    with at(THURSDAY, 19):
        snooze(planned.visit, cast["ida"], THURSDAY)
    with at(FRIDAY, 7):
        led_to = step(planned, cast["ida"]).url

    assert led_to == reverse("placement-talk", args=[planned.pk, THURSDAY.isoformat()])
    assert told(planned, cast["ida"], FRIDAY, 6, 59) == LOOK
    assert told(planned, cast["hanne"], FRIDAY, 7) == WITH_YOU


def test_the_host_answers_the_advice_when_it_is_given_and_afterwards(cast, planned):
    with at(MONDAY, 14):
        for number in (1, 2, 3):
            Advice.objects.create(placement=planned, number=number, text="Råd.", given_at=timezone.now())
    before = (told(planned, cast["ida"], MONDAY, 14), told(planned, cast["hanne"], MONDAY, 14))
    with at(date(2027, 3, 9)):
        Placement.objects.get(pk=planned.pk).perform("confirm", by=cast["ida"])
    after = told(planned, cast["hanne"], date(2027, 3, 9))
    Advice.objects.update(outcome="done")

    assert (before, after) == ((LOOK, ANSWER), ANSWER)
    assert told(planned, cast["hanne"], date(2027, 3, 9)) == "Tell how it went"


def test_the_host_of_several_is_led_to_the_page_of_them_all(cast, planned, visit_of):
    visit_of(intern="bo", manager="jens", beside=planned)

    with at(THURSDAY, 16):
        assert step(planned, cast["hanne"]).url == reverse("visit-talk", args=[planned.visit_id, THURSDAY.isoformat()])
        assert step(planned, cast["ida"]).url == reverse("placement-talk", args=[planned.pk, THURSDAY.isoformat()])


@pytest.mark.parametrize("state", ["preparing", "cancelled"])
def test_there_is_no_talk_at_a_visit_that_is_not_agreed(cast, planned, state):
    Placement.objects.filter(pk=planned.pk).update(state=state)

    assert told(planned, cast["ida"], THURSDAY, 16) not in (TALK, LOOK)


def test_the_visit_page_leads_the_host_to_the_newest_talk(client, cast, planned):
    with at(SATURDAY):
        client.force_login(cast["hanne"])
        shown = client.get(reverse("visit", args=[planned.visit_id])).content.decode()
    with at(THURSDAY - timedelta(days=1)):
        client.force_login(cast["hanne"])
        before = client.get(reverse("visit", args=[planned.visit_id])).content.decode()

    assert reverse("visit-talk", args=[planned.visit_id, FRIDAY.isoformat()]) in shown
    assert "/talks/" not in before
