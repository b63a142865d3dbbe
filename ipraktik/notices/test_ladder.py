"""Silence has a ladder and an end: each rung once, only the latest after a pause, and never for what is done."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.history.models import Event
from ipraktik.kit.calendar import working_days_before
from ipraktik.notices import ladder
from ipraktik.notices.making import Maker
from ipraktik.notices.models import Letter
from ipraktik.people.models import Person
from ipraktik.placements.models import Participant, Placement
from ipraktik.programme import programme
from ipraktik.programme.test_loader import OUTSIDE_VIEW
from ipraktik.reflections.models import Evaluation, Pulse

pytestmark = pytest.mark.django_db


def on_day(days, since=None):
    """Climb as if so many days had gone since today, or since another; who is told what then."""
    Letter.objects.all().delete()
    day = (since or timezone.localdate()) + timedelta(days=days)
    with time_machine.travel(timezone.make_aware(datetime.combine(day, time(12))), tick=False):
        ladder.climb()
        Maker().make_all()
    names = {person.pk: person.email.split("@")[0] for person in Person.objects.all()}
    return {(letter.key, names.get(letter.reader_id, "office")) for letter in Letter.objects.all()}


def again(subject):
    return type(subject)._base_manager.get(pk=subject.pk)


def rungs_climbed():
    return list(Event.objects.filter(name="reminder").order_by("pk").values_list("facts__rung", flat=True))


BOTH = {("please-answer-the-suggestion", "ida"), ("please-answer-the-suggestion", "hanne")}
TO_OFFICE = {("nobody-answers-the-suggestion", "office")}


def test_a_suggestion_climbs_its_ladder(cast, quiet):
    the_cast.placement(cast)
    quiet()

    assert [on_day(days) for days in (1, 2, 3, 4, 6, 7, 8, 10, 11)] == [
        set(), set(), BOTH, set(), set(), BOTH, set(), TO_OFFICE, set(),
    ]  # fmt: skip


def test_the_clock_may_strike_twice(cast, quiet):
    the_cast.placement(cast)
    quiet()

    assert (on_day(3), on_day(3)) == (BOTH, set())


def test_after_days_without_a_worker_only_the_latest_rung_is_climbed(cast, quiet):
    the_cast.placement(cast)
    quiet()

    assert on_day(9) == BOTH
    assert rungs_climbed() == ["host-silent-second", "intern-silent-second"]
    assert on_day(9) == set()


def test_who_has_answered_is_not_reminded(cast, quiet):
    the_cast.placement(cast).perform("accept", by=cast["ida"])
    quiet()

    assert on_day(3) == {("please-answer-the-suggestion", "hanne")}


def test_a_manager_who_does_not_answer_climbs_to_the_office(cast, quiet):
    the_cast.wish(cast, consent=False)
    quiet()
    asked = {("please-answer-the-consent", "signe")}

    assert [on_day(days) for days in (2, 3, 7, 14, 17, 30)] == [
        set(), asked, asked, asked, {("nobody-answers-the-consent", "office")}, set(),
    ]  # fmt: skip


def test_a_manager_who_has_answered_is_left_in_peace(cast, quiet):
    the_cast.wish(cast)
    quiet()

    assert on_day(3) == set()


def test_a_manager_of_a_wish_that_was_withdrawn_is_left_in_peace(cast, quiet):
    the_cast.wish(cast, consent=False).perform("withdraw", by=cast["ida"], reason="Nyt job.")
    quiet()

    assert on_day(3) == set()


def unsigned(cast, first):
    placement = the_cast.placement(cast, "preparing")
    the_cast.prepare(placement, first=first)
    again(placement).perform("sign", by=cast["ida"])
    return placement


def test_those_who_have_not_signed_are_reminded_by_working_days_before_the_first_one(cast, quiet):
    monday = the_cast.soon(100)
    unsigned(cast, monday)
    quiet()
    missing = {("please-sign-the-agreement", "hanne"), ("please-sign-the-agreement", "signe")}
    days = [(working_days_before(monday, count, programme().country) - monday).days for count in (10, 5, 2)]

    told = [(on_day(day - 1, monday), on_day(day, monday)) for day in days]

    assert told == [(set(), missing)] * 3
    assert on_day(-1, monday) == set()


def test_nobody_is_asked_to_sign_once_the_first_day_has_come(cast, quiet):
    the_cast.prepare(the_cast.placement(cast, "preparing"), first=timezone.localdate())
    quiet()

    assert on_day(0) == set()


def test_an_agreement_that_is_opened_again_has_a_ladder_of_its_own(cast, quiet):
    monday = the_cast.soon(100)
    placement = unsigned(cast, monday)
    on_day(-14, monday)
    for who in ("hanne", "signe"):
        placement = again(placement).perform("sign", by=cast[who])
    placement.perform("reopen", by=cast["ida"], reason="En dag flyttes.")
    quiet()

    assert on_day(-14, monday) == {("please-sign-the-agreement", who) for who in ("ida", "hanne", "signe")}


def under_way(cast, length=4):
    """A visit that begins today, a Monday, and an amendment that Hanne has proposed and signed."""
    placement = the_cast.placement(cast, "agreed")
    visit = placement.visit
    visit.first_day, visit.last_day = timezone.localdate(), timezone.localdate() + timedelta(days=length - 1)
    visit.save()
    amendment = again(placement).amend("I morgen mødes vi ved porten.", ["meet"], cast["hanne"])
    return again(placement).sign_amendment(amendment.pk, cast["hanne"])


MONDAY = timezone.make_aware(datetime(2027, 3, 1, 12))


def test_an_amendment_asks_each_working_day_and_then_the_office(cast, quiet):
    with time_machine.travel(MONDAY, tick=False):
        under_way(cast)
        quiet()

    told = [on_day(days, MONDAY.date()) for days in (0, 1, 2, 3)]

    ida = ("please-sign-the-amendment", "ida")
    assert told == [set(), {ida}, {ida, ("nobody-signs-the-amendment", "office")}, set()]


def test_nobody_is_asked_to_sign_an_amendment_that_is_signed_withdrawn_or_too_late(cast, quiet):
    def on_tuesday(end):
        with time_machine.travel(MONDAY, tick=False):
            amendment = under_way(cast, length=2)
            end(again(amendment.placement), amendment.pk)
            quiet()
        return on_day(1, MONDAY.date())

    assert on_tuesday(lambda placement, number: placement.sign_amendment(number, cast["ida"])) == set()
    assert on_tuesday(lambda placement, number: placement.withdraw_amendment(number, cast["hanne"])) == set()
    assert on_tuesday(lambda *_given: None) == {("please-sign-the-amendment", "ida")}
    assert "please-sign-the-amendment" not in dict(on_day(2, MONDAY.date()))


def test_each_amendment_has_a_ladder_of_its_own(cast, quiet):
    with time_machine.travel(MONDAY, tick=False):
        placement = under_way(cast).placement
        quiet()
    on_day(1, MONDAY.date())
    with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
        again(placement).amend("Og vi slutter kl. 14.", ["itinerary"], cast["ida"])
        quiet()

    told = on_day(2, MONDAY.date())

    ask = "please-sign-the-amendment"
    assert told == {(ask, "ida"), (ask, "hanne"), ("nobody-signs-the-amendment", "office")}


def ended(cast, state="agreed"):
    """A visit whose last day was yesterday."""
    placement = the_cast.placement(cast, "agreed")
    the_cast.move_in_time(placement, (timezone.localdate() - placement.visit.last_day).days - 1)
    placement = again(placement)
    return placement.perform("confirm", by=cast["ida"]) if state == "completed" else placement


def test_did_it_take_place(cast, quiet):
    placement = ended(cast)
    quiet()
    both = {("did-it-take-place", "ida"), ("did-it-take-place", "hanne")}

    assert [on_day(days, placement.visit.last_day) for days in (0, 1, 2, 5, 10, 13)] == [
        set(),
        both,
        set(),
        both,
        both,
        set(),
    ]


def test_an_evaluation_is_asked_for_from_the_day_it_was_confirmed(cast, quiet):
    ended(cast, "completed")
    quiet()
    all_three = {("please-evaluate", who) for who in ("ida", "hanne", "signe")}

    assert [on_day(days) for days in (2, 3, 7, 11, 20)] == [set(), all_three, all_three, all_three, set()]


def test_who_has_evaluated_is_not_asked(cast, quiet):
    placement = ended(cast, "completed")
    me = placement.participants.get(person=cast["ida"])
    Evaluation.objects.create(participant=me, benefit="yes", recommend=True)
    quiet()

    assert on_day(3) == {("please-evaluate", "hanne"), ("please-evaluate", "signe")}


def test_nobody_is_asked_about_a_visit_long_gone(cast, quiet):
    ended(cast, "completed")
    quiet()

    assert on_day(100) == set()


def test_the_follow_up_is_asked_a_month_after(cast, quiet):
    placement = ended(cast, "completed")
    me = placement.participants.get(person=cast["ida"])
    quiet()
    both = {("how-did-it-go-since", "ida"), ("how-did-it-go-since", "hanne")}
    month_after = placement.visit.last_day

    assert on_day(27, month_after) & both == set()
    assert on_day(31, month_after) >= both
    Pulse.objects.create(participant=me, month=1, contact=True, changed=False)
    assert on_day(39, month_after) & both == {("how-did-it-go-since", "hanne")}


def test_a_draft_is_remembered_once(cast, quiet):
    the_cast.wish(cast, "draft")
    quiet()

    assert [on_day(days) for days in (6, 7, 8, 60)] == [set(), {("your-wish-waits-for-you", "ida")}, set(), set()]


def test_an_offer_nobody_touches_is_asked_about_twice_a_year(cast, quiet):
    the_cast.offer(cast)
    quiet()
    both = {("is-your-offer-still-right", "hanne")} | {("is-your-offer-still-right", "rune")}

    assert [on_day(days) for days in (100, 180, 181, 359, 360)] == [set(), both, set(), set(), both]


def test_a_programme_whose_ladder_says_nothing_of_it_still_asks_whether_it_took_place(cast, quiet, settings):
    settings.PROGRAMME_DIR = OUTSIDE_VIEW
    assert [rung for rung in programme().reminders if rung.state == "agreed"] == []
    cast = the_cast.gather()
    placement = ended(cast)
    quiet()

    assert on_day(programme().rules.confirm_after_days, placement.visit.last_day) == {
        ("did-it-take-place", "ida"),
        ("did-it-take-place", "hanne"),
    }


def test_one_broken_thing_does_not_stop_the_ladder(cast, quiet, monkeypatch):
    the_cast.placement(cast)
    the_cast.wish(cast, consent=False, intern="bo", manager="jens", at="Arkivet")
    quiet()

    def breaks(self, *args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(Placement, "record", breaks)

    assert on_day(3) == {("please-answer-the-consent", "jens")}


def test_more_than_a_thousand_people_do_not_stop_the_ladder(cast, quiet):
    placement = the_cast.placement(cast)
    people = Person.objects.bulk_create(Person(email=f"{number}@many.example") for number in range(1_100))
    Participant.objects.bulk_create(
        Participant(placement=placement, person=person, party="host", signs=False) for person in people
    )
    quiet()

    assert on_day(3) == BOTH


def test_ten_placements_cost_each_the_same(cast, quiet, django_assert_max_num_queries):
    """The ladder reads each thing a few times, and never all for each."""
    offer = the_cast.offer(cast)
    for number, key in enumerate(("ida", "bo", "per", "mona", "emil")):
        the_cast.placement(cast, offer_=offer, wish_=the_cast.wish(cast, intern=key, at=f"Kontor {number}"))
    quiet()

    with django_assert_max_num_queries(5 * 40):
        ladder.climb()
