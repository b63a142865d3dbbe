"""“The place”: the host tells what it is, and the intern reads it before the visit and says so."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ipraktik.guide.models import Tick
from ipraktik.kit.access import reach
from ipraktik.kit.lifecycle import NotYet
from ipraktik.kit.uploads import takes_files
from ipraktik.people.parties import HOST, INTERN
from ipraktik.placements.frame import page
from ipraktik.placements.models import Placement
from ipraktik.preparing.handouts import MEGABYTES
from ipraktik.preparing.place import STUDY, handouts_of, place_of
from ipraktik.preparing.place_form import PlaceForm
from ipraktik.programme import text


@takes_files(MEGABYTES)
def placement_place(request, pk):
    placement = reach_place(request, pk)
    if request.method == "POST":
        placement.demand(request.user, "present")
        form = PlaceForm(request.POST, request.FILES, offer=placement.offer)
        if form.is_valid() and saved(form, placement, request.user):
            messages.success(request, _("Saved. All who visit you can read it."))
            return redirect("placement-place", pk)
        save_files(request, form, placement)
    else:
        form = PlaceForm(offer=placement.offer) if placement.may(request.user, "present") else None
    return shown(request, placement, form)


def reach_place(request, pk):
    """It is between intern and host. Raises Http404 or PermissionDenied."""
    placement = reach(request, Placement.objects.for_page().select_related("offer__place"), pk=pk)
    if not placement.parties_of(request.user) & {INTERN, HOST}:
        raise PermissionDenied
    return placement


def saved(form, placement, by):
    """What stops it is said beside what was typed."""
    try:
        form.save(placement, by)
    except NotYet as refusal:
        form.refuse_files(refusal)
    return not form.errors


def save_files(request, form, placement):
    try:
        kept = form.save_files(placement, request.user) if form.opened else []
    except NotYet as refusal:
        return form.refuse_files(refusal)
    if kept:
        names = get_text_list([f"“{each}”" for each in kept], _("and"))
        messages.success(request, _("Saved: %(names)s. You need not choose it again.") % {"names": names})
    return None


def shown(request, placement, form):
    place, person = place_of(placement.offer), request.user
    about = {
        "place": place,
        "handouts": form.handouts if form else handouts_of(place),
        "offer": placement.offer,
        "form": form,
        "may_leave_the_house": text("place.may_leave_the_house"),
        "reads": INTERN in placement.parties_of(person) and placement.may(person, "introduce"),
        "has_read": has_read(placement, person),
    }
    return render(request, "preparing/pages/place.html", page(placement, person, "placement-place", **about))


def has_read(placement, person):
    return Tick.objects.filter(participant__placement=placement, participant__person=person, key=STUDY).exists()


@require_POST
def placement_place_read(request, pk):
    """The same tick as the advice has: whichever page it is ticked on, it is done."""
    placement = reach(request, Placement.objects.for_page(), "introduce", pk=pk)
    me = next(
        each for each in placement.participants.all() if (each.person_id, each.party) == (request.user.pk, INTERN)
    )
    Tick.objects.toggle(me, STUDY)
    return redirect("placement-place", pk)
