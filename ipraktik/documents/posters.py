"""The poster for the host's department: who comes, when and why, on one page."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from django.views.decorators.http import require_safe

from ipraktik.documents.typeset import typeset
from ipraktik.kit.access import reach
from ipraktik.kit.downloads import as_file
from ipraktik.people.parties import HOST, INTERN
from ipraktik.placements.models import Placement
from ipraktik.preparing.department import poster
from ipraktik.programme import programme

POSTER = "poster.typ"


@require_safe
def placement_poster(request, pk, language):
    placement = reach(request, Placement.objects.for_page().select_related("introduction"), pk=pk)
    if not placement.parties_of(request.user) & {INTERN, HOST}:
        raise PermissionDenied
    if language not in programme().languages:
        raise Http404
    placement.demand(request.user, "introduce" if INTERN in placement.parties_of(request.user) else "tell-department")
    made = typeset(poster(placement, language), timezone.now(), POSTER)
    return as_file(made, "application/pdf", f"poster-{placement.pk}-{language}.pdf")
