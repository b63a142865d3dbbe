"""Free days as bits: bit i is the i-th working day from today, so that common days are one AND. Pure functions.

Horizon: HORIZON calendar days. A run of k set bits is k working days in a row; weekends and holidays do not break it.
"""

from bisect import bisect_left, bisect_right
from datetime import timedelta
from functools import lru_cache
from math import ceil

from ipraktik.kit.calendar import is_working_day

HORIZON = 550


class Calendar:
    """The working days from `start`, given a function that tells whether a date is one."""

    def __init__(self, start, is_working_day):
        span = (start + timedelta(days=n) for n in range(HORIZON))
        self.days = [day for day in span if is_working_day(day)]
        self.all = (1 << len(self.days)) - 1

    def between(self, first, last):
        """The bits of the working days from first to last, both included."""
        low, high = bisect_left(self.days, first), bisect_right(self.days, last)
        return ((1 << max(high - low, 0)) - 1) << low

    def has_visit(self, free, days_min, first, last):
        """Have these free days (bits) a visit's least number in a row between the two dates?"""
        return has_run(free & self.between(first, last), ceil(days_min))

    def union(self, stretches):
        bits = 0
        for first, last in stretches:
            bits |= self.between(first, last)
        return bits

    def of_offer(self, offer):
        return self.of_periods(offer.all_year, [(p.first, p.last, p.is_open) for p in offer.periods.all()])

    def of_periods(self, all_year, periods):
        """The open days, from (first, last, is open) of each period."""
        is_open = self.all if all_year else self.union(p[:2] for p in periods if p[2])
        return is_open & ~self.union(p[:2] for p in periods if not p[2])

    def of_wish(self, wish):
        return self.all if wish.any_time else self.union((p.first, p.last) for p in wish.periods.all())

    def full(self, stretches, seats):
        """The days on which `seats` of these visits, or more, are there at once."""
        at_least = [self.all, *[0] * seats]  # bits of the days with at least so many
        for first, last in stretches:
            visit = self.between(first, last)
            for count in range(seats, 0, -1):
                at_least[count] |= at_least[count - 1] & visit
        return at_least[seats]

    def dates(self, bits):
        """The first day of each stretch of set bits and its last: [(first, last), …]."""
        stretches, start = [], None
        for index in range(len(self.days) + 1):
            is_set = bits >> index & 1
            if is_set and start is None:
                start = index
            elif not is_set and start is not None:
                stretches.append((self.days[start], self.days[index - 1]))
                start = None
        return stretches

    def per_month(self, bits, months=12):
        """How many of the set days each month has: [(first of the month, number), …]."""
        counts = {}
        for index, day in enumerate(self.days):
            month = day.replace(day=1)
            counts[month] = counts.get(month, 0) + (bits >> index & 1)
        return list(counts.items())[:months]


@lru_cache(maxsize=4)
def calendar_from(today, country):
    return Calendar(today, lambda day: is_working_day(day, country))


def has_run(bits, length):
    """Are there `length` set bits in a row?"""
    for _step in range(length - 1):
        bits &= bits >> 1
    return bool(bits)
