"""The best hosts of each agent that nothing stops: exact, block by block.

A block of agents is held against all hosts at once (one matrix multiplication). The best of each row are found by a
threshold: columns fall into groups, and the k-th largest of the groups' maxima is never above the k-th largest of the
row, so whatever reaches it contains the k best. Rules are asked of these alone; a row that keeps too few is asked for
eight times as many, until it has enough or has been looked through.
"""

from dataclasses import dataclass

import numpy as np

from ipraktik.matching.engine.columns import Hosts
from ipraktik.matching.engine.parties import ANYBODY, Parties
from ipraktik.matching.engine.rules import all_hold
from ipraktik.matching.engine.scores import BARRED

BLOCK = 512  # agents at a time at most: the same blocks everywhere, so that every machine rounds alike
LEAST = -20.0  # the score of a pair that a limit rules out, where it is there all the same
CELLS = 8_000_000  # scores at a time at most: what the allocator keeps and gives again (32 MB)
GROUP = 64  # columns that share a maximum, at most
SPARE = 3  # how many times k are looked at first


@dataclass(frozen=True, eq=False)
class Scoring:
    """All that a block needs, to be sent to whoever does it. Calling it with (first, last) agent gives
    (agents int32[e], host rows int32[e], scores float32[e], host's scores float32[e]), best first for each agent."""

    asking: np.ndarray
    offering: np.ndarray
    jobs: np.ndarray
    asks: np.ndarray
    parties: Parties
    hosts: Hosts
    most: np.ndarray  # int32[A]: how many each agent gets at most

    def __call__(self, block):
        agents = np.arange(*block)
        scores = self.asking[slice(*block)] @ self.offering.T
        self.bar(agents, scores)
        found, looked = [np.zeros((2, 0), dtype=np.int64)], int(self.most[agents].max(initial=1)) * SPARE
        left = np.arange(len(agents))
        while left.size:
            rows, columns, least = highest(scores[left] if len(left) < len(scores) else scores, looked)
            enough, best = self.acceptable(agents, scores, left[rows], columns)
            enough[left[least < BARRED / 2]] = True
            found.append(best[:, enough[best[0]]])
            left, looked = left[~enough[left]], looked * 8
        return self.listed(agents, scores, np.hstack(found))

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

    def acceptable(self, agents, scores, rows, columns):
        """(bool[b]: rows that have all they ask for, int[2, e]: the best acceptable pairs of each row, best first)."""
        keep = all_hold(self.parties, self.hosts, agents[rows], columns)
        rows, columns = rows[keep], columns[keep]
        order = np.argsort(rows * 4.0e6 - scores[rows, columns], kind="stable")
        rows, columns = rows[order], columns[order]
        place = np.arange(len(rows)) - np.searchsorted(rows, rows)
        first = place < self.most[agents[rows]]
        enough = np.bincount(rows, minlength=len(agents)) >= self.most[agents]
        return enough, np.stack([rows[first], columns[first]])

    def listed(self, agents, scores, found):
        rows, columns = found[:, np.argsort(found[0], kind="stable")]
        theirs = self.of_hosts(agents[rows], columns)
        return agents[rows].astype(np.int32), columns.astype(np.int32), scores[rows, columns], theirs

    def of_hosts(self, agents, rows):
        """float32[e]: the host's side of each pair."""
        out = np.empty(len(agents), dtype=np.float32)
        for first in range(0, len(agents), 1024):  # few enough to stay near the processor
            part = slice(first, first + 1024)
            out[part] = np.einsum("ed,ed->e", self.jobs[agents[part]], self.asks[rows[part]])
        return out


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


def blocks(count, hosts):
    """[(first, last), …] of `count` agents against so many hosts; one empty block for nobody."""
    step = int(np.clip(CELLS // max(hosts, 1), 64, BLOCK))
    return [(first, min(first + step, count)) for first in range(0, max(count, 1), step)]


def with_others(scoring, found, also):
    """What was found (agents, rows, scores, hosts' scores), and the pairs of `also` that are not among them."""
    agents, rows = found[:2]
    known = set(zip(agents.tolist(), rows.tolist(), strict=True)) if also else ()
    new = np.array(sorted(set(also) - set(known)), dtype=np.int32).reshape(-1, 2)
    scores = np.einsum("ed,ed->e", scoring.asking[new[:, 0]], scoring.offering[new[:, 1]])
    more = new[:, 0], new[:, 1], np.maximum(scores, LEAST), scoring.of_hosts(new[:, 0], new[:, 1])
    return [np.concatenate(each) for each in zip(found, more, strict=True)]
