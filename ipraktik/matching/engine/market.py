"""The matching problem as arrays: agents (one intern, or companions who go together), hosts with seats, edges.

Many-to-one and two-sided with sizes. An agent takes `size` seats at one host or none. An edge is an acceptable pair:
no edge, no match. Both sides rank in grades: 1 is best, equal ranks are ties. Edges lie in compressed rows (CSR): those of
agent `a` are `first[a]:first[a + 1]`, in the agent's order, ties in the order of `host`.
"""

from dataclasses import dataclass, field

import numpy as np

UNPLACED = -1


@dataclass(frozen=True, eq=False)
class Market:
    """A agents, H hosts, E edges; every array is read-only.

    `size` int32[A], seats an agent takes, 1 or more. `seats` int32[H], 0 or more. `first` int64[A + 1].
    `host` int32[E]. `rank` int32[E], the agent's rank of the host. `host_rank` int32[E], the host's rank of the agent.
    `fit` float64[E], how well the pair suits each other, higher is better, for the whole agent. `lottery` int64[A], a
    permutation recorded with the proposal: among agents a host likes alike, the lower number goes first.
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

    @property
    def agent(self):
        """int32[E]: whose edge each is."""
        return np.repeat(np.arange(self.agents, dtype=np.int32), np.diff(self.first))


def market(size, seats, edges, *, seed=0, agent_names=(), host_names=()):
    """A Market from `edges`, five arrays in any order: agent, host, rank, host_rank, fit.

    `seed` gives the lottery (numpy's default generator), so that the same input gives the same answer.
    """
    agent, host, rank, host_rank, fit = edges
    size = np.array(size, dtype=np.int32)
    order = np.lexsort((host, rank, agent))
    counts = np.bincount(np.asarray(agent, dtype=np.int64), minlength=len(size))
    return Market(
        size=size,
        seats=np.array(seats, dtype=np.int32),
        first=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        host=np.asarray(host)[order].astype(np.int32),
        rank=np.asarray(rank)[order].astype(np.int32),
        host_rank=np.asarray(host_rank)[order].astype(np.int32),
        fit=np.asarray(fit)[order].astype(np.float64),
        lottery=np.random.default_rng(seed).permutation(len(size)).astype(np.int64),
        agent_names=tuple(agent_names),
        host_names=tuple(host_names),
    )
