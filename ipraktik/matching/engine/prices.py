"""What one more seat, or one limit less, would be worth: exactly, from a matching that is the best by its aim.

Where nobody travels in a group the best matching is a flow of least cost, and what one more seat at a host gains is the
length of a shortest path in what is left of the network (residual.py): one search from the sink prices every host, one to
it every edge that is not there. With groups it is searched where they go (group_search.py); to be stable it is solved anew.
"""

from dataclasses import dataclass, replace

import numpy as np

from ipraktik.matching.engine.anew import Anew, Price
from ipraktik.matching.engine.decisions import remaining
from ipraktik.matching.engine.exact import SEARCHED, as_flow
from ipraktik.matching.engine.flow import UNITS, shares, units
from ipraktik.matching.engine.group_search import GroupSearch, affordable
from ipraktik.matching.engine.market import UNPLACED
from ipraktik.matching.engine.residual import FAR, PLACED, Residual
from ipraktik.matching.engine.search import Watch

NOTHING = Price(0, 0.0)
NOT_KNOWN = Price(0, 0.0, proved=False)
SEARCHING = 0.3  # of the time, for all hosts at once,
LOOKED_AT = 5_000_000  # and no more edges than these, counted in each node anew


def price(gain, aim, shares=1, proved=True):
    """The Price of what is better by this length of a `Residual`; nothing where it is not."""
    gain = max(gain, 0)
    placed = round(gain / PLACED) if aim == "placed" else 0
    return Price(placed, (gain - placed * PLACED) / (UNITS * shares), proved)


def seat_prices(market, solution, *, locks=(), forbids=(), limit_seconds=60.0, progress=None, cancelled=None, seed=0):
    """H Prices, by the number of the host: what one more seat there would gain, by the solution's own aim.

    The price of a host with a seat left is 0 where nobody travels in a group; a group may lack its last seat there, and then
    it has one (`at_capacity` tells which are full). Locks, forbids and seed are those it was solved with.

    For "placed" and "fit" the price is the difference between two best matchings. Without groups one flow prices all hosts;
    with groups it is searched until the limit, and one that is not proved is what the seat gains at least. For "stable" it is
    what happens when it is solved anew with the seat, which may be a loss, those hosts first that most would rather be at;
    one that no time was left for says 0 and is not proved.
    """
    aim, watch = solution.report["aim"], Watch(limit_seconds, progress, cancelled, seed)
    anew, left = Anew(market, solution, locks, forbids, watch), remaining(market, locks, forbids)
    if aim == "stable":
        hosts = most_wanted(left.market, part_of(left, solution))
        prices = dict.fromkeys(hosts, NOT_KNOWN) | anew.prices(hosts)
        return [prices.get(host, NOTHING) for host in range(market.hosts)]
    if left.market.has_groups:
        return prices_with_groups(anew)
    gains = Residual(left.market, as_flow(left.market, part_of(left, solution)), aim).gains
    return [price(gain, aim) for gain in gains.tolist()]


def prices_with_groups(anew):
    """The search for all hosts at once has its share of the time; what it leaves open is solved anew, host by host."""
    left = remaining(anew.market, anew.locks, anew.forbids, spare=1)
    within = replace(anew.watch, limit_seconds=SEARCHING * anew.watch.left)
    nodes = affordable(left.market, LOOKED_AT)
    found = GroupSearch(left.market, part_of(left, anew.solution), anew.aim, within, nodes)
    unknown = found.best[-1] == 0 and not found.known[-1] and left.market.edges <= SEARCHED
    best = found.is_the_best or (unknown and anew.is_the_best)
    told = zip(found.best[:-1].tolist(), (best & found.known[:-1]).tolist(), strict=True)
    prices = [price(gain, anew.aim, shares(left.market), proved) for gain, proved in told]
    for host, solved in anew.prices(np.flatnonzero(~found.known[:-1]).tolist() if best else []).items():
        prices[host] = solved
    return prices


def at_capacity(market, solution):
    """bool[H]: whose seats are all taken."""
    placed = solution.edge != UNPLACED
    return np.bincount(solution.host[placed], weights=market.size[placed], minlength=market.hosts) >= market.seats


def part_of(left, solution):
    """The solution's edges in what was left to decide."""
    place = np.full(max(left.edges.max(initial=-1), solution.edge.max(initial=-1)) + 2, UNPLACED, dtype=np.int64)
    place[left.edges] = np.arange(len(left.edges))
    return place[solution.edge]


def most_wanted(market, edge):
    """The hosts, those first where most would rather be than where they are. Without groups only those that turned somebody
    away: all else goes as before."""
    now = np.where(edge == UNPLACED, market.edges, edge)
    wanted = np.bincount(market.host[np.arange(market.edges) < now[market.agent]], minlength=market.hosts)
    order = np.argsort(-wanted, kind="stable")
    return order[(wanted[order] > 0) | market.has_groups].tolist()


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
    flow = as_flow(left.market, part_of(left, solution))
    onwards = Residual(left.market, flow, aim).to_sink[market.agents : -1]
    gains = {}
    for one in missing:
        if solution.edge[one.agent] == UNPLACED and onwards[one.host] < FAR // 2:
            own = -int(units(one.fit)) - (PLACED if aim == "placed" else 0)
            gain = own + int(onwards[one.host])
            gains[one.agent, one.rule] = min(gain, gains.get((one.agent, one.rule), 0))
    return {key: price(-gain, aim) for key, gain in gains.items() if gain < 0}
