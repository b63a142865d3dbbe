"""Correcting an address: by the office for anyone, by an intern for their own manager who has never been here."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ipraktik.directory.models import Wish
from ipraktik.kit.access import reach
from ipraktik.notices.log import only_coordinators
from ipraktik.people.models import Person
from ipraktik.placements.models import Placement
from ipraktik.replies.address_forms import AddressForm
from ipraktik.replies.addresses import correct, may_correct, may_correct_in, works_after_all


def person_address(request, pk):
    only_coordinators(request)
    person = get_object_or_404(Person, pk=pk)
    if not may_correct(person, request.user):
        raise PermissionDenied
    return asked(request, person, "today")


def placement_address(request, pk, participant):
    placement = reach(request, Placement.objects.for_page(), pk=pk)
    person = get_object_or_404(placement.participants.select_related("person"), pk=participant).person
    return asked_about(request, placement, person)


def wish_address(request, pk):
    wish = reach(request, Wish.objects.for_page(), pk=pk)
    if wish.manager is None:
        raise Http404
    return asked_about(request, wish, wish.manager)


def asked_about(request, subject, person):
    if not may_correct_in(subject, person, request.user):
        raise PermissionDenied
    return asked(request, person, subject.get_absolute_url())


def asked(request, person, back):
    form = AddressForm(request.POST or None, person=person)
    if request.method == "POST" and "works" in request.POST and request.user.is_coordinator:
        works_after_all(person)
        return done(request, person, back)
    if request.method == "POST" and form.is_valid():
        correct(person, form.cleaned_data["email"], request.user)
        return done(request, person, back)
    shown = {"form": form, "person": Person.objects.get(pk=person.pk), "back": back if "/" in back else ""}
    return render(request, "replies/pages/address.html", shown)


def done(request, person, back):
    messages.success(request, _("We write to %(who)s again within a minute.") % {"who": person})
    return redirect(back)
