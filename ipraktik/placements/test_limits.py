"""The limits of a placement, at their very edges: a host's three kinds of seats, and the hours between two reminders."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.directory.models import Offer
from ipraktik.history.models import Event
from ipraktik.kit.lifecycle import NotYet
from ipraktik.placements.lifecycle import seat_is_free
from ipraktik.placements.models import Placement
from ipraktik.programme import programme

pytestmark = pytest.mark.django_db
FULL = [str(seat_is_free.sentence)]


def suggested(cast, offer, key):
    placement = the_cast.placement(cast, offer_=offer, wish_=the_cast.wish(cast, intern=key, at=f"Kontor {key}"))
    return placement.perform("accept", by=cast[key])


def answered(cast, placement):
    """What the host's yes leads to: the new state, or the sentences that stop it."""
    try:
        return Placement.objects.get(pk=placement.pk).perform("accept", by=cast["hanne"]).state
    except NotYet as refusal:
        return refusal.sentences


def on(placement, first):
    """The days of its visit, whatever its forms would say."""
    type(placement.visit).objects.filter(pk=placement.visit_id).update(first_day=first, last_day=first)


@pytest.fixture
def two(cast):
    """One intern is being prepared for, another waits for the host's yes; each at a visit of its own."""
    offer = the_cast.offer(cast, seats=2, at_a_time=2)
    first, second = suggested(cast, offer, "bo"), suggested(cast, offer, "mona")
    first.perform("accept", by=cast["hanne"])
    return first, second


@pytest.mark.parametrize(
    ("limits", "came"),
    [
        ({"seats": 1, "at_a_time": 2}, "preparing"),  # on other days there is a seat again
        ({"seats": 2, "at_a_time": 2}, "preparing"),
        ({"seats": 2, "at_a_time": 1}, FULL),
        ({"seats": 2, "at_a_time": 2, "cap_year": 1}, FULL),
        ({"seats": 2, "at_a_time": 2, "cap_year": 2}, "preparing"),
    ],
)
def test_each_limit_of_the_host_stops_at_its_own_number(cast, two, limits, came):
    _first, second = two
    Offer.objects.filter(pk=second.offer_id).update(**limits)

    assert answered(cast, second) == came


@pytest.mark.parametrize(("apart", "came"), [(0, FULL), (1, "preparing")])
def test_the_seats_of_a_visit_are_those_of_its_days(cast, two, apart, came):
    first, second = two
    Offer.objects.filter(pk=second.offer_id).update(seats=1)
    on(first, the_cast.soon())
    on(second, the_cast.soon() + timedelta(days=apart))

    assert answered(cast, second) == came


@pytest.mark.parametrize(("later", "came"), [(0, FULL), (1, "preparing")])
def test_the_hosts_cap_is_that_of_the_year_of_the_visit(cast, two, later, came):
    first, second = two
    Offer.objects.filter(pk=second.offer_id).update(cap_year=1)
    next_year = timezone.localdate().year + 1
    on(first, date(next_year, 3, 2))
    on(second, date(next_year + later, 3, 2))

    assert answered(cast, second) == came


@pytest.mark.parametrize(("after", "times"), [(timedelta(minutes=-1), 1), (timedelta(minutes=1), 2)])
def test_someone_is_reminded_again_once_the_hours_have_gone(cast, after, times):
    placement = the_cast.placement(cast)
    hanne = placement.participants.get(person=cast["hanne"])
    placement.remind(hanne, cast["karl"])

    with time_machine.travel(timezone.now() + timedelta(hours=programme().rules.remind_cooldown_hours) + after):
        try_to(lambda: placement.remind(hanne, cast["ida"]))

    assert Event.objects.filter(placement=placement, name="remind").count() == times


def test_reminding_one_does_not_keep_another_from_being_reminded(cast):
    placement = the_cast.placement(cast)
    for key in ("hanne", "ida"):
        placement.remind(placement.participants.get(person=cast[key]), cast["karl"])

    assert Event.objects.filter(placement=placement, name="remind").count() == 2


@pytest.mark.parametrize(("after", "times"), [(timedelta(minutes=-1), 0), (timedelta(minutes=1), 1)])
def test_a_manager_is_reminded_once_the_hours_since_the_question_have_gone(cast, after, times):
    consent = the_cast.wish(cast, consent=False).consent

    with time_machine.travel(timezone.now() + timedelta(hours=programme().rules.remind_cooldown_hours) + after):
        try_to(lambda: consent.remind(cast["ida"]))

    assert Event.objects.filter(consent=consent, name="remind-consent").count() == times


def test_a_manager_who_has_not_answered_is_reminded_of_the_wish_and_not_of_the_agreement(cast):
    wish = the_cast.wish(cast, consent=False)
    placement = the_cast.placement(cast, "preparing", wish_=wish)
    signe = placement.participants.get(person=cast["signe"])

    with time_machine.travel(timezone.now() + timedelta(hours=programme().rules.remind_cooldown_hours + 1)):
        placement.remind(signe, cast["hanne"])

    assert list(Event.objects.filter(name__contains="remind").values_list("name", "consent")) == [
        ("remind-consent", wish.consent.pk)
    ]


def test_a_manager_who_has_answered_is_reminded_of_the_agreement(cast):
    placement = the_cast.placement(cast, "preparing")

    placement.remind(placement.participants.get(person=cast["signe"]), cast["hanne"])

    assert list(Event.objects.filter(name__contains="remind").values_list("name", "consent")) == [("remind", None)]


def try_to(deed):
    with suppress(NotYet):
        deed()
