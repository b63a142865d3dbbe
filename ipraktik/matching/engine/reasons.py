"""Why a pair suits, what speaks against, and what stops it: keys and facts, for whoever puts them into words.

Reasons and their facts:
  words             words: [WordPair, …]                 the wish and the host's profile are about the same
  host_words        words: [WordPair, …]                 whom the host wishes for and the intern's job
  text              score: z, above: share of hosts      the wish fits this host's profile
  host_text         score: z                             the intern's job fits whom the host wishes for
  shared_work_area  areas: (key, …)                      in common, where the travel type looks for that
  another_work_area areas: the host's                    where the travel type looks for that
  another_sector    sector: the host's                   likewise
  same_sector, same_level                                sector or level: the key
  near, far         km                                   under 40, over 150
  days              stretches: [(first, last), …], needed: working days in a row
  waiting           days                                 a month or more
  named                                                  the host that the intern has named
Against: weak_text, weak_host_text (score), own_work_area (areas), own_sector (sector), far (km), few_days (stretches,
needed), often_shown (times), no_wish.
Stops: a key of rules.KEYS, with the facts that `stop_facts` gives.
"""

from dataclasses import dataclass, field
from typing import Any

from ipraktik.matching.engine.scores import kilometres
from ipraktik.matching.engine.shared_words import shared_words

NEAR, FAR = 40, 150  # kilometres
GOOD, WEAK = 1.0, 0.0  # z-scores
FEW_DAYS = 10  # working days in common, all in all
OFTEN = 5
MONTH = 30


@dataclass(frozen=True)
class Reason:
    key: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Fit:
    """A pair, as both sides see it. Scores are z-scores times weights; `fit` 0-1; `terms` and `host_terms` are their parts.

    `stretches`: days in common, as (first, last), long enough for a visit; `km` None where a place is not known.
    """

    intern: str
    host: str
    intern_score: float
    host_score: float
    fit: float
    terms: dict
    host_terms: dict
    stretches: tuple
    needed: int
    km: float | None
    reasons: tuple[Reason, ...] = ()
    against: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Stop:
    """The one rule that stops a pair, as `key` of rules.KEYS."""

    key: str
    facts: dict[str, Any] = field(default_factory=dict)


def distance(intern, host):
    return round(kilometres(intern.place, host.place)) if intern.place and host.place else None


def reasons_for(intern, host, fit, weights, words, above):
    """What speaks for a pair, what says most first. `words`: (of the wish, of what the host asks for); `above`: see text."""
    of_wish, of_ask = words
    shared = tuple(area for area in intern.work_areas if area in host.work_areas)
    text, theirs = fit.terms["text"], fit.host_terms["host_text"]
    found = [
        (intern.named_host == host.key, "named", {}),
        (of_wish, "words", {"words": of_wish}),
        (of_ask and theirs > WEAK, "host_words", {"words": of_ask}),
        (fit.stretches, "days", {"stretches": fit.stretches, "needed": fit.needed}),
        (shared and weights.work_area > 0, "shared_work_area", {"areas": shared}),
        (not shared and weights.work_area < 0 and host.work_areas, "another_work_area", {"areas": host.work_areas}),
        (differ(intern.sector, host.sector) and weights.sector < 0, "another_sector", {"sector": host.sector}),
        (alike(intern.sector, host.sector) and weights.sector > 0, "same_sector", {"sector": host.sector}),
        (alike(intern.level, host.level) and weights.level > 0, "same_level", {"level": host.level}),
        (fit.km is not None and fit.km < NEAR, "near", {"km": fit.km}),
        (text >= GOOD, "text", {"score": text, "above": above}),
        (theirs >= GOOD, "host_text", {"score": theirs}),
        (intern.waiting >= MONTH, "waiting", {"days": intern.waiting}),
    ]
    return chosen(found)


def reasons_against(intern, host, fit, weights, common_days):
    """What speaks against a pair that can be."""
    shared = tuple(area for area in intern.work_areas if area in host.work_areas)
    text, theirs = fit.terms["text"], fit.host_terms["host_text"]
    found = [
        (not intern.wish.strip(), "no_wish", {}),
        (intern.wish.strip() and text < WEAK, "weak_text", {"score": text}),
        (host.ask.strip() and theirs < WEAK, "weak_host_text", {"score": theirs}),
        (shared and weights.work_area < 0, "own_work_area", {"areas": shared}),
        (alike(intern.sector, host.sector) and weights.sector < 0, "own_sector", {"sector": host.sector}),
        (fit.km is not None and fit.km > FAR, "far", {"km": fit.km}),
        (common_days < FEW_DAYS, "few_days", {"stretches": fit.stretches, "needed": fit.needed}),
        (host.shown >= OFTEN, "often_shown", {"times": host.shown}),
    ]
    return chosen(found)


def chosen(found):
    return tuple(Reason(key, facts) for holds, key, facts in found if holds)


def alike(one, other):
    return bool(one) and one == other


def differ(one, other):
    return bool(one and other) and one != other


def words_between(table, wish, job, profile, ask):
    """(of the wish and the profile, of the host's wish and the intern's job), from cleaned texts."""
    return shared_words(table, wish, profile), shared_words(table, ask, job)


def stop_facts(key, intern, host, size, days):
    """What a sentence about the stop needs; `days` is (the intern's stretches, the host's, working days needed)."""
    free, received, needed = days
    facts = {
        "named_host": {"host": intern.named_host},
        "seats": {"seats": host.seats, "size": size},
        "number_of_days": {"intern": intern.days, "host": host.days},
        "days_in_common": {"intern": free, "host": received, "needed": needed},
        "sector": {"wished": intern.sectors, "host": host.sector},
        "work_area": {"wished": intern.areas, "host": host.work_areas},
        "region": {"wished": intern.regions, "host": host.region},
        "municipality": {"wished": intern.municipalities, "host": host.municipality},
        "wanted_sector": {"wished": host.sectors, "intern": intern.sector},
        "wanted_work_area": {"wished": host.areas, "intern": intern.work_areas},
        "wanted_level": {"wished": host.levels, "intern": intern.level},
    }
    return facts.get(key, {})
