"""A price is what solving anew would gain: every host and every limit, on hundreds of small markets."""

from dataclasses import replace

import numpy as np
import pytest

from ipraktik.matching.engine.market import UNPLACED, market
from ipraktik.matching.engine.prices import Missing, limit_prices, seat_prices, worth_asking
from ipraktik.matching.engine.solve import solve


def drawn(seed, sizes=(1,)):
    draw = np.random.default_rng(seed)
    agents, hosts = int(draw.integers(2, 25)), int(draw.integers(1, 8))
    agent, host = np.argwhere(draw.random((agents, hosts)) < 0.4).T
    rank, host_rank = 1 + draw.integers(0, 5, (2, len(agent)))
    fit = draw.integers(-1, 12, len(agent)) / 7
    return market(
        draw.choice(sizes, agents), draw.integers(0, 4, hosts), (agent, host, rank, host_rank, fit), seed=seed
    )


def gain(before, after, aim):
    placed = after["placed"] - before["placed"] if aim == "placed" else 0
    return placed, pytest.approx(after["total_fit"] - before["total_fit"], abs=1e-8)


def decisions(one):
    pairs = list(zip(one.agent.tolist(), one.host.tolist(), strict=True))
    return {"locks": [pair for pair in pairs if one.seats[pair[1]] >= one.size[pair[0]]][:1], "forbids": pairs[3:4]}


@pytest.mark.parametrize("aim", ["placed", "fit"])
def test_the_price_of_a_seat_is_what_solving_with_it_gains(aim):
    something = 0
    for seed in range(60):
        one = drawn(seed)
        decided = decisions(one) if seed % 2 else {}
        solution = solve(one, aim, **decided)

        prices = seat_prices(one, solution, **decided)

        for host, price in enumerate(prices):
            seats = one.seats.copy()
            seats[host] += 1
            after = solve(replace(one, seats=seats), aim, **decided).report
            assert (price.placed, price.fit) == gain(solution.report, after, aim)
            something += price.is_something
    assert something > 50


@pytest.mark.parametrize("aim", ["placed", "fit"])
def test_with_groups_the_price_is_exact_and_says_so(aim):
    one = drawn(4, sizes=(1, 2))
    solution = solve(one, aim)

    for host, price in enumerate(seat_prices(one, solution)):
        seats = one.seats.copy()
        seats[host] += 1
        after = solve(replace(one, seats=seats), aim).report
        assert (price.placed, price.fit, price.proved) == (*gain(solution.report, after, aim), True)


def test_for_stable_the_price_of_a_seat_is_what_happens_with_it():
    one = drawn(3, sizes=(1, 2))
    before = solve(one, "stable")

    for host, price in enumerate(seat_prices(one, before)):
        seats = one.seats.copy()
        seats[host] += 1
        after = solve(replace(one, seats=seats), "stable").report
        assert price.placed == after["placed"] - before.report["placed"]
        assert (price.fit, price.proved) == (pytest.approx(after["total_fit"] - before.report["total_fit"]), True)


def test_with_groups_and_no_time_the_price_is_not_called_exact():
    one = drawn(4, sizes=(1, 2))

    prices = seat_prices(one, solve(one, "fit"), limit_seconds=0)

    assert {price.proved for price in prices} == {False}


@pytest.mark.parametrize("aim", ["placed", "fit"])
def test_the_price_of_a_limit_is_what_solving_without_it_gains(aim):
    something = 0
    for seed in range(60):
        one = drawn(seed)
        solution = solve(one, aim)
        missing = not_there(one, seed)

        prices = limit_prices(one, solution, missing)

        for agent, rule in {(each.agent, each.rule) for each in missing if solution.edge[each.agent] == UNPLACED}:
            without = [each for each in missing if (each.agent, each.rule) == (agent, rule)]
            after = solve(joined(one, without), aim).report
            price = prices.get((agent, rule))
            assert ((price.placed, price.fit) if price else (0, 0)) == gain(solution.report, after, aim)
            something += bool(price)
        assert {agent for agent, _rule in prices if solution.edge[agent] != UNPLACED} == set()
    assert something > 50


def not_there(one, seed):
    draw = np.random.default_rng(seed)
    there = set(zip(one.agent.tolist(), one.host.tolist(), strict=True))
    pairs = [(agent, host) for agent in range(one.agents) for host in range(one.hosts) if (agent, host) not in there]
    return [Missing(*pair, float(draw.integers(0, 12) / 7), str(draw.choice(["days", "region"]))) for pair in pairs]


def joined(one, missing):
    """The market with these pairs in it."""
    more = [(each.agent, each.host, 9, 9, each.fit) for each in missing]
    columns = zip(*[*zip(one.agent, one.host, one.rank, one.host_rank, one.fit, strict=True), *more], strict=True)
    return market(one.size, one.seats, [np.array(column) for column in columns])


def test_whom_to_ask_begins_with_the_greatest_gain():
    edges = (
        np.array([0, 1, 2, 2]),
        np.array([0, 0, 1, 2]),
        np.ones(4, int),
        np.ones(4, int),
        np.array([0.5, 0.25, 0.5, 0.75]),
    )
    one = market([1] * 3, [1, 0, 0], edges)

    prices = seat_prices(one, solve(one, "fit"))

    assert worth_asking(prices, one) == [2, 1, 0]
    assert [price.fit for price in prices] == [0.25, 0.5, 0.75]
