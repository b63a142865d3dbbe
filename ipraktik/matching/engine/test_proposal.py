"""A proposal for everybody keeps seats, rules, groups and locks, and looks further for those without a host."""

from collections import Counter

import numpy as np
import pytest

from ipraktik.matching.engine import proposal
from ipraktik.matching.engine.proposal import propose
from ipraktik.matching.engine.solve import AIMS, solve
from ipraktik.matching.engine.test_candidates import made


@pytest.mark.parametrize("aim", AIMS)
def test_seats_rules_and_groups_are_kept(calendar, aim):
    field = made(calendar, 40, 30)
    proposal = propose(field, aim, k=6)

    host_of = dict(proposal.pairs)
    taken = Counter(host_of.values())
    assert [key for key, count in taken.items() if count > field.hosts[field.row_of_host[key]].seats] == []
    assert [pair for pair in proposal.pairs if field.stop(*pair)] == []
    for rows in field.parties.members:
        assert len({host_of.get(field.interns[row].key) for row in rows}) == 1
    assert sorted([*host_of, *proposal.unplaced]) == sorted(each.key for each in field.interns)


def test_who_is_left_without_a_host_gets_a_longer_list(calendar):
    field = made(calendar, 80, 60, groups=False)

    short = solve(field.market(2)[0], "placed").report["placed"]
    longer = propose(field, "placed", k=2).solution.report["placed"]
    everything = solve(field.market(60)[0], "placed").report["placed"]

    assert short < longer <= everything


def test_a_locked_pair_stands_though_it_is_nobodys_candidate(calendar):
    field = made(calendar, 40, 120, groups=False)
    pairs = field.pairs(3)
    agent = next(a for a in range(40) if len(field.stops(field.interns[a].key)) < 100)
    listed = set(pairs.host[pairs.agent == agent].tolist())
    stops = field.stops(field.interns[agent].key)
    host = next(r for r, each in enumerate(field.hosts) if r not in listed and each.key not in stops and each.seats)

    proposal = propose(field, "stable", k=3, locks=[(agent, host)])

    assert (field.interns[agent].key, field.hosts[host].key) in proposal.pairs
    asked, offered = field.sides[:2]
    edge = proposal.solution.edge[agent]
    assert proposal.solution.market.host[edge] == host
    assert np.isclose(
        field.pairs(3, also=[(agent, host)]).intern_score.min(),
        min(pairs.intern_score.min(), asked[agent] @ offered[host]),
    )


def test_the_same_seed_gives_the_same_proposal(calendar):
    one, other = (propose(made(calendar, 80, 60), "stable", k=10, seed=4).pairs for _time in range(2))

    assert one == other


def cut_short(calendar, aim, hosts=60, **more):
    """A market in which the lists name a few of the hosts only, once with longer ones for those without a host, once not."""
    return propose(made(calendar, 80, hosts, groups=False), aim, **more).solution.report


@pytest.mark.parametrize("aim", AIMS)
def test_where_everybodys_list_has_all_hosts_what_is_proved_holds(calendar, aim):
    report = cut_short(calendar, aim)

    assert (report["lists_cut"], report["proved"]) == (0, True)
    assert report["bound"] is not None


def test_the_best_fit_is_not_proved_of_lists_that_are_cut(calendar):
    report = cut_short(calendar, "fit", k=2)

    assert report["lists_cut"] > 0
    assert (report["proved"], report["fit_proved"], report["bound"]) == (False, False, None)


@pytest.mark.parametrize(("aim", "bound"), [("stable", 0), ("placed", 80)])
def test_with_somebody_left_whose_list_is_cut_nothing_is_proved(calendar, aim, bound, monkeypatch):
    monkeypatch.setattr(proposal, "TRIES", 1)
    report = cut_short(calendar, aim, k=1)

    assert report["placed"] < report["interns"]
    assert (report["proved"], report["bound"]) == (False, bound)


def test_when_all_have_a_host_nobody_could_place_more_however_the_lists_are_cut(calendar):
    report = cut_short(calendar, "placed", hosts=400, k=5)

    assert report["lists_cut"] > 0
    assert report["proved"] is (report["placed"] == report["interns"])
    assert report["fit_proved"] is False


def test_a_proposal_of_short_lists_is_never_better_than_its_bound_says(calendar):
    """The best of all hosts is never above a bound that was told, and equals what was told as proved."""
    for aim in ("placed", "fit"):
        whole = cut_short(calendar, aim)
        for k in (1, 2, 5, 20):
            report = cut_short(calendar, aim, k=k)
            assert report["bound"] is None or report["bound"] >= whole["bound"] - 1e-6
            if report["proved"]:
                assert report[report["bound_of"]] == pytest.approx(whole[report["bound_of"]])
