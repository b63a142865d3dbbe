"""The hosts of the whole year, ready to answer for one wish at a time.

A host is added, changed or taken out without looking at the others: its row is written, nothing else. The space (what all
texts have in common) is that of the Field it was made of; it drifts slowly, so a new Shelf now and then is enough.
"""

from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import RLock
from typing import NamedTuple

import numpy as np

from ipraktik.matching.engine.columns import Hosts, hosts_as_columns, interns_as_columns
from ipraktik.matching.engine.comparing import Pair, compared, stopped
from ipraktik.matching.engine.grading import fit_of
from ipraktik.matching.engine.parties import Parties, parties
from ipraktik.matching.engine.profiles import Field
from ipraktik.matching.engine.rules import KEYS, all_hold, stopped_by
from ipraktik.matching.engine.scores import BARRED, asking, host_side, offering
from ipraktik.matching.engine.texts import cleaned
from ipraktik.matching.engine.thresholds import SPARE, highest

EMPTY = np.float32(-np.inf)


class Match(NamedTuple):
    """A host for a wish: its key, both sides' scores and the fit, 0-1, of the group's mean member."""

    host: str
    intern_score: float
    host_score: float
    fit: float


@dataclass(frozen=True, eq=False)
class Question:
    """One intern, or companions who go together, ready to be held against the shelf: a row for each of them."""

    interns: tuple
    party: Parties
    asked: np.ndarray
    jobs: np.ndarray
    added: np.ndarray


class Shelf:
    """Threads may share it. `put` and `take_out` keep it true; a Question asked before a change still holds, but for a
    named or declined host that came later."""

    def __init__(self, field: Field):
        self.texts, self.policy, self.calendar = field.texts, field.policy, field.calendar
        self.space, self.words, self.lock = field.space, field.words, RLock()
        self.hosts, self.row_of_host = list(field.hosts), dict(field.row_of_host)
        self.columns: Hosts = field.host_columns.grown(len(self.hosts))
        _asked, offered, _jobs, asks, _added = field.sides
        self.offered, self.asks = offered.copy(), asks.copy()
        self.bias = np.zeros(len(self.hosts), dtype=np.float32)  # EMPTY where a row holds no host

    def __len__(self):
        return len(self.row_of_host)

    @contextmanager
    def under(self, policy):
        """The shelf as it would answer if these weights counted; it has its own again afterwards."""
        with self.lock:
            own, self.policy = self.policy, policy
            try:
                yield self
            finally:
                self.policy = own

    def put(self, host):
        """Adds a host, or changes the one of the same key. Its texts are read if the store lacks them."""
        columns = hosts_as_columns([host], self.words, self.calendar)
        profile = self.space.place("profile", self.texts.passages([cleaned(host, "profile")]))
        ask = self.space.place("ask", self.texts.queries([cleaned(host, "ask")]))
        with self.lock:
            row = self.row_of_host.get(host.key)
            row = self.free_row() if row is None else row
            self.offered[row] = offering([host], columns, profile)[0]
            self.asks[row] = self.space.scaled(ask, self.space.jobs)[0]
            self.columns.put(row, columns)
            self.hosts[row], self.row_of_host[host.key], self.bias[row] = host, row, 0

    def take_out(self, key):
        """Takes a host out. KeyError if it is not here."""
        with self.lock:
            row = self.row_of_host.pop(key)
            self.hosts[row], self.bias[row] = None, EMPTY

    def free_row(self):
        if not (self.bias == EMPTY).any():
            more = max(len(self.hosts) // 4, 64)
            self.columns = self.columns.grown(len(self.hosts) + more)
            self.offered, self.asks = (np.pad(each, ((0, more), (0, 0))) for each in (self.offered, self.asks))
            self.bias = np.pad(self.bias, (0, more), constant_values=EMPTY)
            self.hosts += [None] * more
        return int(np.argmax(self.bias == EMPTY))

    def ask(self, *interns):
        """The Question of one intern, or of those who go together. Their texts are read if the store lacks them."""
        together = tuple(replace(each, group="together") for each in interns) if len(interns) > 1 else interns
        raw = {"wish": self.texts.queries([cleaned(each, "wish") for each in together])}
        raw["job"] = self.texts.passages([cleaned(each, "job") for each in together])
        placed = {role: self.space.place(role, rows) for role, rows in raw.items()}
        columns = interns_as_columns(together, self.words, self.calendar)
        asked = asking(together, columns, self.policy, self.space, placed)
        party = parties(together, columns, self.row_of_host)
        return Question(interns, party, asked, *host_side(together, self.policy, placed["job"]))

    def top(self, question, k=20):
        """[Match, …]: the k best hosts that can take them, best first. Exact."""
        with self.lock:
            scores = self.offered @ question.asked.mean(axis=0) + self.bias
            rows = self.best(scores, question.party, k)
            theirs = self.asks[rows] @ question.jobs.mean(axis=0) + question.added.mean()
            found = zip(rows, scores[rows], theirs, fit_of(scores[rows], theirs, self.policy), strict=True)
            return [Match(self.hosts[row].key, *map(float, numbers)) for row, *numbers in found]

    def best(self, scores, party, k):
        looked = k * SPARE
        while True:
            _zeros, rows, least = highest(scores[None], looked)
            rows = rows[scores[rows] > BARRED / 2]
            rows = rows[all_hold(party, self.columns, np.zeros(len(rows), dtype=np.int64), rows)]
            if len(rows) >= k or least[0] <= BARRED / 2:
                return rows[np.argsort(-scores[rows], kind="stable")][:k]
            looked *= 8

    def pair(self, question, key, intern=0, above=0.0):
        row, party = self.row_of_host[key], question.party
        asked, job, added = (each[intern] for each in (question.asked, question.jobs, question.added))
        rows = asked, self.offered[row], job, self.asks[row], added, party.slots[0].free[0], self.columns.free[row]
        return Pair(question.interns[intern], self.hosts[row], *rows, above)

    def fit(self, question, key, intern=0):
        """The Fit of one of the interns and a host, with its reasons. KeyError if the host is not here."""
        with self.lock:
            width, row = self.texts.width, self.row_of_host[key]
            text = self.offered[:, :width] @ question.asked[intern, :width]
            above = float((text[self.bias == 0] < text[row]).mean())
            return compared(self.pair(question, key, intern, above), self.policy, self.texts, self.calendar)

    def stops(self, question):
        """{host's key: key of the one rule that stops it}, of the hosts that cannot take them."""
        with self.lock:
            rows = np.array(list(self.row_of_host.values()), dtype=np.int64)
            numbers = stopped_by(question.party, self.columns, np.zeros(len(rows), dtype=np.int64), rows)
            return {self.hosts[row].key: KEYS[n] for row, n in zip(rows, numbers, strict=True) if n >= 0}

    def stop(self, question, key):
        """What stops one host, as a Stop with its facts; None if nothing does."""
        with self.lock:
            rows = np.array([self.row_of_host[key]])
            number = stopped_by(question.party, self.columns, np.zeros(1, dtype=np.int64), rows)[0]
            return None if number < 0 else self.stop_by(question, key, number)

    def stop_by(self, question, key, number):
        """The Stop of one host by the rule of this number, which is known to stop it."""
        with self.lock:
            return stopped(self.pair(question, key), KEYS[number], len(question.interns), self.calendar)
