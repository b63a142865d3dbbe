"""Most placed and best fit, with a proof or a bound. Without groups a flow is both; with groups CP-SAT goes on from it."""

from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from ipraktik.matching.engine.flow import UNITS, flowing, together, units, whole_edges, worth
from ipraktik.matching.engine.market import FIT_DECIMALS, UNPLACED
from ipraktik.matching.engine.search import search

# Above this many edges CP-SAT would only be made ready within its time; the flow's answer and bound stand.
SEARCHED = 400_000


@dataclass(frozen=True)
class Found:
    """`edge` int64[A]. `bound`: no matching has more (interns for "placed", fit for "fit"). `proved`: none is better."""

    edge: np.ndarray
    proved: bool
    bound: float


def exact(market, aim, watch):
    """A Found for the aim "placed" (among the most placed the best fit) or "fit" (the highest total of fit)."""
    flow = flowing(market, aim)
    watch.tell("flow")
    bound = worth(market, flow)[aim == "fit"]
    if together(market, flow):
        return Found(whole_edges(market, flow), True, rounded(bound))
    start = put_together(market, flow, aim)
    if market.edges > SEARCHED or not watch.left:
        return compared(market, start, aim, bound)
    return searched(market, start, aim, bound, watch)


def rounded(bound):
    return round(bound, FIT_DECIMALS)


def compared(market, edge, aim, bound):
    reached = worth(market, as_flow(market, edge))[aim == "fit"]
    if aim == "placed":
        return Found(edge, reached == bound, bound)
    return Found(edge, reached >= bound - 0.5 / UNITS, rounded(bound))


def as_flow(market, edge):
    flow = np.zeros(market.edges, dtype=np.int64)
    placed = edge[edge != UNPLACED]
    flow[placed] = market.size[market.agent[placed]]
    return flow


def put_together(market, flow, aim):
    """int64[A]: groups whole where the flow has them whole or where most of them fits in; then the best for the others."""
    edge, seats = whole_edges(market, flow), market.seats.copy()
    alone = market.size == 1
    edge[alone] = UNPLACED
    placed = edge[edge != UNPLACED]
    np.subtract.at(seats, market.host[placed], market.size[market.agent[placed]])
    split = np.flatnonzero(~alone & (edge == UNPLACED))
    for agent in split[np.argsort(market.lottery[split])]:
        row = np.arange(market.first[agent], market.first[agent + 1])
        room = row[seats[market.host[row]] >= market.size[agent]]
        if len(room):
            edge[agent] = room[np.lexsort((-market.fit[room], -flow[room]))[0]]
            seats[market.host[edge[agent]]] -= market.size[agent]
    return np.where(alone, singles(market, alone, seats, aim), edge)


def singles(market, alone, seats, aim):
    keep = np.flatnonzero(alone[market.agent])
    rest = market.part(keep, seats)
    edge = whole_edges(rest, flowing(rest, aim))
    return np.where(edge == UNPLACED, UNPLACED, keep[edge] if len(keep) else UNPLACED)


def searched(market, start, aim, bound, watch):
    model, chosen = seating(market)
    hint(model, chosen, start)
    if aim == "fit":
        return best(model, chosen, market, "fit", bound, watch, start)
    most = best(model, chosen, market, "placed", bound, watch, start)
    reached = worth(market, as_flow(market, most.edge))[0]
    if not most.proved or not watch.left:
        return most
    model.add(total(chosen, market.size[market.agent]) == reached)
    hint(model, chosen, most.edge)
    fit = best(model, chosen, market, "fit", np.inf, watch, most.edge)
    return Found(fit.edge, True, reached)


def best(model, chosen, market, aim, bound, watch, start):
    worths = units(market.fit) if aim == "fit" else market.size[market.agent]
    scale = UNITS if aim == "fit" else 1
    model.maximize(total(chosen, worths))
    solver, status = search(model, watch, aim)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return compared(market, start, aim, bound)
    edge = edges_chosen(market, solver, chosen)
    bound = min(bound, solver.best_objective_bound / scale)
    return Found(edge, status == cp_model.OPTIMAL, int(bound) if aim == "placed" else rounded(bound))


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
