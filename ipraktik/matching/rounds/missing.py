"""Where hosts are missing in a round, whom to ask for one more seat, and which limits cost somebody a place."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ipraktik.directory.fitting import calendar
from ipraktik.directory.models import Offer
from ipraktik.kit.days import say_week
from ipraktik.matching.rounds.decisions import LIMIT_NAMES
from ipraktik.matching.rounds.possibilities import NOT_THEN, ONE_LIMIT
from ipraktik.programme import programme


@dataclass(frozen=True)
class Lack:
    """Of one region or work area: interns without a host who wish for it, and seats there that nobody takes."""

    name: str
    interns: int
    seats: int


@dataclass(frozen=True)
class OneSeat:
    """What one more seat at this host would give: exact, from the solved problem."""

    offer: Offer
    placed: int
    fit: float

    @property
    def sentence(self):
        if self.placed > 0:
            return ngettext(
                "One more seat here places %(count)s intern more.",
                "One more seat here places %(count)s interns more.",
                self.placed,
            ) % {"count": self.placed}
        gained = number_format(self.fit, 2)
        return _("One more seat here places nobody else, but raises the fit by %(fit)s.") % {"fit": gained}


class Missing:
    def __init__(self, round_):
        self.round, self.proposal = round_, round_.proposal

    @cached_property
    def unplaced(self):
        return [pairing.wish for pairing in self.pairings]

    @cached_property
    def pairings(self):
        """Of those without a host who have days enough in the round: for the others no host could do anything."""
        return [each for each in self.everybody if not is_for_another_time(each)]

    @cached_property
    def everybody(self):
        return list(self.proposal.unplaced.for_page().prefetch_related("wish__periods"))

    @property
    def at_another_time(self):
        return len(self.everybody) - len(self.pairings)

    @cached_property
    def left(self):
        """{offer: seats that nobody takes}."""
        load = Counter(map(str, self.proposal.placed.values_list("offer", flat=True)))
        return {
            int(key): seats - load[key] for key, seats in self.proposal.figures["seats"].items() if seats > load[key]
        }

    @cached_property
    def offers(self):
        wanted = {*self.left, *(each[0] for each in self.proposal.figures["one_more_seat"])}
        return Offer.objects.select_related("workplace__organisation").prefetch_related("periods").in_bulk(wanted)

    @property
    def weeks(self):
        """Of each week of the round: interns without a host who have days in it, and seats left at hosts open in it."""
        days, rows = calendar(), []
        for first, last in weeks_between(self.round.first, self.round.last):
            week = days.between(first, last)
            interns = sum(1 for wish in self.unplaced if days.of_wish(wish) & week)
            open_then = [pk for pk in self.left if pk in self.offers and days.of_offer(self.offers[pk]) & week]
            rows.append(Lack(say_week(first, last).capitalize(), interns, sum(self.left[pk] for pk in open_then)))
        return rows

    def seats_by(self, keys_of):
        """{key: free seats} by what `keys_of` says of an offer's workplace."""
        counted = Counter()
        for pk, seats in self.left.items():
            for key in keys_of(self.offers[pk].workplace) if pk in self.offers else ():
                counted[key] += seats
        return counted

    @property
    def regions(self):
        wished = Counter(key for wish in self.unplaced for key in wish.regions or region_keys(wish.workplace))
        return lacks(
            wished, self.seats_by(region_keys), {key: str(each.name) for key, each in programme().regions.items()}
        )

    @property
    def work_areas(self):
        wished = Counter(key for wish in self.unplaced for key in wish.work_areas or wish.workplace.work_areas)
        names = {key: str(name) for key, name in programme().work_areas.items()}
        rows = lacks(wished, self.seats_by(lambda place: place.work_areas), names)
        return [row for row in rows if row.interns]

    @property
    def by_municipality(self):
        """{municipality: interns without a host who work there}; empty in a programme that knows no municipalities."""
        codes = (wish.workplace.municipality for wish in self.unplaced)
        return Counter(code for code in codes if code in programme().municipalities)

    @property
    def municipalities(self):
        """[(name, interns), …], the most first."""
        known = programme().municipalities
        rows = [(known[code].name, count) for code, count in self.by_municipality.items()]
        return sorted(rows, key=lambda each: (-each[1], each[0]))

    @property
    def one_more_seat(self):
        """The hosts whose extra seat is worth most, best first."""
        told = [(self.offers.get(pk), placed, fit) for pk, placed, fit in self.proposal.figures["one_more_seat"]]
        return [OneSeat(offer, placed, fit) for offer, placed, fit in told if offer]

    @property
    def limits(self):
        """[(sentence, interns it costs a place), …]: limits that alone keep somebody without a host away from one."""
        costs = Counter()
        for pairing in self.pairings:
            costs.update({facts["limit"] for key, facts in pairing.reasons if key == ONE_LIMIT})
        return [(LIMIT_NAMES[limit], count) for limit, count in costs.most_common()]

    @property
    def sentence(self):
        count = len(self.unplaced)
        if not count:
            return _("Everyone who has days enough in the round gets a host.")
        said = ngettext("%(count)s intern is without a host.", "%(count)s interns are without a host.", count)
        return said % {"count": count} + " " + self.worst

    @property
    def another_time(self):
        """The sentence of those who have too few days in the round; empty where there are none."""
        count = self.at_another_time
        said = ngettext(
            "%(count)s more has too few days in this round, and is left out here.",
            "%(count)s more have too few days in this round, and are left out here.",
            count,
        )
        return said % {"count": count} if count else ""

    @property
    def worst(self):
        lacking = [each for each in self.regions if each.interns > each.seats]
        if not lacking:
            return _("There are seats enough in each region: it is days, work areas or limits that do not meet.")
        most = max(lacking, key=lambda each: each.interns - each.seats)
        return _("Most are missing in %(region)s: %(interns)s wish for it, and %(seats)s seats are left.") % {
            "region": most.name, "interns": most.interns, "seats": most.seats,
        }  # fmt: skip


def is_for_another_time(pairing):
    return any(key == NOT_THEN for key, _facts in pairing.reasons)


def weeks_between(first, last):
    """[(first day, last day), …]: the parts of the calendar's weeks that lie between the two days."""
    starts = [first, *(first + timedelta(days=n) for n in range(1, (last - first).days + 1))]
    mondays = [day for day in starts if day == first or day.weekday() == 0]
    return [(day, min(last, day + timedelta(days=6 - day.weekday()))) for day in mondays]


def region_keys(workplace):
    region = workplace.region_on(timezone.localdate())
    return [region.key] if region else []


def lacks(wished, seats, names):
    rows = [Lack(name, wished[key], seats[key]) for key, name in names.items() if wished[key] or seats[key]]
    return sorted(rows, key=lambda each: (each.seats - each.interns, each.name))
