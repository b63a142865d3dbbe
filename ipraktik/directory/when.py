"""Stretches of days as people write them: “uge 29-31”, “12.5.2027”, “12.5.-20.5.2027”; and said so again."""

import re
from contextlib import suppress
from datetime import timedelta

from django import forms
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ipraktik.kit.days import monday_of, read_day, read_span, runs, say_days
from ipraktik.kit.fields import NO_TEXT, TOO_LONG, UNSEEN, sentences

YEAR_AFTER_COMMA = re.compile(r",\s*(?=\d{4}\b(?!-))")  # “uge 37-39, 2027” is one stretch
BETWEEN = re.compile(r"[;,\n]| og | and ")
DASH = re.compile(r"\s*(?:-|–|\btil\b|\bto\b)\s*")
NOT_UNDERSTOOD = gettext_lazy(
    "Write weeks as “week 29-31”, or dates as “12.5.2027-20.5.2027”. We do not understand “%(part)s”."
)
BACKWARDS = gettext_lazy("“%(part)s” ends before it begins. Turn the two days round.")
TOO_MANY = gettext_lazy("Write at most %(most)s periods.")
MOST = 60


class NotUnderstood(ValueError):
    """A part that is no stretch of days; says so in words."""

    def __init__(self, sentence, part):
        super().__init__(sentence % {"part": part, "most": MOST})


def read_stretches(text, today):
    """[(first, last), …] in order, both included. NotUnderstood tells of the first part that is none."""
    parts = BETWEEN.split(YEAR_AFTER_COMMA.sub(" ", text.lower()))
    parts = [part.strip() for part in parts if part.strip()]
    if len(parts) > MOST:
        raise NotUnderstood(TOO_MANY, "")
    return sorted({read_stretch(part, today) for part in parts})


def read_stretch(part, today):
    try:
        first, last = read_dates(part) or read_weeks(part, today)
    except (ValueError, OverflowError):
        raise NotUnderstood(NOT_UNDERSTOOD, part[:40]) from None
    if last < first:
        raise NotUnderstood(BACKWARDS, part)
    return first, last


def read_weeks(part, today):
    weeks = read_span(part, today)
    return monday_of(*weeks[0]), monday_of(*weeks[-1]) + timedelta(days=6)


def read_dates(part):
    """(first, last) of one date or of two with a dash between; None if it is neither."""
    with suppress(ValueError):
        return (read_day(part),) * 2
    for dash in DASH.finditer(part):
        with suppress(ValueError):
            last = read_day(part[dash.end() :])
            return read_first(part[: dash.start()].strip(" ."), last), last
    return None


def read_first(text, last):
    """A first day that may leave out the month and the year that the last one has."""
    for said in (text, f"{text}.{last.year}", f"{text}.{last.month}.{last.year}"):
        with suppress(ValueError):
            return read_day(said)
    raise ValueError(text)


def say_stretch(first, last):
    """Whole weeks as weeks, else dates: what read_stretches understands again."""
    if first.weekday() == 0 and last.weekday() == 6:
        (year, week, _day), (_year, last_week, _last) = first.isocalendar(), last.isocalendar()
        weeks = f"{week}" if (last - first).days == 6 else f"{week}-{last_week}"
        return _("week %(week)s") % {"week": f"{weeks} {year}"}
    days = [formats.date_format(day, "SHORT_DATE_FORMAT") for day in (first, last)]
    return days[0] if first == last else "-".join(days)


def say_stretches(stretches):
    """Several stretches as one reads them: “uge 6, 10-12 2027, 12.-20. maj 2027”. Monday to Friday is a week too."""
    stretches = list(stretches)
    whole = [each for each in stretches if each[0].weekday() == 0 and each[1].weekday() in (4, 6)]
    weeks = sorted({week for first, last in whole for week in weeks_between(first, last)})
    years = [(year, [week for week in weeks if week[0] == year]) for year in sorted({year for year, _week in weeks})]
    said = [_("week %(week)s") % {"week": f"{say_numbers(of_year)} {year}"} for year, of_year in years]
    return ", ".join(said + [say_days(*each) for each in stretches if each not in whole])


def weeks_between(first, last):
    return [(first + timedelta(days=days)).isocalendar()[:2] for days in range(0, (last - first).days + 1, 7)]


def say_numbers(weeks):
    ends = [(run[0][1], run[-1][1]) for run in runs(weeks)]
    return ", ".join(f"{first}" if first == last else f"{first}-{last}" for first, last in ends)


class StretchesField(forms.CharField):
    """Several lines or commas of weeks and dates; cleaned to [(first, last), …]."""

    default_error_messages = {"null_characters_not_allowed": NO_TEXT, "max_length": TOO_LONG}

    def __init__(self, *, missing=None, rows=2, **kwargs):
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(max_length=2000, widget=widget, error_messages=sentences(missing), **kwargs)

    def to_python(self, value):
        return super().to_python(UNSEEN.sub("", value) if isinstance(value, str) else value)

    def clean(self, value):
        try:
            return read_stretches(super().clean(value), timezone.localdate())
        except NotUnderstood as wrong:
            raise forms.ValidationError(str(wrong), code="invalid") from wrong

    def prepare_value(self, value):
        return "\n".join(say_stretch(*each) for each in value) if isinstance(value, list | tuple) else value

    def widget_attrs(self, widget):
        return {}
