"""When a piece of the guide is of use, and which one or two matter now. Pure functions: a visit's days come in, dates go out.

An entry's `when` counts in its phase: before, working days before the first day; during, which day of the visit (1 the
first, -1 the last, 0 each); after, working days after the last day. An entry without one is never brought up by itself.
"""

from datetime import date

from ipraktik.kit.calendar import working_days_after, working_days_before
from ipraktik.people.parties import Phase

FEW = 2  # so many at once: a list of ten is read by nobody


def days_of(entry, days, country):
    """The dates on which an entry is brought up. `days`: the visit's, in order; none while they are not set."""
    if entry.when is None or not days:
        return []
    if entry.phase == Phase.BEFORE:
        return [working_days_before(days[0], entry.when, country)]
    if entry.phase == Phase.AFTER:
        return [working_days_after(days[-1], entry.when, country)]
    if entry.when == 0:
        return days
    return [days[max(entry.when, -len(days))] if entry.when < 0 else days[min(entry.when, len(days)) - 1]]


def of_the_day(entries, days, today, country):
    """Those brought up today, in the order of the guide."""
    return [entry for entry in entries if today in days_of(entry, days, country)]


def matter_now(entries, days, today, country):
    """The one or two of what is left that matter most: the latest that has come; while none has, the first in the guide."""
    came = [(max(day for day in dates if day <= today), entry) for entry, dates in dated(entries, days, country, today)]
    latest = sorted(came, key=lambda each: each[0], reverse=True)
    return [entry for _day, entry in latest][:FEW] or list(entries)[:FEW]


def dated(entries, days, country, today):
    found = ((entry, days_of(entry, days, country)) for entry in entries)
    return [(entry, dates) for entry, dates in found if min(dates, default=date.max) <= today]
