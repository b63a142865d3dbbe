"""What one more seat, or one limit less, would be worth: exactly, from a matching that is the best by its aim.

Where nobody travels in a group the best matching is a flow of least cost, and what one more seat at a host gains is the
length of a shortest path in what is left of the network (Ahuja, Magnanti and Orlin 1993, chapter 9): one search from the
sink prices every host, one to it every edge that is not there. With groups it is solved anew with the seat in place.
"""

from dataclasses import dataclass, replace

import numpy as np

from ipraktik.matching.engine.decisions import remaining
from ipraktik.matching.engine.exact import exact
from ipraktik.matching.engine.flow import UNITS, TooGreat, units
from ipraktik.matching.engine.market import FIT_DECIMALS, UNPLACED
from ipraktik.matching.engine.report import total_fit
from ipraktik.matching.engine.search import Watch
from ipraktik.matching.engine.solve import stably

# Someone more placed is worth more than any fit along a path of a hundred thousand.
PLACED = 1 << 52


@dataclass(frozen=True)
class Price:
    """What is gained: `placed` more interns and `fit` more in all. `proved`: it is exact."""

    placed: int
    fit: float
    proved: bool = True

    @property
    def is_something(self):
        return self.placed > 0 or self.fit > 0


NOTHING = Price(0, 0.0)


class Network:
    """What is left of the network after `edge` int64[A], for agents of one seat: nodes are agents, hosts and the sink.

    A distance is int64: PLACED for each intern fewer placed, and the fit lost in billionths. For the aim "fit" nobody counts
    as placed.
    """

    def __init__(self, market, edge, aim):
        self.market, self.edge, self.aim = market, edge, aim
        self.sink = market.agents + market.hosts
        self.cost = -units(market.fit) - (PLACED if aim == "placed" else 0)
        if int(np.abs(units(market.fit)).max(initial=0)) * (self.sink + 2) >= PLACED // 2:
            raise TooGreat("The fits are too large for exact prices. Divide them all by a thousand.")
        going = edge != UNPLACED
        used = np.bincount(market.host[edge[going]], minlength=market.hosts) if market.edges else np.zeros(market.hosts)
        self.free = market.seats - used
        self.tails, self.heads, self.costs = self.arcs(going, used)

    def arcs(self, going, used):
        market = self.market
        agents, hosts = np.arange(market.agents), market.agents + np.arange(market.hosts)
        chosen = np.zeros(market.edges, dtype=bool)
        chosen[self.edge[going]] = True
        ends = market.agent.astype(np.int64), market.agents + market.host.astype(np.int64)
        parts = [
            (ends[0][~chosen], ends[1][~chosen], self.cost[~chosen]),
            (ends[1][chosen], ends[0][chosen], -self.cost[chosen]),
            (agents[going], self.sink, 0),
            (self.sink, agents[~going], 0),
            (hosts[self.free > 0], self.sink, 0),
            (self.sink, hosts[used > 0], 0),
        ]
        full = [np.broadcast_arrays(*part) for part in parts]
        return (np.concatenate(column).astype(np.int64) for column in zip(*full, strict=True))

    def from_sink(self):
        """int64[nodes]: the shortest distance from the sink to each."""
        return shortest(self.sink, self.tails, self.heads, self.costs, self.sink + 1)

    def to_sink(self):
        return shortest(self.sink, self.heads, self.tails, self.costs, self.sink + 1)


FAR = np.iinfo(np.int64).max // 4


def shortest(start, tails, heads, costs, nodes):
    """int64[nodes]: distances from `start`, FAR where there is no way. Bellman and Ford, a round over all arcs at once.

    There is no circle of negative length, as the flow is of least cost.
    """
    order = np.argsort(heads, kind="stable")
    tails, costs, heads = tails[order], costs[order], heads[order]
    begin = np.flatnonzero(np.diff(heads, prepend=-1))
    reached = heads[begin]
    distance = np.full(nodes, FAR, dtype=np.int64)
    distance[start] = 0
    while len(begin):
        found = np.minimum.reduceat(np.where(distance[tails] >= FAR // 2, FAR, distance[tails] + costs), begin)
        shorter = found < distance[reached]
        if not shorter.any():
            break
        distance[reached[shorter]] = found[shorter]
    return distance


def price(distance, aim):
    """The Price of a circle of this length; nothing if it is not negative."""
    if distance >= 0:
        return NOTHING
    placed = -round(distance / PLACED) if aim == "placed" else 0
    return Price(placed, -(distance + placed * PLACED) / UNITS)


def seat_prices(market, solution, *, locks=(), forbids=(), limit_seconds=60.0, progress=None, cancelled=None):
    """H Prices: what one more seat at each host would gain, by the solution's own aim.

    The locks and forbids are those it was solved with. For "placed" and "fit" without groups a flow prices all at once.
    Otherwise each host is solved anew with the seat, those first that most would rather be at, while time lasts; one that
    was not reached, or not proved, says so. For "stable" a price may be a loss of fit: it is what happens, not the best.
    """
    aim, left = solution.report["aim"], remaining(market, locks, forbids)
    if aim != "stable" and not left.market.has_groups:
        distance = Network(left.market, part_of(left, solution), aim).from_sink()[market.agents : -1]
        return [price(one, aim) for one in distance.tolist()]
    prices, watch = [replace(NOTHING, proved=False)] * market.hosts, Watch(limit_seconds, progress, cancelled)
    for done, host in enumerate(most_wanted(left.market, part_of(left, solution))):
        if not watch.left:
            break
        watch.tell("prices", best=done, bound=market.hosts)
        prices[host] = solved_anew(market, solution, host, locks, forbids, watch)
    return prices


def most_wanted(market, edge):
    """The hosts, those first where most would rather be than where they are."""
    now = np.where(edge == UNPLACED, np.iinfo(np.int32).max, market.rank[edge] if market.edges else 0)
    wanted = np.bincount(market.host[market.rank < now[market.agent]], minlength=market.hosts)
    return np.argsort(-wanted, kind="stable").tolist()


def part_of(left, solution):
    """The solution's edges in what was left to decide."""
    place = np.full(max(left.edges.max(initial=-1), solution.edge.max(initial=-1)) + 2, UNPLACED, dtype=np.int64)
    place[left.edges] = np.arange(len(left.edges))
    return place[solution.edge]


def solved_anew(market, solution, host, locks, forbids, watch):
    aim, seats = solution.report["aim"], market.seats.copy()
    seats[host] += 1
    left = remaining(replace(market, seats=seats), locks, forbids)
    found = stably(left.market, watch) if aim == "stable" else exact(left.market, aim, watch)
    whole = left.whole(found.edge, market.agent)
    placed = int(market.size[whole != UNPLACED].sum()) - solution.report["placed"] if aim != "fit" else 0
    fit = round(total_fit(market, whole) - solution.report["total_fit"], FIT_DECIMALS)
    return Price(placed, fit, found.proved and solution.report["proved"])


def worth_asking(prices, market):
    """Whom to ask for one more seat: the hosts where it gains something, the greatest gain first, then the most full."""
    gains = [host for host, one in enumerate(prices) if one.is_something]
    return sorted(gains, key=lambda host: (-prices[host].placed, -prices[host].fit, -int(market.seats[host]), host))


@dataclass(frozen=True)
class Missing:
    """A pair that may not be, and the rule that stops it: `fit` is what it would be worth."""

    agent: int
    host: int
    fit: float
    rule: str


def limit_prices(market, solution, missing, *, locks=(), forbids=()):
    """{(agent, rule): Price}: what it would gain if that rule stopped none of that agent's pairs, for those not placed.

    Exact for agents of one seat among agents of one seat, each limit for itself. Those that gain nothing are left out, as
    are agents who are placed: their limits cost them no place. ValueError with groups and for "stable": solve without it.
    """
    aim, left = solution.report["aim"], remaining(market, locks, forbids)
    if left.market.has_groups or aim == "stable":
        raise ValueError("With groups, or if it is to be stable, a limit's price is found by solving without it.")
    onwards = Network(left.market, part_of(left, solution), aim).to_sink()[market.agents : -1]
    gains = {}
    for one in missing:
        if solution.edge[one.agent] == UNPLACED and onwards[one.host] < FAR // 2:
            own = -int(units(one.fit)) - (PLACED if aim == "placed" else 0)
            gain = own + int(onwards[one.host])
            gains[one.agent, one.rule] = min(gain, gains.get((one.agent, one.rule), 0))
    return {key: price(gain, aim) for key, gain in gains.items() if gain < 0}
