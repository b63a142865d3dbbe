"""Most placed and best fit as a flow of least cost (OR-tools): exact where nobody travels in a group.

Agents send their seats over edges to hosts, and hosts theirs to the sink. With groups a flow may send companions to different
hosts: then it is a bound on what can be reached, and where it keeps each group together it is the answer.
"""

import math

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from ipraktik.matching.engine.market import FIT_DECIMALS, UNPLACED

UNITS = 10**FIT_DECIMALS


def units(fit):
    """int64: fit in billionths."""
    return np.round(fit * UNITS).astype(np.int64)


class TooGreat(ValueError):
    """Fits so large, and so many, that they cannot be added in 63 bits."""


def flowing(market, aim):
    """int64[E]: how many of an agent's seats go over each edge, at most in number (aim "placed") and then in fit; or at most in
    fit, and nobody where it would lessen it (aim "fit"). Raises TooGreat."""
    if market.edges == 0:
        return np.zeros(0, dtype=np.int64)
    share = shares(market)
    if int(np.abs(units(market.fit)).max()) * share * (market.agents + market.hosts + 4) >= 2**61:
        raise TooGreat("The fits are too large to be added exactly. Divide them all by a thousand.")
    return solved(market, -per_seat(market), aim)


def shares(market):
    """The least number that every agent's size divides: so many shares of a billionth make whole numbers of all fits."""
    return math.lcm(*np.unique(market.size).tolist()) if market.has_groups else 1


def per_seat(market):
    """int64[E]: the fit of one seat of each edge, in billionths divided by `shares`."""
    fit = units(market.fit)
    return fit * shares(market) // market.size[market.agent] if market.has_groups else fit


def solved(market, cost, aim):
    agents, hosts, sink = market.agents, market.hosts, market.agents + market.hosts
    sizes = market.size.astype(np.int64)
    network = SimpleMinCostFlow()
    arcs = network.add_arcs_with_capacity_and_unit_cost(market.agent, agents + market.host, sizes[market.agent], cost)
    nodes = np.arange(sink + 1, dtype=np.int32)
    add = network.add_arcs_with_capacity_and_unit_cost
    add(nodes[agents:sink], np.full(hosts, sink, np.int32), market.seats.astype(np.int64), np.zeros(hosts, np.int64))
    if aim == "fit":
        add(nodes[:agents], np.full(agents, sink, np.int32), sizes, np.zeros(agents, np.int64))
    supply = np.concatenate([sizes, np.zeros(hosts, np.int64), [-sizes.sum()]])
    network.set_nodes_supplies(nodes, supply)
    status = network.solve() if aim == "fit" else network.solve_max_flow_with_min_cost()
    if status != network.OPTIMAL:
        raise TooGreat(f"The flow was not solved: {status.name}.")
    return network.flows(arcs)


def whole_edges(market, flow):
    """int64[A]: the edge over which all of an agent goes, -1 where none or only a part goes."""
    edge = np.full(market.agents, UNPLACED, dtype=np.int64)
    going = np.flatnonzero(flow)
    whole = going[flow[going] == market.size[market.agent[going]]]
    edge[market.agent[whole]] = whole
    return edge


def together(market, flow):
    """Whether the flow keeps every group together."""
    going = np.flatnonzero(flow)
    return bool((flow[going] == market.size[market.agent[going]]).all())


def worth(market, flow):
    """Seats filled, and fit, of a flow; a group's fit in proportion to the part of it that goes."""
    going = np.flatnonzero(flow)
    seats, fit = flow[going], units(market.fit[going])
    return int(seats.sum()), float((fit * seats / market.size[market.agent[going]]).sum() / UNITS)
