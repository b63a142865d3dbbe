"""A price is what solving anew would gain: every host and every limit, on hundreds of small markets."""

from dataclasses import replace

import numpy as np
import pytest

from ipraktik.matching.engine import prices as prices_of
from ipraktik.matching.engine.anew import Anew
from ipraktik.matching.engine.days import Calendar
from ipraktik.matching.engine.market import UNPLACED, market
from ipraktik.matching.engine.prices import Missing, Price, at_capacity, limit_prices, seat_prices, worth_asking
from ipraktik.matching.engine.profiles import Field
from ipraktik.matching.engine.random_people import START, Noise, people, vectors
from ipraktik.matching.engine.solve import solve
from ipraktik.matching.engine.weights import Policy

SIZES = [(1, 2), (1, 1, 3), (1, 1, 1, 2, 3)]


def drawn(seed, sizes=(1,), most_agents=25, most_hosts=8):
    draw = np.random.default_rng(seed)
    agents, hosts = int(draw.integers(2, most_agents)), int(draw.integers(1, most_hosts))
    agent, host = np.argwhere(draw.random((agents, hosts)) < 0.4).T
    rank, host_rank = 1 + draw.integers(0, 5, (2, len(agent)))
    fit = draw.integers(-1, 12, len(agent)) / 7
    return market(
        draw.choice(sizes, agents), draw.integers(0, 4, hosts), (agent, host, rank, host_rank, fit), seed=seed
    )


def gain(before, after, aim):
    placed = after["placed"] - before["placed"] if aim != "fit" else 0
    return placed, pytest.approx(after["total_fit"] - before["total_fit"], abs=1e-8)


def decisions(one):
    pairs = list(zip(one.agent.tolist(), one.host.tolist(), strict=True))
    locks = [pair for pair in pairs if one.seats[pair[1]] >= one.size[pair[0]]][:1]
    return {"locks": locks, "forbids": [pair for pair in pairs[3:4] if pair not in locks]}


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


def not_as_solved_anew(seeds, aims, agents=14, hosts=5):
    """([what differs from solving anew with the seat], how many prices are something)."""
    wrong, something = [], 0
    for seed in seeds:
        one = drawn(seed, SIZES[seed % len(SIZES)], agents, hosts)
        decided = decisions(one) if seed % 2 else {}
        for aim in aims:
            before = solve(one, aim, **decided)
            prices = seat_prices(one, before, **decided)
            for host, price in enumerate(prices):
                seats = one.seats.copy()
                seats[host] += 1
                expected = gain(before.report, solve(replace(one, seats=seats), aim, **decided).report, aim)
                if not price.proved or (price.placed, price.fit) != expected:
                    wrong.append((seed, aim, host, price))
            something += sum(price.is_something for price in prices)
    return wrong, something


@pytest.mark.parametrize("aim", ["placed", "fit", "stable"])
def test_with_groups_the_price_is_exact_and_says_so(aim):
    wrong, something = not_as_solved_anew(range(40), [aim])

    assert wrong == []
    assert something > 50


@pytest.mark.slow
def test_with_groups_every_price_of_hundreds_of_markets_is_exact():
    wrong, something = not_as_solved_anew(range(100, 300), ["placed", "fit", "stable"], 25, 8)

    assert wrong == []
    assert something > 1000


@pytest.mark.parametrize("aim", ["placed", "fit"])
def test_a_round_with_some_groups_is_priced_without_solving_anything_anew(aim, monkeypatch):
    one = as_a_round(seed=5)
    solution = solve(one, aim)
    monkeypatch.setattr(Anew, "searched", None)

    prices = seat_prices(one, solution)

    full = at_capacity(one, solution)
    assert {price.proved for price in prices} == {True}
    assert sum(prices[host].is_something for host in np.flatnonzero(full)) > 20


def as_a_round(seed):
    """140 interns, 21 of them in groups of three, and 80 hosts."""
    interns, hosts = people(140, 80, seed)
    calendar, read = Calendar(START), vectors(140, 80, seed=seed)
    return Field.made(interns, hosts, Noise(), Policy(), calendar, read).market(50, seed)[0]


@pytest.mark.parametrize("aim", ["placed", "fit"])
def test_what_the_search_has_no_time_for_is_solved_anew(aim, monkeypatch):
    monkeypatch.setattr(prices_of, "SEARCHING", 0)

    assert not_as_solved_anew(range(12), [aim])[0] == []


def test_a_price_against_a_matching_that_is_not_the_best_is_not_called_exact():
    one = drawn(4, sizes=(1, 2))
    solution = solve(one, "fit")
    worse = replace(solution, edge=np.full(one.agents, UNPLACED))

    prices = seat_prices(one, worse)

    assert {price.proved for price in prices} == {False}
    assert min(price.fit for price in prices) >= solution.report["total_fit"]


def test_a_pair_that_lacks_one_seat_gives_a_price_to_a_host_that_is_not_full():
    one = market([2], [1], [np.array([each]) for each in (0, 0, 1, 1, 0.75)])
    solution = solve(one, "fit")

    assert seat_prices(one, solution) == [Price(0, 0.75)]
    assert at_capacity(one, solution).tolist() == [False]


def test_for_stable_a_host_that_turned_nobody_away_is_not_solved_anew(monkeypatch):
    agent, host = np.array([0, 0, 0, 1, 1, 1]), np.array([0, 1, 2, 0, 1, 2])
    one = market([1, 1], [1, 1, 1], (agent, host, 1 + host, 1 + agent, np.ones(6) / (1 + host)))
    asked, really = [], Anew.at_once
    monkeypatch.setattr(Anew, "at_once", lambda anew, host, often: asked.append(host) or really(anew, host, often))

    prices = seat_prices(one, solve(one, "stable"))

    assert prices == [Price(0, 0.5), Price(0, 0.0), Price(0, 0.0)]
    assert asked == [0]


def test_for_stable_without_groups_the_price_is_what_happens():
    wrong, something = [], 0
    for seed in range(40):
        one = drawn(seed)
        before = solve(one, "stable")
        for host, price in enumerate(seat_prices(one, before)):
            seats = one.seats.copy()
            seats[host] += 1
            expected = gain(before.report, solve(replace(one, seats=seats), "stable").report, "stable")
            wrong += [] if price.proved and (price.placed, price.fit) == expected else [(seed, host, price)]
            something += price.is_something

    assert wrong == []
    assert something > 30


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
