"""From people and places to a Market: who could go where, and how well each pair suits both sides.

texts = texts_here(store, words)                                # texts.py: reads texts, keeps vectors where you say
field = Field.made(interns, hosts, texts, Policy(), Calendar(today))
market, pairs = field.market(k=50, seed=2027)                   # solve(market, aim)
field.fit(intern_key, host_key)                                 # scores, reasons, days in common: fits.py
field.stop(intern_key, host_key)                                # the one rule that stops the pair, or None
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ipraktik.matching.engine.columns import Hosts, Interns, Vocabulary, hosts_as_columns, interns_as_columns, run_of
from ipraktik.matching.engine.comparing import Pair, compared, stopped
from ipraktik.matching.engine.days import Calendar
from ipraktik.matching.engine.executors import Here
from ipraktik.matching.engine.grading import fit_of, grades
from ipraktik.matching.engine.market import market as as_market
from ipraktik.matching.engine.nearest import Scoring, blocks, with_others
from ipraktik.matching.engine.parties import Parties, mean, parties
from ipraktik.matching.engine.rules import KEYS, stopped_by, stops_alone
from ipraktik.matching.engine.scores import asking, host_side, offering
from ipraktik.matching.engine.space import Read, Space
from ipraktik.matching.engine.texts import Texts, everything_said
from ipraktik.matching.engine.weights import Policy

CANDIDATES = 50
AT_ONCE = 256  # pairs whose shares are counted together


@dataclass(frozen=True, eq=False)
class Pairs:
    """Edges as scores, one row each: `agent` and `host` int32[E], `intern_score`, `host_score` and `fit` of one member
    (the group's mean); fit lies between 0 and 1."""

    agent: np.ndarray
    host: np.ndarray
    intern_score: np.ndarray
    host_score: np.ndarray
    fit: np.ndarray


@dataclass(frozen=True, eq=False)
class Field:
    """Everybody, ready to be compared. Immutable: what changes is a new Field (or see shelf.py)."""

    interns: tuple
    hosts: tuple
    texts: Texts
    policy: Policy
    calendar: Calendar
    read: Read
    space: Space
    words: Vocabulary
    intern_columns: Interns
    host_columns: Hosts

    @classmethod
    def made(cls, interns, hosts, texts, policy=None, calendar=None, read=None):
        """`read`: the raw vectors where they are made beforehand. ValueError where a key stands twice."""
        interns, hosts, words = tuple(interns), tuple(hosts), Vocabulary()
        only_once("intern", interns)
        only_once("host", hosts)
        if read is None:
            texts.fit(everything_said(interns, hosts))
            read = texts.read(interns, hosts)
        columns = interns_as_columns(interns, words, calendar), hosts_as_columns(hosts, words, calendar)
        space = Space.fit(read, (slice(0, texts.width),))
        return cls(interns, hosts, texts, policy or Policy(), calendar, read, space, words, *columns)

    @cached_property
    def row_of_host(self):
        return {each.key: row for row, each in enumerate(self.hosts)}

    @cached_property
    def row_of_intern(self):
        return {each.key: row for row, each in enumerate(self.interns)}

    @cached_property
    def parties(self) -> Parties:
        return parties(self.interns, self.intern_columns, self.row_of_host)

    @cached_property
    def agent_of(self):
        """{intern's row: number of the agent}."""
        return {row: agent for agent, rows in enumerate(self.parties.members) for row in rows}

    @cached_property
    def placed(self):
        """The texts in the space, by role."""
        return {role: self.space.place(role, getattr(self.read, role)) for role in ("wish", "job", "profile", "ask")}

    @cached_property
    def sides(self):
        """(asking, offering, jobs, asks, added): rows for every intern and host; what is added to the host's side."""
        jobs, added = host_side(self.interns, self.policy, self.placed["job"])
        return (
            asking(self.interns, self.intern_columns, self.policy, self.space, self.placed),
            offering(self.hosts, self.host_columns, self.placed["profile"]),
            jobs,
            self.space.scaled(self.placed["ask"], self.space.jobs),
            added,
        )

    def scoring(self, most):
        asked, offered, jobs, asks, _added = self.sides
        members = self.parties.members
        return Scoring(mean(asked, members), offered, mean(jobs, members), asks, self.parties, self.host_columns, most)

    def pairs(self, k=CANDIDATES, wider=None, executor=None, also=()):
        """The k best hosts of each agent, by the agent's side. `wider` gives some agents (by number) another k; `also` are
        pairs (agent, host's row) that are there whatever their scores: what a coordinator has locked."""
        most = np.full(len(self.parties.members), k, dtype=np.int32)
        for agent, more in (wider or {}).items():
            most[agent] = more
        scoring = self.scoring(most)
        found = (executor or Here()).map(scoring, blocks(len(most), len(self.hosts)))
        agent, host, score, theirs = with_others(
            scoring, [np.concatenate(each) for each in zip(*found, strict=True)], also
        )
        theirs = theirs + mean(self.sides[-1][:, None], self.parties.members)[agent, 0]
        return Pairs(agent, host, score, theirs, fit_of(score, theirs, self.policy))

    def pair(self, intern, host, above=0.0):
        """The Pair of two keys. KeyError for one that is not here."""
        i, h = self.row_of_intern[intern], self.row_of_host[host]
        asked, offered, jobs, asks, added = self.sides
        rows = asked[i], offered[h], jobs[i], asks[h], added[i]
        days = self.parties.slots[0].free[self.agent_of[i]], self.host_columns.free[h]
        return Pair(self.interns[i], self.hosts[h], *rows, *days, above)

    def fit(self, intern, host):
        """The Fit of two keys: scores, reasons, what speaks against, days in common (of the whole group)."""
        return next(self.fits([(intern, host)]))

    def fits(self, pairs):
        """Yields the Fit of each of many pairs of keys. What a host is better than is counted for many at once."""
        for first in range(0, len(pairs), AT_ONCE):
            some = pairs[first : first + AT_ONCE]
            for (intern, host), above in zip(some, self.shares_below(some), strict=True):
                yield compared(self.pair(intern, host, float(above)), self.policy, self.texts, self.calendar)

    def shares_below(self, pairs):
        """float[n]: of all hosts, the share whose text fits the pair's intern less well than its host."""
        text = self.likeness([self.row_of_intern[intern] for intern, _host in pairs])
        own = text[np.arange(len(pairs)), [self.row_of_host[host] for _intern, host in pairs]]
        return (text < own[:, None]).mean(axis=1)

    def likeness(self, interns, hosts=slice(None)):
        """float32[n, m]: how well the text of each host (all, or those in these rows) fits, for the interns in these rows."""
        asked, offered, *_host_side = self.sides
        return asked[interns, : self.texts.width] @ offered[hosts, : self.texts.width].T

    def stop(self, intern, host):
        """What stops two keys, as a Stop; None if nothing does."""
        pair, agent = self.pair(intern, host), self.agent_of[self.row_of_intern[intern]]
        where = np.array([agent]), np.array([self.row_of_host[host]])
        number = stopped_by(self.parties, self.host_columns, *where)[0]
        size = int(self.parties.size[agent])
        return None if number < 0 else stopped(pair, KEYS[number], size, self.calendar)

    def companions(self, intern):
        """Rows of those who go together with this intern, and its own."""
        return self.parties.members[self.agent_of[self.row_of_intern[intern]]]

    def has_days(self, intern):
        """Have those who go together days enough of their own, whoever the host?"""
        agent = self.agent_of[self.row_of_intern[intern]]
        slots = [each.select([agent]) for each in self.parties.slots[: self.parties.size[agent]]]
        return all(run_of(each.free, each.fewest).any() for each in slots)

    def stop_numbers(self, intern):
        """int[hosts]: the number in KEYS of the rule that stops each; -1 where nothing does."""
        agents = np.full(len(self.hosts), self.agent_of[self.row_of_intern[intern]])
        return stopped_by(self.parties, self.host_columns, agents, np.arange(len(self.hosts)))

    def stops(self, intern):
        """{host's key: key of the rule that stops it}, of those that cannot take this intern."""
        numbers = self.stop_numbers(intern).tolist()
        return {each.key: KEYS[n] for each, n in zip(self.hosts, numbers, strict=True) if n >= 0}

    def one_rule_away(self, intern, numbers, rules):
        """[(host's key, rule), …] of the hosts that one of these rules alone keeps from the intern, those whose text fits
        best first. `numbers` as from `stop_numbers`."""
        own, rows = self.row_of_intern[intern], np.flatnonzero(np.isin(numbers, [KEYS.index(rule) for rule in rules]))
        agents = np.full(len(rows), self.agent_of[own])
        rows = rows[stops_alone(self.parties, self.host_columns, agents, rows, numbers[rows])]
        rows = rows[np.argsort(-self.likeness([own], rows)[0], kind="stable")]
        return [(self.hosts[row].key, KEYS[numbers[row]]) for row in rows]

    def market(self, k=CANDIDATES, seed=0, wider=None, executor=None, also=()):
        """(Market, Pairs). Ranks are grades: scores nearer than the policy's grade are ties."""
        pairs = self.pairs(k, wider, executor, also)
        rank = grades(pairs.agent, pairs.intern_score, self.policy.intern_grade)
        host_rank = grades(pairs.host, pairs.host_score, self.policy.host_grade)
        edges = pairs.agent, pairs.host, rank, host_rank, pairs.fit * self.parties.size[pairs.agent]
        names = [tuple(self.interns[row].key for row in rows) for rows in self.parties.members]
        seats = self.host_columns.seats
        host_names = [each.key for each in self.hosts]
        made = as_market(self.parties.size, seats, edges, seed=seed, agent_names=names, host_names=host_names)
        return made, pairs


def market(interns, hosts, texts, policy=None, calendar=None, *, k=CANDIDATES, seed=0):
    """(Market, Field): the whole way at once."""
    field = Field.made(interns, hosts, texts, policy, calendar)
    return field.market(k, seed)[0], field


def only_once(called, people):
    seen = set()
    for each in people:
        if each.key in seen:
            raise ValueError(f"The {called} “{each.key}” stands twice.")
        seen.add(each.key)
