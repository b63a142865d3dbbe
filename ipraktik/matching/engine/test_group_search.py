"""Where the groups go is searched with flows: the same best matchings as CP-SAT finds and proves."""

import numpy as np
import pytest

from ipraktik.matching.engine import exact as exactly
from ipraktik.matching.engine.decisions import remaining
from ipraktik.matching.engine.exact import as_flow, exact, put_together
from ipraktik.matching.engine.flow import flowing, worth
from ipraktik.matching.engine.group_search import GroupSearch
from ipraktik.matching.engine.market import market
from ipraktik.matching.engine.search import Watch


def drawn(seed, agents=40, hosts=12):
    draw = np.random.default_rng(seed)
    agent, host = np.argwhere(draw.random((agents, hosts)) < 0.4).T
    rank, host_rank = 1 + draw.integers(0, 5, (2, len(agent)))
    fit = draw.integers(0, 12, len(agent)) / 7 if seed % 2 else draw.random(len(agent))
    sizes = draw.choice([1, 1, 1, 1, 2, 3], agents)
    return remaining(market(sizes, draw.integers(1, 4, hosts), (agent, host, rank, host_rank, fit), seed=seed)).market


def reached(one, found):
    placed, fit = worth(one, as_flow(one, found.edge))
    return placed, pytest.approx(fit, abs=1e-8)


@pytest.mark.parametrize("aim", ["placed", "fit"])
def test_it_reaches_what_cp_sat_proves(aim, monkeypatch):
    markets = [drawn(seed) for seed in range(12)]
    found = [exact(one, aim, Watch()) for one in markets]
    monkeypatch.setattr(exactly, "FEW_GROUPS", -1)

    by_cp_sat = [exact(one, aim, Watch()) for one in markets]

    assert {(each.proved, each.best) for each in found + by_cp_sat} == {(True, True)}
    for one, each, other in zip(markets, found, by_cp_sat, strict=True):
        assert (reached(one, each), each.bound) == (reached(one, other), pytest.approx(other.bound))


def test_its_matching_has_room_and_keeps_groups_together():
    for seed in range(12):
        one = drawn(seed)
        start = put_together(one, flowing(one, "fit"), "fit", Watch())

        edge = GroupSearch(one, start, "fit", Watch(), prices=False).edge

        going = edge[edge >= 0]
        assert (one.agent[going] == np.flatnonzero(edge >= 0)).all()
        assert (np.bincount(one.host[going], weights=one.size[edge >= 0], minlength=one.hosts) <= one.seats).all()
        assert worth(one, as_flow(one, edge))[1] >= worth(one, as_flow(one, start))[1]


def test_where_it_may_look_at_nothing_it_knows_nothing_and_keeps_what_there_was():
    one = drawn(2)
    start = put_together(one, flowing(one, "fit"), "fit", Watch())

    found = GroupSearch(one, start, "fit", Watch(), nodes=0)

    assert not found.known.any()
    assert (found.edge == start).all()


def test_whoever_watches_hears_of_it_and_may_stop_it():
    heard = []
    one = drawn(3)
    watch = Watch(progress=heard.append)

    GroupSearch(one, put_together(one, flowing(one, "fit"), "fit", Watch()), "fit", watch)

    assert {each["step"] for each in heard} == {"groups"}
