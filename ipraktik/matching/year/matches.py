"""A wish's list as it is shown: in the order the solver found, but every host asked anew whether it can, as things stand.

So a list that is a minute old never offers what is impossible: who cannot any longer is among those who cannot, with why.
"""

from dataclasses import dataclass, field
from functools import cached_property

from ipraktik.directory.fitting import HARD, LIMITS, Candidate, candidates_among
from ipraktik.kit.days import say_stretches
from ipraktik.matching.engine.scores import kilometres
from ipraktik.matching.words import phrasing
from ipraktik.matching.year.looking import WISHED_FOR
from ipraktik.programme import programme

SENTENCES = 3  # of what speaks for a host, beside days and distance


@dataclass(frozen=True)
class Match:
    """One host on a wish's list. `reasons`, `against` and `stop` as they were found: [key, facts]."""

    candidate: Candidate
    reasons: list = field(default_factory=list)
    against: list = field(default_factory=list)
    stop: list | None = None

    @property
    def offer(self):
        return self.candidate.offer

    @property
    def wish(self):
        return self.candidate.wish

    def why(self, reader=phrasing.said):
        """What speaks for it, in words; `reader` says a reason to whom it concerns."""
        told = [
            sentence for sentence in (reader(*each) for each in self.reasons if each[0] not in DISTANCE) if sentence
        ]
        return told[:SENTENCES]

    def against_in_words(self, reader=phrasing.said):
        return [
            sentence for sentence in (reader(*each) for each in self.against if each[0] not in DISTANCE) if sentence
        ]

    @property
    def days(self):
        """The days free for both, in words; empty where it is any day."""
        pair = self.candidate.pair
        return "" if pair.is_any_day else say_stretches(pair.common_stretches)

    @property
    def km(self):
        """As the crow flies, between the municipalities; None where one is not known."""
        own, theirs = (programme().municipalities.get(each.workplace.municipality) for each in (self.wish, self.offer))
        return round(kilometres((own.lat, own.lon), (theirs.lat, theirs.lon))) if own and theirs else None

    @property
    def what_stops(self):
        """The one rule that stops it: with its facts, if it is still the rule that was found."""
        broken = [rule.name for rule in self.candidate.pair.broken((*HARD, *LIMITS))]
        if self.stop and self.stop[0] in broken and (said := phrasing.said(*self.stop)):
            return said
        return (self.candidate.reasons or [""])[0]


DISTANCE = ("near", "far")  # said beside the place


class Matches:
    """The list of one wish. `is_made` is false before the solver has been there."""

    def __init__(self, wish):
        self.wish, self.ranking = wish, getattr(wish, "ranking", None)

    @property
    def is_made(self):
        return self.ranking is not None

    @cached_property
    def listed(self):
        """{offer: what was found of it}, in order. The host that the intern has in mind comes first."""
        rows = {
            row.offer_id: {"reasons": row.reasons, "against": row.against} for row in self.wish.listed.order_by("order")
        }
        aside = {each["offer"]: {name: each[name] for name in ("reasons", "against")} for each in self.ranking.aside}
        cannot = {offer: {"stop": stop} for offer, *stop in self.ranking.cannot}
        found, first = rows | aside | cannot, self.wish.asked_offer_id
        return ({first: found.pop(first, {})} if first else {}) | found

    @cached_property
    def all(self):
        return [Match(each, **self.listed[each.offer.pk]) for each in candidates_among(self.wish, list(self.listed))]

    @property
    def can(self):
        return [each for each in self.all if not each.candidate.reasons]

    @property
    def aside(self):
        """Those that could come if a wish of one of the two were set aside."""
        return [each for each in self.all if each.candidate.is_possible and each.candidate.limits]

    @property
    def cannot(self):
        return [each for each in self.all if not each.candidate.is_possible]

    # how many there are in all

    @property
    def counts(self):
        """(that can, that could if a wish were set aside, that cannot), when the list was made."""
        counts = self.ranking.counts
        aside = sum(count for key, count in counts.items() if key in WISHED_FOR)
        return counts.get("", 0), aside, sum(counts.values()) - counts.get("", 0) - aside

    @property
    def stops(self):
        """[(what stops, how many)], the most first."""
        told = sorted(self.ranking.counts.items(), key=lambda each: -each[1])
        return [(phrasing.LIMITS_IN_WORDS[key], count) for key, count in told if key in phrasing.LIMITS_IN_WORDS]
