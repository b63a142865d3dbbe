"""Changing what others may have signed: whoever loses a signature by it is told, and asked to sign anew."""

from contextlib import contextmanager

from django.contrib import messages
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ipraktik.placements import lifecycle
from ipraktik.placements.models import Participant, Placement

MUST_SIGN_AGAIN = _("The text of the agreement has changed. Those whom it concerns must sign again.")


@contextmanager
def terms_of(visit, request):
    """Around a change to the terms of a visit: what is changed inside, and who is asked anew, stand or fall together."""
    with transaction.atomic():
        before = signed_at(visit)
        yield
        lost = [ask_anew(placement, before.get(placement, set()) - now, request.user) for placement, now in
                signed_at(visit).items()]  # fmt: skip
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
