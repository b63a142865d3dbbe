"""What is worth a look, from rows alone: no database."""

from datetime import date, time

import pytest
from django.utils import translation

from ipraktik.itinerary.warnings import Row, warnings

MON, TUE = date(2027, 5, 10), date(2027, 5, 11)
NEEDS = ("talk", "writing", "lunch", "closing")
IDA, BO = "Ida Lund", "Bo Winther"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def row(day=MON, starts=None, ends=None, what="Arbejde", **more):
    clock = [time(*map(int, each.split("."))) if each else None for each in (starts, ends)]
    return Row(day, what, *clock, **{"interns": frozenset([IDA])} | more)


def good(day, *, last=False, interns=(IDA,)):
    needs = ["talk", "writing", "lunch"] + ["closing"] * last
    return [row(day, what=need, need=need, interns=frozenset(interns)) for need in needs]


def said(rows, days=(MON, TUE), interns=(IDA,), needs=NEEDS, goals=()):
    return warnings(rows, list(days), list(interns), needs, goals)


def test_a_good_itinerary_says_nothing():
    assert said(good(MON) + good(TUE, last=True)) == []


def test_an_empty_one_says_nothing_since_the_days_say_so_themselves():
    assert said([]) == []


def test_a_day_without_a_talk_lunch_or_time_to_write_is_named_and_so_is_a_last_day_without_a_closing():
    assert said(good(MON) + [row(TUE)]) == [
        "No talk on Tuesday 11 May.",
        "No time to write on Tuesday 11 May.",
        "No lunch on Tuesday 11 May.",
        "The last day has no closing gathering, where the intern gives three pieces of advice.",
    ]


def test_what_no_day_has_is_said_once():
    assert said([row(MON), row(TUE, need="closing")]) == [
        "No day has a talk.",
        "No day has time to write.",
        "No day has lunch.",
    ]


def test_what_the_programme_has_no_kinds_for_is_not_missed():
    assert said([row(MON), row(TUE)], needs=()) == []


def test_where_one_of_several_lacks_it_the_name_is_said():
    rows = good(MON, interns=(IDA, BO)) + good(TUE, last=True, interns=(IDA,))
    rows += [row(TUE, need=need, interns=frozenset([BO])) for need in ("writing", "lunch", "closing")]

    assert said(rows, interns=(IDA, BO)) == ["No talk on Tuesday 11 May (Bo Winther)."]


def test_a_row_that_is_no_longer_on_a_day_of_the_visit_is_named():
    rows = good(MON, last=True) + [row(TUE, what="Tavlemøde")]

    assert said(rows, days=[MON]) == ["“Tavlemøde” is on Tuesday 11 May, which is no longer a day of the visit."]


def test_a_goal_that_nothing_answers_is_named():
    rows = good(MON, last=True) + [row(MON, goals=frozenset([1]))]

    assert said(rows, days=[MON], goals=[(1, "P1: Fejl"), (2, "P2: Vagter")]) == [
        "Nothing in the itinerary answers the goal P2: Vagter."
    ]


@pytest.mark.parametrize(
    ("first", "second", "collide"),
    [
        (("9.00", "10.00"), ("9.59", "11.00"), True),
        (("9.00", "10.00"), ("10.00", "11.00"), False),
        (("9.00", "12.00"), ("10.00", None), True),
        (("9.00", None), ("9.00", "10.00"), False),
        (("9.00", "10.00"), (None, None), False),
    ],
)
def test_an_intern_in_two_places_at_once(first, second, collide):
    rows = good(MON, last=True) + [row(MON, *first, what="A"), row(MON, *second, what="B")]

    assert said(rows, days=[MON]) == ["Ida Lund is in two places on Monday 10 May: “A” and “B”."] * collide


def test_a_long_row_collides_with_all_that_lie_in_it():
    inside = [row(MON, "9.00", "9.30", what="A"), row(MON, "10.00", "10.30", what="B")]
    rows = good(MON, last=True) + [row(MON, "8.00", "12.00", what="Lang"), *inside]

    assert said(rows, days=[MON]) == [
        "Ida Lund is in two places on Monday 10 May: “Lang” and “A”.",
        "Ida Lund is in two places on Monday 10 May: “Lang” and “B”.",
    ]


def test_a_colleague_with_two_interns_at_once_is_double_booked_though_neither_intern_is():
    rows = good(MON, last=True, interns=(IDA, BO)) + [
        row(MON, "9.00", "10.00", what="A", interns=frozenset([IDA]), people=frozenset(["Pia"])),
        row(MON, "9.30", "10.30", what="B", interns=frozenset([BO]), people=frozenset(["Pia"])),
    ]

    assert said(rows, days=[MON], interns=(IDA, BO)) == ["Pia is in two places on Monday 10 May: “A” and “B”."]


def test_another_visit_takes_a_colleagues_time_and_only_ours_is_named():
    theirs = row(MON, "9.30", "10.30", what="Andres", interns=frozenset(), people=frozenset(["Pia"]), is_ours=False)
    rows = good(MON, last=True) + [row(MON, "9.00", "10.00", what="A", people=frozenset(["Pia"])), theirs]

    assert said(rows, days=[MON]) == ["Pia is with another visit on Monday 10 May, at the same time as “A”."]


def test_two_rows_of_other_visits_are_no_business_of_ours():
    theirs = [
        row(MON, "9.00", "10.00", what=what, interns=frozenset(), people=frozenset(["Pia"]), is_ours=False)
        for what in "AB"
    ]

    assert said(good(MON, last=True) + theirs, days=[MON]) == []


def test_five_hundred_rows_at_once_give_a_sentence_each_at_most():
    rows = good(MON, last=True) + [row(MON, "9.00", "17.00", what=f"Nr. {n}") for n in range(500)]

    assert len(said(rows, days=[MON])) == 499
