"""People and places by a seed, with every kind of limit: for tests and benchmarks. Their vectors are noise."""

import random
from datetime import date, timedelta

import numpy as np

from ipraktik.matching.engine.people import Host, Intern
from ipraktik.matching.engine.space import Read

START = date(2027, 1, 4)
SECTORS, LEVELS = ("municipality", "region", "state"), ("", "", "leader")
AREAS = [f"area-{number}" for number in range(43)]
REGIONS = [f"region-{number}" for number in range(5)]
TYPES = ("tourist", "business_traveller", "adventurer", "something_else")


def people(interns, hosts, seed=0, groups=True):
    """([Intern, …], [Host, …])."""
    dice = random.Random(seed)  # noqa: S311
    keys = [f"h{number}" for number in range(hosts)]
    return [an_intern(dice, n, keys, groups) for n in range(interns)], [a_host(dice, key) for key in keys]


def somebody(dice):
    return {
        "workplace": f"w{dice.randrange(3000)}",
        "organisation": f"o{dice.randrange(100)}",
        "sector": dice.choice(SECTORS),
        "work_areas": tuple(dice.sample(AREAS, dice.randint(1, 2))),
        "region": dice.choice(REGIONS),
        "municipality": f"m{dice.randrange(98)}",
        "place": (dice.uniform(54.6, 57.7), dice.uniform(8.1, 12.7)),
        "level": dice.choice(LEVELS),
    }


def weeks(dice, count):
    mondays = [START + timedelta(weeks=dice.randrange(50)) for _week in range(count)]
    return tuple((monday, monday + timedelta(days=4)) for monday in mondays)


def sometimes(dice, share, values):
    return tuple(values) if dice.random() < share else ()


def an_intern(dice, number, keys, groups):
    return Intern(
        f"i{number}",
        **somebody(dice),
        travel_type=dice.choice(TYPES),
        days=(dice.choice((2, 2, 3)), dice.choice((3, 4, 5))),
        any_time=dice.random() < 0.4,
        free=weeks(dice, 5),
        sectors=sometimes(dice, 0.2, dice.sample(SECTORS, 2)),
        areas=sometimes(dice, 0.05, dice.sample(AREAS, 8)),
        regions=sometimes(dice, 0.3, dice.sample(REGIONS, 2)),
        municipalities=sometimes(dice, 0.03, [f"m{dice.randrange(98)}" for _n in range(6)]),
        own_organisation=dice.random() < 0.8,
        group=f"g{number // 20}" if groups and number % 20 < 3 else "",
        named_host=dice.choice(keys) if dice.random() < 0.02 else "",
        declined=frozenset(dice.sample(keys, min(2, len(keys))) if dice.random() < 0.1 else ()),
        waiting=dice.randrange(200),
    )


def a_host(dice, key):
    return Host(
        key,
        **somebody(dice),
        seats=dice.choice((1, 1, 2, 3)),
        days=(2, dice.choice((2, 3, 5))),
        all_year=dice.random() < 0.7,
        open=weeks(dice, 8),
        closed=weeks(dice, 4),
        sectors=sometimes(dice, 0.1, dice.sample(SECTORS, 2)),
        areas=sometimes(dice, 0.03, dice.sample(AREAS, 8)),
        levels=sometimes(dice, 0.03, ["leader"]),
        shown=dice.randrange(8),
    )


def vectors(interns, hosts, width=384, seed=0):
    """A Read of noise, as if everybody had written."""
    dice = np.random.default_rng(seed)
    rows = [dice.standard_normal((n, width), dtype=np.float32) for n in (interns, interns, hosts, hosts)]
    return Read(*rows, model="noise")


class Noise:
    """Stands for Texts where vectors are given."""

    model = "noise"

    def __init__(self, width=384):
        self.width = width
