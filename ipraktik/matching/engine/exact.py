"""Most placed and best fit, with a proof or a bound. Without groups a flow is both; with groups a search goes on from it: of
where the groups go while they are few (group_search.py), and by CP-SAT."""

from dataclasses import dataclass, replace

import numpy as np
from ortools.sat.python import cp_model

from ipraktik.matching.engine.flow import UNITS, TooGreat, flowing, together, units, whole_edges, worth
from ipraktik.matching.engine.group_search import GroupSearch, affordable
from ipraktik.matching.engine.market import FIT_DECIMALS, UNPLACED
from ipraktik.matching.engine.search import search

# Above this many edges CP-SAT would only be made ready within its time; the flow's answer and bound stand.
SEARCHED = 400_000
# With no more groups a search of where they go mostly ends in a tenth of a second, where CP-SAT takes seconds.
FEW_GROUPS = 100
# It gives up after so many edges, counted in each node anew, and CP-SAT goes on from the best it has found.
LOOKED_AT = 1_000_000


@dataclass(frozen=True)
class Found:
    """`edge` int64[A]. `bound`: no matching has more (interns for "placed", fit for "fit"). `proved`: none is better; for
    "placed", none places more, and `best`: none of those that place as many has a better fit."""

    edge: np.ndarray
    proved: bool
    bound: float
    best: bool = True


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
    if np.count_nonzero(market.size > 1) <= FEW_GROUPS:
        start, is_best = sent_around(market, start, aim, watch)
        if is_best:
            return Found(start, True, rounded(worth(market, as_flow(market, start))[aim == "fit"]))
    return searched(market, start, aim, bound, watch)


def sent_around(market, start, aim, watch):
    """(the best that a search of where the groups go finds, is it proved); `start` where the fits are too large for it."""
    try:
        found = GroupSearch(market, start, aim, watch, nodes=affordable(market, LOOKED_AT), prices=False)
    except TooGreat:
        return start, False
    return found.edge, bool(found.known[-1])


def rounded(bound):
    return round(bound, FIT_DECIMALS)


def compared(market, edge, aim, bound):
    reached = worth(market, as_flow(market, edge))[aim == "fit"]
    if aim == "placed":
        return Found(edge, reached >= int(bound), int(bound), best=False)
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
    model, chosen = seating(market)
    hint(model, chosen, start)
    if aim == "fit":
        return best(model, chosen, market, "fit", bound, watch, start)
    most = compared(market, start, "placed", bound)
    if not most.proved:
        most = best(model, chosen, market, "placed", bound, watch, start)
    reached = worth(market, as_flow(market, most.edge))[0]
    if not most.proved or not watch.left:
        return most
    model.add(total(chosen, market.size[market.agent]) == reached)
    hint(model, chosen, most.edge)
    fit = best(model, chosen, market, "fit", np.inf, watch, most.edge)
    return Found(fit.edge, True, reached, best=fit.proved)


def best(model, chosen, market, aim, bound, watch, start):
    worths = units(market.fit) if aim == "fit" else market.size[market.agent]
    scale = UNITS if aim == "fit" else 1
    model.maximize(total(chosen, worths))
    solver, status = search(model, watch, aim)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return compared(market, start, aim, bound)
    edge = edges_chosen(market, solver, chosen)
    bound = min(bound, solver.best_objective_bound / scale)
    found = compared(market, edge, aim, bound)
    return replace(found, proved=found.proved or status == cp_model.OPTIMAL)


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
