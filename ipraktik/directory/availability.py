"""Free days as bits: bit i is the i-th working day from today, so that common days are one AND. Pure functions.

Horizon: HORIZON calendar days. A run of k set bits is k working days in a row; weekends and holidays do not break it.
"""

from bisect import bisect_left, bisect_right
from datetime import timedelta

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

    def union(self, periods):
        bits = 0
        for period in periods:
            bits |= self.between(period.first, period.last)
        return bits

    def of_offer(self, offer):
        periods = list(offer.periods.all())
        is_open = self.all if offer.all_year else self.union(p for p in periods if p.is_open)
        return is_open & ~self.union(p for p in periods if not p.is_open)

    def of_wish(self, wish):
        return self.all if wish.any_time else self.union(wish.periods.all())

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


def has_run(bits, length):
    """Are there `length` set bits in a row?"""
    for _step in range(length - 1):
        bits &= bits >> 1
    return bool(bits)
