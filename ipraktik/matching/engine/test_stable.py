"""The plain and the compiled path, the definition, the PyPI library `matching`, and what must hold of every answer."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matching.games import HospitalResident

from ipraktik.matching.engine import compiled, deferred
from ipraktik.matching.engine.blocking import blocking_edges
from ipraktik.matching.engine.decisions import Impossible
from ipraktik.matching.engine.market import UNPLACED, market
from ipraktik.matching.engine.search import Cancelled
from ipraktik.matching.engine.solve import AIMS, solve
from ipraktik.matching.engine.stable import stable

ENGINE = Path(__file__).parent


def drawn(seed, agents=60, sizes=(1,), most_seats=3, grades=6):
    """A random market with about half the seats it needs."""
    draw = np.random.default_rng(seed)
    agents = int(draw.integers(1, agents + 1))
    hosts = max(1, agents // 4)
    agent, host = np.argwhere(draw.random((agents, hosts)) < 0.5).T
    rank, host_rank = 1 + draw.integers(0, grades, (2, len(agent)))
    fit, size = draw.random(len(agent)).round(2), draw.choice(sizes, agents)
    return market(size, draw.integers(0, most_seats + 1, hosts), (agent, host, rank, host_rank, fit), seed=seed)


@st.composite
def markets(draw):
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=7))
    seats = draw(st.lists(st.integers(0, 5), min_size=1, max_size=4))
    pair = st.tuples(st.integers(0, len(sizes) - 1), st.integers(0, len(seats) - 1))
    pairs = draw(st.lists(pair, unique=True, max_size=20))
    numbers = [draw(st.lists(st.integers(1, 4), min_size=len(pairs), max_size=len(pairs))) for _ in range(3)]
    agent, host = np.array(pairs, dtype=int).reshape(-1, 2).T
    return market(sizes, seats, (agent, host, *map(np.array, numbers)), seed=draw(st.integers(0, 99)))


@pytest.mark.parametrize("most_seats", [3, 7, 40])
@pytest.mark.parametrize("sizes", [(1,), (1, 1, 2), (1, 2, 3), (2, 5)])
def test_the_compiled_path_gives_the_plain_one_s_answer_to_the_letter(sizes, most_seats):
    for seed in range(250):
        one = drawn(seed, sizes=sizes, most_seats=most_seats)

        assert compiled.accepted(one).tolist() == deferred.accepted(one).tolist()


def test_both_paths_stop_at_the_same_turn_of_the_repair():
    for seed in range(150):
        one = drawn(seed, sizes=(1, 1, 2), grades=40)

        assert stable(one, "plain").tolist() == stable(one, "compiled").tolist() == stable(one).tolist()


def test_the_paths_agree_where_grades_and_lottery_need_more_than_31_bits():
    one = drawn(1)
    scaled = market(one.size, one.seats, (one.agent, one.host, one.rank, one.host_rank * 2**27, one.fit), seed=1)

    assert scaled.key.max() < one.edges
    assert compiled.accepted(scaled).tolist() == deferred.accepted(scaled).tolist() == deferred.accepted(one).tolist()


def test_singles_leave_no_blocking_pair():
    assert [len(blocking_edges(one, deferred.accepted(one))) for one in map(drawn, range(300))] == [0] * 300


def test_strict_lists_give_what_the_library_matching_gives():
    for seed in range(40):
        one = strict(seed)
        game = HospitalResident.create_from_dictionaries(*as_dictionaries(one))
        game.solve(optimal="resident")

        theirs = {resident.name: host.name for host, residents in game.matching.items() for resident in residents}

        ours = {f"a{agent}": f"h{host}" for agent, host in enumerate(solve(one, "stable").host) if host != UNPLACED}
        assert ours == theirs


def strict(seed):
    """Everyone ranks someone, nobody two alike: all the library can take."""
    draw = np.random.default_rng(seed)
    agents, hosts = 30, 8
    agent, host = np.argwhere(draw.random((agents, hosts)) < 0.6).T
    rank = 1 + draw.permutation(len(agent))
    return market(
        np.ones(agents, int), draw.integers(1, 4, hosts), (agent, host, rank, 1 + draw.permutation(len(agent)), rank)
    )


def as_dictionaries(one):
    residents = {f"a{a}": [f"h{h}" for h in one.host[one.first[a] : one.first[a + 1]]] for a in range(one.agents)}
    hosts = {}
    for host, edges in enumerate(one.edges_by_host):
        hosts[f"h{host}"] = [f"a{one.agent[edge]}" for edge in edges[np.argsort(one.host_rank[edges])]]
    residents = {name: wishes for name, wishes in residents.items() if wishes}
    return residents, hosts, {f"h{host}": int(seats) for host, seats in enumerate(one.seats)}


@settings(deadline=None, max_examples=120)
@given(markets(), st.sampled_from(list(AIMS)), st.data())
def test_seats_hold_locks_stand_forbids_are_obeyed_and_the_answer_comes_again(one, aim, data):
    pairs = list(zip(one.agent.tolist(), one.host.tolist(), strict=True))
    locks = data.draw(st.lists(st.sampled_from(pairs), max_size=2, unique=True)) if pairs else []
    forbids = data.draw(st.lists(st.sampled_from(pairs), max_size=3, unique=True)) if pairs else []
    try:
        solution = solve(one, aim, locks=locks, forbids=forbids)
    except Impossible:
        return

    going = solution.host != UNPLACED
    taken = np.bincount(solution.host[going], weights=one.size[going], minlength=one.hosts)
    assert (taken <= one.seats).all()
    assert [solution.host[agent] for agent, _host in locks] == [host for _agent, host in locks]
    assert [pair for pair in forbids if solution.host[pair[0]] == pair[1]] == []
    assert solution.report["placed"] == one.size[going].sum()
    again = solve(one, aim, locks=locks, forbids=forbids)
    assert again.edge.tolist() == solution.edge.tolist()


def test_among_alike_the_lot_decides_and_another_seed_draws_another():
    def winner(seed):
        edges = np.arange(9), np.zeros(9, int), np.ones(9, int), np.ones(9, int), np.ones(9)
        return solve(market([1] * 9, [1], edges, seed=seed), "stable").host.tolist().index(0)

    assert len({winner(seed) for seed in range(20)}) > 3
    assert winner(7) == winner(7)


def test_among_alike_companions_go_first():
    edges = np.arange(9), np.zeros(9, int), np.ones(9, int), np.ones(9, int), np.ones(9)

    placed = {solve(market([1] * 8 + [2], [2], edges, seed=seed), "stable").host[8] for seed in range(20)}

    assert placed == {0}


PAIR = np.array([0, 1]), np.array([0, 0]), np.array([1, 1]), np.array([1, 2]), np.array([1.0, 0.5])


@pytest.mark.parametrize(
    ("locks", "forbids", "sentence"),
    [
        ([(0, 0), (1, 0)], [], "The locks give Lab 2 interns, more than its seats (1)."),
        ([(0, 0)], [(0, 0)], "Ann – Lab is both locked and forbidden."),
        ([(0, 1)], [], "The lock Ann – Inn is no pair that may be: no edge joins them."),
    ],
)
def test_decisions_that_cannot_all_stand_are_told_by_name(locks, forbids, sentence):
    one = market([1, 1], [1, 1], PAIR, agent_names=[("Ann",), ("Bo",)], host_names=["Lab", "Inn"])

    with pytest.raises(Impossible) as told:
        solve(one, "fit", locks=locks, forbids=forbids)

    assert str(told.value) == sentence


def test_a_lock_keeps_the_better_one_out_and_blocks_nothing():
    solution = solve(market([1, 1], [1], PAIR), "stable", locks=[(1, 0)])

    assert (solution.host.tolist(), solution.report["blocking_pairs"]) == ([UNPLACED, 0], 0)


def test_a_long_search_tells_how_far_it_is_and_stops_when_nobody_wants_it():
    told = []
    one = drawn(3, agents=400, sizes=(1, 2, 3), grades=50)

    with pytest.raises(Cancelled):
        solve(one, "fit", progress=told.append, cancelled=lambda: told[-1]["step"] == "fit")

    assert [step["step"] for step in told[:2]] == ["start", "flow"]
    assert told[-1]["seconds"] < 30


@pytest.mark.parametrize("aim", AIMS)
def test_a_market_with_nothing_in_it_is_solved_too(aim):
    nothing = [np.zeros(0, int)] * 5

    assert solve(market([], [], nothing), aim).report["placed"] == 0
    assert solve(market([1], [], nothing), aim).host.tolist() == [UNPLACED]
    assert solve(market([1, 2], [3], nothing), aim).host.tolist() == [UNPLACED, UNPLACED]


def test_the_engine_knows_no_django():
    modules = [
        f"ipraktik.matching.engine.{path.stem}" for path in ENGINE.glob("*.py") if path.stem[:4] not in ("test", "conf")
    ]
    code = f"import sys, {', '.join(modules)}; sys.exit('django' in sys.modules)"

    assert len(modules) > 10
    assert subprocess.run([sys.executable, "-c", code], env={"PATH": ""}, check=False).returncode == 0
