"""Reads days and weeks as people write them, and says them as people say them."""

import re
from datetime import date, timedelta

from django.utils import formats
from django.utils.translation import gettext as _

MONTHS = (
    "jan|january|januar feb|february|februar mar|march|marts apr|april may|maj jun|june|juni jul|july|juli "
    "aug|august sep|sept|september oct|october|okt|oktober nov|november dec|december"
)
MONTH = {word: number for number, words in enumerate(MONTHS.split(), 1) for word in words.split("|")}
IN_NUMBERS = re.compile(r"(\d{1,2})[./\-\s]+(\d{1,2})[./\-\s]+(\d{4})")
IN_WORDS = re.compile(r"(\d{1,2})\.?\s+([a-z]+)\.?,?\s+(\d{4})")
FROM_MACHINES = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
WEEKS = re.compile(
    r"(?:(\d{4})\s*-?\s*w|(?:uger?|weeks?|w)?)\s*"  # 2027-w, uge, or nothing
    r"(\d{1,2})(?:\s*[-–]\s*(\d{1,2}))?(?:\s+(\d{4}))?"  # 37, 37-39, 37-39 2027
)


class NoSuchDay(ValueError):
    """Written as a day, but the calendar has none such."""


def read_day(text):
    """A date, or ValueError; of that kind NoSuchDay for the 31st of February."""
    text = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", " ".join(text.lower().split()))
    if found := FROM_MACHINES.fullmatch(text):
        return on_calendar(*found.groups())
    if found := IN_NUMBERS.fullmatch(text) or IN_WORDS.fullmatch(text):
        day, month, year = found.groups()
        if month.isdigit() or month in MONTH:
            return on_calendar(year, MONTH.get(month, month), day)
    raise ValueError(text)


def on_calendar(year, month, day):
    try:
        return date(int(year), int(month), int(day))
    except ValueError as wrong:
        raise NoSuchDay from wrong


def read_weeks(text, today):
    """[(year, week), …] in order; a week without a year is the next one to come. ValueError if not understood."""
    parts = re.split(r"[,;\n]| og | and ", text.lower())
    return sorted({week for part in parts if part.strip() for week in read_span(part.strip(), today)})


def read_span(text, today):
    found = WEEKS.fullmatch(text)
    if not found:
        raise ValueError(text)
    year_before, first, last, year_after = (int(group) if group else None for group in found.groups())
    year = year_before or year_after or next_year_of(first, today)
    monday, end = monday_of(year, first), monday_of(year, last or first)
    if end < monday:  # 51-2 runs past New Year
        end = monday_of(year + 1, last)
    return [(monday + timedelta(weeks=n)).isocalendar()[:2] for n in range((end - monday).days // 7 + 1)]


def next_year_of(week, today):
    this_year, this_week, _day = today.isocalendar()
    return this_year if week >= this_week else this_year + 1


def monday_of(year, week):
    return date.fromisocalendar(year, week, 1)


def say_weeks(weeks):
    """“37-39 2027, 2 2028”: what read_weeks understands again."""
    return ", ".join(say_run(run) for run in runs(sorted(map(tuple, weeks))))


def say_run(run):
    (year, first), (_year, last) = run[0], run[-1]
    return f"{first} {year}" if first == last else f"{first}-{last} {year}"


def runs(weeks):
    gathered = []
    for week in weeks:
        if gathered and week == (gathered[-1][-1][0], gathered[-1][-1][1] + 1):
            gathered[-1].append(week)
        else:
            gathered.append([week])
    return gathered


def say_days(first, last=None):
    """“12.-14. maj 2027”, “12–14 May 2027”, “30. april – 2. maj 2027”."""
    if not last or last == first:
        return formats.date_format(first)
    if (first.year, first.month) == (last.year, last.month):
        day = formats.date_format(first, "MONTH_DAY_FORMAT").split()[0]
        return _("%(first)s–%(last)s") % {"first": day, "last": formats.date_format(last)}
    start = formats.date_format(first, "MONTH_DAY_FORMAT" if first.year == last.year else "DATE_FORMAT")
    return f"{start} – {formats.date_format(last)}"


def say_weekday(day):
    """“mandag 12. maj”, “Monday 12 May”."""
    return f"{formats.date_format(day, 'l')} {formats.date_format(day, 'MONTH_DAY_FORMAT')}"


def say_stretches(stretches, most=3):
    """“1.-5. februar 2027 (uge 5), 8.-12. februar 2027 (uge 6) og 2 mere”: so many of them, and how many more there are."""
    told = ", ".join(f"{say_days(*each)} ({say_week(*each)})" for each in stretches[:most])
    more = len(stretches) - most
    return told + (" " + _("and %(count)s more") % {"count": more} if more > 0 else "")


def say_week(first, last=None):
    """“uge 19”, “uge 19-20”, “uge 53 2026 – 27 2027” over a new year."""
    (year, week, _day), (last_year, last_week, _last) = (day.isocalendar() for day in (first, last or first))
    if year != last_year:
        return _("week %(week)s") % {"week": f"{week} {year} – {last_week} {last_year}"}
    return _("week %(week)s") % {"week": week if week == last_week else f"{week}-{last_week}"}
