"""One photo: what it shows and is for, who is in it and what they say, and taking it away again."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ipraktik.kit.access import reach
from ipraktik.photos.depicted import HERE
from ipraktik.photos.forms import AboutForm, AnswerForm, PersonForm
from ipraktik.photos.photos import Photo
from ipraktik.photos.views import own
from ipraktik.placements.frame import page
from ipraktik.placements.models import Placement
from ipraktik.programme import text


def placement_photo(request, pk, photo):
    placement = reach(request, Placement.objects.for_page(), pk=pk)
    found = get_object_or_404(Photo.objects.visible_to(request.user).with_people(), pk=photo, placement=placement)
    found.placement = placement
    if request.method == "POST" or found.is_of(request.user):
        return described(request, own(request, pk, photo))
    return show(request, found)


def described(request, photo):
    form = about_form(photo, request.POST or None)
    if request.method == "POST" and form.is_valid():
        photo.describe(**form.told())
        messages.success(request, _("It is kept."))
        return redirect(photo)
    return show(request, photo, form=form)


def about_form(photo, sent=None):
    stands = {"people": photo.has_people, "caption": photo.caption, "use": photo.use, "day": photo.day.isoformat()}
    form = AboutForm(sent, initial=stands, visit=photo.placement.visit)
    if photo.depicted.all():
        del form.fields["people"]  # those who are named are in it
    return form


def show(request, photo, form=None, person_form=None):
    mine, person = photo.is_of(request.user), request.user
    shown = {
        "photo": photo,
        "is_shown": Photo.objects.shown_to(person).filter(pk=photo.pk).exists(),
        "mine": mine,
        "in_it": photo.depicted.all() if mine else (),
        "about_form": form,
        "person_form": (person_form or PersonForm(photo=photo)) if mine and photo.has_people else None,
        "form": person_form or form,
        "me_in_it": next((each for each in photo.depicted.all() if each.person_id == person.pk), None),
        "may_object": photo.may_object(person),
        "advice": text("photos.advice"),
    }
    return render(request, "photos/pages/photo.html", page(photo.placement, person, "placement-photos", **shown))


@require_POST
def placement_photo_person(request, pk, photo):
    """Somebody more is in it: asked by letter, or here beside who took it."""
    found = own(request, pk, photo)
    form = PersonForm(request.POST, photo=found)
    if not form.is_valid():
        return show(request, found, about_form(found), form)
    depicted = found.add_person(**form.told())
    if not form.by_letter:
        return redirect("placement-photo-answer", pk, photo, depicted.pk)
    depicted.ask(request.user)
    messages.success(request, _("We have sent a letter to %(name)s.") % {"name": depicted})
    return redirect(found)


@require_POST
def placement_photo_ask(request, pk, photo, depicted):
    found = own(request, pk, photo)
    asked = get_object_or_404(found.depicted, pk=depicted, person__isnull=False)
    asked.ask(request.user)
    messages.success(request, _("We have sent a letter to %(name)s.") % {"name": asked})
    return redirect(found)


@require_POST
def placement_photo_leave_out(request, pk, photo, depicted):
    found = own(request, pk, photo)
    get_object_or_404(found.depicted, pk=depicted).leave_out()
    return redirect(found)


def placement_photo_answer(request, pk, photo, depicted):
    """Handed to the one in the photo, who answers on the phone of who took it."""
    found = own(request, pk, photo)
    asked = get_object_or_404(found.depicted, pk=depicted)
    form = AnswerForm(request.POST or None, depicted=asked)
    if request.method == "POST" and form.is_valid():
        asked.answer(form.said, HERE, form.words, request.user)
        messages.success(request, _("The answer is kept."))
        return redirect(found)
    shown = {"photo": found, "depicted": asked, "form": form, "is_shown": not found.is_refused}
    return render(request, "photos/pages/photo_answer.html", shown | {"kept": text("photos.kept")})


@require_POST
def placement_photo_erase(request, pk, photo):
    own(request, pk, photo).erase()
    messages.success(request, _("The photo is erased."))
    return redirect("placement-photos", pk)


@require_POST
def placement_photo_object(request, pk, photo):
    placement = reach(request, Placement.objects.for_page(), "object-to-photo", pk=pk)
    found = get_object_or_404(Photo.objects.visible_to(request.user), pk=photo, placement=placement)
    if request.POST.get("shown") == "again":
        found.put_up(request.user)
        messages.success(request, _("It may be shown again."))
    else:
        found.take_down(request.user)
        messages.success(request, _("It is taken down, and who took it is told."))
    return redirect("placement-photos", pk)
