"""Working days as bits: bit i of a row is the i-th working day of the calendar; weekends and holidays are no days.

So days in common are one AND, and a visit of k days is k bits in a row (a weekend between does not break it).
"""

from bisect import bisect_left, bisect_right
from datetime import timedelta

import holidays
import numpy as np

HORIZON = 550  # calendar days


class Calendar:
    """The working days of a country from `start`; no country, no holidays. Rows of bits are uint64[n, width]."""

    def __init__(self, start, country="DK", horizon=HORIZON):
        span = [start + timedelta(days=n) for n in range(horizon)]
        years = range(span[0].year, span[-1].year + 1)
        free = holidays.country_holidays(country, years=years) if country else {}
        self.days = [day for day in span if day.weekday() < 5 and day not in free]
        self.ordinals = np.array([day.toordinal() for day in self.days])
        self.width = -(-len(self.days) // 64)

    def bits(self, stretches):
        """uint64[n, width] from n lists of (first, last): the union of each."""
        spans = [(n, first.toordinal(), last.toordinal()) for n, own in enumerate(stretches) for first, last in own]
        edges = np.zeros((len(stretches), self.width * 64 + 1), dtype=np.int16)
        if spans:
            rows, firsts, lasts = np.array(spans).T
            low = np.searchsorted(self.ordinals, firsts, "left")
            high = np.maximum(np.searchsorted(self.ordinals, lasts, "right"), low)
            np.add.at(edges, (rows, low), 1)
            np.add.at(edges, (rows, high), -1)
        return packed(np.cumsum(edges, axis=1, dtype=np.int16)[:, :-1] > 0)

    def every_day(self, count):
        return packed(np.broadcast_to(np.arange(self.width * 64) < len(self.days), (count, self.width * 64)))

    def stretches(self, row, least=1):
        """[(first, last), …] of the set days of one row, those of at least so many working days in a row."""
        flags = np.unpackbits(row.view(np.uint8), bitorder="little").astype(np.int8)
        edges = np.flatnonzero(np.diff(np.concatenate([[0], flags, [0]])))
        spans = zip(edges[::2], edges[1::2], strict=True)
        return [(self.days[low], self.days[high - 1]) for low, high in spans if high - low >= least]

    def between(self, first, last):
        return self.days[bisect_left(self.days, first) : bisect_right(self.days, last)]


def packed(flags):
    """uint64[n, w] from bool[n, 64 w]."""
    return np.packbits(flags, axis=1, bitorder="little").view(np.uint64)


def starts(bits, length):
    """The bits at which `length` set bits in a row begin. Two rows have such a run in common where these have a bit."""
    found = bits.copy()
    for _step in range(length - 1):
        bits = shifted(bits)
        found &= bits
    return found


def shifted(bits):
    """One day earlier, across the words of a row."""
    moved = bits >> np.uint64(1)
    moved[..., :-1] |= bits[..., 1:] << np.uint64(63)
    return moved
