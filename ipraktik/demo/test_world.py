"""The demo world as it stands when the curtain rises: what it promises, counted in its database."""

from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from ipraktik.demo import world
from ipraktik.demo.days import trip, under_way
from ipraktik.directory.lifecycle import CONSENT_STATES, OFFER_STATES, WISH_STATES
from ipraktik.directory.models import Consent, NamedHost, Offer, TravelGroup, Wish
from ipraktik.history.models import Outbox
from ipraktik.kit.calendar import is_working_day
from ipraktik.matching.models import Round
from ipraktik.notebook.levels import Level
from ipraktik.notebook.models import Note
from ipraktik.people.models import Person, Workplace
from ipraktik.people.parties import Phase
from ipraktik.placements.lifecycle import STATES
from ipraktik.placements.models import Placement, Scan
from ipraktik.programme import programme

THURSDAY, SUNDAY, EASTER, NEW_YEAR = "2026-11-26", "2026-11-29", "2027-03-28", "2027-01-01"


@pytest.fixture(params=[THURSDAY, SUNDAY, EASTER, NEW_YEAR])
def some_day(request):
    with time_machine.travel(f"{request.param} 10:00", tick=False):
        yield timezone.localdate()


def states_of(records):
    return set(records.values_list("state", flat=True))


def regions():
    codes = Offer.objects.values_list("workplace__municipality", flat=True)
    return {region.key for code in codes if code for region in programme().municipalities[code].regions}


@pytest.mark.slow
@pytest.mark.anywhere
def test_the_world_is_as_big_and_as_varied_as_promised_and_is_built_once(db):
    world.build()
    wishes, offers, placements = Wish.objects.all(), Offer.objects.all(), Placement.objects.all()
    built = counted()
    made = Round.objects.get()

    assert (wishes.count() >= 140, offers.count() >= 80) == (True, True)
    assert offers.exclude(workplace__municipality="").values("workplace__municipality").distinct().count() >= 40
    assert regions() == set(programme().regions)
    assert misplaced() == []
    assert kinds_of_host()["state"] >= 10 and set(kinds_of_host()) == set(programme().sectors)
    assert states_of(wishes) == set(WISH_STATES)
    assert states_of(Consent.objects.all()) == set(CONSENT_STATES)
    assert states_of(offers) == set(OFFER_STATES)
    assert states_of(placements) == set(STATES)
    assert {each.phase for each in placements.filter(state="agreed")} == set(Phase)
    assert Scan.objects.get().signatures.get().version.placement.state == "agreed"
    assert {each.origin for each in placements} == {"own_host", "browse", "office"}
    assert set(wishes.exclude(state="draft").values_list("door", flat=True)) == set(Wish.Door.values)
    assert set(wishes.values_list("travel_type", flat=True)) == set(programme().travel_types)
    assert set(NamedHost.objects.values_list("contacted_by", flat=True)) == {"intern", "office"}
    assert [(each.state, each.aim) for each in made.proposals.all()] == [("waiting", "stable")]
    assert (made.wishes().count() >= 30, made.offers().count() >= 60) == (True, True)
    assert {group.wishes.count() for group in TravelGroup.objects.all()} == {2, 3}
    assert Person.objects.exclude(email__endswith=".example").count() == 0

    assert {note.level for note in Note.objects.filter(placement__state="completed")} == set(Level.values)

    world.build()

    assert counted() == built


def misplaced():
    """Workplaces of a municipality's that lie in another one."""
    known, places = programme().municipalities, Workplace.objects.exclude(municipality="")
    of_one = places.filter(organisation__name__in=[f"{each.name} Kommune" for each in known.values()])
    lies_in = {each: f"{known[each.municipality].name} Kommune" for each in of_one.select_related("organisation")}
    return [str(place) for place, name in lies_in.items() if name != place.organisation.name]


def kinds_of_host():
    hosts = Offer.objects.values_list("workplace__organisation__sector", "workplace__organisation").distinct()
    return Counter(sector for sector, _organisation in hosts)


def counted():
    return [model.objects.count() for model in (Person, Wish, Offer, Placement, Consent, Outbox)]


@pytest.mark.slow
@pytest.mark.anywhere
@pytest.mark.parametrize("some_day", [SUNDAY], indirect=True)
def test_the_year_follows_today_on_a_sunday_too(some_day, db):
    world.build()

    weekend_apart = [visit for visit in visits("agreed", "completed") if span(visit) > 4]
    assert {visit.first_day <= some_day <= visit.last_day for visit in weekend_apart} <= {True}
    assert {each.phase for each in Placement.objects.filter(state="agreed")} == set(Phase)
    open_for = [(timezone.now() - wish.submitted_at).days for wish in Wish.objects.filter(state="open")]
    assert max(open_for) <= 90


def visits(*states):
    return [each.visit for each in Placement.objects.filter(state__in=states).select_related("visit")]


def span(visit):
    return (visit.last_day - visit.first_day).days


@pytest.mark.parametrize("length", [2, 3, 4, 5])
def test_a_trip_lies_in_one_week_and_one_under_way_includes_today(some_day, length):
    days, now = trip(some_day, length), under_way(length)

    assert (len(days), len(now)) == (length, length)
    assert {is_working_day(day, programme().country) for day in days + now} == {True}
    assert {day.isocalendar().week for day in days} == {days[0].isocalendar().week}
    assert days[0] <= some_day and some_day - days[0] < timedelta(days=21)
    assert now[0] <= some_day <= now[-1]
