"""Who is in a round, as the engine reads them, with what the coordinators have decided."""

from collections import Counter, defaultdict
from functools import cached_property

from ipraktik.matching.rounds.decisions import OF_A_HOST
from ipraktik.matching.words import reading
from ipraktik.placements.lifecycle import LIVE

REFUSED, COMPANION_MISSING, OWN_HOST = "manager_refused", "companion_missing", "own_host"


class Gathered:
    """The interns and hosts of a round; `alone`: groups that need not be together and now travel one by one."""

    def __init__(self, round_, alone=frozenset()):
        self.round, self.alone = round_, alone

    def parted(self, groups):
        """The same people, where these groups travel one by one."""
        found = Gathered(self.round, groups)
        found.everybody, found.offers = self.everybody, self.offers
        return found

    @cached_property
    def everybody(self):
        return list(self.round.wishes())

    @cached_property
    def wishes(self):
        return [wish for wish in self.everybody if not self.what_keeps_out(wish)]

    @property
    def waiting(self):
        """[(wish, what keeps it out), …] of those who are not matched."""
        return [(wish, key) for wish in self.everybody if (key := self.what_keeps_out(wish))]

    def what_keeps_out(self, wish):
        """A key of phrasing.py; empty for who is to be matched."""
        if wish.is_refused:
            return REFUSED
        if wish.waits_for_own_host:
            return OWN_HOST
        return "" if self.is_whole(wish) else COMPANION_MISSING

    def is_whole(self, wish):
        """Of companions who go together or not at all, may all go: sent, without a host, and not refused?"""
        group = wish.group
        if not (group and group.together_only):
            return True
        left_out = self.round.left_out[0]
        return all(is_to_be_matched(each) and each.pk not in left_out for each in group.standing)

    @cached_property
    def offers(self):
        return list(self.round.offers())

    @cached_property
    def aside(self):
        """({wish: limits set aside}, {offer: the same})."""
        wishes, offers = defaultdict(set), defaultdict(set)
        for each in self.round.decided("relax"):
            of = offers[each.offer_id] if each.limit in OF_A_HOST else wishes[each.wish_id]
            of.add(each.limit)
        return wishes, offers

    @cached_property
    def more_seats(self):
        return Counter(each.offer_id for each in self.round.decided("seat"))

    def pairs(self, kind):
        """The pairs that are locked, or forbidden, as the engine's keys."""
        decided = [(str(each.wish_id), str(each.offer_id)) for each in self.round.decided(kind)]
        return decided + (self.round.silent_pairs if kind == "forbid" else [])

    @cached_property
    def interns(self):
        within = (self.round.first, self.round.last)
        return [
            reading.intern(wish, self.aside[0][wish.pk], alone=wish.group_id in self.alone, within=within)
            for wish in self.wishes
        ]

    @cached_property
    def hosts(self):
        return [reading.host(o, self.aside[1][o.pk], self.more_seats[o.pk]) for o in self.offers]


def is_to_be_matched(wish):
    return is_free(wish) and not wish.is_refused and not wish.waits_for_own_host


def is_free(wish):
    """Sent, and nobody is asked about it."""
    return wish.state == "open" and all(each.state not in LIVE for each in wish.placements.all())
