"""The photos of a visit: looking at them, adding one, and the pictures themselves."""

from uuid import uuid4, uuid5

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ipraktik.kit.access import reach
from ipraktik.kit.kept import is_kept, keepable, read_key, refuse
from ipraktik.kit.lifecycle import NotYet
from ipraktik.kit.uploads import takes_files
from ipraktik.people.parties import COORDINATOR
from ipraktik.photos import keeping
from ipraktik.photos.depicted import Depicted
from ipraktik.photos.photos import Photo
from ipraktik.photos.showing import photo_form, shown_of
from ipraktik.placements.frame import page
from ipraktik.placements.models import Placement
from ipraktik.programme import programme


@takes_files(lambda: programme().rules.photo_megabytes)
@keepable
def placement_photos(request, pk):
    placement = reach(request, Placement.objects.for_page(), pk=pk)
    form = photo_form(placement, request.user, note=request.GET.get("note", "")) if "note" in request.GET else None
    if request.method == "POST":
        key = key_of(request)
        if known := Photo.objects.filter(taker__person=request.user, uuid=key).first():
            return redirect(known)
        placement.demand(request.user, "photograph")
        form = photo_form(placement, request.user, request.POST, request.FILES)
        if form.is_valid() and (photo := taken(form, placement, request.user, key)):
            return added(request, photo)
        if is_kept(request):
            refuse(form)
    shown = shown_of(placement, request.user, form) | counted(placement, request.user)
    return render(
        request, "photos/pages/photos.html", page(placement, request.user, "placement-photos", form=form) | shown
    )


def key_of(request):
    """Tells the same photo sent again, by a phone that did not hear our answer, from another in the same form."""
    files = sorted((name, file.name, file.size) for name, file in request.FILES.items())
    return uuid5(read_key(request.POST.get("key")) or uuid4(), str(files))


def taken(form, placement, by, key):
    """What stops it is said beside what was typed."""
    given = form.cleaned_data
    try:
        return Photo.objects.take(placement, by, key, given["picture"], **form.told())
    except NotYet as refusal:
        form.add_error(None, refusal.sentences)
        return None


def added(request, photo):
    if photo.has_people:
        messages.success(request, _("The photo is kept. Now say who is in it."))
        return redirect(photo)
    messages.success(request, _("The photo is kept."))
    if photo.note_id:
        return redirect(reverse("placement-notebook", args=[photo.placement_id]) + f"#note-{photo.note_id}")
    return redirect("placement-photos", photo.placement_id)


def counted(placement, person):
    """The office sees that there are photos, and no more."""
    only_office = placement.parties_of(person) == {COORDINATOR}
    return {"count": placement.photos.count() if only_office else None}


@require_safe
@never_cache
def placement_photo_image(request, pk, photo, size):
    placement = reach(request, Placement.objects.all(), pk=pk)
    return as_picture(get_object_or_404(Photo.objects.shown_to(request.user), pk=photo, placement=placement), size)


@require_safe
@never_cache
def depicted_image(request, pk):
    depicted = reach(request, Depicted.objects.all(), pk=pk)
    return as_picture(get_object_or_404(Photo.objects.shown_to(request.user), pk=depicted.photo_id), "large")


def as_picture(photo, size):
    """Nobody on the way, and no browser, keeps a copy: what is withdrawn is gone."""
    if size not in keeping.SIZES:
        raise Http404
    try:
        content = keeping.read(photo.name, size)
    except FileNotFoundError:
        raise Http404 from None
    return HttpResponse(content, content_type="image/webp", headers={"Cross-Origin-Resource-Policy": "same-origin"})


def own(request, pk, photo):
    """A photo of one's own, where one takes care of it. Raises Http404, or PermissionDenied where another took it."""
    placement = reach(request, Placement.objects.for_page(), pk=pk)
    found = get_object_or_404(Photo.objects.visible_to(request.user).with_people(), pk=photo, placement=placement)
    if not found.is_of(request.user):
        raise PermissionDenied
    found.placement = placement  # with its people read along
    return found
