"""What a round came to, on the page of a wish that got no host in it."""

from django import template
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.directory import lifecycle
from ipraktik.matching.rounds.gathering import COMPANION_MISSING
from ipraktik.matching.rounds.possibilities import NOT_THEN
from ipraktik.matching.rounds.proposals import Pairing

register = template.Library()
WHY = {  # what the intern reads; what has no sentence here is said elsewhere on the page
    "all_taken": _("There are hosts that fit you, but their seats went to others."),
    "none_fits": _("No host in it fitted your wish."),
    NOT_THEN: _("Your wish has too few days in it."),
    COMPANION_MISSING: _("Not everyone you travel with was in it."),
}


@register.inclusion_tag("matching/pages/_wish_round.html")
def round_without_host(wish, person):
    """For the intern alone: the newest round that was sent out without a host for the wish, until its days are over."""
    if wish.intern_id != person.pk or wish.state != lifecycle.OPEN or wish.placements.live().exists():
        return {}
    line = last_line(wish)
    why = [WHY[key] for key, _facts in line.reasons if key in WHY] if line and line.offer_id is None else []
    if not why:
        return {}
    return {"round": line.proposal.round, "why": why[0]}


def last_line(wish):
    """The wish's line in what was sent out last, of rounds that are not over."""
    lines = Pairing.objects.filter(wish=wish, proposal__round__last__gte=timezone.localdate())
    sent = lines.exclude(proposal__published_at=None).select_related("proposal__round")
    return sent.order_by("proposal__published_at", "pk").last()
