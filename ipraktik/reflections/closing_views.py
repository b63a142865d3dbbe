"""The host's closing talk: what to talk about, and what intern and host came to."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ipraktik.placements.frame import page
from ipraktik.programme import programme
from ipraktik.reflections.conclusions import ConclusionForm, keep, standing
from ipraktik.reflections.speaking import reach_as_speaker


def placement_closing(request, pk):
    placement = reach_as_speaker(request, pk, "talk")
    stands = standing(placement)
    may_write = placement.may(request.user, "conclude")
    if not may_write and (request.method == "POST" or not placement.visit.end_is_near):
        placement.demand(request.user, "conclude")
    form = ConclusionForm(request.POST or None, stands=stands) if may_write else None
    if request.method == "POST" and form.is_valid() and keep(placement, request.user, "conclude", form):
        messages.success(request, _("Kept. Both of you can read it."))
        return redirect("placement-closing", pk)
    shown = page(placement, request.user, "placement-talks", heading=_("The closing talk"), form=form)
    shown |= {"prompts": programme().talks.closing, "stands": stands, "shared": form}
    return render(request, "reflections/pages/closing.html", shown)
