"""Most placed and best fit, with a proof or a bound: a flow; with groups an integer program goes on from it."""

from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from ipraktik.matching.engine.flow import UNITS, flowing, together, whole_edges, worth
from ipraktik.matching.engine.integer import TOLERANCE, Integer
from ipraktik.matching.engine.market import FIT_DECIMALS, UNPLACED

# Above this many edges it would not come far within its time; the flow's answer and bound stand.
SEARCHED = 60_000


@dataclass(frozen=True)
class Found:
    """`edge` int64[A]. `bound`: no matching has more (interns for "placed", fit for "fit"). `proved`: none is better."""

    edge: np.ndarray
    proved: bool
    bound: float


def exact(market, aim, watch):
    """A Found for the aim "placed" (among the most placed the best fit) or "fit" (the highest total of fit).

    With groups and the aim "placed", `proved` speaks of how many are placed; the fit among such is then the best found.
    """
    flow = flowing(market, aim)
    watch.tell("flow")
    bound = worth(market, flow)[aim == "fit"]
    if together(market, flow):
        return Found(whole_edges(market, flow), True, rounded(bound))
    start = put_together(market, flow, aim, watch)
    if market.edges > SEARCHED or not watch.left:
        return compared(market, start, aim, bound)
    return searched(market, start, aim, bound, watch)


def rounded(bound):
    return round(bound, FIT_DECIMALS)


def compared(market, edge, aim, bound):
    reached = worth(market, as_flow(market, edge))[aim == "fit"]
    if aim == "placed":
        return Found(edge, reached >= int(bound), int(bound))
    return Found(edge, reached >= bound - 0.5 / UNITS, rounded(bound))


def as_flow(market, edge):
    flow = np.zeros(market.edges, dtype=np.int64)
    placed = edge[edge != UNPLACED]
    flow[placed] = market.size[market.agent[placed]]
    return flow


def put_together(market, flow, aim, watch):
    """int64[A]: a matching near the bound. Of the groups the flow splits, the worse half stays at home, until none is split.

    Which half is hardly matters: a group is split where the flow gains next to nothing by it.
    """
    keep = np.arange(market.edges)
    part = market
    while not together(part, flow):
        watch.tell("flow")
        going = np.bincount(part.agent, weights=flow, minlength=part.agents)
        split = np.unique(part.agent[(flow > 0) & (flow < part.size[part.agent])])
        worst = split[np.lexsort((part.lottery[split], going[split] / part.size[split]))][: -(-len(split) // 2)]
        keep = keep[~np.isin(part.agent, worst)]
        part = market.part(keep, market.seats)
        flow = flowing(part, aim)
    edge = whole_edges(part, flow)
    return np.where(edge == UNPLACED, UNPLACED, keep[edge] if len(keep) else UNPLACED)


def searched(market, start, aim, bound, watch):
    """As an integer program; for "placed" first how many, then the best fit among those."""
    whole = Integer(market, start, watch)
    if aim == "placed":
        return most_placed(whole, compared(market, start, aim, bound), bound)
    proved, ceiling = whole.most(market.fit, "fit")
    return Found(better(market, start, whole.edge, market.fit), proved, rounded(min(bound, ceiling)))


def most_placed(whole, start, bound):
    """From a Found that may be proved already: how many, and then the best fit among those who place as many."""
    market, watch, proved = whole.market, whole.watch, start.proved
    sizes = market.size[market.agent]
    if not proved:
        proved, ceiling = whole.most(sizes, "placed")
        bound = int(min(bound, ceiling + TOLERANCE))
    if not proved or not watch.left:
        return compared(market, better(market, start.edge, whole.edge, sizes), "placed", bound)
    reached = int(sizes[whole.chosen()].sum())
    whole.at_least(sizes, reached)
    whole.most(market.fit, "fit")
    return Found(whole.edge, True, reached)


def better(market, one, other, worths):
    """The matching worth more; what was found in a short time need not be better than what it began with."""
    return max(one, other, key=lambda edge: worths[edge[edge != UNPLACED]].sum())


def seating(market):
    """A model of who may sit where, and its bool for each edge."""
    model = cp_model.CpModel()
    chosen = np.array([model.new_bool_var("") for _ in range(market.edges)], dtype=object)
    for agent in range(market.agents):
        model.add_at_most_one(chosen[market.first[agent] : market.first[agent + 1]])
    sizes = market.size[market.agent]
    for host, edges in enumerate(market.edges_by_host):
        if len(edges):
            model.add(total(chosen[edges], sizes[edges]) <= int(market.seats[host]))
    return model, chosen


def total(chosen, weights):
    return cp_model.LinearExpr.weighted_sum(chosen.tolist(), weights.tolist())


def hint(model, chosen, edge):
    model.clear_hints()
    start = np.zeros(len(chosen), dtype=np.int64)
    start[edge[edge != UNPLACED]] = 1
    for variable, value in zip(chosen, start.tolist(), strict=True):
        model.add_hint(variable, value)


def edges_chosen(market, solver, chosen):
    edge = np.full(market.agents, UNPLACED, dtype=np.int64)
    picked = np.flatnonzero([solver.boolean_value(variable) for variable in chosen])
    edge[market.agent[picked]] = picked
    return edge
