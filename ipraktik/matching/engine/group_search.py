"""The best matching where some travel in groups, and the best with one more seat at each host: exactly, in one search.

Where every group has its place (or none) the rest is a flow, and what it leaves prices all hosts at once. So what is
searched is where the groups go: branch and bound (Land and Doig 1960). A node has the place of some groups; a flow that may
split the others bounds what it can reach, with one more seat at each host and with none. By the flow's reduced costs most
edges cannot be in anything better than what is known, and are left out from there on (Nemhauser and Wolsey 1988, “Integer
and combinatorial optimization”, II.5.3): few places stay open for each group, often one.
"""

from dataclasses import dataclass

import numpy as np

from ipraktik.matching.engine.flow import flowing, per_seat
from ipraktik.matching.engine.market import UNPLACED, Market
from ipraktik.matching.engine.residual import PLACED, Residual

NEVER = np.iinfo(np.int64).min // 4
A_NODE = 3_000  # a node takes as long as these edges, if it had none


def affordable(market, edges):
    """How many nodes may be looked at, if it is to take as long as counting so many edges."""
    return edges // (market.edges + A_NODE)


@dataclass(frozen=True, eq=False)
class Node:
    """`bound` int64[H + 1]: nothing in it is better, with a seat more at each host, and (last) with none. `market` has the
    edges still open to who has no place yet, and the seats the others leave. `groups` int64: the agents to decide about.
    `edges` int64: which these are in the market at the start, as are `chosen`, those of the groups with a place. `seats` and
    `fit` (billionths × shares) of these. `over`: the host whose seat more they take, -1: none.
    """

    bound: np.ndarray
    market: Market
    groups: np.ndarray
    edges: np.ndarray
    chosen: np.ndarray
    seats: int = 0
    fit: int = 0
    over: int = -1


class GroupSearch:
    """`best` int64[H + 1]: the best that is known with one seat more at each host, and (last) with none, as lengths of
    `Residual` by which it is better than the matching at the start. `edge` int64[A]: the best matching with none. `rest`: a
    bound of what there was no time to look at.

    The market's edges are to be those with room for the agent when the host has one seat more; without `prices` those with
    room, as only the matching is looked for. It stops after so many `nodes`.
    """

    def __init__(self, market, edge, aim, watch, nodes=np.inf, prices=True):
        self.market, self.aim, self.watch, self.nodes, self.edge = market, aim, watch, nodes, edge
        self.best, self.rest = np.zeros(market.hosts + 1, dtype=np.int64), np.full(market.hosts + 1, NEVER)
        if not prices:
            self.best[:-1] = -NEVER
        bound, groups = np.full(market.hosts + 1, -NEVER), np.flatnonzero(market.size > 1)
        everywhere, none = np.ones(market.edges, dtype=bool), np.zeros(0, dtype=np.int64)
        anything = Node(bound, market, groups, np.arange(market.edges), none)
        everybody = decided(anything, np.arange(market.agents), edge, everywhere, bound)[0]
        self.start = everybody.seats, everybody.fit
        self.look([anything, *decided(anything, groups, edge[groups], everywhere, bound)])

    @property
    def known(self):
        """bool[H + 1]: nothing is better than what is known."""
        return self.rest <= self.best

    @property
    def is_the_best(self):
        """Whether nothing is better than the matching itself, with the seats there are."""
        return bool(self.known[-1] and self.best[-1] == 0)

    def look(self, nodes):
        while nodes:
            node = nodes.pop()
            if not self.watch.left or not self.nodes:
                self.rest = np.maximum(self.rest, node.bound)
            elif (node.bound > self.best).any():
                self.nodes -= 1
                self.watch.tell("groups")
                nodes += self.looked_at(node)

    def looked_at(self, node):
        """The nodes that may be better than what is known, the likeliest last."""
        residual = Residual(node.market, flowing(node.market, self.aim), self.aim)
        bound = self.bound(node, residual)
        if not residual.torn.any():
            self.learn(node, residual.flow, bound)
        better = bound > self.best
        return branches(node, residual, bound, (bound - self.best)[better].max()) if better.any() else []

    def learn(self, node, flow, bound):
        """Of a flow that keeps the groups together: a matching, and where no group is left the prices around it."""
        if bound[-1] > self.best[-1]:
            self.edge = np.full(self.market.agents, UNPLACED)
            edges = np.concatenate([node.chosen, node.edges[flow > 0]])
            self.edge[self.market.agent[edges]] = edges
        reached = bound if node.over >= 0 or not len(node.groups) else np.full(len(bound), bound[-1])
        self.best = np.maximum(self.best, reached)

    def bound(self, node, residual):
        seats, fit = residual.worth
        counted = PLACED if self.aim == "placed" else 0
        reached = (seats + node.seats - self.start[0]) * counted + fit + node.fit - self.start[1]
        if node.over < 0:
            return np.append(reached + residual.gains, reached)
        return only(node.over, np.full(len(self.best), reached))


def only(host, bound):
    """The bound of what holds with one seat more at this host alone."""
    return np.where(np.arange(len(bound)) == host, bound, NEVER)


def branches(node, residual, bound, slack):
    """The nodes with one more group in its place, or all that have but one. An edge that loses `slack` is in nothing better."""
    market, (of_edge, at_home) = node.market, residual.losses
    room = market.seats[market.host] + (node.over < 0) >= market.size[market.agent]
    keep = room & (of_edge < slack)
    places = (np.bincount(market.agent[keep], minlength=market.agents) + (at_home < slack))[node.groups]
    if places.min() == 0:
        return []
    if places.min() == 1:
        groups = node.groups[places == 1]
        edge, lost = the_only(market, groups, keep, of_edge, at_home)
        return decided(node, groups, edge, keep, bound - lost)
    # One that the flow splits, as the bound falls most where it cannot; of these the one with the fewest places.
    first = np.lexsort((places, ~residual.torn[node.groups]))[:1]
    return each_place(node, node.groups[first], keep, (of_edge, at_home), bound, slack)


def each_place(node, group, keep, losses, bound, slack):
    """A node for each place of the `group` (int64[1]), the one that loses least last."""
    of_edge, at_home = losses
    options = [(int(of_edge[edge]), int(edge)) for edge in np.flatnonzero(keep & (node.market.agent == group))]
    options += [(int(at_home[group[0]]), UNPLACED)] if at_home[group[0]] < slack else []
    places = [(np.array([edge]), bound - lost) for lost, edge in sorted(options, reverse=True)]
    return [child for edge, least in places for child in decided(node, group, edge, keep, least)]


def the_only(market, groups, keep, of_edge, at_home):
    """(int64: the one edge each of the groups may go over, -1 for none; what they lose together)."""
    edge = np.full(market.agents, UNPLACED, dtype=np.int64)
    edges = np.flatnonzero(keep)
    edge[market.agent[edges]] = edges
    edge = edge[groups]
    return edge, int(np.where(edge == UNPLACED, at_home[groups], of_edge[edge]).sum())


def decided(node, groups, edge, keep, bound):
    """[the Node where these groups go over these edges (-1: nowhere) and the others over those to `keep`]; [] if there is no
    room. One seat short there is room where the host has one more: then the node is of that host alone."""
    market, going = node.market, edge[edge != UNPLACED]
    agents, hosts = market.agent[going], market.host[going]
    size = market.size[agents].astype(np.int64)
    seats = market.seats - np.bincount(hosts, weights=size, minlength=market.hosts).astype(np.int32)
    short = np.flatnonzero(seats < 0)
    if len(short) > 1 or seats.min(initial=0) < -1 or (len(short) and node.over >= 0):
        return []
    over = int(short[0]) if len(short) else node.over
    keep = keep & ~np.isin(market.agent, groups)
    left = market.part(keep, np.maximum(seats, 0))
    gained = int((per_seat(market)[going] * size).sum())
    others = np.setdiff1d(node.groups, groups)
    bound = only(over, bound) if over >= 0 else bound
    chosen = np.concatenate([node.chosen, node.edges[going]])
    return [Node(bound, left, others, node.edges[keep], chosen, node.seats + int(size.sum()), node.fit + gained, over)]
