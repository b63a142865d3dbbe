"""All who seek, as rows beside the shelf of hosts: when a host changes, whose list does it concern?"""

import numpy as np

from ipraktik.matching.engine.parties import ANYBODY, Parties
from ipraktik.matching.engine.rules import KEYS, stopped_by
from ipraktik.matching.year.looking import BUCKET, CAN

NOT_HERE = -2  # of a host that is not on the shelf: no rule stops it, and it cannot be had


class Crowd:
    """A row for each who seeks (an intern, or companions who go together), by a key of the caller's.

    `asked` float32[n, d] as held against `shelf.offered`; `least` float32[n, 3] and `counts` int32[n, rules + 1] as in
    looking.Look; `told`: the keys of the hosts on each row's lists.
    """

    def __init__(self, shelf, together=3):
        """At most `together` go together."""
        self.together = together
        self.shelf, self.row_of, self.questions, self.told, self.by_host = shelf, {}, [], [], {}
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

    def take_out(self, key):
        row = self.row_of.pop(key)
        self.tell(row, frozenset())
        self.questions[row] = None
        self.free.append(row)

    def keep(self, key, look):
        """What was found for one who seeks."""
        row = self.row_of[key]
        self.least[row], self.counts[row] = look.least, look.counts
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

    def stops(self, rows, host):
        """int[n]: the number of the rule that stops the host in a row of the shelf for each of these rows."""
        if host is None:
            return np.full(len(rows), NOT_HERE)
        return stopped_by(self.parties(), self.shelf.columns, rows, np.full(len(rows), host))

    def follow(self, key, change):
        """Does `change` to the shelf (put or take out the host of this key). Gives three lists of keys: for whom the best
        that can are others now, for whom another list is, and for whom nothing but the counts."""
        rows = np.array(sorted(self.row_of.values()), dtype=np.int64)
        old = self.stops(rows, self.shelf.row_of_host.get(key))
        change()
        place = self.shelf.row_of_host.get(key)
        new = self.stops(rows, place)
        self.count(rows, old, -1)
        self.count(rows, new, 1)
        concerned = np.isin(rows, list(self.by_host.get(key, ())))
        if place is not None:
            concerned |= self.asked[rows] @ self.shelf.offered[place] >= self.least[rows, BUCKET[new]]
        best = concerned & ((BUCKET[old] == CAN) | (BUCKET[new] == CAN))
        names = {row: name for name, row in self.row_of.items()}
        parts = (best, concerned & ~best, ~concerned & (old != new))
        return [[names[row] for row in rows[part].tolist()] for part in parts]

    def count(self, rows, stops, step):
        told = stops != NOT_HERE
        np.add.at(self.counts, (rows[told], stops[told]), step)
