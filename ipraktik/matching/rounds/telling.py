"""What is kept of a matching: a line for everybody with why, and the figures."""

from collections import Counter
from functools import cached_property

from ipraktik.matching.engine.prices import seat_prices, worth_asking
from ipraktik.matching.engine.rules import KEYS
from ipraktik.matching.rounds.decisions import LIMIT_NAMES
from ipraktik.matching.rounds.matchmaking import SOLVED
from ipraktik.matching.rounds.possibilities import NOT_THEN, ONE_LIMIT
from ipraktik.matching.rounds.proposals import Pairing
from ipraktik.matching.words import phrasing

PRICED = 0.7  # share of the work
PRICING = 10  # seconds
SHOWN = 5  # hosts that one limit keeps away
LIMIT_RULES = [rule for rule in KEYS if rule in LIMIT_NAMES]


class Telling:
    def __init__(self, matched):
        """Of a matchmaking.Matched."""
        self.matched, self.gathered, self.market = matched, matched.gathered, matched.market
        self.edge_of, self.locked = matched.edge_of, matched.locked

    def pairings(self, proposal):
        """A line for everybody; also for those who wait for a companion."""
        told = {**self.locked_lines(), **self.placed_lines(), **self.unplaced_lines()}
        lines = [Pairing(proposal=proposal, wish_id=int(each.key), **told[each.key]) for each in self.gathered.interns]
        waits = [Pairing(proposal=proposal, wish=wish, reasons=[[key, {}]]) for wish, key in self.gathered.waiting]
        return lines + waits

    def locked_lines(self):
        """{intern: columns of the line}."""
        return {fit.intern: line(fit) | {"locked": True} for fit in self.locked_fits}

    @cached_property
    def locked_fits(self):
        """Of those who are not in the field, as they are settled."""
        shelf, settled = self.matched.shelf, [each for each in self.gathered.interns if each.key in self.locked]
        return [shelf.fit(shelf.ask(each), self.locked[each.key]) for each in settled]

    def placed_lines(self):
        hosts = {key: self.market.host_names[self.market.host[edge]] for key, edge in self.edge_of.items()}
        return {
            fit.intern: line(fit) | self.ranks(fit.intern)
            for fit in self.listened(self.matched.field.fits(list(hosts.items())))
        }

    def ranks(self, intern):
        edge = self.edge_of[intern]
        return {"rank": int(self.market.rank[edge]), "host_rank": int(self.market.host_rank[edge])}

    def unplaced_lines(self):
        left = [each for each in self.matched.interns if each.key not in self.edge_of]
        return {each.key: {"reasons": self.why_not(each)} for each in self.listened(left, len(self.edge_of))}

    def listened(self, rows, before=0):
        """The rows one by one, while it is told how much is done."""
        for done, row in enumerate(rows, before):
            self.matched.listener.progress(PRICED + (1 - PRICED) * done / len(self.matched.interns))
            yield row

    def why_not(self, intern):
        """What stood in the way of one without a host: no days in the round, seats that went to others, or a rule that stops
        every host."""
        if not self.matched.field.has_days(intern.key):
            return [[NOT_THEN, {}]]
        numbers = self.matched.field.stop_numbers(intern.key)
        possible, aside = int((numbers < 0).sum()), self.one_limit_away(intern, numbers)
        if possible:
            together = len(self.matched.field.companions(intern.key))
            return [["all_taken", {"hosts": possible, "together": together}], *aside]
        stops = Counter(KEYS[number] for number in numbers.tolist())
        return [["none_fits", {"stops": stops.most_common()}], *aside]

    def one_limit_away(self, intern, numbers):
        """Hosts with a seat that nothing but one limit keeps away, as kept reasons; the best first."""
        alone = self.matched.field.one_rule_away(intern.key, numbers, LIMIT_RULES)[:SHOWN]
        return [[ONE_LIMIT, {"offer": int(host), "limit": rule}] for host, rule in alone]

    def figures(self):
        ranks = Counter(int(self.market.rank[edge]) for edge in self.edge_of.values())
        groups = {each.group for each in self.gathered.interns if each.group}
        placed = self.edge_of.keys() | self.locked.keys()
        whole = {each.group for each in self.gathered.interns if each.group and each.key in placed}
        return {
            "interns": len(self.gathered.interns) + len(self.gathered.waiting), "locked": len(self.locked),
            "beyond_hosts": len(self.gathered.waiting) + self.without_days(),
            "first": ranks[1], "ranks": dict(sorted(ranks.items())), "groups": len(groups), "groups_placed": len(whole),
            **self.with_locked(self.matched.solution.report),
            "aims": {aim: self.with_locked(each.report) for aim, each in self.matched.solutions.items()},
            "seats": {each.key: each.seats for each in self.gathered.hosts}, "one_more_seat": self.one_more_seat(),
        }  # fmt: skip

    def without_days(self):
        return sum(not self.matched.field.has_days(each.key) for each in self.matched.interns)

    def with_locked(self, report):
        """The engine's figures and bound, with those whom it was not asked about."""
        locked = {"placed": len(self.locked), "total_fit": sum(fit.fit for fit in self.locked_fits)}
        told = {name: report[name] for name in ("mean_rank", "blocking_pairs", "proved", "seconds")}
        told |= {name: report[name] + more for name, more in locked.items()}
        bound = report["bound"]  # None where lists are cut and nobody knows
        return told | {"bound": None if bound is None else bound + locked.get(report["bound_of"], 0)}

    def one_more_seat(self):
        """[[offer, interns placed, fit gained], …]: the hosts whose extra seat is worth something, the most first; what is
        not exact is left out."""
        watched = self.matched.watched(SOLVED, PRICED - SOLVED, PRICING)
        prices = seat_prices(self.market, self.matched.solution, seed=self.matched.seed, **watched)
        asked = [host for host in worth_asking(prices, self.market) if prices[host].proved]
        return [[int(self.market.host_names[host]), prices[host].placed, prices[host].fit] for host in asked]


def line(fit):
    told = [in_round(*phrasing.kept(each)) for each in (*fit.reasons, *fit.against)]
    return {"offer_id": int(fit.host), "fit": fit.fit, "reasons": told}


def in_round(key, facts):
    """A share of the hosts is one of the round's hosts here."""
    return [key, facts | {"in_round": True} if key == "text" else facts]
