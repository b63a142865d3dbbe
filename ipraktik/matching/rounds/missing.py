"""Where hosts are missing in a round, whom to ask for one more seat, and which limits cost somebody a place."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ipraktik.directory.fitting import Seeker, calendar
from ipraktik.directory.models import Offer
from ipraktik.kit.days import say_week
from ipraktik.matching.rounds.decisions import LIMIT_NAMES
from ipraktik.matching.rounds.hosts_to_find import hosts_to_find, region_of
from ipraktik.matching.rounds.possibilities import ONE_LIMIT, is_beyond_hosts
from ipraktik.matching.rounds.proposals import Proposal
from ipraktik.programme import programme

ASKED = 10  # hosts that are named
NAMED = 10  # interns whom a limit costs a place, before it is told how many more


@dataclass(frozen=True)
class Lack:
    """Of one region, work area or week: interns without a host who wish for it, seats there that nobody takes, and what the
    best one more seat there gives."""

    name: str
    interns: int
    seats: int
    best: "OneSeat | None"


@dataclass(frozen=True)
class Cost:
    """A limit that alone keeps these wishes away from a host."""

    sentence: str
    wishes: list

    @property
    def shown(self):
        return self.wishes[:NAMED]

    @property
    def more(self):
        return max(0, len(self.wishes) - NAMED)


@dataclass(frozen=True)
class OneSeat:
    """What one more seat at this host would give: exact, from the solved problem. By the best fit nobody is counted, so
    `placed` is None."""

    offer: Offer
    placed: int | None
    fit: float

    @property
    def anchor(self):
        return f"seat-{self.offer.pk}"

    @property
    def short(self):
        """“1 placed”, “+0.42 in fit”."""
        if self.placed:
            return ngettext("%(count)s placed", "%(count)s placed", self.placed) % {"count": self.placed}
        return _("+%(fit)s in fit") % {"fit": number_format(self.fit, 2)}

    @property
    def sentence(self):
        gained = number_format(self.fit, 2)
        if self.placed is None:
            return _("One more seat here raises the fit by %(fit)s.") % {"fit": gained}
        if self.placed:
            return ngettext(
                "One more seat here places %(count)s intern more.",
                "One more seat here places %(count)s interns more.",
                self.placed,
            ) % {"count": self.placed}
        return _("One more seat here places nobody else, but raises the fit by %(fit)s.") % {"fit": gained}


class Missing:
    def __init__(self, round_):
        self.round, self.proposal = round_, round_.proposal

    @cached_property
    def unplaced(self):
        return [pairing.wish for pairing in self.pairings]

    @cached_property
    def pairings(self):
        """Of those without a host whom a host could help."""
        return [each for each in self.everybody if not is_beyond_hosts(each)]

    @cached_property
    def everybody(self):
        return list(self.proposal.unplaced.for_page().prefetch_related("wish__periods", "wish__group__wishes"))

    @property
    def beyond_hosts(self):
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

    @cached_property
    def periods(self):
        """{week in words: (first day, last day)} of the round."""
        return {say_week(*each).capitalize(): each for each in weeks_between(self.round.first, self.round.last)}

    @property
    def weeks(self):
        """Of each week of the round: interns without a host who have days in it, and seats left at hosts open in it."""
        days, rows = calendar(), []
        for name, (first, last) in self.periods.items():
            week = days.between(first, last)
            interns = sum(1 for wish in self.unplaced if days.of_wish(wish) & week)
            open_then = {pk for pk, offer in self.offers.items() if days.of_offer(offer) & week}
            rows.append(Lack(name, interns, sum(self.left.get(pk, 0) for pk in open_then), self.best_among(open_then)))
        return rows

    def best_among(self, offers):
        """The one more seat that is worth most at these hosts; None where none is worth anything."""
        return next((each for each in self.seats_worth_asking if each.offer.pk in offers), None)

    @cached_property
    def to_find(self):
        return hosts_to_find(self.unplaced, self.periods)

    def seats_by(self, keys_of):
        """{key: free seats} by what `keys_of` says of an offer's workplace."""
        counted = Counter()
        for pk, seats in self.left.items():
            for key in keys_of(self.offers[pk].workplace) if pk in self.offers else ():
                counted[key] += seats
        return counted

    @cached_property
    def regions(self):
        wished = Counter(key for wish in self.unplaced for key in regions_wished(wish))
        return self.lacks(wished, region_keys, {key: str(each.name) for key, each in programme().regions.items()})

    @property
    def work_areas(self):
        wished = Counter(key for wish in self.unplaced for key in wish.work_areas or wish.workplace.work_areas)
        names = {key: str(name) for key, name in programme().work_areas.items()}
        return [row for row in self.lacks(wished, lambda place: place.work_areas, names) if row.interns]

    def lacks(self, wished, keys_of, names):
        """[Lack, …] by what `keys_of` says of a workplace, where most are missing first."""
        seats, rows = self.seats_by(keys_of), []
        for key, name in names.items():
            there = {pk for pk, offer in self.offers.items() if key in keys_of(offer.workplace)}
            rows.append(Lack(name, wished[key], seats[key], self.best_among(there)))
        told = [row for row in rows if row.interns or row.seats or row.best]
        return sorted(told, key=lambda each: (each.seats - each.interns, each.name))

    @property
    def by_municipality(self):
        """{municipality: hosts there at which one more seat gives something}; those that the programme knows."""
        return {code: len(seats) for code, seats in self.seats_in.items()}

    @cached_property
    def seats_in(self):
        """{municipality: [OneSeat, …], best first}."""
        found = {}
        for each in self.seats_worth_asking:
            if each.offer.workplace.municipality in programme().municipalities:
                found.setdefault(each.offer.workplace.municipality, []).append(each)
        return found

    @cached_property
    def municipalities(self):
        """[(name, hosts where one more seat gives something, the best of these seats), …], the best first."""
        known = programme().municipalities
        rows = [(known[code].name, len(seats), seats[0]) for code, seats in self.seats_in.items()]
        return sorted(rows, key=lambda each: (-(each[2].placed or 0), -each[2].fit, each[0]))

    @cached_property
    def seats_worth_asking(self):
        """One more seat at each host where it gives something, best first."""
        told = [(self.offers.get(pk), placed, fit) for pk, placed, fit in self.proposal.figures["one_more_seat"]]
        counts = self.proposal.aim != Proposal.Aim.FIT
        return [OneSeat(offer, placed if counts else None, fit) for offer, placed, fit in told if offer]

    @property
    def one_more_seat(self):
        return self.seats_worth_asking[:ASKED]

    @cached_property
    def limits(self):
        """[Cost, …]: limits that alone keep somebody without a host away from one; what costs most first."""
        costs = {}
        for pairing in self.pairings:
            for limit in dict.fromkeys(facts["limit"] for key, facts in pairing.reasons if key == ONE_LIMIT):
                costs.setdefault(limit, []).append(pairing.wish)
        told = [Cost(LIMIT_NAMES[limit], wishes) for limit, wishes in costs.items()]
        return sorted(told, key=lambda each: -len(each.wishes))

    @property
    def sentence(self):
        count = len(self.unplaced)
        if not count:
            return _("Everyone whom a host can help gets one.")
        said = ngettext("%(count)s intern is without a host.", "%(count)s interns are without a host.", count)
        return " ".join([said % {"count": count}, *self.in_groups, self.worst])

    @property
    def in_groups(self):
        """[the sentence of those who must have seats together]; empty where there are none."""
        count = sum(Seeker(wish).party_size > 1 for wish in self.unplaced)
        return (
            [_("%(count)s of them go only together, and need seats at one host.") % {"count": count}] if count else []
        )

    @property
    def beyond_hosts_in_words(self):
        """The sentence of those whom no host could help; empty where there are none."""
        count = self.beyond_hosts
        said = ngettext(
            "%(count)s more is left out here: too few days in the round, a manager's no, a companion who is missing, or a host"
            " of their own.",
            "%(count)s more are left out here: too few days in the round, a manager's no, a companion who is missing, or a host"
            " of their own.",
            count,
        )
        return said % {"count": count} if count else ""

    @property
    def worst(self):
        lacking = [each for each in self.regions if each.interns > each.seats]
        if not lacking:
            return _(
                "There are seats enough in each region: it is days, work areas, limits or seats together that are missing."
            )
        most = max(lacking, key=lambda each: each.interns - each.seats)
        return _("Most are missing in %(region)s: %(interns)s wish for it, and %(seats)s seats are left.") % {
            "region": most.name, "interns": most.interns, "seats": most.seats,
        }  # fmt: skip


def weeks_between(first, last):
    """[(first day, last day), …]: the parts of the calendar's weeks that lie between the two days."""
    starts = [first, *(first + timedelta(days=n) for n in range(1, (last - first).days + 1))]
    mondays = [day for day in starts if day == first or day.weekday() == 0]
    return [(day, min(last, day + timedelta(days=6 - day.weekday()))) for day in mondays]


def regions_wished(wish):
    """Those that it names, or those of the municipalities that it names; else the intern's own."""
    named = wish.regions or {region_of(code) for code in wish.municipalities} - {""}
    return named or region_keys(wish.workplace)


def region_keys(workplace):
    region = region_of(workplace.municipality)
    return [region] if region else []
