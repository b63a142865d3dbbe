"""The matching desk: who can receive this wish, the best first, and why; and what stops the others.

The solver has found the order and the reasons (matching/). Before it has, there is a plain order of some of the hosts.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ipraktik.directory.fitting import LIMITS, Candidate, candidates, candidates_among
from ipraktik.directory.lifecycle import PUBLISHED
from ipraktik.directory.models import Offer
from ipraktik.kit.days import say_days, say_stretches
from ipraktik.matching.year.matches import Match
from ipraktik.placements.lifecycle import LIVE
from ipraktik.placements.models import Visit
from ipraktik.programme import programme

UNRANKED = 200  # so many hosts are looked through where there is no list yet
SHOWN, FOUND = 20, 10


@dataclass
class Choice:
    """One host, as the coordinator weighs it for one wish; `reasons` and `against` where the solver has been."""

    candidate: Candidate
    reasons: list = field(default_factory=list)
    against: list = field(default_factory=list)
    stop: list | None = None

    @cached_property
    def match(self):
        return Match(self.candidate, self.reasons, self.against, self.stop)

    @property
    def offer(self):
        return self.candidate.offer

    @property
    def wish(self):
        return self.candidate.wish

    @cached_property
    def shared_areas(self):
        """Work areas of the host's that the intern wishes for, or works in where nothing is wished for."""
        wanted = self.wish.work_areas or self.wish.workplace.work_areas
        return [key for key in self.offer.workplace.work_areas if key in wanted]

    @cached_property
    def in_region(self):
        """Is it in a region the intern wishes for, or in the intern's own where none is wished for?"""
        own = self.wish.workplace.region_on(timezone.localdate())
        wanted = self.wish.regions or ([own.key] if own else [])
        return self.candidate.pair.region in wanted

    @property
    def order(self):
        offer = self.offer
        return (-len(self.shared_areas), not self.in_region, -offer.seats_left, offer.asking, offer.sort_key, offer.pk)

    @property
    def why(self):
        """What speaks for it, in words: what the solver has found, or else the plain order."""
        return [*self.match.why(), *self.facts] if self.reasons or self.against else self.plain_order

    @property
    def facts(self):
        """Days, distance and seats, as they are now."""
        km = self.match.km
        far = [] if km is None else [_("%(km)s km as the crow flies") % {"km": km}]
        seats = f"{seats_in_words(self.offer.seats_left)}. {waiting_in_words(self.offer.asking)}"
        return [self.days_in_words, *far, seats]

    @property
    def plain_order(self):
        areas = [str(programme().work_areas[key]) for key in self.shared_areas if key in programme().work_areas]
        region = programme().regions.get(self.candidate.pair.region)
        said = [_("Work area in common: %(areas)s") % {"areas": ", ".join(areas)}] if areas else []
        said += [_("In the right region: %(region)s") % {"region": region.name}] if self.in_region and region else []
        return [*said, seats_in_words(self.offer.seats_left), waiting_in_words(self.offer.asking), self.days_in_words]

    @property
    def days_in_words(self):
        if self.wish.any_time and self.offer.all_year:
            return _("Both can at any time")
        return _("Free for both: %(days)s") % {"days": say_stretches(self.candidate.pair.common_stretches)}


def seats_in_words(count):
    return ngettext("%(count)s seat left", "%(count)s seats left", count) % {"count": count}


def waiting_in_words(count):
    if not count:
        return _("Nobody waits for their answer")
    return ngettext("%(count)s waits for their answer", "%(count)s wait for their answer", count) % {"count": count}


def in_order(candidates):
    return sorted((Choice(each) for each in candidates), key=lambda choice: choice.order)


def ranked(matches):
    """What the desk shows of a list that the solver has made."""
    fits, aside, cannot = (chosen(each) for each in (matches.can, matches.aside, matches.cannot))
    fits_in_all, aside_in_all, cannot_in_all = matches.counts
    counts = {"fits": max(fits_in_all, len(fits)), "aside": aside_in_all, "cannot": cannot_in_all}
    made_at = matches.ranking.made_at
    return {
        "fits": fits,
        "aside": aside,
        "cannot": cannot,
        "counts": counts,
        "stops": matches.stops,
        "made_at": made_at,
    }


def unranked(wish):
    """Some hosts in a plain order, weighed here and now."""
    can, cannot = candidates(wish, UNRANKED)
    fits, aside = in_order(can), in_order([each for each in cannot if each.is_possible])
    stopped = [Choice(each) for each in cannot if not each.is_possible]
    counts = {"fits": len(fits), "aside": len(aside), "cannot": len(stopped)}
    parts = {"fits": fits[:SHOWN], "aside": aside[:SHOWN], "cannot": stopped[:SHOWN]}
    return {**parts, "counts": counts, "is_plain": True}


def chosen(matches):
    return [Choice(each.candidate, each.reasons, each.against, each.stop) for each in matches]


def choices_named(wish, name):
    """The hosts in which these words stand: whoever is not among the best can be found by name."""
    numbers = (
        Offer.objects.filter(state=PUBLISHED).that_say(name).order_by("sort_key", "pk").values_list("pk", flat=True)
    )
    return [Choice(each) for each in candidates_among(wish, list(numbers[:FOUND]))]


def broken_limits(candidate):
    """What the two wished for and do not get here: a coordinator may set it aside."""
    return candidate.pair.broken(LIMITS)


def visits_to_join(offer):
    """Visits at this host that are not over, with a seat beside those who come: [(number, in words), …]."""
    today = timezone.localdate()
    visits = Visit.objects.filter(offer=offer).exclude(first_day__lte=today).order_by("first_day", "pk")
    found = []
    for visit in visits.prefetch_related("placements__wish__intern"):
        there = [each for each in visit.placements.all() if each.state in LIVE]
        if 0 < len(there) < offer.seats:
            found.append((visit.pk, visit_in_words(visit, there)))
    return found


def visit_in_words(visit, there):
    when = say_days(visit.first_day, visit.last_day) if visit.has_days else _("days not set yet")
    return _("%(when)s, with %(names)s") % {"when": when, "names": ", ".join(str(each.wish.intern) for each in there)}
