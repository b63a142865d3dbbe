"""One pair, looked at closely: its scores in parts, its days, its reasons, or what stops it."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ipraktik.matching.engine.days import Calendar
from ipraktik.matching.engine.grading import fit_of
from ipraktik.matching.engine.people import Host, Intern
from ipraktik.matching.engine.reasons import (
    Fit,
    Stop,
    distance,
    reasons_against,
    reasons_for,
    stop_facts,
    words_between,
)
from ipraktik.matching.engine.scores import terms
from ipraktik.matching.engine.texts import Texts, cleaned
from ipraktik.matching.engine.weights import Policy


@dataclass(frozen=True, eq=False)
class Pair:
    """An intern and a host with their rows: `asked` and `offered` of the intern's side, `job` and `ask` of the host's.

    `free` and `received`: working days, uint64[w]; `above`: the share of hosts whose text fits the wish less well."""

    intern: Intern
    host: Host
    asked: np.ndarray
    offered: np.ndarray
    job: np.ndarray
    ask: np.ndarray
    added: float
    free: np.ndarray
    received: np.ndarray
    above: float = 0.0

    @property
    def needed(self):
        return int(np.ceil(max(self.intern.days[0], self.host.days[0])))

    @property
    def common(self):
        return self.free & self.received


def compared(pair: Pair, policy: Policy, texts: Texts, calendar: Calendar) -> Fit:
    """The Fit of a pair, whether or not something stops it."""
    own, theirs = (
        terms(pair.asked, pair.offered),
        {"host_text": float(pair.job @ pair.ask), "waiting": float(pair.added)},
    )
    sums = np.array([sum(own.values())]), np.array([sum(theirs.values())])
    fit = Fit(
        intern=pair.intern.key,
        host=pair.host.key,
        intern_score=float(sums[0][0]),
        host_score=float(sums[1][0]),
        fit=float(fit_of(*sums, policy)[0]),
        terms=own,
        host_terms=theirs,
        stretches=tuple(calendar.stretches(pair.common, pair.needed)),
        needed=pair.needed,
        km=distance(pair.intern, pair.host),
    )
    return with_reasons(fit, pair, policy.of(pair.intern.travel_type), texts)


def with_reasons(fit, pair, weights, texts):
    intern, host = pair.intern, pair.host
    said = [cleaned(intern, "wish"), cleaned(intern, "job"), cleaned(host, "profile"), cleaned(host, "ask")]
    words = words_between(texts.words, *said)
    common_days = int(np.bitwise_count(pair.common).sum())
    return replace(
        fit,
        reasons=reasons_for(intern, host, fit, weights, words, pair.above),
        against=reasons_against(intern, host, fit, weights, common_days),
    )


def stopped(pair: Pair, key: str, size: int, calendar: Calendar) -> Stop:
    """The stop of a pair by the rule of this key, with its facts."""
    asks_days = key == "days_in_common"  # the facts of no other stop tell of them, and they take time
    days: Any = [calendar.stretches(each) if asks_days else [] for each in (pair.free, pair.received)]
    return Stop(key, stop_facts(key, pair.intern, pair.host, size, (*days, pair.needed)))
