"""Which day a piece of the guide is of use, and which one or two matter now."""

from datetime import date

import pytest

from ipraktik.guide.prompts import days_of, matter_now, of_the_day
from ipraktik.programme.booklet import Entry
from ipraktik.programme.loader import load
from ipraktik.programme.test_loader import DEFAULT
from ipraktik.programme.words import Text

WEEK = [date(2027, 9, day) for day in (13, 14, 15, 16, 17)]  # Monday to Friday


def entry(key, phase, when):
    return Entry("advice", key, "intern", phase, Text(da=key, en=key), when=when)


@pytest.mark.parametrize(
    ("phase", "when", "expected"),
    [
        ("before", 1, [date(2027, 9, 10)]),
        ("before", 7, [date(2027, 9, 2)]),
        ("during", 1, [date(2027, 9, 13)]),
        ("during", -1, [date(2027, 9, 17)]),
        ("during", 0, WEEK),
        ("during", 9, [date(2027, 9, 17)]),
        ("during", -9, [date(2027, 9, 13)]),
        ("after", 1, [date(2027, 9, 20)]),
        ("after", 3, [date(2027, 9, 22)]),
        ("after", None, []),
    ],
)
def test_each_phase_counts_from_the_visit(phase, when, expected):
    assert days_of(entry("one", phase, when), WEEK, "DK") == expected


def test_holidays_are_no_working_days():
    after_easter = [date(2027, 3, 30), date(2027, 3, 31)]

    assert days_of(entry("one", "before", 1), after_easter, "DK") == [date(2027, 3, 24)]


def test_without_days_nothing_has_a_day():
    assert days_of(entry("one", "before", 1), [], "DK") == []


def test_what_came_last_matters_most_and_never_more_than_two():
    entries = [entry("early", "before", 15), entry("also", "before", 15), entry("late", "before", 3)]
    today = date(2027, 9, 9)

    assert [each.key for each in matter_now(entries, WEEK, today, "DK")] == ["late", "early"]


def test_before_anything_has_come_the_first_in_the_guide_matter():
    entries = [entry(name, "before", 3) for name in ("one", "two", "three")]

    assert [each.key for each in matter_now(entries, WEEK, date(2027, 1, 4), "DK")] == ["one", "two"]


def test_of_the_day_are_those_of_that_day_alone():
    entries = [entry("first", "during", 1), entry("each", "during", 0), entry("second", "during", 2)]

    assert [each.key for each in of_the_day(entries, WEEK, WEEK[1], "DK")] == ["each", "second"]


def test_every_piece_of_the_default_guide_has_its_day():
    assert [each.key for each in load(DEFAULT).guide if each.when is None] == []
