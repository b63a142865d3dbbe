"""Pairs who would both rather have each other: what a stable matching has none of."""

import numpy as np

from ipraktik.matching.engine.market import UNPLACED

NEVER, ALWAYS = np.iinfo(np.int32).min, np.iinfo(np.int32).max


def blocking_edges(market, edge):
    """int64[B]: the edges that block the matching `edge` (int64[A], the edge each agent ends on, -1 for none).

    An edge (a, h) blocks if a likes h strictly better than where it is, and the free seats at h and the seats of the
    agents there that h likes strictly less are together at least the size of a (McDermid and Manlove 2010, with ties
    weakly). Time E + A log A for each size there is.
    """
    agent, blocking = market.agent, np.zeros(market.edges, dtype=bool)
    now = np.where(edge == UNPLACED, ALWAYS, market.rank[edge] if market.edges else 0)
    there = held(market, edge)
    for size in np.unique(market.size) if market.has_groups else (1,):
        welcome = market.host_rank < welcome_below(market, size, *there)[market.host]
        blocking |= welcome & (market.size[agent] == size) if market.has_groups else welcome
    return np.flatnonzero(blocking & (market.rank < now[agent]))


def held(market, edge):
    """Of those placed, host by host, the best liked first: host, its grade of them, and the seats taken so far at it."""
    placed = np.flatnonzero(edge != UNPLACED)
    order = placed[np.lexsort((market.host_rank[edge[placed]], market.host[edge[placed]]))] if len(placed) else placed
    host, grade = market.host[edge[order]], market.host_rank[edge[order]]
    upto = np.concatenate([[0], np.cumsum(market.size[order])])
    return host, grade, upto[1:] - upto[np.searchsorted(host, host)]


def welcome_below(market, size, host, grade, taken):
    """int32[H]: an agent of this size is welcome at the host if its grade there is lower than this.

    It is the grade at which those liked at least as well leave too few seats.
    """
    below = np.where(market.seats < size, NEVER, ALWAYS).astype(np.int32)
    full = np.flatnonzero(taken > market.seats[host] - size)[::-1]
    # The last that is written stands: the best liked of those.
    below[host[full]] = grade[full]
    return np.where(market.seats < size, NEVER, below)
