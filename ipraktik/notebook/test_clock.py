"""A telephone's clock is kept, and believed only as far as it can be."""

from datetime import UTC, date, datetime, timedelta

import pytest

from ipraktik.notebook.clock import read_clock, right_day, waited

WED, THU, FRI = date(2027, 5, 12), date(2027, 5, 13), date(2027, 5, 14)
VISIT = [WED, THU, FRI]
NOW = datetime(2027, 5, 13, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "today", "expected"),
    [
        (THU, THU, (THU, False)),
        (WED, FRI, (WED, False)),  # sent two days later
        (None, THU, (THU, False)),
        (FRI, THU, (THU, True)),  # a clock that is ahead
        (date(1970, 1, 1), THU, (WED, True)),
        (date(2099, 1, 1), THU, (THU, True)),
        (date(2027, 5, 11), FRI, (WED, True)),
        (None, date(2027, 5, 20), (FRI, False)),  # written when one is home again
        (None, date(2027, 5, 1), (WED, False)),  # before the visit there is only its first day
    ],
)
def test_a_note_is_put_on_a_day_of_the_visit_that_has_come(said, today, expected):
    assert right_day(said, VISIT, today) == expected


def test_a_visit_without_days_has_today():
    assert right_day(None, [], THU) == (THU, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2027-05-13T10:00:00.000Z", NOW),
        ("2027-05-13T12:00:00+02:00", NOW),
        ("2027-05-13T10:00:00", NOW),
        ("", None),
        ("i går", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("\x00", None),
    ],
)
def test_the_telephones_clock_is_read_or_left(text, expected):
    assert read_clock(text) == expected


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        (timedelta(minutes=2), False),
        (timedelta(hours=9), True),
        (timedelta(hours=-3), False),
        (timedelta(days=9000), False),
    ],
)
def test_what_came_long_after_it_was_written_is_said_to_have_waited(late, expected):
    assert waited(NOW - late, NOW) is expected
