"""Is there a stable matching at all? CP-SAT finds one with groups in it, or proves that none exists.

For each edge (a, h): either a is placed where it likes as well as h, or the agents at h that it likes at least as well as a
leave fewer seats than a takes. Both sums run along a list, so each is chained to the one before it: the rows stay short
(seven times as fast at 5,000 agents as rows written out).
"""

from itertools import pairwise

import numpy as np
from ortools.sat.python import cp_model

from ipraktik.matching.engine.exact import edges_chosen, hint, seating
from ipraktik.matching.engine.search import search

# Above this many agents nobody waits for it.
PROVED = 5_000
FEWEST = 1_000


def stable_or_none(market, start, watch):
    """`(edge, True)`: a stable matching; `(None, True)`: none exists; `(None, False)`: not known within the time."""
    model, chosen, _blocking = stability(market, forgiving=False)
    hint(model, chosen, start)
    solver, status = search(model, watch, "proof")
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return edges_chosen(market, solver, chosen), True
    return None, status == cp_model.INFEASIBLE


def fewest_blocking(market, start, watch):
    """The matching with the fewest blocking pairs that is found in time, and a number it cannot have fewer of."""
    model, chosen, blocking = stability(market, forgiving=True)
    hint(model, chosen, start)
    model.minimize(sum(blocking))
    solver, status = search(model, watch, "fewest")
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return start, 0
    return edges_chosen(market, solver, chosen), round(solver.best_objective_bound)


def stability(market, forgiving):
    """The model, its bool for each edge chosen, and (forgiving) its bool for each edge that may block after all."""
    model, chosen = seating(market)
    contented, kept = agents_contented(model, market, chosen), seats_kept(model, market, chosen)
    seats, sizes = market.seats[market.host].tolist(), market.size[market.agent].tolist()
    blocking = [model.new_bool_var("") for _ in range(market.edges if forgiving else 0)]
    for edge in range(market.edges):
        unless = [contented[edge].negated(), *([blocking[edge].negated()] if forgiving else [])]
        model.add(kept[edge] > seats[edge] - sizes[edge]).only_enforce_if(unless)
    return model, chosen, blocking


def agents_contented(model, market, chosen):
    """For each edge a bool: its agent is placed at a host it likes at least as well."""
    contented = [None] * market.edges
    for agent in range(market.agents):
        before = 0
        for edges in grades(np.arange(market.first[agent], market.first[agent + 1]), market.rank):
            now = model.new_bool_var("")
            model.add(now == before + sum(chosen[edges].tolist()))
            for edge in edges:
                contented[edge] = now
            before = now
    return contented


def seats_kept(model, market, chosen):
    """For each edge a number: the seats at its host of the agents there it likes at least as well."""
    kept, sizes = [None] * market.edges, market.size[market.agent].tolist()
    for host, edges_here in enumerate(market.edges_by_host):
        before = 0
        order = edges_here[np.argsort(market.host_rank[edges_here], kind="stable")]
        for edges in grades(order, market.host_rank):
            now = model.new_int_var(0, int(market.seats[host]), "")
            model.add(now == before + sum(chosen[edge] * sizes[edge] for edge in edges))
            for edge in edges:
                kept[edge] = now
            before = now
    return kept


def grades(edges, rank):
    """The edges, sorted by `rank` already, in pieces of equal rank."""
    cuts = np.flatnonzero(np.diff(rank[edges])) + 1
    return [edges[start:end] for start, end in pairwise([0, *cuts, len(edges)]) if end > start]
