"""Weeks and dates as a host writes them."""

from datetime import date

import pytest
from django.utils import timezone
from django.utils.translation import override

from ipraktik.directory.when import NotUnderstood, StretchesField, read_stretches, say_stretch, say_stretches

TODAY = date(2026, 11, 23)
WEEKS = (date(2027, 7, 19), date(2027, 8, 8))


def day(number, month=5, year=2027):
    return date(year, month, number)


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("uge 29-31", [WEEKS]),
        ("Uger 29–31 2027", [WEEKS]),
        ("weeks 29-31", [WEEKS]),
        ("uge 29-31, 2027", [WEEKS]),
        ("2027-w29", [(WEEKS[0], date(2027, 7, 25))]),
        ("uge 51-1", [(date(2026, 12, 14), date(2027, 1, 10))]),
        ("12.5.2027", [(day(12), day(12))]),
        ("12.5.2027-20.5.2027", [(day(12), day(20))]),
        ("12.5.-20.5.2027", [(day(12), day(20))]),
        ("12.-20.5.2027", [(day(12), day(20))]),
        ("12. maj 2027 til 20. maj 2027", [(day(12), day(20))]),
        ("12-05-2027 - 20-05-2027", [(day(12), day(20))]),
        ("2027-05-12 to 2027-05-20", [(day(12), day(20))]),
        ("12 May 2027", [(day(12), day(12))]),
        ("uge 29-31\n12.5.2027; 1/6/2027", [(day(12), day(12)), (day(1, 6), day(1, 6)), WEEKS]),
        ("uge 29-31 og 12.5.2027", [(day(12), day(12)), WEEKS]),
        ("", []),
    ],
)
def test_weeks_and_dates_are_understood(written, understood):
    assert read_stretches(written, TODAY) == understood


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "sommerferien",
            "Write weeks as “week 29-31”, or dates as “12.5.2027-20.5.2027”. We do not understand “sommerferien”.",
        ),
        ("uge 60", "Write weeks as “week 29-31”, or dates as “12.5.2027-20.5.2027”. We do not understand “uge 60”."),
        (
            "uge 52 9999",
            "Write weeks as “week 29-31”, or dates as “12.5.2027-20.5.2027”. We do not understand “uge 52 9999”.",
        ),
        ("20.5.2027-12.5.2027", "“20.5.2027-12.5.2027” ends before it begins. Turn the two days round."),
        ("uge 1\n" * 70, "Write at most 60 periods."),
    ],
)
def test_what_is_not_understood_is_named(written, said):
    with override("en"), pytest.raises(NotUnderstood) as refusal:
        read_stretches(written, TODAY)

    assert str(refusal.value) == said


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(
    "stretch", [WEEKS, (day(12), day(12)), (day(12), day(20)), (date(2026, 12, 21), date(2027, 1, 10))]
)
def test_what_is_said_is_understood_again(language, stretch):
    with override(language):
        assert read_stretches(say_stretch(*stretch), TODAY) == [stretch]


def test_the_field_keeps_what_was_typed_and_shows_what_was_saved():
    field = StretchesField(required=False)

    with override("en"):
        assert field.prepare_value("uge 29") == "uge 29"
        assert field.prepare_value([WEEKS, (day(12), day(12))]) == "week 29-31 2027\n12.05.2027"
    assert field.clean(f"uge 1 {timezone.localdate().year + 1}") != []


def test_many_weeks_are_said_together():
    weeks = [(day(8, 2), day(12, 2)), (day(8, 3), day(14, 3)), (day(15, 3), day(26, 3)), (day(12), day(20))]

    with override("en"):
        assert say_stretches(weeks) == "week 6, 10-12 2027, 12–20 May 2027"
        assert say_stretches([(date(2026, 12, 21), date(2027, 1, 10))]) == "week 52-53 2026, week 1 2027"
        assert say_stretches([]) == ""
