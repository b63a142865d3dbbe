"""What each side thinks of the other, as inner products: one row for an intern, one for a host.

The intern's side of a pair is `asking @ offering`: the text's z-score beside work areas, sector, level, distance and how
often the host has been shown, each times its weight. Limits on sector and region are in it too, so that the best are
looked for among those that are allowed (rules.py has the last word). Distance is in the product too: −w·((x−x')² + (y−y')²) is
2xx' + 2yy' − |a|² − |b|², on a plane (equirectangular, true to a percent within a country like Denmark).
"""

import math

import numpy as np

AREAS, FEW = 64, 16  # how many work areas there may be, and how many sectors, levels or regions
BARRED = np.float32(-1e6)  # added where a limit of the intern's rules the host out: such a pair comes after all others
PARTS = {"work_area": AREAS, "sector": FEW, "region": FEW, "level": FEW, "distance": 4, "shown": 1}
KM_A_DEGREE = 111.2
MOST_MONTHS = 6
LATITUDE = 56.0  # where a degree of longitude is measured


def asking(interns, columns, policy, space, placed):
    """float32[n, d + 117], the intern's side; `placed` holds wish and job in `space`."""
    weights = [policy.of(each.travel_type) for each in interns]
    wish, own_job, text = (column(weights, name) for name in ("wish", "own_job", "text"))
    asked = space.scaled(wish * placed["wish"] + own_job * placed["job"], space.profiles)
    places = on_the_plane(interns) * column(weights, "distance")
    x, y, square, known = places.T
    return np.hstack([
        text * asked,
        column(weights, "work_area") * shares(columns.areas),
        column(weights, "sector") * one_of(columns.sector) + barred(columns.only_sectors),
        barred(columns.only_regions),
        column(weights, "level") * one_of(columns.level),
        np.stack([2 * x, 2 * y, -square, -known, -column(weights, "shown")[:, 0]], axis=1),
    ]).astype(np.float32)  # fmt: skip


def offering(hosts, columns, profile):
    """float32[n, d + 117], what an intern's row is held against; `profile` is placed in the space."""
    x, y, square, known = on_the_plane(hosts).T
    shown = np.log1p([each.shown for each in hosts])
    return np.hstack([
        profile,
        shares(columns.areas),
        one_of(columns.sector),
        one_of(columns.region),
        one_of(columns.level),
        np.stack([x, y, known, square, shown], axis=1),
    ]).astype(np.float32)  # fmt: skip


def terms(asked, offered):
    """{term: its share} of one pair's product; they sum to the intern's score."""
    products = asked.astype(float) * offered
    start = len(products) - sum(PARTS.values())
    found = {"text": products[:start].sum()}
    for name, width in PARTS.items():
        found[name] = products[start : start + width].sum()
        start += width
    return {name: float(value) for name, value in found.items()}


def host_side(interns, policy, job):
    """(float32[n, d], float32[n]): an intern's row to be held against `space.scaled(ask, space.jobs)`, and what is added."""
    weights = [policy.of(each.travel_type) for each in interns]
    months = np.minimum([each.waiting / 30.4 for each in interns], MOST_MONTHS)
    return (column(weights, "host_text") * job).astype(np.float32), np.float32(
        column(weights, "waiting")[:, 0] * months
    )


def column(weights, name):
    return np.array([[getattr(each, name)] for each in weights], dtype=np.float32).reshape(-1, 1)


def shares(sets):
    """float32[n, AREAS]: unit rows, so that a product is the share two sets have in common (cosine)."""
    flags = unpacked(sets)
    return flags / np.maximum(np.linalg.norm(flags, axis=1, keepdims=True), 1)


def unpacked(sets):
    return np.unpackbits(sets.view(np.uint8), axis=1, bitorder="little").astype(np.float32)


def barred(only):
    """float32[n, FEW]: BARRED at the codes that a set leaves out; an empty set leaves out none."""
    return BARRED * ((1 - unpacked(only)[:, :FEW]) * only.any(axis=1, keepdims=True))


def one_of(codes):
    """float32[n, FEW]: a one at the code's place; nothing where it is not said."""
    return (codes[:, None] == np.arange(FEW)).astype(np.float32)


def on_the_plane(people):
    """float64[n, 4]: x and y in 100 km, x² + y², 1; zeros where the place is not known."""
    east = math.cos(math.radians(LATITUDE))
    rows = np.zeros((len(people), 4))
    for row, each in zip(rows, people, strict=True):
        if each.place:
            y, x = (each.place[0] - LATITUDE) * KM_A_DEGREE / 100, (each.place[1] - 10) * KM_A_DEGREE * east / 100
            row[:] = x, y, x * x + y * y, 1
    return rows


def kilometres(one, other):
    """As the crow flies (haversine), from two (latitude, longitude) in degrees."""
    (a, b), (c, d) = (tuple(map(math.radians, place)) for place in (one, other))
    chord = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(min(chord, 1)))
