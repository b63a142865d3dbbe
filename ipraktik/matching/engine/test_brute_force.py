"""Thousands of small random instances, with ties, groups, locks and forbids, against every assignment there is."""

from itertools import product

import numpy as np
import pytest

from ipraktik.matching.engine.decisions import Impossible
from ipraktik.matching.engine.market import UNPLACED, market
from ipraktik.matching.engine.solve import solve


def small(seed, most_agents=5, sizes=(1,), ties=True):
    """A random market of few agents and hosts, whose fits may be 0 or less."""
    draw = np.random.default_rng(seed)
    agents, hosts = int(draw.integers(1, most_agents + 1)), int(draw.integers(1, 4))
    pairs = np.argwhere(draw.random((agents, hosts)) < 0.8)
    agent, host = pairs.T
    grades = 3 if ties else 1000
    rank, host_rank = 1 + draw.integers(0, grades, len(pairs)), 1 + draw.integers(0, grades, len(pairs))
    fit = draw.integers(-2, 8, len(pairs)) / 7
    size = draw.choice(sizes, agents)
    return market(size, draw.integers(0, 4, hosts), (agent, host, rank, host_rank, fit), seed=seed)


def contested(seed):
    """A random market with too few seats, where companions and others want each other's: often none is stable."""
    draw = np.random.default_rng(seed)
    agents, hosts, grades = int(draw.integers(3, 7)), 3, 1000 if seed % 4 else 3
    agent, host = np.argwhere(draw.random((agents, hosts)) < 0.9).T
    rank, host_rank = 1 + draw.integers(0, grades, (2, len(agent)))
    size, seats = draw.choice((1, 1, 2), agents), draw.integers(1, 3, hosts)
    return market(size, seats, (agent, host, rank, host_rank, draw.random(len(agent))), seed=seed)


def decisions(one, seed):
    """At random a lock and a forbid, of pairs that are edges."""
    draw = np.random.default_rng(seed + 1)
    edges = draw.permutation(one.edges)[:2]
    pairs = [(int(one.agent[edge]), int(one.host[edge])) for edge in edges]
    return pairs[:1], pairs[1:]


def assignments(one, locks=(), forbids=()):
    """Every int64[A] of edges that may be."""
    rows = [[UNPLACED, *range(one.first[agent], one.first[agent + 1])] for agent in range(one.agents)]
    for agent, host in locks:
        rows[agent] = [edge for edge in rows[agent] if edge != UNPLACED and one.host[edge] == host]
    for agent, host in forbids:
        rows[agent] = [edge for edge in rows[agent] if edge == UNPLACED or one.host[edge] != host]
    host, size, seats = one.host.tolist(), one.size.tolist(), one.seats.tolist()
    for chosen in product(*rows):
        taken = [0] * one.hosts
        for agent, edge in enumerate(chosen):
            if edge != UNPLACED:
                taken[host[edge]] += size[agent]
        if all(map(int.__le__, taken, seats)):
            yield chosen


def blocks(one, chosen, locked=(), forbids=()):
    """The definition, read aloud: no array is cleverer than this."""
    found = []
    for edge in range(one.edges):
        agent, host = int(one.agent[edge]), int(one.host[edge])
        if agent in locked or (agent, host) in forbids:
            continue
        now = chosen[agent]
        if now != UNPLACED and one.rank[now] <= one.rank[edge]:
            continue
        kept = 0
        for other, at in enumerate(chosen):
            if (
                at != UNPLACED
                and one.host[at] == host
                and (other in locked or one.host_rank[at] <= one.host_rank[edge])
            ):
                kept += one.size[other]
        if kept + one.size[agent] <= one.seats[host]:
            found.append(edge)
    return found


def placed(one, chosen):
    return sum(int(one.size[agent]) for agent, edge in enumerate(chosen) if edge != UNPLACED)


def fit(one, chosen):
    return sum(float(one.fit[edge]) for edge in chosen if edge != UNPLACED)


def check(one, locks=(), forbids=()):
    locked = {agent for agent, _host in locks}
    every = list(assignments(one, locks, forbids))
    if not every:
        with pytest.raises(Impossible):
            solve(one, "fit", locks=locks, forbids=forbids)
        return
    check_stable(one, every, locks, forbids, locked)
    check_placed(one, every, locks, forbids)
    check_fit(one, every, locks, forbids)


def check_stable(one, every, locks, forbids, locked):
    solution = solve(one, "stable", locks=locks, forbids=forbids)
    chosen = tuple(solution.edge.tolist())
    fewest = min(len(blocks(one, other, locked, forbids)) for other in every)

    assert chosen in every
    assert solution.blocking.tolist() == blocks(one, chosen, locked, forbids)
    assert solution.report["proved"]
    assert solution.report["blocking_pairs"] == solution.report["bound"] == fewest
    return fewest


def check_placed(one, every, locks, forbids):
    solution = solve(one, "placed", locks=locks, forbids=forbids)
    chosen = tuple(solution.edge.tolist())
    most = max(placed(one, other) for other in every)

    assert chosen in every
    assert solution.report["placed"] == solution.report["bound"] == placed(one, chosen) == most
    assert fit(one, chosen) == pytest.approx(max(fit(one, other) for other in every if placed(one, other) == most))
    assert solution.report["proved"]


def check_fit(one, every, locks, forbids):
    solution = solve(one, "fit", locks=locks, forbids=forbids)
    chosen = tuple(solution.edge.tolist())
    most = max(fit(one, other) for other in every)

    assert chosen in every
    assert [solution.report["total_fit"], solution.report["bound"], fit(one, chosen)] == pytest.approx([most] * 3)
    assert solution.report["proved"]


@pytest.mark.parametrize("sizes", [(1,), (1, 1, 2), (1, 2, 3)])
def test_what_is_solved_is_stable_and_the_best_there_is_around_locks_and_forbids(sizes):
    for seed in range(700):
        one = small(seed, most_agents=4, sizes=sizes)
        check(one, *(decisions(one, seed) if seed % 2 else ((), ())))


def test_where_no_matching_is_stable_that_is_proved_and_the_fewest_pairs_block():
    fewest = [check_stable(one, list(assignments(one)), (), (), ()) for one in map(contested, range(400))]

    assert sum(map(bool, fewest)) > 2


@pytest.mark.slow
@pytest.mark.parametrize("sizes", [(1,), (1, 1, 2), (1, 2, 3)])
def test_the_same_for_thousands_more_and_larger(sizes):
    for seed in range(10_000, 12_000):
        one = small(seed, sizes=sizes)
        check(one, *(decisions(one, seed) if seed % 2 else ((), ())))


def test_without_ties_and_groups_every_intern_gets_the_best_host_of_all_stable_matchings():
    for seed in range(300):
        one = small(seed, ties=False)
        chosen = solve(one, "stable").edge.tolist()

        stable = [other for other in assignments(one) if not blocks(one, other)]

        # Two random ranks of a thousand may be alike; then there is no best of all.
        if len({(a, r) for a, r in zip(one.agent, one.rank, strict=True)}) == one.edges:
            assert tuple(chosen) in stable
            for agent in range(one.agents):
                assert rank(one, chosen[agent]) == min(rank(one, other[agent]) for other in stable)


def rank(one, edge):
    return 10**6 if edge == UNPLACED else int(one.rank[edge])
