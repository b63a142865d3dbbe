"""Seats: who takes one, how many are left, when there is one again."""

import random
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.directory.capacity import opens_again
from ipraktik.directory.capacity import seats_left as seats_left_of
from ipraktik.directory.models import Offer, Wish
from ipraktik.placements.models import Placement, Visit

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def taken(offer, state="agreed", first=None, last=None):
    """A placement that is simply there, in whatever state."""
    intern = the_cast.person(f"intern{Placement.objects.count()}", "", "")
    wish = Wish.objects.create(intern=intern, workplace=the_cast.workplace("Aarhus Kommune", "Lønkontoret"))
    visit = Visit.objects.create(offer=offer, first_day=first, last_day=last or first)
    return Placement.objects.create(wish=wish, offer=offer, visit=visit, state=state, origin="office")


def seen(offer):
    return Offer.objects.with_seats().get(pk=offer.pk)


def seats_left(offer):
    return seen(offer).seats_left


@pytest.mark.parametrize(
    ("state", "left"),
    [
        ("suggested", 2),
        ("preparing", 1),
        ("agreed", 1),
        ("completed", 2),
        ("declined", 2),
        ("cancelled", 2),
        ("lapsed", 2),
    ],
)
def test_a_seat_is_taken_while_a_visit_is_prepared_or_agreed(cast, state, left):
    offer = the_cast.offer(cast, seats=2, at_a_time=2)

    taken(offer, state, TODAY + timedelta(days=20))

    assert seats_left(offer) == left


def test_a_seat_is_free_again_the_day_after_the_visit(cast):
    offer = the_cast.offer(cast, seats=1, at_a_time=1)
    made = taken(offer, "agreed", TODAY - timedelta(days=2), TODAY)

    assert seats_left(offer) == 0
    assert not Offer.objects.listed().exists()

    Visit.objects.filter(pk=made.visit_id).update(last_day=TODAY - timedelta(days=1))

    assert seats_left(offer) == 1
    assert list(Offer.objects.listed()) == [offer]


def test_the_seats_of_one_visit_are_the_most_that_are_ever_left(cast):
    assert seats_left(the_cast.offer(cast, seats=2, at_a_time=6)) == 2


def test_the_year_has_its_own_end_and_the_next_year_begins_anew(cast):
    offer = the_cast.offer(cast, seats=1, at_a_time=3, cap_year=1)
    taken(offer, "completed", date(TODAY.year - 1, 5, 3))

    assert seats_left(offer) == 1

    taken(offer, "completed", date(TODAY.year, 1, 5))

    assert seats_left(offer) == 0
    assert opens_again(seen(offer), TODAY) == ("year", date(TODAY.year, 12, 31))


def test_a_full_offer_says_until_when(cast):
    offer = the_cast.offer(cast, seats=1, at_a_time=2)
    taken(offer, "preparing")

    taken(offer, "agreed", TODAY + timedelta(days=1), TODAY + timedelta(days=9))

    assert seats_left(offer) == 0
    assert opens_again(seen(offer), TODAY) == ("seat", TODAY + timedelta(days=9))


def test_a_full_offer_whose_days_are_not_set_says_that_nobody_knows(cast):
    offer = the_cast.offer(cast, seats=1, at_a_time=1)
    taken(offer, "preparing")

    assert opens_again(seen(offer), TODAY) == ("days", None)


@pytest.mark.parametrize("seed", range(6))
def test_counting_once_for_all_gives_the_same_as_counting_for_each(cast, seed):
    dice = random.Random(seed)
    for number in range(8):
        offer = the_cast.offer(
            cast, at=f"Sted {number}", seats=dice.randint(1, 3), at_a_time=dice.randint(1, 3),
            cap_year=dice.choice([None, 0, 1, 3]),
        )  # fmt: skip
        for _each in range(dice.randint(0, 4)):
            first = dice.choice([None, TODAY + timedelta(days=dice.randint(-400, 60))])
            taken(offer, dice.choice(["suggested", "preparing", "agreed", "completed", "cancelled"]), first)

    for seats in (1, 2, 3):
        one_by_one = set(Offer.objects.with_seats().filter(seats_left__gte=seats).values_list("pk", flat=True))

        assert set(Offer.objects.with_room(seats).values_list("pk", flat=True)) == one_by_one
        numbers_of = Offer.objects.seat_counts()
        rows = Offer.objects.values_list("pk", "seats", "at_a_time", "cap_year")
        assert {pk for pk, *numbers in rows if seats_left_of(*numbers, *numbers_of.get(pk, ())) >= seats} == one_by_one
        assert {offer.pk for offer in Offer.objects.listed(seats) if offer.seats_left >= seats} == one_by_one
    asked = {each.pk: each.seats_left - each.asking for each in Offer.objects.with_seats()}
    assert Offer.objects.free_seats() == asked


def test_ten_offers_ask_the_database_no_more_than_one(cast):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            list(Offer.objects.listed().for_page())
        return len(asked)

    taken(the_cast.offer(cast), "agreed", TODAY)
    one = questions()
    for number in range(9):
        taken(the_cast.offer(cast, at=f"Sted {number}"), "agreed", TODAY)

    assert questions() == one


def test_a_host_that_has_lowered_its_number_is_full_until_enough_visits_are_over(cast):
    offer = the_cast.offer(cast, seats=1, at_a_time=1)
    for days in (9, 5, 7):
        taken(offer, "agreed", TODAY + timedelta(days=days))

    assert opens_again(seen(offer), TODAY) == ("seat", TODAY + timedelta(days=9))

    taken(offer, "preparing")

    assert opens_again(seen(offer), TODAY) == ("days", None)
