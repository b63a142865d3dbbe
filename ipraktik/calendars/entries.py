"""What a person has in the calendar of a visit, as plain facts.

The intern and the host's people get an entry for each day of the visit, from the day's first hour to its last, with
that day's itinerary, the place, and whom to call. A block across nights and weekends would say that they are away when
they are not; an entry for each row would fill a day with twenty of them. A visit with a day that has no hours is there
as whole days: hours that nobody has written are not invented. Days between that are not part of the visit stay empty.

The host gets one entry for all interns of the same visit, since they are received together. It takes the contact's
time; for the reserve, and others behind the offer, the time stays free.

The sender's manager is not going anywhere: one entry across the days, which leaves the time free, says who is where. A
coordinator sees the first day alone, without names.

All entries of a visit are one series with one name (UID): an invitation by mail may hold no more than one (RFC 5546).

What is not agreed is not promised: before all have signed, and when the terms have been opened again, the days stand as
tentative, without hours, itinerary or persons. Free text about anyone's needs, goals or reasons never gets in here.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, time

from django.db.models import OuterRef, Subquery

from ipraktik.history.models import Event
from ipraktik.people.parties import COORDINATOR, HOST, INTERN, SENDER
from ipraktik.placements.lifecycle import AGREED, COMPLETED, PREPARING

STANDS = {AGREED, COMPLETED}
SHOWN = {PREPARING, *STANDS}
ORDER = (INTERN, HOST, SENDER)
WITH_PLANS = {INTERN, HOST}


@dataclass(frozen=True)
class Row:
    starts: time | None
    ends: time | None
    what: str
    where: str
    with_whom: str
    only: str  # whose it is, when it is not for all whom the entry is about


@dataclass(frozen=True)
class Day:
    date: date
    rows: tuple = ()

    @property
    def hours(self):
        """From the first hour to the last; None where both are not known."""
        begins = [row.starts for row in self.rows if row.starts]
        known = begins + [row.ends for row in self.rows if row.ends]
        return (min(begins), max(known)) if begins and max(known) > min(begins) else None


@dataclass(frozen=True)
class Called:
    """Someone whom the reader may need to call."""

    party: str
    name: str
    phone: str
    is_reserve: bool = False


@dataclass(frozen=True)
class Entry:
    party: str  # the reader's
    is_agreed: bool
    days: tuple
    place: str
    address: str
    page: str
    is_busy: bool = False
    interns: tuple = ()
    people: tuple = ()
    meet: str = ""

    @property
    def has_hours(self):
        return self.party in WITH_PLANS and all(day.hours for day in self.days)

    @property
    def has_signed(self):
        """The host's others have not: the contact signs for them."""
        return self.is_agreed and (self.party != HOST or self.is_busy)

    @property
    def is_span(self):
        """One entry across days in a row."""
        in_a_row = (self.days[-1].date - self.days[0].date).days == len(self.days) - 1
        return self.party not in WITH_PLANS and in_a_row

    def digest(self, address):
        """Two are the same when they tell the same to the same address, in whatever language."""
        told = json.dumps([asdict(self), address], default=str, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()


def gathered(placements):
    """Placements with all that an entry reads, in as many queries for ten as for one."""
    return (
        touched(placements.filter(state__in=SHOWN, visit__first_day__isnull=False))
        .for_page()
        .prefetch_related("participants__person", "visit__items__colleagues", "offer__people")
        .order_by("visit__first_day", "visit_id", "pk")
    )


def touched(placements):
    """With when something last happened to each, as `touched`."""
    events = Event.objects.filter(placement=OuterRef("pk")).order_by("-at")
    return placements.annotate(touched=Subquery(events.values("at")[:1]))


def entry_for(person, placements):
    """The entry of this person about these placements of one visit; None when it does not concern them."""
    party = next((party for party in ORDER if any(speaks(each, person, party) for each in placements)), None)
    mine = standing([each for each in placements if speaks(each, person, party)])
    return entry(person, party, mine) if mine else None


def speaks(placement, person, party):
    """Not who spoke for the party before, nor who has left the host's offer."""
    mine = [each for each in placement.participants.all() if (each.person_id, each.party) == (person.pk, party)]
    return bool(mine) and (any(each.signs for each in mine) or (party == HOST and receives(placement, person)))


def receives(placement, person):
    visit = placement.visit
    offered = {each.person_id for each in placement.offer.people.all()}
    return person.pk in offered | {visit.contact_id, visit.reserve_id}


def standing(placements):
    """The agreed ones; where there are none, those that are being prepared."""
    return [each for each in placements if each.state in STANDS] or placements


def entry(person, party, placements):
    first = placements[0]
    facts = {"party": party, "is_agreed": first.state in STANDS, "interns": names(placements)} | place(placements)
    facts["is_busy"] = party == INTERN or (party == HOST and person.pk == first.visit.contact_id)
    if not facts["is_agreed"]:
        return Entry(**facts, days=bare_days(first))
    days = planned(party, placements) if party in WITH_PLANS else bare_days(first)
    meet = first.visit.meet if party == INTERN else ""
    return Entry(**facts, days=days, meet=meet, people=people(party, placements))


def for_office(placements):
    """Who is where, in one entry across the days: what a coordinator takes along from the page of a visit."""
    mine = standing(placements)
    facts = {"party": SENDER, "is_agreed": mine[0].state in STANDS, "interns": names(mine)}
    return Entry(**facts, **place(mine), days=bare_days(mine[0]))


def first_day(placements):
    return Entry(party=COORDINATOR, is_agreed=True, days=bare_days(placements[0])[:1], **place(placements))


def names(placements):
    return tuple(str(each.wish.intern) for each in placements)


def place(placements):
    workplace = placements[0].offer.workplace
    page = placements[0].get_absolute_url() if len(placements) == 1 else placements[0].visit.get_absolute_url()
    return {"place": workplace.full_name, "address": workplace.address, "page": page}


def bare_days(placement):
    return tuple(Day(day) for day in placement.visit.days)


def planned(party, placements):
    """Each day with the rows that all share, and those of these interns alone."""
    visit = placements[0].visit
    whose = {each.pk: str(each.wish.intern) if party == HOST else "" for each in placements} | {None: ""}
    rows = [(item.day, row(item, whose)) for item in visit.items.all() if item.placement_id in whose]
    return tuple(Day(day, tuple(each for on, each in rows if on == day)) for day in visit.days)


def row(item, whose):
    return Row(item.starts, item.ends, item.what, item.where, item.company, whose[item.placement_id])


def people(party, placements):
    """Whom to call: the host's contact and reserve; for the host the interns."""
    visit = placements[0].visit
    if party == HOST:
        return tuple(called(INTERN, each.wish.intern) for each in placements)
    named = [(visit.contact, False), (visit.reserve, True)] if party == INTERN else [(visit.contact, False)]
    return tuple(called(HOST, person, is_reserve) for person, is_reserve in named if person)


def called(party, person, is_reserve=False):
    return Called(party, str(person), person.phone, is_reserve)
