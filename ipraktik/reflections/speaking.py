"""Talks and advice are between those who speak for intern and host: not a second signatory, nor who was contact before."""

from django.core.exceptions import PermissionDenied

from ipraktik.kit.access import reach
from ipraktik.placements.conversation import speakers
from ipraktik.placements.models import Placement


def reach_as_speaker(request, pk, right=None):
    """Raises Http404, PermissionDenied or NotYet."""
    placement = reach(request, Placement.objects.for_page().prefetch_related("participants"), right, pk=pk)
    demand_speaker(placement, request.user)
    return placement


def demand_speaker(placement, person):
    if person.pk not in speakers(placement):
        raise PermissionDenied
