"""The best hosts of each agent that nothing stops, compiled by numba (the extra `fast`): the same answers as `thresholds`.

A row of scores is looked through in groups of columns: first what lies above a bar that enough groups reach, then, where
rules leave too few of that, what lies below it. A group whose greatest would not be among the best found so far is passed
over, and only who would be among them is held against the rules.
"""

from collections import namedtuple
from dataclasses import fields

import numpy as np
from numba import njit

from ipraktik.matching.engine.columns import LONGEST, Hosts, Interns, Vocabulary
from ipraktik.matching.engine.parties import ANYBODY, NOBODY
from ipraktik.matching.engine.records import allocating, jit
from ipraktik.matching.engine.scores import BARRED
from ipraktik.matching.engine.thresholds import LANES

GROUP = (
    16  # columns: the n-th of each of so many stretches of the row, so that all groups' greatest are found side by side
)
SPARE = 2  # how many times the columns wanted are looked at first
ONE_IN = 4  # groups by which the bar is judged: any bar gives the same answer, a poor one later
FLOOR = np.float32(BARRED / 2)
WORDS = Vocabulary()
ALL, ONE = ~np.uint64(0), np.uint64(1)
# A call would hand over every array by itself, which takes longer than a rule.
inlined = njit(inline="always")
# Scores are numbers, and a zero's sign is no matter: so several are compared at a time.
of_numbers = njit(cache=True, nogil=True, boundscheck=False, fastmath={"nnan", "nsz"})


# For the kernel: agents have a row in each slot, slot by slot (see `parties.Parties`).
Seekers = namedtuple("Seekers", ["named", "declined", *(each.name for each in fields(Interns))])
Places = namedtuple("Places", [each.name for each in fields(Hosts)])


class Picker:
    """As `thresholds.Picker`; `scores` are left as they are."""

    def __init__(self, parties, hosts):
        slots = [packed(slot) for slot in parties.slots]
        columns = {name: np.concatenate([slot[name] for slot in slots]) for name in slots[0]}
        self.seekers, self.places = Seekers(parties.named, parties.declined, **columns), Places(**packed(hosts))

    def __call__(self, scores, agents, most):
        return chosen(scores, agents, most, self.seekers, self.places)


def packed(columns):
    return {each.name: PACKED.get(each.name, np.asarray)(getattr(columns, each.name)) for each in fields(columns)}


# Each set has a word more, for what is not said or not asked, so that one look tells: an empty set holds and meets all.


def limit(sets):
    more = np.pad(sets, ((0, 0), (0, 1)))
    more[~sets.any(axis=1)] = ALL
    return more


def asked_for(sets):
    return np.pad(sets, ((0, 0), (0, 1)), constant_values=ALL)


def said(words):
    """Codes whose sets have room for `words`."""
    return lambda codes: np.where(codes < 0, 64 * words.width, codes)


PACKED = {
    **dict.fromkeys(("only_sectors", "only_areas", "only_regions", "only_municipalities", "only_levels"), limit),
    "sector": said(WORDS.sectors),
    "region": said(WORDS.regions),
    "level": said(WORDS.levels),
    "municipality": said(WORDS.municipalities),
    "areas": asked_for,
}


@allocating
def chosen(scores, agents, most, seekers, places):
    count, width = scores.shape
    room, groups = min(int(most.max()), width) if count else 0, -(-width // GROUP)
    best, tops = np.empty((count, room), dtype=np.int64), np.empty(groups, dtype=np.float32)
    found, score = np.empty(SPARE * room, dtype=np.int64), np.empty(SPARE * room, dtype=np.float32)
    counts = np.zeros(count, dtype=np.int64)
    for row in range(count):
        wanted = min(most[row], width)
        if wanted and not is_idle(seekers, agents[row]):
            counts[row] = fill(scores[row], agents[row], wanted, found, score, tops, seekers, places)
            best[row, : counts[row]] = found[: counts[row]]
    rows, columns = np.empty(counts.sum(), dtype=np.int64), np.empty(counts.sum(), dtype=np.int64)
    end = 0
    for row in range(count):
        rows[end : end + counts[row]] = row
        columns[end : end + counts[row]] = best[row, : counts[row]]
        end += counts[row]
    return rows, columns


@jit
def is_idle(seekers, agent):
    """Does it name a host that is not here, or has it no days of its own for a visit?"""
    has_days = days_in_common(seekers.free, agent, seekers.free, agent, seekers.fewest[agent])
    return seekers.named[agent] == NOBODY or not has_days


@jit
def fill(scores, agent, most, found, score, tops, seekers, places):
    """Writes the best columns of a row into `found`; how many there are. `score` and `tops` are room to work in."""
    named, held = seekers.named[agent], 0
    if named != ANYBODY:
        found[0] = named
        return int(may_go(seekers, agent, places, named))
    greatest(scores, tops)
    bar = reached(tops, SPARE * most, score)
    held = look(scores, agent, most, (bar, np.float32(np.inf)), held, found, score, tops, seekers, places)
    if held < most and bar > FLOOR:
        held = look(scores, agent, most, (FLOOR, bar), held, found, score, tops, seekers, places)
    return held


@of_numbers
def greatest(scores, tops):
    """Writes the greatest of each group into `tops`."""
    tops[:] = -np.inf
    for start in range(0, len(scores), len(tops)):
        stretch = scores[start : start + len(tops)]
        for group in range(len(stretch)):
            tops[group] = max(tops[group], stretch[group])


@jit
def reached(tops, count, score):
    """A bar that the greatest of about so many groups reach, judged by one in so many; the FLOOR where there are no more."""
    if count >= len(tops):
        return FLOOR
    judged = max(count // ONE_IN, 1)
    score[:judged] = -np.inf
    for group in range(0, len(tops), ONE_IN):
        place = judged - 1
        if tops[group] > score[place]:
            while place and score[place - 1] < tops[group]:
                score[place] = score[place - 1]
                place -= 1
            score[place] = tops[group]
    return max(score[judged - 1], FLOOR)


@jit
def look(scores, agent, most, between, held, found, score, tops, seekers, places):
    """Writes the best of the columns above one bar, and not above another, behind those that `found` holds, which are better;
    how many it holds then."""
    bar, above = between
    least = bar
    for group in range(len(tops)):
        if tops[group] <= bar or tops[group] < least:
            continue
        for lane in range(GROUP):
            column = lane * len(tops) + group
            if column >= len(scores):
                break
            value = scores[column]
            if value < least or value <= bar or value > above:
                continue
            if held == most and value == least and column > found[most - 1]:
                continue  # of equal ones the first column is among the best
            if may_go(seekers, agent, places, column):
                held = put(found, score, held, most, column, value)
                least = score[most - 1] if held == most else bar
    return held


@jit
def put(found, score, held, most, column, value):
    """Puts a column behind all that are better, or as good and before it; how many are held."""
    place = held if held < most else most - 1
    while place and (score[place - 1] < value or (score[place - 1] == value and found[place - 1] > column)):
        found[place], score[place] = found[place - 1], score[place - 1]
        place -= 1
    found[place], score[place] = column, value
    return min(held + 1, most)


@inlined
def may_go(seekers, agent, places, host):
    """Does no rule stop any of the agent's members? As `rules.all_hold`."""
    for slot in range(seekers.size[agent]):
        if not one_may(seekers, slot * len(seekers.named) + agent, places, host):
            return False
    return not is_declined(seekers.declined, agent, host)


@inlined
def is_declined(declined, agent, host):
    asked, low, high = (np.int64(agent) << 32) | host, 0, len(declined)
    while low < high:
        middle = (low + high) >> 1
        if declined[middle] < asked:
            low = middle + 1
        else:
            high = middle
    return low < len(declined) and declined[low] == asked


@inlined
def one_may(seekers, row, places, host):
    """The rules of `rules.RULES`: those that may let the fewest through first, the costly one last."""
    fewest = max(seekers.fewest[row], places.fewest[host])
    return (
        holds(seekers.only_municipalities, row, places.municipality[host])
        and meets(seekers.only_areas, row, places.areas, host)
        and places.seats[host] >= seekers.size[row]
        and fewest <= min(seekers.most[row], places.most[host])
        and another(seekers.workplace[row], places.workplace[host], seekers.own_workplace[row])
        and another(seekers.organisation[row], places.organisation[host], seekers.own_organisation[row])
        and holds(seekers.only_sectors, row, places.sector[host])
        and holds(seekers.only_regions, row, places.region[host])
        and holds(places.only_sectors, host, seekers.sector[row])
        and holds(places.only_levels, host, seekers.level[row])
        and meets(places.only_areas, host, seekers.areas, row)
        and days_in_common(seekers.free, row, places.free, host, fewest)
    )


@inlined
def another(own, theirs, allowed):
    return allowed or own < 0 or own != theirs


@inlined
def holds(sets, row, code):
    return sets[row, code >> 6] >> np.uint64(code & 63) & ONE


@inlined
def meets(sets, row, others, other):
    for word in range(sets.shape[1]):  # noqa: SIM110 - numba has no any() of what is yet to be made
        if sets[row, word] & others[other, word]:
            return True
    return False


@inlined
def days_in_common(free, row, open_days, host, fewest):
    """Is there a run of so many days in a row? A run may go on in the next word."""
    length, words = min(max(int(np.ceil(fewest)), 1), LONGEST), free.shape[1]
    days = free[row, 0] & open_days[host, 0]
    for word in range(words):
        after = free[row, word + 1] & open_days[host, word + 1] if word + 1 < words else np.uint64(0)
        begins = days
        for step in range(1, length):
            begins &= (days >> np.uint64(step)) | (after << np.uint64(64 - step))
        if begins:
            return True
        days = after
    return False


def products(one, rows, other, columns):
    """As `thresholds.products`."""
    return multiplied(one, rows, other, columns)


@allocating
def multiplied(one, rows, other, columns):
    found, sums = np.empty(len(rows), dtype=np.float32), np.empty(LANES, dtype=np.float32)
    for place in by_column(columns, len(other)):
        found[place] = inner(one[rows[place]], other[columns[place]], sums)
    return found


@allocating
def by_column(columns, width):
    """The places in `columns`, near columns beside each other: rows of memory that are read in their order come sooner."""
    step = max(width // max(len(columns), 1), 1)
    begins = np.zeros(width // step + 2, dtype=np.int64)
    for column in columns:
        begins[column // step + 1] += 1
    begins = np.cumsum(begins)
    order = np.empty(len(columns), dtype=np.int64)
    for place, column in enumerate(columns):
        order[begins[column // step]] = place
        begins[column // step] += 1
    return order


@jit
def inner(one, other, sums):
    sums[:] = 0
    whole = len(one) // LANES * LANES
    for start in range(0, whole, LANES):
        for lane in range(LANES):
            sums[lane] += one[start + lane] * other[start + lane]
    for place in range(whole, len(one)):
        sums[place - whole] += one[place] * other[place]
    half = LANES // 2
    while half:
        for lane in range(half):
            sums[lane] += sums[lane + half]
        half //= 2
    return sums[0]
