"""What each weight adds to a pair's score, or takes from it: kept for a while, and as a coordinator reads it.

The solver alone has the texts' vectors at hand, so it keeps what the weights page tells of (year/trying.py) in the cache: it
can be made again at any time, and a page without it says that it is being worked out.
"""

from dataclasses import dataclass

from django.core.cache import cache
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from ipraktik.matching.engine.shares import SIDES
from ipraktik.matching.weights.forms import IN_WORDS

IN_ALL = {"intern": _("For the intern, in all"), "host": _("For the host, in all")}


@dataclass(frozen=True)
class Side:
    """One side's weights in one or more cases: `rows` [(the weight in words, [number in words, …]), …], and their sum."""

    in_all: str
    rows: list
    sums: list


def keep(kind, told):
    """`told`: {"rests_on": anything, "weights": those that counted, "pairs": [(wish, offer, {weight: number}), …]}."""
    cache.set(key(kind), told, timeout=None)


def kept(kinds):
    """{travel type: what was kept of it}."""
    found = cache.get_many(map(key, kinds))
    return {kind: found[key(kind)] for kind in kinds if key(kind) in found}


def key(kind):
    return f"what-weights-add-{kind}"


def sides(*cases):
    """[Side, …] from {weight: number} of each case. A weight that is nothing in all of them is left out, and so is a side
    of such alone."""
    found = [
        (IN_ALL[side], [(term, [case[term] for case in cases]) for term in terms]) for side, terms in SIDES.items()
    ]
    return [side_told(in_all, rows) for in_all, rows in found if any(map(is_something, rows))]


def side_told(in_all, rows):
    shown = [(IN_WORDS[term][0], list(map(signed, numbers))) for term, numbers in filter(is_something, rows)]
    sums = [sum(column) for column in zip(*(numbers for _term, numbers in rows), strict=True)]
    return Side(in_all, shown, list(map(signed, sums)))


def is_something(row):
    return any(round(number, 2) for number in row[1])


def signed(number):
    """“+1.20”, “−0.35”, “0”."""
    rounded = round(number, 2)
    if not rounded:
        return "0"
    return ("+" if rounded > 0 else "−") + number_format(abs(rounded), 2)
