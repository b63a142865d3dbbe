"""Weights learnt from answers whose true weights are known."""

import numpy as np
import pytest

from ipraktik.matching.engine.answers import HEADER, SIDES, answers, as_cells, read_answers
from ipraktik.matching.engine.learning import NOT_BELOW_0, SPREAD, Problem, TooFew, area, learn, lines_of
from ipraktik.matching.engine.simulated_answers import KINDS, drawn, simulated
from ipraktik.matching.engine.tables import Unusable
from ipraktik.matching.engine.weights import Policy
from ipraktik.matching.engine.writing import write

NOW = Policy()


def moved(**changes):
    """The weights now, with these for every travel type."""
    return NOW.over(dict.fromkeys(KINDS, changes))


def error(learnt, truth):
    """How far off the fitted weights are, in spreads."""
    off = [(line.fitted - getattr(truth.of(line.kind), line.term)) / SPREAD[line.term] for line in learnt.lines]
    return float(np.mean(np.abs(off)))


def test_the_more_answers_the_nearer_the_truth():
    truth = moved(text=1.8, sector=0.6, distance=0.3, host_text=0.3)

    errors = [error(learn(simulated(count, truth, NOW, seed=3), NOW), truth) for count in (100, 1000, 10_000)]

    assert errors[0] > errors[1] > errors[2]
    assert errors[2] < 0.2


def test_where_the_weights_are_right_they_stay_about_as_they_are():
    learnt = learn(simulated(1000, NOW, NOW, seed=5), NOW)

    assert error(learnt, NOW) < 0.35
    assert sum(line.differs for line in learnt.lines) <= 3
    assert all(gain.loss_now - gain.loss_fitted < 2 * gain.error + 0.01 for gain in learnt.gains)


def by_weight(learnt):
    return {(line.kind, line.term): line for line in learnt.lines}


def spreads_moved(line):
    return abs(line.fitted - line.now) / SPREAD[line.term]


def test_few_answers_change_little():
    truth = moved(text=3.0, host_text=0.0)

    few, many = (by_weight(learn(simulated(count, truth, NOW, seed=1), NOW)) for count in (60, 6000))

    assert max(map(spreads_moved, few.values())) < 2 < max(map(spreads_moved, many.values()))
    assert all(few[key].high - few[key].fitted > many[key].high - many[key].fitted for key in few)


def test_what_is_learnt_tells_answers_it_has_not_seen_better_where_the_weights_are_wrong():
    learnt = learn(simulated(2000, moved(text=0.1, work_area=1.5, sector=-1.5, host_text=2.0), NOW, seed=2), NOW)

    intern, host = learnt.gains
    assert all(gain.loss_now - gain.loss_fitted > 2 * gain.error for gain in learnt.gains)
    assert intern.auc_fitted > intern.auc_now + 0.05
    assert host.auc_fitted > 0.5


def test_with_too_few_answers_it_says_so_and_learns_nothing():
    with pytest.raises(TooFew) as few:
        learn(simulated(20, NOW, NOW), NOW)

    assert "Too few answers by interns: 20, of which" in str(few.value)


def test_one_side_may_have_enough_where_the_other_has_not():
    rows = [{**row, "host_said": None} for row in simulated(200, NOW, NOW)]

    learnt = learn(rows, NOW)

    assert {line.term for line in learnt.lines} == set(SIDES["intern"])
    assert [sentence.split(":")[0] for sentence in learnt.silent] == ["Too few answers by hosts"]


def test_a_weight_whose_sign_has_a_meaning_never_goes_below_0():
    learnt = learn(simulated(3000, moved(text=-2, distance=-1, host_text=-2), NOW, seed=4), NOW)

    assert min(line.fitted for line in learnt.lines if line.term in NOT_BELOW_0) == 0
    assert min(line.low for line in learnt.lines if line.term in NOT_BELOW_0) == 0


def test_the_answer_is_the_least_of_all_within_the_bounds():
    one = answers(simulated(300, moved(distance=-1), NOW, seed=6), "intern")
    problem = Problem.of(one, NOW)
    mode, _deviation = problem.solved()
    dice = np.random.default_rng(1)

    others = [np.maximum(mode + dice.normal(scale=0.02, size=mode.shape), problem.least) for _each in range(200)]

    assert min(map(problem.loss, others)) >= problem.loss(mode)


def test_a_travel_type_with_few_answers_leans_on_the_others():
    truth = moved(text=2.5)
    rows = simulated(2000, truth, NOW, seed=7)
    few = [row for row in rows if row["travel_type"] == "adventurer"][:5]
    others = [row for row in rows if row["travel_type"] != "adventurer"]

    leaning = by_weight(learn([*others, *few], NOW))["adventurer", "text"]

    assert leaning.answers == 5
    assert leaning.now + 0.2 < leaning.fitted < 2.5


def test_that_only_suggested_pairs_are_seen_widens_the_intervals_and_bends_nothing():
    truth = moved(text=0.4, host_text=0.4)
    chosen = learn(simulated(6000, truth, NOW, seed=8), NOW)
    by_lot = learn(simulated(6000, truth, NOW, seed=8, choices=1), NOW)

    text = [[line for line in each.lines if line.term == "text"] for each in (chosen, by_lot)]
    assert all(line.low < 0.4 < line.high for line in (*text[0], *text[1]))
    assert sum(line.high - line.low for line in text[0]) > sum(line.high - line.low for line in text[1])


def test_a_no_about_days_is_left_out():
    rows = simulated(100, NOW, NOW)
    days = [{**row, "about": "days", "intern_said": False} for row in rows]

    assert len(answers(days, "intern")) == 0
    assert len(answers(days, "host")) == sum(row["host_said"] for row in rows)


def test_the_area_is_how_often_a_yes_lies_above_a_no_with_ties_as_half():
    odds, yes = np.array([1.0, 2.0, 2.0, 0.0]), np.array([False, True, False, True])

    assert area(odds, yes) == (1 + 0.5 + 0 + 0) / 4


def test_the_same_answers_give_the_same_weights():
    rows = simulated(200, NOW, NOW)

    assert learn(rows, NOW) == learn(rows, NOW)


def test_answers_are_written_and_read_back(tmp_path):
    rows = simulated(50, NOW, NOW)
    write(tmp_path / "answers.csv", HEADER, map(as_cells, rows))

    assert read_answers(tmp_path / "answers.csv") == rows


def test_what_is_wrong_in_the_file_is_told_with_line_and_column(tmp_path):
    rows = [as_cells(row) for row in simulated(2, NOW, NOW)]
    rows[1][HEADER.index("intern_said")], rows[1][HEADER.index("text")] = "perhaps", "much"
    write(tmp_path / "answers.csv", HEADER, rows)

    with pytest.raises(Unusable) as wrong:
        read_answers(tmp_path / "answers.csv")

    assert str(wrong.value).splitlines() == [
        "answers.csv, line 3, column intern_said: “perhaps” is neither yes nor no.",
        "answers.csv, line 3, column text: “much” is not a number (write a decimal point, as in 0.75).",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("count", [150, 600])
def test_intervals_hold_the_truth_about_as_often_as_they_say(count):
    inside = []
    for seed in range(150):
        truth = drawn(np.random.default_rng(10_000 + seed), NOW)
        for side in SIDES:
            one = answers(simulated(count, truth, NOW, seed=seed), side)
            inside += [line.low <= getattr(truth.of(line.kind), line.term) <= line.high for line in lines_of(one, NOW)]

    assert 0.93 < np.mean(inside) < 0.975
