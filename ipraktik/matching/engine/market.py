"""The matching problem as arrays: agents (one intern, or companions who go together), hosts with seats, edges.

Many-to-one and two-sided with sizes. An agent takes `size` seats at one host or none. An edge is an acceptable pair:
no edge, no match. Both sides rank in grades: 1 is best, equal ranks are ties. Edges lie in compressed rows (CSR): those of
agent `a` are `first[a]:first[a + 1]`, in the agent's order, ties in the order of `host`.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

UNPLACED = -1
# Finer than this no fit is told apart, so that the exact methods can count in whole numbers.
FIT_DECIMALS = 9


@dataclass(frozen=True, eq=False)
class Market:
    """A agents, H hosts, E edges; every array is read-only.

    `size` int32[A], seats an agent takes, 1 or more. `seats` int32[H], 0 or more. `first` int64[A + 1].
    `host` int32[E]. `rank` int32[E], the agent's rank of the host. `host_rank` int32[E], the host's rank of the agent.
    `fit` float64[E], how well the pair suits each other, higher is better: the sum over the agent's interns, in steps of a
    billionth. `lottery` int64[A], a permutation recorded with the proposal: among agents a host likes alike, the lower
    number goes first.
    `agent_names` are tuples of interns' ids, `host_names` hosts' ids.
    """

    size: np.ndarray
    seats: np.ndarray
    first: np.ndarray
    host: np.ndarray
    rank: np.ndarray
    host_rank: np.ndarray
    fit: np.ndarray
    lottery: np.ndarray
    agent_names: tuple = field(default=())
    host_names: tuple = field(default=())

    def __post_init__(self):
        for array in (self.size, self.seats, self.first, self.host, self.rank, self.host_rank, self.fit, self.lottery):
            array.setflags(write=False)

    @property
    def agents(self):
        return len(self.size)

    @property
    def hosts(self):
        return len(self.seats)

    @property
    def edges(self):
        return len(self.host)

    @cached_property
    def agent(self):
        """int32[E]: whose edge each is."""
        return np.repeat(np.arange(self.agents, dtype=np.int32), np.diff(self.first))

    @cached_property
    def key(self):
        """int32[E]: each host's strict order, lower is better: by its grade, and among alike by lottery.

        Comparable within one host only. One shift where grade and lottery fit in 31 bits, otherwise a sort.
        """
        bits = int(self.agents).bit_length()
        drawn = self.lottery[self.agent]
        if self.edges == 0 or (self.host_rank.min() >= 0 and int(self.host_rank.max()).bit_length() + bits <= 31):
            return (self.host_rank.astype(np.int64) << bits | drawn).astype(np.int32)
        key = np.empty(self.edges, dtype=np.int32)
        key[np.lexsort((drawn, self.host_rank))] = np.arange(self.edges, dtype=np.int32)
        return key

    @cached_property
    def has_groups(self):
        return bool((self.size > 1).any())

    @cached_property
    def edges_by_host(self):
        """H arrays int64, the edges of each host in the order of agents."""
        order = np.argsort(self.host, kind="stable")
        return np.split(order, np.searchsorted(self.host[order], np.arange(1, self.hosts))) if self.hosts else []

    def part(self, edges, seats):
        """The market with these of its edges only (rising int64, or a bool for each), and these seats."""
        counts = np.bincount(self.agent[edges], minlength=self.agents)
        return replace(
            self,
            seats=seats,
            first=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
            **{name: getattr(self, name)[edges] for name in ("host", "rank", "host_rank", "fit")},
        )


def market(size, seats, edges, *, seed=0, agent_names=(), host_names=()):
    """A Market from `edges`, five arrays in any order: agent, host, rank, host_rank, fit.

    `seed` gives the lottery (numpy's default generator), so that the same input gives the same answer. Companions draw
    before those who travel alone: they are hardest to place, and the place they leave over is of use to the others.
    """
    agent, host, rank, host_rank, fit = edges
    size = np.array(size, dtype=np.int32)
    order = sorted_by(np.asarray(agent, np.int64), np.asarray(rank, np.int64), np.asarray(host, np.int64))
    counts = np.bincount(np.asarray(agent, dtype=np.int64), minlength=len(size))
    return Market(
        size=size,
        seats=np.array(seats, dtype=np.int32),
        first=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        host=np.asarray(host)[order].astype(np.int32),
        rank=np.asarray(rank)[order].astype(np.int32),
        host_rank=np.asarray(host_rank)[order].astype(np.int32),
        fit=np.round(np.asarray(fit, dtype=np.float64)[order], FIT_DECIMALS),
        lottery=drawn(size, seed),
        agent_names=tuple(agent_names),
        host_names=tuple(host_names),
    )


def sorted_by(*columns):
    """int64[E]: the order by the first of the columns, then the next; in one number where they fit in one (20 times as
    fast)."""
    bits = [int(column.max(initial=0)).bit_length() for column in columns]
    if sum(bits) > 63 or any(column.min(initial=0) < 0 for column in columns):
        return np.lexsort(columns[::-1])
    joined = columns[0].copy()
    for column, width in zip(columns[1:], bits[1:], strict=True):
        joined = joined << width | column
    return np.argsort(joined, kind="stable")


def drawn(size, seed):
    """int64[A]: a permutation, the largest agents first, at random among those of a size."""
    order = np.lexsort((np.random.default_rng(seed).permutation(len(size)), -size))
    lottery = np.empty(len(size), dtype=np.int64)
    lottery[order] = np.arange(len(size))
    return lottery
