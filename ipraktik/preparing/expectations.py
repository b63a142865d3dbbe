"""Expectations: each writes alone, shares when ready, and then all see them side by side, and talk about them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ipraktik.kit.access import reach
from ipraktik.kit.lifecycle import NotYet
from ipraktik.placements import lifecycle
from ipraktik.placements.changing import terms_of
from ipraktik.placements.frame import page
from ipraktik.placements.models import Placement
from ipraktik.preparing.expectations_form import ExpectationsForm
from ipraktik.preparing.expectations_together import sides, together
from ipraktik.preparing.goals import ANOTHER
from ipraktik.preparing.talk_page import talk_for

ALREADY_IN_AGREEMENT = gettext_lazy("The agreement is signed with what you shared. Open it again to change it.")


def may_write(placement, me, person):
    """Before the agreement one may change what one has shared; afterwards only share for the first time."""
    if me is None or not placement.may(person, "expect"):
        return False
    return placement.state == lifecycle.PREPARING or me.expectations_shared_at is None


def placement_expectations(request, pk):
    placement = reach(request, Placement.objects.for_page(), pk=pk)
    me = placement.participant(request.user)
    form = form_for(request, me) if may_write(placement, me, request.user) else None
    if request.method == "POST":
        if form is None:
            raise refusal(placement, me, request.user)
        if form.is_valid() and kept(request, placement, form):
            return redirect("placement-expectations", pk)
    return render(request, "preparing/pages/expectations.html", context(request, placement, form))


def context(request, placement, form):
    shown = sides(placement)
    more = {"form": form, "sides": shown, "together": together(placement, shown), "talk": talk_for(placement, request)}
    return page(placement, request.user, "placement-expectations", **more)


def form_for(request, me):
    """As it was sent; or, when another field is asked for, with that and with what was typed, and nothing judged."""
    if ANOTHER in request.POST:
        return ExpectationsForm(participant=me, typed=request.POST)
    return ExpectationsForm(request.POST or None, participant=me)


def refusal(placement, me, person):
    placement.demand(person, "expect")
    return PermissionDenied() if me is None else NotYet([ALREADY_IN_AGREEMENT], placement)


def kept(request, placement, form):
    """Whether it was written; else the form says what has come between."""
    try:
        with terms_of(placement, request, "expect") as now:
            if not may_write(now, now.participant(request.user), request.user):
                raise NotYet([ALREADY_IN_AGREEMENT], now)
            form.save()
    except NotYet as refusal:
        form.add_error(None, refusal.sentences)
        return False
    shared = form.participant.expectations_shared_at
    messages.success(request, _("Shared with the others.") if shared else _("Saved. Only you can see it."))
    return True
