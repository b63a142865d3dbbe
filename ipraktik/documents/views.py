"""The documents of a placement, to take home: one by one, or all in an archive."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ipraktik.documents.archive import archive, file_name
from ipraktik.documents.itinerary_page import itinerary_page
from ipraktik.documents.models import Document
from ipraktik.documents.papers import may_see, paper_of
from ipraktik.kit.access import reach
from ipraktik.kit.downloads import as_file
from ipraktik.kit.lifecycle import NotYet
from ipraktik.placements.frame import TOGETHER
from ipraktik.placements.models import Placement
from ipraktik.programme import programme

NOT_AS_MADE = gettext_lazy("The file is no longer as it was made, so we do not hand it out. Tell the office.")


@require_safe
def placement_document(request, pk, document):
    placement = reach(request, Placement.objects.all(), pk=pk)
    found = get_object_or_404(Document.objects.select_related("version"), pk=document, version__placement=placement)
    paper = paper_of(found.version, placement)
    if not may_see(paper, placement.parties_of(request.user)):
        raise Http404
    if not found.is_whole:
        raise NotYet([NOT_AS_MADE], placement)
    return as_file(bytes(found.pdf), "application/pdf", file_name(paper, found.language))


@require_safe
def placement_archive(request, pk):
    placement = reach(request, Placement.objects.for_page(), pk=pk)
    made = archive(placement, placement.parties_of(request.user))
    if made is None:
        raise NotYet([_("There are no documents yet. They are made when all have signed.")], placement)
    return as_file(made, "application/zip", f"ipraktik-{placement.pk}-{timezone.localdate()}.zip")


@require_safe
def placement_itinerary_print(request, pk, language):
    """One page for the intern of this placement, in one of the programme's languages."""
    placement = reach(request, Placement.objects.for_page(), pk=pk)
    if language not in programme().languages or placement.state not in TOGETHER:
        raise Http404
    if not placement.visit.has_days:
        raise NotYet([_("The days of the visit are not set.")], placement)
    return as_file(
        itinerary_page(placement, language), "application/pdf", f"ipraktik-{placement.pk}-itinerary-{language}.pdf"
    )
