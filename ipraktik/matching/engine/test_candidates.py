"""Candidates are exactly the best hosts that no rule stops: held against a plain loop over everybody."""

from dataclasses import replace
from datetime import timedelta
from math import ceil

import numpy as np
import pytest

from ipraktik.matching.engine import compiled_nearest, nearest, thresholds
from ipraktik.matching.engine.grading import grades
from ipraktik.matching.engine.people import Host, Intern
from ipraktik.matching.engine.profiles import Field
from ipraktik.matching.engine.random_people import Noise, people, vectors
from ipraktik.matching.engine.rules import KEYS
from ipraktik.matching.engine.space import Read


def made(calendar, interns=60, hosts=300, seed=0, **more):
    seekers, places = people(interns, hosts, seed, **more)
    return Field.made(seekers, places, Noise(16), None, calendar, vectors(interns, hosts, 16, seed))


def days_of(stretches, calendar):
    return {first + timedelta(days=n) for first, last in stretches for n in range((last - first).days + 1)} & set(
        calendar.days
    )


def plain_stop(members, host, calendar):
    """The key of the first rule that stops companions and a host."""
    return next(iter(plain_stops(members, host, calendar)), None)


def plain_stops(members, host, calendar):
    """The keys of all rules that stop companions and a host, in order, by sets and dates."""
    first_days = [set(calendar.days) if each.any_time else days_of(each.free, calendar) for each in members]
    received = set(calendar.days) if host.all_year else days_of(host.open, calendar)
    common = set.intersection(*first_days) & received - days_of(host.closed, calendar)
    fewest = max(host.days[0], *(each.days[0] for each in members))
    rows = [number for number, day in enumerate(calendar.days) if day in common]
    in_a_row = any({start + n for n in range(ceil(fewest))} <= set(rows) for start in rows)
    named = {each.named_host for each in members if each.named_host}

    def each(condition):
        return all(condition(member) for member in members)

    def wants(wanted, have):
        return not wanted or bool(set(wanted) & set(have))

    holds = {
        "named_host": not named or named == {host.key},
        "not_tried": each(lambda i: host.key not in i.declined),
        "not_own_workplace": each(lambda i: i.own_workplace or i.workplace != host.workplace),
        "seats": host.seats >= len(members),
        "number_of_days": fewest <= min(host.days[1], *(i.days[1] for i in members)),
        "days_in_common": in_a_row,
        "sector": each(lambda i: wants(i.sectors, [host.sector])),
        "work_area": each(lambda i: wants(i.areas, host.work_areas)),
        "region": each(lambda i: wants(i.regions, [host.region])),
        "municipality": each(lambda i: wants(i.municipalities, [host.municipality])),
        "organisation": each(lambda i: i.own_organisation or i.organisation != host.organisation),
        "wanted_sector": each(lambda i: wants(host.sectors, [i.sector])),
        "wanted_work_area": each(lambda i: wants(host.areas, i.work_areas)),
        "wanted_level": each(lambda i: wants(host.levels, [i.level])),
    }
    return [key for key, is_so in holds.items() if not is_so]


@pytest.mark.parametrize("seed", range(3))
def test_each_pair_is_stopped_by_the_rule_that_a_plain_loop_finds(calendar, seed):
    field = made(calendar, 40, 60, seed)

    for rows in field.parties.members:
        members = [field.interns[row] for row in rows]
        plain = {host.key: plain_stop(members, host, calendar) for host in field.hosts}
        assert field.stops(members[0].key) == {key: stop for key, stop in plain.items() if stop}


@pytest.mark.parametrize("seed", range(3))
def test_who_is_one_rule_away_is_who_a_plain_loop_finds(calendar, seed):
    field = made(calendar, 40, 60, seed)
    found = {}

    for agent, rows in enumerate(field.parties.members):
        members = [field.interns[row] for row in rows]
        plain = {host.key: plain_stops(members, host, calendar) for host in field.hosts}
        numbers, some = field.stop_numbers(members[0].key), KEYS[agent % 3 :]
        alone = field.one_rule_away(members[0].key, numbers, some)
        single = sorted((host, rules[0]) for host, rules in plain.items() if len(rules) == 1)
        assert sorted(alone) == [each for each in single if each[1] in some]
        likeness = field.likeness([rows[0]])[0]
        order = [likeness[field.row_of_host[host]] for host, _rule in alone]
        assert order == sorted(order, reverse=True)
        found[agent] = len(alone)

    assert sum(found.values()) > len(found)


def test_how_many_hosts_fit_less_well_is_what_a_plain_loop_counts(calendar):
    field = made(calendar, 40, 60)
    pairs = [(intern.key, host.key) for intern in field.interns for host in field.hosts[::7]]

    assert field.shares_below(pairs) == pytest.approx([share(field, *pair) for pair in pairs])


def share(field, intern, host):
    """Of all hosts, those whose text fits less well than this one's."""
    own = field.likeness([field.row_of_intern[intern]])[0].tolist()
    return sum(each < own[field.row_of_host[host]] for each in own) / len(own)


def test_every_rule_stops_somebody_here(calendar):
    field = made(calendar, 400, 300)
    told = {stop for intern in field.interns for stop in field.stops(intern.key).values()}

    assert told == {
        "named_host", "not_tried", "not_own_workplace", "seats", "number_of_days", "days_in_common", "sector", "work_area",
        "region", "municipality", "organisation", "wanted_sector", "wanted_work_area", "wanted_level",
    }  # fmt: skip


@pytest.mark.parametrize(("k", "hosts"), [(1, 40), (5, 300), (20, 3000), (400, 300)])
def test_candidates_are_the_best_that_nothing_stops(calendar, k, hosts):
    field = made(calendar, 60, hosts)
    asked, offered = field.sides[:2]
    pairs = field.pairs(k)

    for agent, rows in enumerate(field.parties.members):
        stops = field.stops(field.interns[rows[0]].key)
        scores = offered @ asked[list(rows)].mean(axis=0)
        possible = [row for row, host in enumerate(field.hosts) if host.key not in stops]
        best = sorted(possible, key=lambda row: -scores[row])[:k]
        assert np.allclose(pairs.intern_score[pairs.agent == agent], scores[best], atol=1e-4)
        assert set(pairs.host[pairs.agent == agent]) <= set(possible)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("k", "hosts", "size"), [(1, 40, 60), (5, 300, 200), (20, 3000, 120), (400, 300, 60)])
def test_both_paths_pick_the_same_to_the_letter(calendar, k, hosts, size, seed):
    field = made(calendar, size, hosts, seed)
    scoring = field.scoring(np.random.default_rng(seed).integers(0, k + 1, len(field.parties.members), dtype=np.int32))
    plain, compiled = (replace(scoring, path=path)((0, len(scoring.most))) for path in ("plain", "compiled"))

    assert len(plain[0]) >= size // 3
    assert [column.tobytes() for column in plain] == [column.tobytes() for column in compiled]


def test_of_equal_hosts_both_paths_take_the_first(calendar):
    seekers, places = people(5, 40, groups=False)
    seekers = [Intern(each.key, any_time=True) for each in seekers]
    places = [Host(each.key, seats=1, all_year=True) for each in places]
    alike = np.ones((40, 16), dtype=np.float32)
    field = Field.made(seekers, places, Noise(16), None, calendar, Read(alike[:5], alike[:5], alike, alike))
    scoring = field.scoring(np.full(5, 3, dtype=np.int32))

    for path in ("plain", "compiled"):
        assert list(replace(scoring, path=path)((0, 5))[1]) == [0, 1, 2] * 5


@pytest.mark.parametrize("hosts", [40, 300, 3000])
def test_where_many_hosts_are_alike_both_paths_take_the_first_that_may(calendar, hosts):
    field = made(calendar, 120, hosts)
    scoring = field.scoring(np.full(len(field.parties.members), 20, dtype=np.int32))
    scoring = replace(scoring, asking=np.round(scoring.asking), offering=np.round(scoring.offering))
    plain, compiled = (replace(scoring, path=path)((0, len(scoring.most))) for path in ("plain", "compiled"))

    assert len(set(plain[2].tolist())) < len(plain[2]) / 10
    assert [column.tobytes() for column in plain] == [column.tobytes() for column in compiled]


def test_many_pairs_are_picked_by_the_compiled_path(calendar, monkeypatch):
    field = made(calendar, 20, 300)
    few, many = (field.scoring(np.full(len(field.parties.members), 5, np.int32)) for _time in range(2))
    assert type(few.picker) is thresholds.Picker
    monkeypatch.setattr(nearest, "COMPILED_FROM", len(many.most) * 300)
    assert type(many.picker) is compiled_nearest.Picker


def test_some_may_be_given_a_longer_list(calendar):
    field = made(calendar, 30, 300, groups=False)
    counts = np.bincount(field.pairs(3, wider={4: 9}).agent, minlength=30)

    free = [300 - len(field.stops(each.key)) for each in field.interns]
    assert list(counts) == [min(9 if agent == 4 else 3, free[agent]) for agent in range(30)]


def test_a_group_is_one_agent_with_its_seats_and_its_whole_fit(calendar):
    field = made(calendar, 60, 200)
    market, pairs = field.market(10, seed=3)

    groups = [rows for rows in field.parties.members if len(rows) > 1]
    assert groups
    assert list(market.size) == [len(rows) for rows in field.parties.members]
    assert {name for names in market.agent_names for name in names} == {each.key for each in field.interns}
    assert np.isclose(market.fit.sum(), (pairs.fit * market.size[pairs.agent]).sum())


def test_the_same_input_gives_the_same_market(calendar):
    one, other = (made(calendar, seed=7).market(10, seed=5)[0] for _time in range(2))

    for name in ("first", "host", "rank", "host_rank", "fit", "lottery"):
        assert np.array_equal(getattr(one, name), getattr(other, name))


def test_grades_are_ties_without_gaps():
    owner = np.array([1, 0, 1, 0, 0, 1])
    scores = np.array([2.0, 5.0, 1.9, 4.0, 4.9, -3.0], dtype=np.float32)

    assert list(grades(owner, scores, 0.25)) == [1, 1, 1, 2, 1, 2]


def test_nobody_and_nowhere_give_an_empty_market(calendar):
    for interns, hosts in ((0, 5), (5, 0), (0, 0)):
        market, _pairs = made(calendar, interns, hosts, groups=False).market(5)
        assert (market.agents, market.hosts, market.edges) == (interns, hosts, 0)
