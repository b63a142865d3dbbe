"""Days as bits say what a list of dates says."""

from datetime import date, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ipraktik.matching.engine.days import Calendar, starts

START = date(2027, 1, 4)
CALENDAR = Calendar(START)
spans = st.lists(
    st.tuples(st.integers(-20, 600), st.integers(0, 40)).map(
        lambda span: (START + timedelta(days=span[0]), START + timedelta(days=span[0] + span[1]))
    ),
    max_size=4,
)


def test_weekends_and_holidays_are_no_days():
    easter = [date(2027, 3, 25), date(2027, 3, 26), date(2027, 3, 28), date(2027, 3, 29)]

    assert not set(easter) & set(CALENDAR.days)
    assert date(2027, 3, 25) in Calendar(START, "").days
    assert {day.weekday() for day in CALENDAR.days} == {0, 1, 2, 3, 4}


@settings(max_examples=60, deadline=None)
@given(spans, spans, st.integers(1, 6))
def test_a_common_run_is_found_where_the_dates_have_one(one, other, length):
    bits = CALENDAR.bits([one, other])
    both = [all(any(first <= day <= last for first, last in own) for own in (one, other)) for day in CALENDAR.days]

    runs = starts(bits[:1], length) & starts(bits[1:], length)

    assert runs.any() == any(all(both[n : n + length]) and n + length <= len(both) for n in range(len(both)))
    flags = np.unpackbits((bits[0] & bits[1]).view(np.uint8), bitorder="little")[: len(both)]
    assert list(flags) == both


@given(spans)
def test_stretches_give_back_the_days(own):
    bits = CALENDAR.bits([own])[0]
    said = [day for first, last in CALENDAR.stretches(bits) for day in CALENDAR.between(first, last)]

    assert said == [day for day in CALENDAR.days if any(first <= day <= last for first, last in own)]


def test_a_run_goes_on_over_the_weekend_and_over_the_words_edge():
    every = CALENDAR.every_day(1)

    assert starts(every, 5).any()
    assert CALENDAR.stretches(starts(every, 5)[0]) == [(CALENDAR.days[0], CALENDAR.days[-5])]
