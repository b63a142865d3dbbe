"""A published round follows its answers: those who have lost their place are matched anew around what stands.

Nobody presses a button for it. When suggestions have fallen and it has been quiet for a while, a proposal is asked for, as a
coordinator would; it waits beside what a coordinator works on, and is sent by a press. Nothing is kept in memory: what was
counted stands on the proposals, so a solver that was killed does no harm.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ipraktik.history.models import Event
from ipraktik.matching.rounds.lifecycle import PUBLISHED
from ipraktik.matching.rounds.rounds import Round

QUIET, LONGEST = timedelta(minutes=1), timedelta(minutes=10)  # many refusals at once are one; but nobody waits for ever
ENDINGS = ("decline", "lapse", "cancel", "expire")


def follow_answers():
    """Asks for a proposal in each round that is due. Two solvers at once ask for one."""
    for round_ in Round.objects.filter(state=PUBLISHED, answer_by__gte=timezone.localdate()):
        if is_due(round_):
            with transaction.atomic():
                locked = round_.locked()
                if locked.state == PUBLISHED and is_due(locked):
                    ask(locked)


def is_due(round_):
    if round_.proposals.running().exists() or round_.to_send:
        return False
    new = uncounted(round_)
    return bool(new) and is_time(new) and round_.wishes().exists()


def uncounted(round_):
    """When those ended that no proposal has taken into account, in order."""
    counted = max(round_.proposals.values_list("fallen", flat=True), default=0)
    if round_.fallen().count() <= counted:
        return []
    ended = Event.objects.filter(placement__in=round_.fallen(), name__in=ENDINGS)
    return list(ended.order_by("at").values_list("at", flat=True)[counted:])


def is_time(ended):
    now = timezone.now()
    return ended[-1] <= now - QUIET or ended[0] <= now - LONGEST


def ask(round_):
    published = round_.proposals.exclude(published_at=None).order_by("published_at").last()
    return round_.new_proposal(published.aim, after=round_.fallen().count() - published.fallen)
