"""What happens with one more seat at a host, by solving anew: for what no flow can tell."""

from dataclasses import dataclass, replace

import numpy as np

from ipraktik.matching.engine.blocking import blocking_edges
from ipraktik.matching.engine.decisions import remaining
from ipraktik.matching.engine.exact import exact
from ipraktik.matching.engine.market import FIT_DECIMALS, UNPLACED, Market
from ipraktik.matching.engine.report import total_fit
from ipraktik.matching.engine.search import Watch
from ipraktik.matching.engine.solve import Solution, stably
from ipraktik.matching.engine.stable import COMPILED_FROM, stable


@dataclass(frozen=True)
class Price:
    """What is gained: `placed` more interns and `fit` more in all. `proved`: it is exact."""

    placed: int
    fit: float
    proved: bool = True

    @property
    def is_something(self):
        return self.placed > 0 or (self.placed == 0 and self.fit > 0)


@dataclass(frozen=True, eq=False)
class Anew:
    """The market, the Solution that it had with these locks and forbids, and how long it may take."""

    market: Market
    solution: Solution
    locks: tuple
    forbids: tuple
    watch: Watch

    @property
    def aim(self):
        return self.solution.report["aim"]

    def left(self, host=None):
        """What is left to decide, with one more seat at the host if there is one."""
        seats = self.market.seats + (np.arange(self.market.hosts) == host).astype(np.int32)
        return remaining(replace(self.market, seats=seats), self.locks, self.forbids)

    def prices(self, hosts):
        """{host: Price} of those that time suffices for, in this order; what must be searched for comes last."""
        found, later = {}, []
        for host in hosts:
            if self.watch.left:
                self.watch.tell("prices", best=len(found), bound=len(hosts))
                at_once = self.at_once(host, len(hosts)) if self.aim == "stable" else None
                found |= {host: at_once} if at_once else {}
                later += [] if at_once else [host]
        for host in later:
            if self.watch.left:
                found[host] = self.searched(host)
        return found

    def at_once(self, host, often):
        """The Price, if the stable matching is found without a search."""
        left = self.left(host)
        # So often that loading the compiled path pays, though it may not for one.
        path = "compiled" if left.market.agents * often >= 5 * COMPILED_FROM else None
        edge = stable(left.market, path)
        done = not left.market.has_groups or not len(blocking_edges(left.market, edge))
        return self.price(left, edge, True) if done else None

    def searched(self, host):
        left = self.left(host)
        found = stably(left.market, self.watch) if self.aim == "stable" else exact(left.market, self.aim, self.watch)
        return self.price(left, found.edge, found.proved and found.best)

    def price(self, left, edge, proved):
        whole, before = left.whole(edge, self.market.agent), self.solution.report
        placed = int(self.market.size[whole != UNPLACED].sum()) - before["placed"] if self.aim != "fit" else 0
        fit = round(total_fit(self.market, whole) - before["total_fit"], FIT_DECIMALS)
        return Price(placed, fit, bool(proved and before["proved"]))

    @property
    def is_the_best(self):
        """Whether the solution is proved to be the best by its aim: for "placed" also of the best fit among the most placed."""
        again = self.searched(None)
        return again.proved and not again.placed and not again.fit
