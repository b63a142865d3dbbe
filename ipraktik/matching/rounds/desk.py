"""The desk of a round: the newest proposal as a coordinator reads it, what is decided, and what can be done now."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ipraktik.matching.rounds.entrants import Entrants
from ipraktik.matching.rounds.forms import CompareForm, FindForm, SolveForm
from ipraktik.matching.rounds.proposals import Proposal
from ipraktik.matching.rounds.who_goes_where import WhoGoesWhere
from ipraktik.placements.lifecycle import SUGGESTED
from ipraktik.placements.models import Placement

RANKS_SHOWN = 5


@dataclass(frozen=True)
class Publish:
    move: object
    obstacles: list


class Desk:
    """`everything`: all hosts and all who have none are shown, not only the first of them."""

    def __init__(self, round_, person, everything=False):
        self.round, self.person, self.everything = round_, person, everything

    @cached_property
    def where(self):
        return WhoGoesWhere(self.round, self.may_decide, self.everything)

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
    def is_under_way(self):
        """Is the page to look again by itself?"""
        return bool(self.running or self.to_send)

    @cached_property
    def is_followed(self):
        """Is everything sent, so that it is the answers' turn? What falls before they are due is matched anew by itself."""
        if not self.proposal or not self.proposal.published_at or self.round.has_changed or self.failed:
            return False
        return not (self.is_over and self.has_fallen)

    @property
    def is_over(self):
        """Is the day gone by which they answer?"""
        return self.round.answer_by < timezone.localdate()

    @cached_property
    def has_fallen(self):
        """Has a suggestion come to nothing since the proposal was made?"""
        return self.round.fallen().count() > self.proposal.fallen

    @property
    def is_to_be_solved(self):
        """Is solving the next step?"""
        at_rest = not self.is_under_way and not self.is_followed and self.round.state != "closed"
        return at_rest and bool(self.publish.obstacles)

    @cached_property
    def close(self):
        return next((row[0] for row in self.moves if row[0].name == "close" and not row[1]), None)

    @cached_property
    def moves(self):
        return [row for row in self.round.moves_for(self.person) if row[0].name != "publish"]

    @property
    def may_edit(self):
        return self.round.may(self.person, "edit")

    @cached_property
    def may_decide(self):
        return self.round.may(self.person, "decide")

    @property
    def solve_form(self):
        return SolveForm(initial={"aim": self.proposal.aim if self.proposal else Proposal.Aim.STABLE})

    @property
    def find_form(self):
        return FindForm()

    @property
    def overlapping(self):
        """Other rounds that are not closed and have days in common with it."""
        return self.round.others.filter(first__lte=self.round.last, last__gte=self.round.first)

    @cached_property
    def entrants(self):
        return Entrants(self.round)

    # the proposal

    @property
    def interns(self):
        """Those to whom a host could be given."""
        return self.figures["interns"] - self.figures.get("beyond_hosts", 0)

    @property
    def lacking(self):
        """Those of them who have none in the proposal."""
        return self.interns - self.figures["placed"]

    @cached_property
    def answers(self):
        """[(state in words, suggestions), …] of what the round has sent, the most first."""
        names = Placement.STATES | {SUGGESTED: _("waits for an answer")}
        return [(names[state], count) for state, count in self.states.most_common()]

    @cached_property
    def states(self):
        return Counter(Placement.objects.filter(pk__in=self.round.sent_placements()).values_list("state", flat=True))

    @property
    def unanswered(self):
        return self.states[SUGGESTED]

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
