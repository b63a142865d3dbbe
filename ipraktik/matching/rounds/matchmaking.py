"""A round from people to pairs: read, scored, and solved by every aim."""

from collections import Counter
from dataclasses import replace
from functools import cached_property

from ipraktik.directory import lifecycle
from ipraktik.matching.engine.days import Calendar
from ipraktik.matching.engine.market import UNPLACED
from ipraktik.matching.engine.profiles import Field
from ipraktik.matching.engine.proposal import propose
from ipraktik.matching.engine.shelf import Shelf
from ipraktik.matching.engine.solve import solve
from ipraktik.matching.rounds.gathering import Gathered
from ipraktik.matching.rounds.proposals import Proposal
from ipraktik.matching.weights.weighing import policy
from ipraktik.matching.words.ahead import Ahead
from ipraktik.matching.words.texts import save, texts
from ipraktik.programme import programme

LONGEST = 60  # seconds for one aim
READ, SOLVED = 0.3, 0.6  # shares of the work; the rest is telling.py's
PART = (SOLVED - READ) / len(Proposal.Aim)


def matched(round_, aim, seed, listener):
    """Matched. Companions who would rather be together, but need not, part where no host takes them all."""
    first = Matched(Gathered(round_), aim, seed, listener)
    apart = first.groups_to_part
    return Matched(first.gathered.parted(apart), aim, seed, listener) if apart else first


class Matched:
    """One matching. What is locked is settled beforehand: it takes its seats, and the others are matched around it."""

    def __init__(self, gathered, aim, seed, listener):
        self.gathered, self.aim, self.seed, self.listener = gathered, aim, seed, listener

    # the people

    @cached_property
    def locked(self):
        """{intern: host}, by their keys: a lock holds for all of a group. It holds no longer where one of them has been tried
        there, or is kept from it."""
        locks, forbidden = dict(self.gathered.pairs("lock")), set(self.gathered.pairs("forbid"))
        found = {}
        for members in self.companions:
            host = next((locks[each.key] for each in members if each.key in locks), None)
            barred = any(host in each.declined or (each.key, host) in forbidden for each in members)
            if host in self.host_keys and not barred:
                found |= {each.key: host for each in members}
        return found

    @property
    def companions(self):
        """Everybody, in lists of those who go together."""
        found = {}
        for each in self.gathered.interns:
            found.setdefault(each.group or f"alone {each.key}", []).append(each)
        return found.values()

    @cached_property
    def host_keys(self):
        return {each.key for each in self.gathered.hosts}

    @cached_property
    def interns(self):
        """Those who are to be matched; a pair that is forbidden counts as one that has been tried."""
        forbidden = self.gathered.pairs("forbid")
        not_there = {key: {host for wish, host in forbidden if wish == key} for key, _host in forbidden}
        left = [each for each in self.gathered.interns if each.key not in self.locked]
        return [replace(each, declined=each.declined | not_there.get(each.key, set())) for each in left]

    @cached_property
    def hosts(self):
        taken = Counter(self.locked.values())
        return [replace(each, seats=max(0, each.seats - taken[each.key])) for each in self.gathered.hosts]

    # the engine

    @cached_property
    def field(self):
        self.read()
        calendar = Calendar(lifecycle.today(), programme().country)
        return Field.made(self.interns, self.hosts, texts(), policy(), calendar)

    def read(self):
        ahead = Ahead(texts(), self.gathered.interns, self.hosts)
        much = ahead.rest or 1
        while ahead.step():
            self.listener.progress(READ * (1 - ahead.rest / much))
        save()
        self.listener.progress(READ)

    @cached_property
    def shelf(self):
        return Shelf(self.field)

    @cached_property
    def proposed(self):
        """By the aim that was chosen, with longer lists for those whom the best hosts leave without one."""
        return propose(self.field, self.aim, seed=self.seed, **self.watched(READ, PART, LONGEST))

    @property
    def market(self):
        return self.proposed.solution.market

    def solved(self, aim, number):
        return solve(self.market, aim, seed=self.seed, **self.watched(READ + PART * number, PART, LONGEST))

    def watched(self, start, part, longest):
        """How the engine is watched while it does this part of the work."""

        def progress(told):
            self.listener.progress(start + part * min(1, told["seconds"] / longest))

        return {"limit_seconds": longest, "progress": progress}

    @cached_property
    def solutions(self):
        others = [aim for aim in Proposal.Aim.values if aim != self.aim]
        found = {aim: self.solved(aim, number) for number, aim in enumerate(others, 1)}
        return {aim: found.get(aim, self.solution) for aim in Proposal.Aim.values}

    @property
    def solution(self):
        return self.proposed.solution

    @cached_property
    def edge_of(self):
        """{intern: number of the edge it is placed by}, for those who are placed."""
        market, found = self.market, {}
        for agent, edge in enumerate(self.solution.edge):
            if edge != UNPLACED:
                found |= dict.fromkeys(market.agent_names[agent], int(edge))
        return found

    @property
    def groups_to_part(self):
        """Groups that no host takes whole, and who may go one by one."""
        whole = {each.key: each.group for each in self.interns if each.group}
        without = {group for key, group in whole.items() if key not in self.edge_of}
        together = {str(w.group_id) for w in self.gathered.wishes if w.group and w.group.together_only}
        return {int(group) for group in without - together}
