"""One question, one answer: who goes where, by the aim a coordinator chose, and what it costs."""

from dataclasses import dataclass

import numpy as np

from ipraktik.matching.engine.blocking import blocking_edges
from ipraktik.matching.engine.decisions import remaining
from ipraktik.matching.engine.exact import Found, exact
from ipraktik.matching.engine.market import FIT_DECIMALS, UNPLACED, Market
from ipraktik.matching.engine.proof import FEWEST, PROVED, fewest_blocking, stable_or_none
from ipraktik.matching.engine.report import figures, total_fit
from ipraktik.matching.engine.search import Watch
from ipraktik.matching.engine.stable import stable

AIMS = {
    "stable": "no intern and host would both rather have each other",
    "placed": "as many interns as can be, and among such answers the best fit",
    "fit": "the highest total of fit",
}


@dataclass(frozen=True, eq=False)
class Solution:
    """`edge` int64[A]: the market's edge each agent goes over, -1 for none. `blocking` int64[B]: edges that block it.

    `report`: aim, seconds, the counts of `report.figures`, blocking_pairs, proved, bound and what it bounds (bound_of), and
    fit_proved: that no answer which places as many fits better (None for "stable").
    """

    market: Market
    edge: np.ndarray
    blocking: np.ndarray
    report: dict

    @property
    def host(self):
        """int32[A]: each agent's host, -1 for none."""
        if not self.market.edges:
            return np.full(self.market.agents, UNPLACED, dtype=np.int32)
        return np.where(self.edge == UNPLACED, UNPLACED, self.market.host[self.edge]).astype(np.int32)


def solve(market, aim, *, locks=(), forbids=(), limit_seconds=60.0, progress=None, cancelled=None, seed=0):
    """The Solution of `market` by `aim`, one of AIMS.

    `locks` and `forbids` are pairs (agent, host) that must stand or must not; who is locked, and the seats they take, are
    out of the question, so they block nothing. The same market, decisions and seed give the same answer, unless
    `limit_seconds` cut it off. `progress` gets a dict now and then: step, seconds, and best and bound where known. When
    `cancelled` says true, Cancelled is raised. Raises Impossible for decisions that cannot all stand.
    """
    if aim not in AIMS:
        raise ValueError(f"There is no aim “{aim}”. Known are {', '.join(AIMS)}.")
    watch = Watch(limit_seconds, progress, cancelled, seed)
    watch.tell("start")
    left = remaining(market, locks, forbids)
    found = stably(left.market, watch) if aim == "stable" else exact(left.market, aim, watch)
    edge, blocking = left.whole(found.edge, market.agent), left.edges[blocking_edges(left.market, found.edge)]
    report = {"aim": aim, **figures(market, edge), "blocking_pairs": len(blocking), "proved": found.proved}
    report["fit_proved"] = None if aim == "stable" else bool(found.proved and found.best)
    report["bound"], report["bound_of"] = bound(market, aim, left.locked, found, edge)
    return Solution(market, edge, blocking, {**report, "seconds": round(watch.seconds, 6)})


def stably(market, watch):
    """A Found whose bound is a number of blocking pairs that no matching has fewer of; 0 where a stable one may exist."""
    edge = stable(market)
    watch.tell("matching")
    if not market.has_groups or not len(blocking_edges(market, edge)):
        return Found(edge, True, 0)
    if market.agents > PROVED:
        return Found(edge, False, 0)
    better, proved = stable_or_none(market, edge, watch)
    if better is not None or not proved:
        return Found(edge if better is None else better, proved, 0)
    if market.agents > FEWEST or not watch.left:
        return Found(edge, True, 1)
    return unstable(market, edge, watch)


def unstable(market, edge, watch):
    fewest, least = fewest_blocking(market, edge, watch)
    return Found(fewest, True, max(1, least))


def bound(market, aim, locked, found, edge):
    """The bound of what was left to decide, and what stood already."""
    if aim == "stable":
        return found.bound, "blocking_pairs"
    if aim == "placed":
        return int(found.bound) + int(market.size[market.agent[locked]].sum()), "placed"
    if found.proved:
        return total_fit(market, edge), "total_fit"
    return round(float(found.bound) + float(market.fit[locked].sum()), FIT_DECIMALS), "total_fit"
