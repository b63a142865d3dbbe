"""Who is reminded of the daily talk, when: at the end of a day of the visit, once, never in the night, never again if told so."""

import shutil
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.jobs import JOBS
from ipraktik.kit.measure import ROOT
from ipraktik.notices.evening import remind_of_talks
from ipraktik.notices.making import Maker
from ipraktik.notices.models import Letter
from ipraktik.notices.sending import matters as still_matters
from ipraktik.placements.models import Placement
from ipraktik.programme.test_loader import edit, problems
from ipraktik.reflections.models import Advice, TalkAnswer
from ipraktik.reflections.talks import snooze

pytestmark = pytest.mark.django_db
THURSDAY, FRIDAY, SATURDAY, MONDAY = date(2027, 3, 4), date(2027, 3, 5), date(2027, 3, 6), date(2027, 3, 8)
BOTH = {"ida", "hanne"}


def at(day, hour=16, minute=0):
    moment = timezone.make_aware(datetime(day.year, day.month, day.day, hour, minute))
    return time_machine.travel(moment, tick=False)


@pytest.fixture
def visit(cast, quiet):
    return agreed(cast, quiet, THURSDAY, MONDAY)


def agreed(cast, quiet, first, last, **more):
    with at(date(2027, 1, 4)):
        placement = the_cast.placement(cast, "preparing", **more)
        the_cast.prepare(placement, first=first)
        for signer in the_cast.people_of(placement):
            placement = placement.perform("sign", by=signer)
    visit = placement.visit
    visit.first_day, visit.last_day = first, last
    visit.save()
    quiet()
    return Placement.objects.get(pk=placement.pk)


def reminded(cast, day, hour=16, minute=0):
    """Who gets a letter at that moment; whatever was written before is forgotten."""
    Letter.objects.all().delete()
    with at(day, hour, minute):
        remind_of_talks()
        Maker().make_all()
        names = {person.pk: key for key, person in cast.items()}
        return [names[each.reader_id] for each in Letter.objects.filter(key="how-was-the-day").order_by("pk")]


def say(placement, person, day=THURSDAY):
    TalkAnswer.objects.answer(placement.participants.get(person=person), day, {"most-striking": "Tavlen."})


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ((THURSDAY, 15, 29), set()),
        ((THURSDAY, 15, 30), BOTH),
        ((THURSDAY, 20, 59), BOTH),
        ((THURSDAY, 21, 0), set()),
        ((THURSDAY, 23, 59), set()),
        ((FRIDAY, 0, 0), set()),
        ((FRIDAY, 6, 59), set()),
        ((SATURDAY, 16, 0), set()),
        ((MONDAY, 16, 0), BOTH),
        ((date(2027, 3, 9), 16, 0), set()),
        ((date(2027, 3, 3), 16, 0), set()),
    ],
)
def test_at_the_end_of_each_day_of_the_visit_and_never_in_the_night(cast, visit, moment, expected):
    assert set(reminded(cast, *moment)) == expected


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2027, 10, 31)])
def test_by_the_clock_on_the_wall_when_it_has_been_moved_in_the_night(cast, quiet, day):
    agreed(cast, quiet, day, day + timedelta(days=1))

    assert reminded(cast, day, 15, 29) == []
    assert set(reminded(cast, day, 15, 30)) == BOTH


def test_on_a_holiday_between_nobody_is_there(cast, quiet):
    agreed(cast, quiet, date(2027, 3, 24), date(2027, 3, 30))

    assert [bool(reminded(cast, date(2027, 3, day))) for day in (24, 25, 26, 29, 30)] == [
        True,
        False,
        False,
        False,
        True,
    ]


def test_nobody_is_told_twice(cast, visit):
    assert [len(reminded(cast, THURSDAY, 16, minute)) for minute in (0, 5, 10)] == [2, 0, 0]
    assert set(reminded(cast, FRIDAY)) == BOTH


def test_who_has_answered_is_not_asked_and_a_reserve_answers_for_the_contact(cast, visit):
    say(visit, cast["rune"])

    assert reminded(cast, THURSDAY) == ["ida"]


def test_a_letter_on_its_way_to_who_answers_meanwhile_is_not_sent(cast, visit):
    with at(THURSDAY):
        remind_of_talks()
        Maker().make_all()
        say(visit, cast["ida"])

        waits = {each.reader.email.split("@")[0]: still_matters(each) for each in Letter.objects.all()}

    assert waits == {"ida": False, "hanne": True}


@pytest.mark.parametrize("state", ["preparing", "cancelled"])
def test_only_of_agreed_visits(cast, visit, state):
    Placement.objects.filter(pk=visit.pk).update(state=state)

    assert reminded(cast, THURSDAY) == []


# put off


def test_who_puts_it_off_is_reminded_the_next_morning_once_and_then_as_usual(cast, visit):
    with at(THURSDAY, 14):
        snooze(visit.visit, cast["ida"], THURSDAY)

    assert reminded(cast, THURSDAY) == ["hanne"]
    assert reminded(cast, FRIDAY, 6, 59) == []
    assert reminded(cast, FRIDAY, 7, 0) == ["ida"]
    assert reminded(cast, FRIDAY, 7, 5) == []
    assert set(reminded(cast, FRIDAY)) == BOTH


def test_who_puts_it_off_after_the_letter_is_reminded_the_next_morning(cast, visit):
    both = reminded(cast, THURSDAY)
    with at(THURSDAY, 19):
        snooze(visit.visit, cast["ida"], THURSDAY)

    assert (set(both), reminded(cast, FRIDAY, 8)) == (BOTH, ["ida"])


def test_who_answers_before_the_morning_is_not_asked(cast, visit):
    with at(THURSDAY, 19):
        snooze(visit.visit, cast["ida"], THURSDAY)
    say(visit, cast["ida"])

    assert reminded(cast, FRIDAY, 8) == []


def test_over_a_weekend_the_morning_is_mondays_and_a_missed_one_is_not_made_up_for(cast, visit):
    with at(FRIDAY, 19):
        snooze(visit.visit, cast["ida"], FRIDAY)

    assert [reminded(cast, date(2027, 3, day), 8) for day in (6, 7, 9)] == [[], [], []]
    assert reminded(cast, MONDAY, 8) == ["ida"]


def test_who_wants_none_at_this_visit_gets_none_until_asking_again(client, cast, visit):
    address = reverse("placement-talk-reminders", args=[visit.pk])
    with at(THURSDAY, 14):
        client.force_login(cast["ida"])
        client.post(address, {"until": "visit"})
    silent = [reminded(cast, day) for day in (THURSDAY, FRIDAY)]
    with at(MONDAY, 9):
        client.force_login(cast["ida"])
        client.post(address, {"until": "again"})

    assert silent == [["hanne"], ["hanne"]]
    assert set(reminded(cast, MONDAY)) == BOTH


@pytest.mark.parametrize("given", [{}, {"until": "altid"}, {"until": "x" * 9000}])
def test_a_press_that_says_nothing_changes_nothing(client, cast, visit, given):
    with at(THURSDAY, 14):
        client.force_login(cast["ida"])
        client.post(reverse("placement-talk-reminders", args=[visit.pk]), given)

    assert not visit.visit.talk_snoozes.exists()


# several interns


@pytest.fixture
def two(cast, quiet, visit):
    bo = the_cast.wish(cast, intern="bo", manager="jens", at="Havnen")
    second = agreed(cast, quiet, THURSDAY, MONDAY, wish_=bo, offer_=visit.offer, visit=visit.visit)
    return visit, second


def test_the_host_of_several_gets_one_letter_a_day_that_leads_to_them_all(cast, two):
    told = reminded(cast, THURSDAY)

    letter = Letter.objects.get(reader=cast["hanne"])
    assert sorted(told) == ["bo", "hanne", "ida"]
    assert (letter.link_kind, letter.link_target) == ("visit", two[0].visit_id)


def test_the_host_is_asked_as_long_as_one_of_them_waits(cast, two):
    say(two[0], cast["hanne"])

    assert "hanne" in reminded(cast, THURSDAY)

    say(two[1], cast["hanne"], FRIDAY)
    say(two[0], cast["hanne"], FRIDAY)
    assert "hanne" not in reminded(cast, FRIDAY)


# what the letters of the advice tell


def give(cast, placement, outcome=""):
    for number in (1, 2):
        Advice.objects.create(placement=placement, number=number, text="Råd.", given_at=timezone.now(), outcome=outcome)
    placement.record("give-advice", cast["ida"], count=2)


def test_of_the_host_only_those_who_may_read_the_advice_hear_of_it(cast, visit, quiet, told):
    visit.seat("host", cast["per"].pk, signs=True, second=True)
    with at(MONDAY):
        give(cast, visit)

        assert told() == {("you-have-been-given-advice", "hanne"), ("you-have-been-given-advice", "rune")}


def test_the_host_hears_of_the_advice_and_the_intern_when_all_of_it_is_answered(cast, visit, quiet, told):
    with at(MONDAY):
        give(cast, visit)
        given = told()
        quiet()
        said = {"outcome": "done", "words": "", "by_when": None}
        Advice.objects.answer(visit, cast["hanne"], {1: said})
        first = told()
        Advice.objects.answer(visit, cast["hanne"], {2: said})

        assert given == {("you-have-been-given-advice", "hanne"), ("you-have-been-given-advice", "rune")}
        assert first == set()
        assert told() == {("your-advice-is-answered", "ida")}


def test_of_two_answers_in_a_row_one_letter_tells(cast, visit, quiet):
    with at(MONDAY):
        give(cast, visit, "later")
        quiet()
        for outcome in ("done", "no"):
            Advice.objects.answer(visit, cast["hanne"], {1: {"outcome": outcome, "words": "Ja.", "by_when": None}})
            Maker().make_all()

        assert [still_matters(each) for each in Letter.objects.order_by("pk")] == [False, True]


# the rule


def test_the_programme_cannot_ask_in_the_night(tmp_path):
    folder = tmp_path / "programme"
    shutil.copytree(ROOT / "programmes" / "innovationspraktik", folder)
    edit(folder, "programme.toml", "talk_reminder_at = 15:30:00", "talk_reminder_at = 22:00:00")

    assert problems(folder) == [
        "programme.toml: rules · talk_reminder_at: lies in the night. Write a time from 07:00:00 to before 21:00:00."
    ]


def test_the_clock_looks_often_enough_to_be_on_time():
    job = next(job for job in JOBS if job.does.endswith("remind_of_talks"))

    assert job.every <= timedelta(minutes=10)
