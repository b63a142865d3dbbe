"""Solving the proposals that wait: gather, match, keep. Whoever takes one says so, and that it is still at it."""

import logging
import time
from secrets import token_hex

from django.db import transaction
from django.utils import timezone

from ipraktik.kit.trouble import described
from ipraktik.matching.rounds.evidence import packed
from ipraktik.matching.rounds.matchmaking import matched
from ipraktik.matching.rounds.proposals import Pairing, Proposal
from ipraktik.matching.rounds.telling import Telling
from ipraktik.matching.words.texts import save

logger = logging.getLogger(__name__)
SECOND = 1.0


class Stopped(Exception):
    """A coordinator has stopped it, or another solver has taken it over."""


def solve_waiting():
    for proposal in Proposal.objects.to_solve().order_by("pk"):
        if claim := claimed(proposal):
            attempt(proposal, Listener(proposal, claim))


def claimed(proposal):
    """A mark of our own on it, or nothing where another solver was first."""
    mark = token_hex(8)
    ours = Proposal.objects.to_solve().filter(pk=proposal.pk, claim=proposal.claim)
    return mark if ours.update(state="solving", claim=mark, heard_at=timezone.now(), progress=0) else ""


def attempt(proposal, listener):
    try:
        solve(proposal, listener)
    except Stopped:
        listener.ours().update(state="stopped")
    except Exception as trouble:  # the next one is not its to stop
        logger.error("a round was not solved", extra=described(trouble) | {"proposal": proposal.pk})
        listener.ours().update(state="failed", trouble=type(trouble).__name__)


class Listener:
    """What the engine tells of its progress; once a second it asks whether it shall go on."""

    def __init__(self, proposal, claim):
        self.proposal, self.claim, self.at = proposal, claim, 0

    def ours(self):
        return Proposal.objects.filter(pk=self.proposal.pk, claim=self.claim, state="solving")

    def progress(self, share):
        """`share` of the work is done, 0 to 1. Raises Stopped."""
        if time.monotonic() - self.at >= SECOND or share == 1:
            self.at = time.monotonic()
            told = {"progress": round(100 * share), "heard_at": timezone.now()}
            if not self.ours().filter(stop_asked=False).update(**told):
                raise Stopped


def solve(proposal, listener):
    found = matched(proposal.round, proposal.aim, proposal.seed, listener)
    inputs, digest = packed(found.market, proposal.aim)
    telling = Telling(found)
    figures, pairings = telling.figures(), telling.pairings(proposal)
    save()
    kept = {"inputs": inputs, "digest": digest, "figures": figures, "solved_at": timezone.now(), "progress": 100}
    with transaction.atomic():
        if not listener.ours().filter(stop_asked=False).update(state="solved", **kept):
            raise Stopped
        Pairing.objects.bulk_create(pairings, batch_size=500)
