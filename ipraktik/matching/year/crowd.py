"""All who seek, as rows beside the shelf of hosts: when a host changes, whose list does it concern?"""

from typing import NamedTuple

import numpy as np

from ipraktik.matching.engine.parties import ANYBODY, Parties
from ipraktik.matching.engine.rules import KEYS, stopped_by
from ipraktik.matching.year import looking
from ipraktik.matching.year.looking import BUCKET, CAN, CANNOT

NOWHERE = -1  # of a host that comes on none of the lists
NOT_HERE = -2  # of a host that is not on the shelf: no rule stops it, and it cannot be had


class Concerned(NamedTuple):
    """Keys of those whom a change of a host concerns: the best that can are others now; another of the lists is; the list
    of those that cannot is, and has been put right here; nothing but the counts is."""

    best: list
    others: list
    stops: list
    counts: list


class Crowd:
    """A row for each who seeks (an intern, or companions who go together), by a key of the caller's.

    `asked` float32[n, d] as held against `shelf.offered`; `least` float32[n, 3] and `counts` int32[n, rules + 1] as in
    looking.Look; `told`: the keys of the hosts on each row's lists, `stops`: {key: score} of those that cannot, in order.
    """

    def __init__(self, shelf, together=3):
        """At most `together` go together."""
        self.together = together
        self.shelf, self.row_of, self.questions, self.told, self.by_host = shelf, {}, [], [], {}
        self.stops = []
        self.free = []  # rows that hold nobody
        self.size = np.zeros(0, dtype=np.int32)
        self.asked = np.zeros((0, shelf.offered.shape[1]), dtype=np.float32)
        self.least = np.zeros((0, 3), dtype=np.float32)
        self.counts = np.zeros((0, len(KEYS) + 1), dtype=np.int32)
        self.slots = None

    def __len__(self):
        return len(self.row_of)

    def put(self, key, question):
        """Adds one who seeks, or changes the one of this key; their list is to be looked up anew."""
        row = self.row_of.get(key)
        row = self.row_of.setdefault(key, self.free_row(question)) if row is None else row
        party = question.party
        for number, columns in enumerate(self.slots):
            columns.put(row, party.slots[min(number, len(party.slots) - 1)])
        self.questions[row], self.size[row] = question, party.size[0]
        self.asked[row] = question.asked.mean(axis=0)
        self.least[row] = -np.inf

    def free_row(self, question):
        if not self.free:
            self.grow(max(len(self.questions) // 4, 64), question)
        return self.free.pop()

    def grow(self, more, question):
        count = len(self.questions) + more
        self.free += reversed(range(len(self.questions), count))
        empty = question.party.slots[0].select(np.zeros(0, dtype=np.int64))
        self.slots = [each.grown(count) for each in self.slots or [empty] * self.together]
        self.size, self.asked, self.least, self.counts = (
            np.pad(each, [(0, more), *[(0, 0)] * (each.ndim - 1)])
            for each in (self.size, self.asked, self.least, self.counts)
        )
        self.questions += [None] * more
        self.told += [frozenset()] * more
        self.stops += [{}] * more

    def take_out(self, key):
        row = self.row_of.pop(key)
        self.tell(row, frozenset())
        self.questions[row] = None
        self.free.append(row)

    def keep(self, key, look):
        """What was found for one who seeks."""
        row = self.row_of[key]
        self.least[row], self.counts[row] = look.least, look.counts
        self.stops[row] = {self.shelf.hosts[each].key: look.scores[each] for each in look.rows[CANNOT]}
        self.tell(row, frozenset(self.shelf.hosts[each].key for rows in look.rows for each in rows))

    def tell(self, row, hosts):
        for key in self.told[row] - hosts:
            self.by_host[key].discard(row)
        for key in hosts - self.told[row]:
            self.by_host.setdefault(key, set()).add(row)
        self.told[row] = hosts

    # a host changes

    def parties(self):
        """Everybody as the engine's Parties, but for the members. A row is an agent."""
        named = np.full(len(self.questions), ANYBODY, dtype=np.int64)
        said = [each.party.declined | (row << 32) for row, each in enumerate(self.questions) if each is not None]
        declined = np.concatenate([np.zeros(0, dtype=np.int64), *said])
        return Parties((), self.size, tuple(self.slots or ()), named, np.sort(declined))

    def stopped(self, rows, host):
        """int[n]: the number of the rule that stops the host in a row of the shelf for each of these rows."""
        if host is None:
            return np.full(len(rows), NOT_HERE)
        return stopped_by(self.parties(), self.shelf.columns, rows, np.full(len(rows), host))

    def follow(self, key, change):
        """Does `change` to the shelf (put or take out the host of this key). Gives whom it concerns."""
        rows = np.array(sorted(self.row_of.values()), dtype=np.int64)
        old = self.stopped(rows, self.shelf.row_of_host.get(key))
        change()
        place = self.shelf.row_of_host.get(key)
        new = self.stopped(rows, place)
        self.count(rows, old, -1)
        self.count(rows, new, 1)
        scores = np.full(len(rows), -np.inf) if place is None else self.asked[rows] @ self.shelf.offered[place]
        told = np.isin(rows, list(self.by_host.get(key, ())))
        comes = (new != NOT_HERE) & (scores >= self.least[rows, BUCKET[new]])
        ends = np.where(comes, BUCKET[new], NOWHERE)
        here = (told | comes) & self.moves_alone(key, rows, told, ends, scores)
        for row, end, score in zip(rows[here], ends[here], scores[here], strict=True):
            self.put_right(row, key, score if end == CANNOT else None)
        best = (BUCKET[old] == CAN) | (BUCKET[new] == CAN)
        others = (told | comes) & ~here
        names = {row: name for name, row in self.row_of.items()}
        parts = others & best, others & ~best, here, ~(told | comes) & (old != new)
        return Concerned(*([names[row] for row in rows[part].tolist()] for part in parts))

    def moves_alone(self, key, rows, told, ends, scores):
        """bool[n]: does the host come on the list of those that cannot, or leave it, and nothing else? Where it leaves a full
        one, another that waits outside comes on it: that is not known here."""
        stands = told & np.array([key in self.stops[row] for row in rows.tolist()], dtype=bool)
        least = self.least[rows, CANNOT]
        stays = (ends == CANNOT) & (scores > least)
        return (told == stands) & np.isin(ends, (CANNOT, NOWHERE)) & (~stands | stays | (least == -np.inf))

    def put_right(self, row, key, score):
        """The third list of a row, when the host of this key comes on it with a score, or leaves it (None)."""
        left = {host: known for host, known in self.stops[row].items() if host != key}
        found = left if score is None else left | {key: score}
        order = sorted(found, key=lambda host: (-found[host], self.shelf.row_of_host[host]))[: looking.MOST[CANNOT]]
        is_full = len(order) == looking.MOST[CANNOT]
        others = self.told[row] - self.stops[row].keys()
        self.stops[row] = {host: found[host] for host in order}
        self.least[row, CANNOT] = found[order[-1]] if is_full else -np.inf
        self.tell(row, others | self.stops[row].keys())

    def count(self, rows, stops, step):
        told = stops != NOT_HERE
        np.add.at(self.counts, (rows[told], stops[told]), step)
