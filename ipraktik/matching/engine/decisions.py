"""What a coordinator has decided beforehand: pairs that must stand, and pairs that must not."""

from dataclasses import dataclass

import numpy as np

from ipraktik.matching.engine.market import UNPLACED


class Impossible(ValueError):
    """Decisions that cannot all stand; the text is a sentence with the market's own names."""


@dataclass(frozen=True)
class Remaining:
    """`market` is what is left to decide: the same agents and hosts, fewer edges and seats. `edges` int64 names each of its
    edges in the whole market; `locked` int64[L] are the whole market's edges that stand."""

    market: object
    edges: np.ndarray
    locked: np.ndarray

    def whole(self, edge, agents_of):
        """int64[A]: the whole market's edge for each agent, of what was decided (`edge`) and what stood."""
        found = np.where(edge == UNPLACED, UNPLACED, self.edges[edge] if len(self.edges) else UNPLACED)
        found[agents_of[self.locked]] = self.locked
        return found


def remaining(market, locks=(), forbids=(), spare=0):
    """What is left of `market` with the pairs (agent, host) of `locks` in place and without those of `forbids`.

    A locked agent is out of it, with the seats it takes; a group's edge to a host with too few seats left goes too, where
    more than `spare` are missing. Raises Impossible for a lock that is no edge, is forbidden, has another lock on its agent,
    or overfills its host.
    """
    if not (len(locks) or len(forbids) or market.has_groups):
        return Remaining(market, np.arange(market.edges), np.zeros(0, dtype=np.int64))
    locked = edges_of(market, locks, "The lock")
    forbidden = edges_of(market, forbids, None)
    seats = seats_left(market, locked, forbidden)
    size = market.size[market.agent]
    keep = (size == 1) | (size <= seats[market.host] + spare)
    keep[forbidden] = False
    keep &= ~np.isin(market.agent, market.agent[locked])
    if not len(locked) and keep.all():
        return Remaining(market, np.arange(market.edges), locked)
    return Remaining(market.part(keep, seats), np.flatnonzero(keep), locked)


def edges_of(market, pairs, what):
    """int64: the edges of the pairs. One that is no edge is Impossible, or passed over where `what` is None."""
    found = []
    for agent, host in pairs:
        row = slice(market.first[agent], market.first[agent + 1])
        at = np.flatnonzero(market.host[row] == host)
        if len(at):
            found.append(int(market.first[agent] + at[0]))
        elif what:
            raise Impossible(f"{what} {named(market, agent, host)} is no pair that may be: no edge joins them.")
    return np.array(sorted(set(found)), dtype=np.int64)


def seats_left(market, locked, forbidden):
    agents = market.agent[locked]
    for edge in np.intersect1d(locked, forbidden):
        raise Impossible(f"{named_edge(market, edge)} is both locked and forbidden.")
    for place in np.flatnonzero(agents[1:] == agents[:-1]):
        raise Impossible(f"{agent_name(market, agents[place])} is locked to two hosts.")
    taken = np.bincount(market.host[locked], weights=market.size[agents], minlength=market.hosts).astype(np.int32)
    for host in np.flatnonzero(taken > market.seats):
        name, seats = host_name(market, host), int(market.seats[host])
        raise Impossible(f"The locks give {name} {int(taken[host])} interns, more than its seats ({seats}).")
    return market.seats - taken


def named_edge(market, edge):
    return named(market, market.agent[edge], market.host[edge])


def named(market, agent, host):
    return f"{agent_name(market, agent)} – {host_name(market, host)}"


def agent_name(market, agent):
    return " and ".join(map(str, market.agent_names[agent])) if market.agent_names else f"agent {agent}"


def host_name(market, host):
    return str(market.host_names[host]) if market.host_names else f"host {host}"
