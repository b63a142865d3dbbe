"""The best hosts of each agent that nothing stops, in numpy: the reference, which `compiled_nearest` must equal to the letter.

The best of each row are found by a threshold: columns fall into groups, and the k-th largest of the groups' maxima is never
above the k-th largest of the row, so whatever reaches it contains the k best. Rules are asked of these alone; a row that
keeps too few is asked for eight times as many, until it has enough or has been looked through.
"""

from dataclasses import dataclass

import numpy as np

from ipraktik.matching.engine.columns import Hosts
from ipraktik.matching.engine.parties import ANYBODY, Parties
from ipraktik.matching.engine.rules import all_hold
from ipraktik.matching.engine.scores import BARRED

LANES = 64
GROUP = 64  # columns that share a maximum, at most
SPARE = 3  # how many times k are looked at first


@dataclass(frozen=True, eq=False)
class Picker:
    parties: Parties
    hosts: Hosts

    def __call__(self, scores, agents, most):
        """(rows, columns) int64[e] of `scores` float32[n, H], best first in each row, equal ones by column: at most `most`
        int[n] of each. A row is one of `agents` int[n]. Writes in `scores` what a limit bars."""
        self.bar(agents, scores)
        found, looked = [np.zeros((2, 0), dtype=np.int64)], int(most.max(initial=1)) * SPARE
        left = np.arange(len(agents))
        while left.size:
            rows, columns, least = highest(scores[left] if len(left) < len(scores) else scores, looked)
            enough, best = self.acceptable(agents, scores, most, left[rows], columns)
            enough[left[least < BARRED / 2]] = True
            found.append(best[:, enough[best[0]]])
            left, looked = left[~enough[left]], looked * 8
        rows, columns = np.hstack(found)
        order = np.argsort(rows, kind="stable")
        return rows[order], columns[order]

    def bar(self, agents, scores):
        """Rules out, before the best are looked for, what few pass: seats for several, limits on municipality and work
        area, a named host. The other limits of an agent with several members are left to the rules."""
        columns, size = self.parties.slots[0], self.parties.size
        for row in np.flatnonzero(size[agents] > 1):
            np.copyto(scores[row], BARRED, where=self.hosts.seats < size[agents[row]])
        narrow = columns.only_municipalities[agents].any(axis=1) | columns.only_areas[agents].any(axis=1)
        for row in np.flatnonzero(narrow & (size[agents] == 1)):
            passed = passes(columns, agents[row], self.hosts)
            np.copyto(scores[row], BARRED, where=~passed)
        for row in np.flatnonzero(self.parties.named[agents] != ANYBODY):
            host = self.parties.named[agents[row]]
            kept = scores[row, host] if host >= 0 else BARRED
            scores[row] = BARRED
            scores[row, host] = kept

    def acceptable(self, agents, scores, most, rows, columns):
        """(bool[b]: rows that have all they ask for, int[2, e]: the best acceptable pairs of each row, best first)."""
        keep = all_hold(self.parties, self.hosts, agents[rows], columns)
        rows, columns = rows[keep], columns[keep]
        order = np.lexsort((-scores[rows, columns], rows))
        rows, columns = rows[order], columns[order]
        place = np.arange(len(rows)) - np.searchsorted(rows, rows)
        first = place < most[rows]
        enough = np.bincount(rows, minlength=len(agents)) >= most
        return enough, np.stack([rows[first], columns[first]])


def passes(columns, agent, hosts):
    """bool[H]: which hosts the agent's limits on municipality and work area let through."""
    municipalities, areas = columns.only_municipalities[agent], columns.only_areas[agent]
    passed = np.ones(len(hosts), dtype=bool)
    if municipalities.any():
        known = np.unpackbits(municipalities.view(np.uint8), bitorder="little").astype(bool)
        passed &= known[hosts.municipality] & (hosts.municipality >= 0)
    if areas.any():
        passed &= (hosts.areas & areas).any(axis=1)
    return passed


def highest(scores, count):
    """(rows, columns, least): in each row at least the `count` highest scores, all that are not below `least` float32[n].

    Where the row has fewer that nothing rules out, they are all of these.
    """
    width = scores.shape[1]
    group = min(GROUP, width // (2 * count))
    if group < 2:
        least = np.full(len(scores), -np.inf, dtype=np.float32)
    else:
        groups = width // group
        best = scores[:, : groups * group].reshape(len(scores), group, groups).max(axis=1)
        least = np.partition(best, groups - count, axis=1)[:, groups - count]
    rows, columns = np.divmod(np.flatnonzero(scores >= np.maximum(least, BARRED / 2)[:, None]), max(width, 1))
    return rows, columns, least


def products(one, rows, other, columns):
    """float32[e]: the inner products of rows of `one` and of `other`, in pairs.

    Sums run in lanes, which are halved at the end: an order that both paths keep, so that both round alike.
    """
    found = np.empty(len(rows), dtype=np.float32)
    for first in range(0, len(rows), 1024):  # few enough to stay near the processor
        part = slice(first, first + 1024)
        terms = one[rows[part]] * other[columns[part]]
        terms = np.pad(terms, ((0, 0), (0, -terms.shape[1] % LANES)))
        sums = terms.reshape(len(terms), -1, LANES).sum(axis=1)
        while sums.shape[1] > 1:
            half = sums.shape[1] // 2
            sums = sums[:, :half] + sums[:, half:]
        found[part] = sums[:, 0]
    return found
