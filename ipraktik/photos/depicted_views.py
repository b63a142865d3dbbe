"""For someone in a photo: the photo, and their yes or no. Reached by a personal link, or from a visit they are part of."""

from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ipraktik.kit.access import reach
from ipraktik.people.limited import LIMIT
from ipraktik.people.models import Person
from ipraktik.photos.depicted import LINK, PAGE, Depicted
from ipraktik.photos.forms import AnswerForm
from ipraktik.photos.photos import Photo
from ipraktik.placements.models import Placement
from ipraktik.programme import text

WITH_PHOTO = Depicted.objects.select_related("photo__taker__person", "photo__placement").prefetch_related("permissions")


def depicted(request, pk):
    return answer(request, reach(request, WITH_PHOTO, pk=pk), reverse("depicted-image", args=[pk]))


def placement_depicted(request, pk, depicted):
    """The same for one of the visit's people, whose link opens the visit."""
    placement = reach(request, Placement.objects.all(), pk=pk)
    found = get_object_or_404(WITH_PHOTO.visible_to(request.user), pk=depicted, photo__placement=placement)
    return answer(request, found, reverse("placement-photo-image", args=[pk, found.photo_id, "large"]))


def answer(request, found, image):
    stands = {"use": found.said or "no"} if found.given else {}
    form = AnswerForm(request.POST or None, depicted=found, initial=stands)
    if request.method == "POST" and form.is_valid():
        return answered(request, found, form)
    shown = {
        "depicted": found, "photo": found.photo, "form": form, "kept": text("photos.kept"), "image": image,
        "is_shown": Photo.objects.shown_to(request.user).filter(pk=found.photo_id).exists(),
    }  # fmt: skip
    return render(request, "photos/pages/depicted.html", shown)


def answered(request, found, form):
    found.answer(form.said, LINK if LIMIT in request.session else PAGE, form.words, request.user)
    if not Person.objects.filter(pk=request.user.pk).exists():
        return forgotten(request, found)
    messages.success(request, _("Thank you. Your answer holds from now on. You can change it here."))
    return redirect(request.path)


def forgotten(request, found):
    """They said no, and were known for nothing else: there is no address, and so no page, to lead back to."""
    logout(request)
    return render(request, "photos/pages/depicted_forgotten.html", {"taker": found.photo.taker.person})
