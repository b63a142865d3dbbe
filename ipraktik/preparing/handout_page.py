"""A handout opened by whoever may read of the place, and taken away by the host."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ipraktik.kit.access import reach
from ipraktik.kit.downloads import as_file
from ipraktik.placements.models import Placement
from ipraktik.preparing.handouts import Handout
from ipraktik.preparing.place_page import reach_place


@require_safe
def placement_handout(request, pk, handout):
    placement = reach_place(request, pk)
    found = get_object_or_404(Handout, pk=handout, place__offer=placement.offer_id)
    return as_file(bytes(found.pdf), "application/pdf", f"{found.name}.pdf", shown=True)


def placement_handout_remove(request, pk, handout):
    placement = reach(request, Placement.objects.for_page(), "present", pk=pk)
    found = get_object_or_404(Handout.objects.light(), pk=handout, place__offer=placement.offer_id)
    if request.method == "POST":
        with placement.doing(request.user, "present"):
            Handout.objects.filter(pk=found.pk).delete()
        messages.success(request, _("“%(name)s” is removed.") % {"name": found})
        return redirect("placement-place", pk)
    return render(request, "preparing/pages/handout_remove.html", {"placement": placement, "handout": found})
