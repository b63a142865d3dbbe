"""Free days as bits, held against counting them one by one."""

import random
from datetime import date, timedelta
from types import SimpleNamespace as Thing

import pytest

from ipraktik.directory.availability import Calendar, has_run
from ipraktik.kit.calendar import is_working_day

START = date(2026, 12, 14)


@pytest.fixture(scope="module")
def calendar():
    return Calendar(START, lambda day: is_working_day(day, "DK"))


def days_of(calendar, bits):
    return [day for number, day in enumerate(calendar.days) if bits >> number & 1]


def some_stretches(seed, most=12):
    dice = random.Random(seed)
    for _each in range(dice.randint(0, most)):
        first = START + timedelta(days=dice.randint(-30, 600))
        yield first, first + timedelta(days=dice.randint(0, 40))


def test_weekends_and_holidays_are_no_days(calendar):
    bits = calendar.between(date(2026, 12, 21), date(2026, 12, 29))

    assert days_of(calendar, bits) == [date(2026, 12, day) for day in (21, 22, 23, 24, 28, 29)]


def test_before_today_and_beyond_the_horizon_there_are_no_days(calendar):
    assert calendar.between(date(2026, 1, 1), date(2026, 12, 13)) == 0
    assert calendar.between(date(2031, 1, 1), date(2031, 2, 1)) == 0
    assert calendar.between(date(2027, 1, 8), date(2027, 1, 4)) == 0
    assert days_of(calendar, calendar.between(date(2020, 1, 1), date(2026, 12, 15))) == [START, date(2026, 12, 15)]


@pytest.mark.parametrize("seed", range(20))
def test_open_days_are_those_counted_one_by_one(calendar, seed):
    opened, closed = list(some_stretches(seed)), list(some_stretches(seed + 1000))
    periods = [(*each, True) for each in opened] + [(*each, False) for each in closed]

    def is_in(day, stretches):
        return any(first <= day <= last for first, last in stretches)

    some = [day for day in calendar.days if is_in(day, opened) and not is_in(day, closed)]
    most = [day for day in calendar.days if not is_in(day, closed)]
    assert days_of(calendar, calendar.of_periods(False, periods)) == some
    assert days_of(calendar, calendar.of_periods(True, periods)) == most


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("seats", [1, 2, 3])
def test_full_days_are_those_with_as_many_visits_as_seats(calendar, seed, seats):
    visits = list(some_stretches(seed))

    counted = [day for day in calendar.days if sum(first <= day <= last for first, last in visits) >= seats]

    assert days_of(calendar, calendar.full(visits, seats)) == counted


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("length", [1, 2, 5])
def test_a_run_is_so_many_days_one_after_the_other(seed, length):
    dice = random.Random(seed)
    row = [dice.random() < 0.5 for _day in range(40)]
    bits = sum(1 << number for number, is_set in enumerate(row) if is_set)

    assert has_run(bits, length) is any(all(row[n : n + length]) for n in range(41 - length))


def test_a_weekend_does_not_break_a_run_but_a_closed_week_does(calendar):
    friday_to_monday = calendar.between(date(2027, 1, 8), date(2027, 1, 11))
    closed = calendar.between(date(2027, 1, 11), date(2027, 1, 15))
    around_a_week = calendar.between(date(2027, 1, 8), date(2027, 1, 18)) & ~closed

    assert has_run(friday_to_monday, 2)
    assert not has_run(around_a_week, 2)


def test_stretches_and_months_say_the_same_days(calendar):
    bits = calendar.between(date(2027, 1, 4), date(2027, 1, 8)) | calendar.between(date(2027, 2, 1), date(2027, 2, 2))

    assert calendar.dates(bits) == [(date(2027, 1, 4), date(2027, 1, 8)), (date(2027, 2, 1), date(2027, 2, 2))]
    assert calendar.per_month(bits, 3) == [(date(2026, 12, 1), 0), (date(2027, 1, 1), 5), (date(2027, 2, 1), 2)]


def test_an_offer_and_a_wish_tell_their_days_alike(calendar):
    week = Thing(first=date(2027, 1, 4), last=date(2027, 1, 8), is_open=True)
    off = Thing(first=date(2027, 1, 6), last=date(2027, 1, 6), is_open=False)
    periods = Thing(all=lambda: [week, off])

    offer, wish = Thing(all_year=False, periods=periods), Thing(any_time=False, periods=Thing(all=lambda: [week]))

    assert days_of(calendar, calendar.of_offer(offer)) == [date(2027, 1, day) for day in (4, 5, 7, 8)]
    assert days_of(calendar, calendar.of_wish(wish)) == [date(2027, 1, day) for day in (4, 5, 6, 7, 8)]
    assert calendar.of_wish(Thing(any_time=True)) == calendar.all
