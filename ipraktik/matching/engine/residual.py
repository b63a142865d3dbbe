"""What a flow of least cost leaves of the network: what one more seat is worth, and what each edge would lose.

Source: Ahuja, Magnanti and Orlin (1993), “Network flows”, chapter 9: where a flow is of least cost, the shortest distances
in what is left are potentials, and with them no arc has a negative reduced cost.
"""

from functools import cached_property

import numpy as np

from ipraktik.matching.engine.flow import TooGreat, per_seat

# Someone more placed is worth more than any fit along a path of a hundred thousand.
PLACED = 1 << 52
FAR = np.iinfo(np.int64).max // 4


class Residual:
    """What is left after `flow`, int64[E]: how many of an agent's seats go over each edge, of least cost by `aim`. Nodes are
    agents, hosts and the sink.

    A length is int64: PLACED for each seat fewer filled (for the aim "fit" none counts), and the fit lost in billionths
    divided by `flow.shares`. An agent's size and an edge bound nothing beyond what the agent sends, so all edges stay open.
    """

    def __init__(self, market, flow, aim):
        self.market, self.flow, self.aim = market, flow, aim
        self.sink = market.agents + market.hosts
        self.fit = per_seat(market)
        self.cost = -self.fit - (PLACED if aim == "placed" else 0)
        if int(np.abs(self.fit).max(initial=0)) * (self.sink + 2) >= PLACED // 2:
            raise TooGreat("The fits are too large for exact prices. Divide them all by a thousand.")
        self.tails, self.heads, self.costs = self.arcs()

    def arcs(self):
        market, going = self.market, self.flow > 0
        agents, hosts = np.arange(market.agents), market.agents + np.arange(market.hosts)
        sent = np.bincount(market.agent, weights=self.flow, minlength=market.agents)
        taken = np.bincount(market.host, weights=self.flow, minlength=market.hosts)
        start, end = market.agent.astype(np.int64), market.agents + market.host.astype(np.int64)
        parts = [
            (start, end, self.cost),
            (end[going], start[going], -self.cost[going]),
            (agents[sent > 0], self.sink, 0),
            (self.sink, agents[sent < market.size], 0),
            (hosts[taken < market.seats], self.sink, 0),
            (self.sink, hosts[taken > 0], 0),
        ]
        full = [np.broadcast_arrays(*part) for part in parts]
        return (np.concatenate(column).astype(np.int64) for column in zip(*full, strict=True))

    @cached_property
    def from_sink(self):
        """int64[nodes]: the shortest distance from the sink to each."""
        return shortest(self.sink, self.tails, self.heads, self.costs, self.sink + 1)

    @cached_property
    def to_sink(self):
        return shortest(self.sink, self.heads, self.tails, self.costs, self.sink + 1)

    @property
    def gains(self):
        """int64[H]: by how much the flow would be better with one more seat at each host; 0 where it would not."""
        return np.maximum(-self.from_sink[self.market.agents : -1], 0)

    @property
    def losses(self):
        """(int64[E], int64[A]): how much worse it is at least, with whatever seats, if all of an agent goes over an edge; if
        it stays at home. The reduced costs of its seats."""
        market, distance = self.market, self.from_sink
        of_edge = self.cost + distance[market.agent] - distance[market.agents + market.host]
        return of_edge * market.size[market.agent], distance[: market.agents] * market.size

    @property
    def torn(self):
        """bool[A]: whom the flow splits."""
        part = (self.flow > 0) & (self.flow < self.market.size[self.market.agent])
        return np.bincount(self.market.agent[part], minlength=self.market.agents) > 0

    @property
    def worth(self):
        """(seats filled, fit in billionths × `shares`), whole numbers; for the aim "fit" no seat counts."""
        return int(self.flow.sum()) if self.aim == "placed" else 0, int(self.fit @ self.flow)


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
