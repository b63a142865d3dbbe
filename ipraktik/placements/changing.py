"""Changing what others may have signed: whoever loses a signature by it is told, and asked to sign anew."""

from contextlib import contextmanager

from django.contrib import messages
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from ipraktik.agreements.terms import sha256
from ipraktik.history.models import Event
from ipraktik.placements import lifecycle
from ipraktik.placements.models import Participant, Placement

MUST_SIGN_AGAIN = _("The text of the agreement has changed. Those whom it concerns must sign again.")


@contextmanager
def terms_of(placement, request, *rights):
    """Around a change to the terms: what is changed inside, and who is asked anew, stand or fall together.

    Gives the placement as it now is, under the locks that signing takes too. Raises NotYet, PermissionDenied.
    """
    visit = placement.visit
    with placement.doing(request.user, *rights) as now:
        before = signed_at(visit)
        yield now
        lost = [
            ask_anew(each, before.get(each, set()) - signed, request.user) for each, signed in signed_at(visit).items()
        ]
    if any(lost):
        messages.warning(request, MUST_SIGN_AGAIN)


def signed_at(visit):
    """{placement: participants who have signed it as it reads now}, of those that are being prepared."""
    preparing = Placement.objects.for_page().filter(visit=visit, state=lifecycle.PREPARING)
    return {placement: placement.signed_by for placement in preparing}


def ask_anew(placement, participants, by):
    people = Participant.objects.filter(pk__in=participants, signs=True).values_list("person_id", flat=True)
    if participants:
        placement.record("change-terms", by, people=sorted(people))
    return bool(participants)


def note_corrections():
    """Write in the history what has been corrected since all signed: once for each correction, by the clock."""
    noted = Prefetch("events", Event.objects.filter(name="correct").order_by("pk"), to_attr="corrections")
    ahead = (
        Placement.objects.for_page()
        .filter(state=lifecycle.AGREED)
        .prefetch_related(noted, "versions__signatures", "participants__goals", "visit__items")
    )
    for placement in ahead:
        note_correction(placement)


def note_correction(placement):
    corrected = [change for change in placement.changed_since_signed if change.is_correction]
    seen = sha256([[change.key, *change.after] for change in corrected])[:16]
    if corrected and [each.facts["seen"] for each in placement.corrections[-1:]] != [seen]:
        placement.record("correct", terms=[change.key for change in corrected], seen=seen)
