"""People and places as arrays, one row each: what the rules compare."""

from dataclasses import dataclass, field, fields

import numpy as np

from ipraktik.matching.engine.codes import Codes
from ipraktik.matching.engine.days import starts

LONGEST = 10  # working days in a row that a visit may take


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """What numbers stand for; both sides share one. Workplaces and organisations are never in sets."""

    workplaces: Codes = field(default_factory=lambda: Codes("workplaces"))
    organisations: Codes = field(default_factory=lambda: Codes("organisations"))
    sectors: Codes = field(default_factory=lambda: Codes("sectors", 16))
    areas: Codes = field(default_factory=lambda: Codes("work areas", 64))
    regions: Codes = field(default_factory=lambda: Codes("regions", 16))
    levels: Codes = field(default_factory=lambda: Codes("levels", 16))
    municipalities: Codes = field(default_factory=lambda: Codes("municipalities", 512))


class Side:
    """Some rows of columns, each column fetched when it is asked for."""

    def __init__(self, columns, rows):
        self.columns, self.rows = columns, rows

    def __getattr__(self, name):
        return getattr(self.columns, name)[self.rows]


@dataclass(eq=False)
class Rows:
    """Columns of n rows."""

    def select(self, rows):
        return type(self)(**{each.name: getattr(self, each.name)[rows] for each in fields(self)})

    def put(self, row, one):
        """Writes the only row of `one` in the place of a row."""
        for each in fields(self):
            getattr(self, each.name)[row] = getattr(one, each.name)[0]

    def grown(self, count):
        """The same columns with room for `count` rows; the new ones are zeros."""
        return type(self)(**{each.name: grown(getattr(self, each.name), count) for each in fields(self)})

    def __len__(self):
        return len(self.workplace)


def grown(column, count):
    more = np.zeros((count - len(column), *column.shape[1:]), dtype=column.dtype)
    return np.concatenate([column, more])


@dataclass(eq=False)
class Common(Rows):
    """int32[n] codes; `areas` uint64[n, 1]; `fewest` and `most` days float32[n]; `free` uint64[n, w], working days."""

    workplace: np.ndarray
    organisation: np.ndarray
    sector: np.ndarray
    region: np.ndarray
    municipality: np.ndarray
    level: np.ndarray
    areas: np.ndarray
    fewest: np.ndarray
    most: np.ndarray
    free: np.ndarray
    only_sectors: np.ndarray
    only_areas: np.ndarray


@dataclass(eq=False)
class Interns(Common):
    only_regions: np.ndarray
    only_municipalities: np.ndarray
    own_organisation: np.ndarray
    own_workplace: np.ndarray
    size: np.ndarray  # seats that must be had at one host: 1, or the whole group's


@dataclass(eq=False)
class Hosts(Common):
    only_levels: np.ndarray
    seats: np.ndarray


def common(people, words):
    return {
        "workplace": words.workplaces.each([each.workplace for each in people]),
        "organisation": words.organisations.each([each.organisation for each in people]),
        "sector": words.sectors.each([each.sector for each in people]),
        "region": words.regions.each([each.region for each in people]),
        "municipality": words.municipalities.each([each.municipality for each in people]),
        "level": words.levels.each([each.level for each in people]),
        "areas": words.areas.sets([each.work_areas for each in people]),
        "fewest": np.array([each.days[0] for each in people], dtype=np.float32),
        "most": np.array([each.days[1] for each in people], dtype=np.float32),
        "only_sectors": words.sectors.sets([each.sectors for each in people]),
        "only_areas": words.areas.sets([each.areas for each in people]),
    }


def numbers(values):
    return np.array(list(values), dtype=np.int32)


def interns_as_columns(interns, words, calendar):
    free = calendar.bits([each.free for each in interns])
    free[[each.any_time for each in interns]] = calendar.every_day(1)
    return Interns(
        **common(interns, words),
        free=free,
        only_regions=words.regions.sets([each.regions for each in interns]),
        only_municipalities=words.municipalities.sets([each.municipalities for each in interns]),
        own_organisation=np.array([each.own_organisation for each in interns], dtype=bool),
        own_workplace=np.array([each.own_workplace for each in interns], dtype=bool),
        size=np.ones(len(interns), dtype=np.int32),
    )


def hosts_as_columns(hosts, words, calendar):
    free = calendar.bits([each.open for each in hosts])
    free[[each.all_year for each in hosts]] = calendar.every_day(1)
    return Hosts(
        **common(hosts, words),
        free=free & ~calendar.bits([each.closed for each in hosts]),
        only_levels=words.levels.sets([each.levels for each in hosts]),
        seats=numbers(each.seats for each in hosts),
    )


def run_of(free, lengths):
    """uint64[n, w]: the days at which each row's own number of days in a row can begin."""
    lengths = np.clip(np.ceil(lengths), 1, LONGEST)
    found = np.zeros_like(free)
    for length in np.unique(lengths):
        these = lengths == length
        found[these] = starts(free[these], int(length))
    return found
