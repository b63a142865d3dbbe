"""A proposal for everybody: candidates, the assignment, and longer lists for those who were left without a host."""

from dataclasses import dataclass, replace

import numpy as np

from ipraktik.matching.engine.profiles import CANDIDATES, Field
from ipraktik.matching.engine.solve import Solution, solve

WHOLE = 50_000  # pairs of interns and hosts: with no more, every host that may is on everybody's list
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


def propose(ready, aim, *, locks=(), k=None, seed=0, executor=None, **more):
    """The Proposal for a Field. `locks` are pairs (agent, host's row); `k` hosts at first on each list (all where they are few,
    else 50); `more` goes to `solve`.

    Whoever is left without a host, and could have more candidates, gets a list four times as long, and all is solved anew:
    three times at most. What was proved of the lists alone is not told as proved (of_all_hosts). Raises what `solve` raises.
    """
    k, wider, longer = k or candidates(ready), {}, {}
    for _try in range(TRIES):
        wider |= longer
        market, pairs = ready.market(k, seed, wider, executor, locks)
        solution = solve(market, aim, locks=locks, seed=seed, **more)
        longer = longer_lists(pairs, solution, k, wider, len(ready.hosts))
        if not longer:
            break
    ends = list_ends(pairs, solution, k, wider, len(ready.hosts), locks)
    return Proposal.of(ready, replace(solution, report=of_all_hosts(solution, ends)))


def candidates(ready):
    few = len(ready.interns) * len(ready.hosts) <= WHOLE
    return max(CANDIDATES, len(ready.hosts)) if few else CANDIDATES


def list_ends(pairs, solution, k, wider, hosts, locks):
    """bool[A]: whose list may go on where it ends; a locked agent needs none."""
    most = np.full(solution.market.agents, k)
    most[list(wider)] = list(wider.values())
    ends = (np.bincount(pairs.agent, minlength=len(most)) >= most) & (most < hosts)
    ends[[agent for agent, _host in locks]] = False
    return ends


def of_all_hosts(solution, ends):
    """The report, with `proved` and `bound` as they hold for all hosts, also those that no list names.

    A list has the best of its intern, so who has a host would not rather have one that is not on it; but who has none would,
    and with other hosts there may be a stable matching. Nobody knows how well a host that is not on a list would fit.
    `lists_cut`: how many lists may go on.
    """
    report, left = {**solution.report, "lists_cut": int(ends.sum())}, solution.host < 0
    if report["aim"] == "stable":
        holds = not (ends & left).any() and not (ends.any() and report["blocking_pairs"])
    else:
        holds = not ends.any() or (report["aim"] == "placed" and not left.any())
        report["fit_proved"] = bool(report["fit_proved"] and not ends.any())
    if holds:
        return report
    beyond = {"stable": 0, "placed": report["interns"], "fit": None}
    return {**report, "proved": False, "bound": beyond[report["aim"]]}


def longer_lists(pairs, solution, k, wider, hosts):
    """{agent: number}: who is unplaced, though the list was as long as it was allowed to be."""
    counts = np.bincount(pairs.agent, minlength=solution.market.agents)
    left = np.flatnonzero(solution.host < 0)
    asked = {int(agent): wider.get(int(agent), k) for agent in left}
    return {agent: most * LONGER for agent, most in asked.items() if counts[agent] >= most < hosts}
