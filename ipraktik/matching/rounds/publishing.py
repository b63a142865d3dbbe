"""Sending out what a round publishes: each pair becomes a suggestion in a transaction of its own, once."""

from django.db import transaction

from ipraktik.directory.fitting import Pair
from ipraktik.kit.lifecycle import NotYet
from ipraktik.matching.rounds.proposals import Pairing
from ipraktik.placements.lifecycle import LIVE
from ipraktik.placements.models import Placement

AT_A_TIME = 50


def send_published():
    """The next suggestions that coordinators have published. What a crash leaves undone, the next call does."""
    waiting = Pairing.objects.filter(outcome=Pairing.TO_SEND).order_by("proposal", "offer", "pk")
    for pairing in waiting.select_related("proposal__round", "proposal__published_by", "offer", "wish__group")[
        :AT_A_TIME
    ]:
        send(pairing)


def send(pairing):
    """The suggestion, or the mark that a rule stopped it; its page says which."""
    try:
        with transaction.atomic():
            pairing.placement = already_made(pairing) or suggest(pairing)
            keep(pairing, Pairing.SENT)
    except NotYet:
        keep(pairing, Pairing.STOPPED)


def keep(pairing, outcome):
    pairing.outcome = outcome
    pairing.save(update_fields=["outcome", "placement"])


def already_made(pairing):
    """By hand meanwhile, or together with a companion's."""
    return Placement.objects.live().filter(wish=pairing.wish, offer=pairing.offer).first()


def suggest(pairing):
    round_ = pairing.proposal.round
    return Placement.objects.suggest(
        pairing.wish, pairing.offer, by=pairing.proposal.published_by, origin=Placement.Origin.OFFICE,
        visit=visit_to_share(pairing), answer_by=round_.answer_by, occasion=round_.name, days_from=round_.first,
        days_until=round_.last,
    )  # fmt: skip


def visit_to_share(pairing):
    """The visit of those whom the same proposal sends to the same host, if all have days in common in the round."""
    before = pairing.proposal.pairings.filter(offer=pairing.offer, outcome=Pairing.SENT, placement__state__in=LIVE)
    others = [each.placement for each in before.select_related("placement__visit", "placement__wish").order_by("pk")]
    for visit in dict.fromkeys(other.visit for other in others):
        there = [other.wish for other in others if other.visit_id == visit.pk]
        pairs = [Pair(wish, pairing.offer) for wish in (pairing.wish, *there)]
        if len(there) < pairing.offer.seats and pairing.proposal.round.has_days_for(*pairs):
            return visit
    return None
