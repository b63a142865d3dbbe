"""A round from people to pairs: read, scored, solved, and told with reasons and figures."""

from collections import Counter
from dataclasses import replace
from functools import cached_property

from ipraktik.directory import lifecycle
from ipraktik.directory.fitting import HARD, LIMITS, Pair, Seeker
from ipraktik.matching.engine.days import Calendar
from ipraktik.matching.engine.market import UNPLACED
from ipraktik.matching.engine.prices import seat_prices, worth_asking
from ipraktik.matching.engine.profiles import Field
from ipraktik.matching.engine.proposal import propose
from ipraktik.matching.engine.shelf import Shelf
from ipraktik.matching.engine.solve import solve
from ipraktik.matching.rounds.decisions import LIMIT_NAMES
from ipraktik.matching.rounds.gathering import Gathered
from ipraktik.matching.rounds.possibilities import ONE_LIMIT
from ipraktik.matching.rounds.proposals import Pairing, Proposal
from ipraktik.matching.weights.weighing import policy
from ipraktik.matching.words import phrasing
from ipraktik.matching.words.ahead import Ahead
from ipraktik.matching.words.texts import save, texts
from ipraktik.programme import programme

LONGEST = 60  # seconds for one aim
PRICING, ASKED = 10, 10  # seconds, and hosts that are named
LOOKED_AT, SHOWN = 200, 5  # hosts that may be one limit away
READ, SOLVED, PRICED = 0.3, 0.6, 0.7  # shares of the work; the rest is telling why
PART = (SOLVED - READ) / len(Proposal.Aim)


def matched(round_, aim, seed, listener):
    """Matched. Companions who would rather be together, but need not, part where no host takes them all."""
    first = Matched(Gathered(round_), aim, seed, listener)
    apart = first.groups_to_part
    return Matched(Gathered(round_, alone=apart), aim, seed, listener) if apart else first


class Matched:
    """One matching. What is locked is settled beforehand: it takes its seats, and the others are matched around it."""

    def __init__(self, gathered, aim, seed, listener):
        self.gathered, self.aim, self.seed, self.listener = gathered, aim, seed, listener

    # the people

    @cached_property
    def locked(self):
        """{intern: host}, by their keys: a lock holds for all of a group."""
        locks, groups = dict(self.gathered.pairs("lock")), {each.key: each.group for each in self.gathered.interns}
        of_group = {groups[wish]: offer for wish, offer in locks.items() if groups.get(wish)}
        found = {key: locks.get(key, of_group.get(group)) for key, group in groups.items()}
        return {key: host for key, host in found.items() if host in self.host_keys}

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
        return {aim: found.get(aim, self.proposed.solution) for aim in Proposal.Aim.values}

    @property
    def solution(self):
        return self.solutions[self.aim]

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

    # what is kept

    def pairings(self, proposal):
        """A line for everybody; also for those who wait for a companion."""
        lines = []
        for done, intern in enumerate(self.gathered.interns):
            self.listener.progress(PRICED + (1 - PRICED) * done / len(self.gathered.interns))
            lines.append(self.pairing(proposal, intern))
        waits = [["companion_missing", {}]]
        return lines + [Pairing(proposal=proposal, wish=wish, reasons=waits) for wish in self.gathered.waiting]

    def pairing(self, proposal, intern):
        wish = int(intern.key)
        if intern.key in self.locked:
            host = self.locked[intern.key]
            fit = self.fit(intern, host)
            return Pairing(
                proposal=proposal, wish_id=wish, offer_id=int(host), fit=fit.fit, locked=True, reasons=told(fit)
            )
        if intern.key not in self.edge_of:
            return Pairing(proposal=proposal, wish_id=wish, reasons=self.why_not(intern))
        edge, market = self.edge_of[intern.key], self.market
        host = market.host_names[market.host[edge]]
        fit = self.fit(intern, host)
        return Pairing(
            proposal=proposal, wish_id=wish, offer_id=int(host), rank=int(market.rank[edge]),
            host_rank=int(market.host_rank[edge]), fit=fit.fit, reasons=told(fit),
        )  # fmt: skip

    def fit(self, intern, host):
        return self.shelf.fit(self.shelf.ask(intern), host)

    def why_not(self, intern):
        """What stood in the way of one without a host: the seats went to others, or a rule stops every host."""
        stops = self.field.stops(intern.key)
        possible, aside = len(self.hosts) - len(stops), self.one_limit_away(intern, stops)
        if possible:
            return [["all_taken", {"hosts": possible}], *aside]
        return [["none_fits", {"stops": Counter(stops.values()).most_common()}], *aside]

    def one_limit_away(self, intern, stops):
        """Hosts with a seat that nothing but one limit keeps away, as kept reasons."""
        wish, by_key = self.wish_of[intern.key], {str(each.pk): each for each in self.gathered.offers}
        near = [by_key[host] for host, key in stops.items() if key in LIMIT_NAMES][:LOOKED_AT]
        seeker = Seeker(wish)
        pairs = [Pair(wish, offer, seeker) for offer in near]
        broken = [(pair, pair.broken((*HARD, *LIMITS))) for pair in pairs if self.gathered.round.has_days_for(pair)]
        alone = [(pair, rules[0].name) for pair, rules in broken if len(rules) == 1 and rules[0].name in LIMIT_NAMES]
        return [[ONE_LIMIT, {"offer": pair.offer.pk, "limit": limit}] for pair, limit in alone[:SHOWN]]

    @cached_property
    def wish_of(self):
        return {str(wish.pk): wish for wish in self.gathered.wishes}

    @cached_property
    def figures(self):
        report, ranks = self.solution.report, Counter(int(self.market.rank[edge]) for edge in self.edge_of.values())
        groups = {each.group for each in self.gathered.interns if each.group}
        placed = set(self.edge_of) | set(self.locked)
        whole = {each.group for each in self.gathered.interns if each.group and each.key in placed}
        return {
            "interns": len(self.gathered.interns) + len(self.gathered.waiting), "placed": len(placed), "locked": len(self.locked),
            "first": ranks[1], "ranks": dict(sorted(ranks.items())), "mean_rank": report["mean_rank"],
            "groups": len(groups), "groups_placed": len(whole), "total_fit": report["total_fit"],
            "blocking_pairs": report["blocking_pairs"], "proved": report["proved"], "bound": report["bound"],
            "aims": {aim: counted(each.report, len(self.locked)) for aim, each in self.solutions.items()},
            "seats": {each.key: each.seats for each in self.gathered.hosts}, "one_more_seat": self.one_more_seat,
        }  # fmt: skip

    @property
    def one_more_seat(self):
        """[[offer, interns placed, fit gained], …]: the hosts whose extra seat is worth most; what is not exact is left out."""
        prices = seat_prices(self.market, self.solution, **self.watched(SOLVED, PRICED - SOLVED, PRICING))
        asked = [host for host in worth_asking(prices, self.market) if prices[host].proved][:ASKED]
        return [[int(self.market.host_names[host]), prices[host].placed, prices[host].fit] for host in asked]


def counted(report, locked):
    names = ("total_fit", "mean_rank", "blocking_pairs", "proved", "bound", "seconds")
    return {"placed": report["placed"] + locked} | {name: report[name] for name in names}


def told(fit):
    return [phrasing.kept(each) for each in (*fit.reasons, *fit.against)]
