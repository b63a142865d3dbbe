"""Days in a row, holidays, and what a calendar makes people wonder about. Pure functions."""

from calendar import monthrange
from datetime import timedelta
from functools import lru_cache

import holidays
from django.utils.formats import date_format
from django.utils.translation import gettext as _


@lru_cache(maxsize=64)
def holidays_of(country, year, language):
    if not country:
        return {}
    return holidays.country_holidays(country, years=year, language=language)


def holiday_name(day, country, language="da"):
    return holidays_of(country, day.year, language).get(day, "")


def is_working_day(day, country):
    return day.weekday() < 5 and not holiday_name(day, country)


def visit_days(first, last, country):
    """The days someone is there: the first and the last, and the working days between them."""
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in span if day in (first, last) or is_working_day(day, country)]


def working_days_before(day, count, country):
    """The date that lies `count` working days before `day`."""
    while count:
        day -= timedelta(days=1)
        count -= is_working_day(day, country)
    return day


def working_days_after(day, count, country):
    """The date that lies `count` working days after `day`."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day, country)
    return day


def warnings(days, country, language):
    """Sentences about weekends and holidays: a warning only, since some work in shifts."""
    weekends = [day for day in days if day.weekday() >= 5]
    named = [(day, holiday_name(day, country, language)) for day in days]
    said = [_("%(day)s is a weekend. Are they at work?") % {"day": in_words(day)} for day in weekends]
    return said + [_("%(day)s is a holiday (%(name)s).") % {"day": in_words(d), "name": n} for d, n in named if n]


def in_words(day):
    return date_format(day)


def months_after(day, months):
    """The same day of a later month, or that month's last."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))
