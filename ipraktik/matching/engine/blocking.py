"""Pairs who would both rather have each other: what a stable matching has none of."""

import numpy as np

from ipraktik.matching.engine.market import UNPLACED


def blocking_edges(market, edge):
    """int64[B]: the edges that block the matching `edge` (int64[A], the edge each agent ends on, -1 for none).

    An edge (a, h) blocks if a likes h strictly better than where it is, and the free seats at h and the seats of the
    agents there that h likes strictly less are together at least the size of a (McDermid and Manlove 2010, with ties
    weakly). Time E log A.
    """
    agent = market.agent
    now = np.where(edge == UNPLACED, np.iinfo(np.int32).max, market.rank[edge] if market.edges else 0)
    wanted = np.flatnonzero(market.rank < now[agent])
    return wanted[seats_kept(market, edge, wanted) + market.size[agent[wanted]] <= market.seats[market.host[wanted]]]


def seats_kept(market, edge, wanted):
    """int64[W]: for each wanted edge, the seats at its host of the agents there it likes at least as well."""
    placed = np.flatnonzero(edge != UNPLACED)
    there = grade(market, edge[placed])
    order = np.argsort(there, kind="stable")
    there = there[order]
    upto = np.concatenate([[0], np.cumsum(market.size[placed][order])])
    start = np.searchsorted(there, np.arange(market.hosts, dtype=np.int64) << 32)
    return upto[np.searchsorted(there, grade(market, wanted), side="right")] - upto[start[market.host[wanted]]]


def grade(market, edges):
    """int64: host and its rank of the agent in one number, so that one sort serves all hosts."""
    return market.host[edges].astype(np.int64) << 32 | market.host_rank[edges]
