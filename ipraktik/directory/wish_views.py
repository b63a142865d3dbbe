"""A wish's pages: begun, looked at, moved, and whom to remind."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ipraktik.directory import companions, lifecycle
from ipraktik.directory.models import Wish
from ipraktik.directory.wish_history import history_of
from ipraktik.directory.wish_office import next_for_office
from ipraktik.directory.wish_page import next_step, of_search
from ipraktik.directory.wish_people_forms import ManagerForm
from ipraktik.directory.wish_steps import is_editable, steps_for
from ipraktik.directory.wish_words import lines
from ipraktik.kit import fields, forms
from ipraktik.kit.access import reach
from ipraktik.kit.lifecycle import A_REASON_IS_NEEDED, NotYet


def wish_page(request, pk):
    wish = reach(request, Wish.objects.for_page(), pk=pk)
    if not may_look(wish, request.user):
        return redirect(wish.consents.filter(manager=request.user).order_by("-pk")[0])
    return render(request, "directory/pages/wish.html", shown_of(wish, request.user))


def may_look(wish, person):
    """The intern, the office, and who asked a colleague along; the manager has a page of their own."""
    return person.is_coordinator or person.pk in (wish.intern_id, wish.entered_by_id)


def shown_of(wish, person):
    placements = list(wish.placements.for_page().prefetch_related("participants", "hands").order_by("-pk"))
    is_own = wish.intern_id == person.pk
    consent = wish.consent if wish.state != lifecycle.DRAFT else None
    step = next_for_office if person.is_coordinator and not is_own else next_step
    return {
        "wish": wish,
        "next": step(wish, person, placements),
        "lines": lines(wish, with_needs=is_own) if is_own or person.is_coordinator else [],
        "placements": placements,
        "consent": consent,
        "may_remind": bool(consent) and consent.is_waiting and wish.may(person, "remind-manager"),
        "may_change_manager": wish.may(person, "change-manager"),
        "steps": steps_for(wish, person),
        "may_edit": is_editable(wish) and wish.may(person, "edit"),
        "may_leave": is_own and is_editable(wish) and wish.companions.exists(),
        "companions": wish.companions.select_related("intern").order_by("pk"),
        "moves": [each for each in wish.moves_for(person) if each[0].name != "submit"],
        "history": history_of(wish),
        "is_own": is_own,
    }


def wish_receipt(request, pk):
    wish = reach(request, Wish.objects.for_page(), pk=pk)
    if wish.intern_id != request.user.pk or wish.state == lifecycle.DRAFT:
        return redirect(wish)
    shown = {
        "wish": wish,
        "lines": lines(wish),
        "consent": wish.consent,
        "meanwhile": of_search(wish, wish.placements.all()),
        "companions": wish.companions.filter(state=lifecycle.DRAFT).select_related("intern"),
    }
    return render(request, "directory/pages/wish_receipt.html", shown)


class ReasonForm(forms.Form):
    reason = fields.FreeText(label=gettext_lazy("Why?"), missing=A_REASON_IS_NEEDED, max_length=2000)


def typed(request):
    """What was sent, though it be nothing; None where the page is only asked for."""
    return request.POST if request.method == "POST" else None


def wish_move(request, pk, move):
    wish = reach(request, Wish.objects.for_page(), pk=pk)
    row = row_for(wish, move, request.user)
    form = (ReasonForm if row.asks_reason else forms.Form)(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            wish.perform(move, by=request.user, reason=form.cleaned_data.get("reason", ""))
        except NotYet as refusal:
            form.add_error(None, refusal.sentences)
        else:
            return moved(wish, move)
    return render(request, "directory/pages/wish_move.html", {"wish": wish, "move": row, "form": form})


def row_for(subject, name, person):
    """The row of a move that people make: 404 for one that is not there, 403 for one that is not theirs."""
    row = subject.MOVES.get(name)
    if row is None:
        raise Http404
    if not subject.parties_of(person) & row.by:
        raise PermissionDenied
    return row


def moved(wish, move):
    if move == "submit":
        return redirect("wish-receipt", wish.pk)
    return redirect(wish)


@require_POST
def wish_remind(request, pk):
    wish = reach(request, Wish.objects.for_page(), "remind-manager", pk=pk)
    if wish.consent is None:
        raise Http404
    wish.consent.remind(request.user)
    messages.success(request, _("We have written to %(manager)s again.") % {"manager": wish.consent.manager})
    return redirect(back(request, wish))


def back(request, wish):
    """To the page one pressed on, where it says which; else to the wish."""
    before = request.POST.get("next", "")
    return before if url_has_allowed_host_and_scheme(before, {request.get_host()}) else wish.get_absolute_url()


def wish_manager(request, pk):
    """Another nearest manager is named, and asked instead."""
    wish = reach(request, Wish.objects.for_page(), "change-manager", pk=pk)
    form = ManagerForm(typed(request), wish=wish, by=request.user)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            wish.locked()
            form.save()
            wish.ask_consent()
        messages.success(request, _("We ask %(manager)s now.") % {"manager": wish.manager})
        return redirect(wish)
    return render(request, "directory/pages/wish_manager.html", {"wish": wish, "form": form})


@require_POST
def wish_leave(request, pk):
    """The intern travels alone after all: the wish stands, and so do the colleagues'."""
    wish = reach(request, Wish.objects.for_page(), "edit", pk=pk)
    companions.leave(wish, request.user)
    messages.success(request, _("You travel on your own. We tell your colleagues."))
    return redirect(wish)
