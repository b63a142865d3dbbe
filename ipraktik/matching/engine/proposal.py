"""A proposal for everybody: candidates, the assignment, and longer lists for those who were left without a host."""

from dataclasses import dataclass

import numpy as np

from ipraktik.matching.engine.profiles import CANDIDATES, Field
from ipraktik.matching.engine.solve import Solution, solve

LONGER = 4  # times as many candidates for those who have no host
TRIES = 3


@dataclass(frozen=True, eq=False)
class Proposal:
    """`pairs`: (intern's key, host's key) in the interns' order. `unplaced`: keys of the others."""

    field: Field
    solution: Solution
    pairs: list
    unplaced: list

    @classmethod
    def of(cls, ready, solution):
        host_of = {}
        for agent, host in enumerate(solution.host.tolist()):
            host_of |= {ready.interns[row].key: host for row in ready.parties.members[agent]}
        pairs = [(each.key, ready.hosts[host_of[each.key]].key) for each in ready.interns if host_of[each.key] >= 0]
        return cls(ready, solution, pairs, [key for key, host in host_of.items() if host < 0])


def propose(ready, aim, *, locks=(), k=CANDIDATES, seed=0, executor=None, **more):
    """The Proposal for a Field. `locks` are pairs (agent, host's row); `more` goes to `solve`.

    Whoever is left without a host, and could have more candidates, gets a list four times as long, and all is solved anew:
    three times at most. Raises what `solve` raises.
    """
    wider = {}
    for _try in range(TRIES):
        market, pairs = ready.market(k, seed, wider, executor, locks)
        solution = solve(market, aim, locks=locks, seed=seed, **more)
        longer = longer_lists(pairs, solution, k, wider, len(ready.hosts))
        if not longer:
            break
        wider |= longer
    return Proposal.of(ready, solution)


def longer_lists(pairs, solution, k, wider, hosts):
    """{agent: number}: who is unplaced, though the list was as long as it was allowed to be."""
    counts = np.bincount(pairs.agent, minlength=solution.market.agents)
    left = np.flatnonzero(solution.host < 0)
    asked = {int(agent): wider.get(int(agent), k) for agent in left}
    return {agent: most * LONGER for agent, most in asked.items() if counts[agent] >= most < hosts}
