"""The desk of a round: the newest proposal as a coordinator reads it, what is decided, and what can be done now."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ipraktik.directory.models import Offer
from ipraktik.kit.names import sort_key
from ipraktik.matching.rounds.forms import CompareForm, SolveForm
from ipraktik.matching.rounds.proposals import Pairing, Proposal
from ipraktik.matching.words.phrasing import why_placed, why_unplaced
from ipraktik.placements.models import Placement

RANKS_SHOWN = 5
SHOWN = 60  # hosts, and interns without one, before one asks for all


@dataclass(frozen=True)
class Publish:
    move: object
    obstacles: list


@dataclass(frozen=True)
class Row:
    """One intern's line."""

    pairing: Pairing
    why: str
    may_decide: bool
    locked: bool = False

    @property
    def outcome(self):
        """What came of the suggestion, or what stopped it; empty before it is sent."""
        if self.pairing.outcome == Pairing.STOPPED:
            return _("Not sent: it is no longer possible. Solve again.")
        placement = self.pairing.placement
        return placement.state_label.capitalize() if placement else ""


@dataclass(frozen=True)
class HostRows:
    offer: Offer
    seats: int
    on_trial: int
    rows: list
    may_ask_seat: bool


class Desk:
    """`everything`: all hosts and all who have none, not only the first of them."""

    def __init__(self, round_, person, everything=False):
        self.round, self.person, self.everything = round_, person, everything

    @property
    def proposal(self):
        return self.round.proposal

    @property
    def figures(self):
        return self.proposal.figures

    @cached_property
    def running(self):
        return self.round.proposals.running().filter(after=None).first()

    @cached_property
    def following(self):
        """One that is being made by itself, after refusals."""
        return self.round.proposals.running().exclude(after=None).first()

    @cached_property
    def beside(self):
        """One that came by itself while a coordinator works on another; not in a round that is closed."""
        newest = self.round.newest
        is_other = newest and newest.after is not None and newest != self.proposal
        return newest if is_other and self.round.state != "closed" else None

    @cached_property
    def failed(self):
        newest = self.round.proposals.order_by("-pk").first()
        return newest is not None and newest.state == "failed"

    @property
    def to_send(self):
        return self.round.to_send

    @cached_property
    def publish(self):
        move = self.round.MOVES["publish"]
        return Publish(move, self.round.obstacles(move, self.person))

    @property
    def is_to_be_solved(self):
        """Is solving the next step?"""
        at_rest = not self.running and not self.to_send and self.round.state != "closed"
        return at_rest and bool(self.publish.obstacles)

    @property
    def moves(self):
        return [row for row in self.round.moves_for(self.person) if row[0].name != "publish"]

    @cached_property
    def may_decide(self):
        return self.round.may(self.person, "decide")

    @property
    def solve_form(self):
        return SolveForm(initial={"aim": self.proposal.aim if self.proposal else Proposal.Aim.STABLE})

    # who is in it

    @cached_property
    def wishes(self):
        return self.round.wishes().count()

    @cached_property
    def room(self):
        free = self.round.offers_in().free_seats()
        return [max(0, seats) for seats in free.values()]

    @property
    def offers(self):
        return sum(1 for seats in self.room if seats)

    @property
    def seats(self):
        return sum(self.room)

    # the proposal

    @cached_property
    def locked(self):
        return {(each.wish_id, each.offer_id) for each in self.round.decided("lock")}

    def row(self, pairing, why):
        pair = (pairing.wish_id, pairing.offer_id)
        return Row(pairing, why(pairing), self.may_decide and not pairing.outcome, pair in self.locked)

    @cached_property
    def unplaced(self):
        rows = sorted(self.proposal.unplaced.for_page(), key=lambda each: sort_key(str(each.wish.intern)))
        return [self.row(pairing, why_unplaced) for pairing in rows[: self.most]]

    @property
    def without(self):
        return self.figures["interns"] - self.figures["placed"]

    @property
    def most(self):
        return None if self.everything else SHOWN

    @property
    def more(self):
        return not self.everything and max(self.without, len(self.hosts_used)) > SHOWN

    @cached_property
    def hosts_used(self):
        """The hosts that somebody goes to, by their numbers, in the order of the alphabet."""
        keys = self.proposal.placed.order_by().values_list("offer__sort_key", "offer").distinct()
        return [pk for _key, pk in sorted(keys)]

    @cached_property
    def hosts(self):
        shown = self.hosts_used[: self.most]
        by_host = {pk: [] for pk in shown}
        for pairing in self.proposal.placed.filter(offer__in=shown).for_page():
            by_host[pairing.offer_id].append(pairing)
        return [self.host_rows(rows) for rows in by_host.values()]

    def host_rows(self, pairings):
        offer = pairings[0].offer
        seats = self.figures["seats"].get(str(offer.pk), 0)
        rows = [self.row(each, why_placed) for each in pairings]
        return HostRows(offer, seats, self.on_trial[offer.pk], rows, self.may_decide and len(rows) >= seats)

    @cached_property
    def on_trial(self):
        """{offer: seats of the proposal that the host has not given}."""
        seats = [each for each in self.round.decided("seat") if each.at <= self.proposal.solved_at]
        return Counter(each.offer_id for each in seats)

    @cached_property
    def answers(self):
        """[(state in words, suggestions), …] of what the round has sent, the most first."""
        states = Placement.objects.filter(pk__in=self.round.sent_placements()).values_list("state", flat=True)
        return [(Placement.STATES[state], count) for state, count in Counter(states).most_common()]

    @property
    def rank_bars(self):
        """[(place on the list, interns, width of the bar in percent), …]."""
        counted = Counter()
        for rank, count in self.figures["ranks"].items():
            counted[min(int(rank), RANKS_SHOWN + 1)] += count
        rows = [(place_in_words(rank), counted[rank]) for rank in range(1, max(counted, default=0) + 1)]
        if self.figures["locked"]:
            rows.append((_("Locked by you"), self.figures["locked"]))
        most = max((count for _place, count in rows), default=1)
        return [(place, count, round(100 * count / most)) for place, count in rows]

    @property
    def standing_sentence(self):
        """How firm it is: what speaks against it, and whether anything better could be."""
        blocking = self.figures["blocking_pairs"]
        if not blocking and self.figures["locked"]:
            return _(
                "Among those who are not locked, no intern and host would rather have each other than what they get."
            )
        if not blocking:
            return _("No intern and host would rather have each other than what they get.")
        said = ngettext(
            "%(count)s pair would rather have each other than what they get.",
            "%(count)s pairs would rather have each other than what they get.",
            blocking,
        ) % {"count": blocking}
        if self.proposal.aim == Proposal.Aim.STABLE and self.figures.get("proved"):
            said += " " + _("It is proved that it cannot be avoided: companions who go together stand in the way.")
        return said

    # the aims beside each other

    @property
    def aims(self):
        return [(Proposal.Aim(aim).label, of) for aim, of in self.figures["aims"].items()]

    @property
    def cost_sentence(self):
        """What stability costs."""
        of = self.figures["aims"]
        if not all(of.get(aim) for aim in Proposal.Aim.values) or not of["fit"]["total_fit"]:
            return ""
        fewer = of["placed"]["placed"] - of["stable"]["placed"]
        share = max(0, round(100 * (1 - of["stable"]["total_fit"] / of["fit"]["total_fit"])))
        if not fewer:
            return _("Stable places as many as is possible, and gives up %(share)s per cent of the best fit.") % {
                "share": share
            }
        return ngettext(
            "Stable places %(fewer)s fewer than is possible, and gives up %(share)s per cent of the best fit.",
            "Stable places %(fewer)s fewer than is possible, and gives up %(share)s per cent of the best fit.",
            fewer,
        ) % {"fewer": fewer, "share": share}

    @property
    def earlier(self):
        return self.round.solved

    @property
    def compare_form(self):
        return CompareForm(self.round.solved)

    @property
    def decisions(self):
        """[(decision, whether it is a lock that the proposal could not keep), …]"""
        return [(each, each.kind == "lock" and each.wish_id in self.unlocked) for each in self.round.standing]

    @cached_property
    def unlocked(self):
        """Wishes of which the proposal, which knows of every decision, keeps no lock."""
        if not self.proposal or self.round.has_changed:
            return set()
        return set(self.proposal.pairings.filter(locked=False).values_list("wish", flat=True))


def place_in_words(rank):
    return _("%(rank)s or further down") % {"rank": rank} if rank > RANKS_SHOWN else str(rank)
