"""The page of learnt weights: what it shows it shows whole, and its words do not contradict its numbers."""

import pytest
from django.utils.translation import override

from ipraktik import cast as the_cast
from ipraktik.matching.engine.answers import FEATURES
from ipraktik.matching.engine.learning import Line
from ipraktik.matching.weights.conftest import proposed
from ipraktik.matching.weights.forms import IN_WORDS
from ipraktik.matching.weights.learnt_page import (
    PERHAPS,
    SURELY,
    SURELY_BUT_NOT_IN_ORDER,
    LearntPage,
    gain_in_words,
)
from ipraktik.matching.weights.learnt_page import row as row_of
from ipraktik.office.conftest import words

pytestmark = pytest.mark.django_db


def test_the_page_shows_each_weight_now_and_learnt_with_its_interval(desk, cast):
    payroll, museum = the_cast.offer(cast), the_cast.offer(cast, at="Museet", host="per", reserve="emil")
    wish = the_cast.wish(cast)
    made = proposed(wishes=7, others=1, examples=[[wish.pk, payroll.pk, museum.pk]])

    page = desk.get("weights-learnt", made.pk)

    first = page.select_one("tbody tr")
    line = next(Line(**each) for each in made.report["lines"] if (each["kind"], each["term"]) == ("tourist", "text"))
    assert [words(each) for each in first.select("th, td")] == [
        "The texts", "1.00", f"{line.fitted:.2f} {line.low:.2f} to {line.high:.2f}"
    ]  # fmt: skip
    assert "Tried on 7 open wishes, the newest: 1 would have another best host." in words(page.main)
    assert f"{cast['ida']} : {museum.workplace.full_name} comes first instead of" in words(page.main)


def test_travel_types_stand_in_the_programmes_order_with_what_each_rests_on(desk):
    made = proposed()
    answers = {line["kind"]: line["answers"] for line in made.report["lines"]}

    page = desk.get("weights-learnt", made.pk)

    assert [words(each) for each in page.select("li h3")] == [
        "Tourist", "Business traveller", "Adventurer", "Something else"
    ]  # fmt: skip
    assert words(page.select_one("li h3 + p")) == (
        f"Answers by interns: {answers['tourist']}. Answers by hosts: {answers['tourist']}."
    )


def test_the_page_says_which_weights_are_not_learnt(desk):
    page = desk.get("weights-learnt", proposed().pk)

    with override("en"):
        not_learnt = [str(IN_WORDS[name][0]) for name in IN_WORDS if name not in FEATURES]
    assert not_learnt == ["The wish", "The own job"]
    assert "“The wish” and “The own job” are not learnt: they stay as they are." in words(page.main)


def test_what_is_left_out_of_the_examples_is_said(desk, cast):
    payroll, museum = the_cast.offer(cast), the_cast.offer(cast, at="Museet", host="per", reserve="emil")
    wishes = [the_cast.wish(cast), the_cast.wish(cast, intern="bo", at="Havnen")]
    told = [[wish.pk, payroll.pk, museum.pk] for wish in wishes]

    some, all_of_them = (LearntPage(proposed(wishes=9, others=others, examples=told)) for others in (3, 2))

    with override("en"):
        assert some.left_out == "Here are 2 of the 3. The others are older, or gone since."
        assert all_of_them.left_out == ""
        assert some.left_out in words(desk.get("weights-learnt", some.learnt.pk).main)


def test_where_no_wish_was_open_no_change_is_counted(desk):
    with override("en"):
        assert LearntPage(proposed()).change == "There was no open wish to try them on."


@pytest.mark.parametrize(
    ("now", "then", "gained", "said"),
    [
        (0.68, 0.72, 0.1, ("the learnt weights put the yes first in 72, those that count now in 68.", SURELY)),
        (0.721, 0.724, 0.1, ("both put the yes first in 72.", SURELY_BUT_NOT_IN_ORDER)),
        (0.73, 0.72, 0.1, ("the learnt weights put the yes first in 72, those that count now in 73.",
                           SURELY_BUT_NOT_IN_ORDER)),
        (0.68, 0.72, 0.01, ("the learnt weights put the yes first in 72, those that count now in 68.", PERHAPS)),
        (0.721, 0.724, 0.01, ("both put the yes first in 72.", PERHAPS)),
    ],
)  # fmt: skip
def test_what_is_said_of_the_gain_does_not_contradict_its_numbers(now, then, gained, said):
    gain = {"side": "intern", "answers": 90, "yes": 40, "loss_now": 0.6, "loss_fitted": 0.6 - gained, "error": 0.02}

    with override("en"):
        told = gain_in_words(gain | {"auc_now": now, "auc_fitted": then})
        numbers, verdict = said

        assert told == f"Interns: 90 answers, 40 yes. Of 100 pairs of a yes and a no, {numbers} {verdict}"


@pytest.mark.parametrize(
    ("now", "low", "high", "written"),
    [
        (0.5, 0.1, 0.9, ("0.50", "0.10", "0.90")),
        (0.05, 0.0312, 0.0341, ("0.050", "0.031", "0.034")),  # of two decimals both ends would be 0.03
        (0.03, 0.0304, 0.09, ("0.0300", "0.0304", "0.0900")),  # as 0.03 it would lie within
        (0.0, -0.004, 0.2, ("0.00", "0.00", "0.20")),
    ],
)
def test_an_interval_is_written_so_that_it_says_what_it_is(now, low, high, written):
    with override("en"):
        row = row_of(Line("tourist", "distance", now, (low + high) / 2, low, high, 50))

    assert (row.now, row.low, row.high) == written
    assert row.differs == (not float(row.low) <= float(row.now) <= float(row.high))
