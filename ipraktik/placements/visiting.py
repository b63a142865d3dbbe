"""The host's page for a whole visit: yes, or a signature, for one, two or all interns in one form."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ipraktik.directory.capacity import STANDING
from ipraktik.kit.access import reach
from ipraktik.kit.lifecycle import NotYet
from ipraktik.people.parties import HOST
from ipraktik.people.proving import ask_for_proof, is_unproved, proof
from ipraktik.placements import lifecycle
from ipraktik.placements.conversation import takes_part
from ipraktik.placements.models import Placement, Visit
from ipraktik.placements.moving import read_by
from ipraktik.placements.signing import papers

TOGETHER = ("accept", "sign")
IN_CALENDAR = {lifecycle.PREPARING, lifecycle.AGREED, lifecycle.COMPLETED}
LABELS = {"accept": gettext_lazy("Say yes to those chosen"), "sign": gettext_lazy("Sign for those chosen")}
NOBODY_COMES = gettext_lazy("Nobody comes to this visit, so there is nothing to take over.")
CHOOSE = gettext_lazy("Choose at least one intern.")


@dataclass(frozen=True)
class Row:
    """An intern of the visit, and what the host can do for them now."""

    placement: object
    move: str = ""
    obstacles: tuple = ()
    papers: tuple = ()


def stand_in_is_near(placement, person):
    """The days in which somebody may wake up ill: the button is in sight."""
    return placement.visit.begins_soon and placement.may(person, "stand-in")


def row(placement, person):
    for name in TOGETHER:
        move = placement.MOVES[name]
        if placement.state in move.source and placement.parties_of(person) & move.by:
            obstacles = tuple(placement.obstacles(move, person))
            return Row(placement, name, obstacles, papers(placement) if name == "sign" else ())
    return Row(placement)


def hosted(request, pk):
    """The visit and those of its placements that exist for this person."""
    visit = get_object_or_404(Visit.objects.visible_to(request.user).select_related("offer__workplace"), pk=pk)
    placements = Placement.objects.visible_to(request.user).for_page().filter(visit=visit).order_by("pk")
    return visit, placements


def visit(request, pk):
    found, placements = hosted(request, pk)
    rows = [row(placement, request.user) for placement in placements]
    in_calendar = found.has_days and any(each.placement.state in IN_CALENDAR for each in rows)
    shown = {"visit": found, "rows": rows, "ways": ways(rows), "in_calendar": in_calendar}
    shown["stand_in"] = any(stand_in_is_near(each.placement, request.user) for each in rows)
    shown["talk_day"] = talk_day(rows, request.user)
    return render(request, "placements/pages/visit.html", shown)


def talk_day(rows, person):
    """The newest day of the visit whose talk this host may answer in; None before it, and for who is no host there."""
    hosted_by = [each.placement for each in rows if HOST in each.placement.parties_of(person)]
    open_to = [each for each in hosted_by if each.may(person, "talk") and takes_part(each, person)]
    today = timezone.localdate()
    return max((day for day in open_to[0].visit.days if day <= today), default=None) if open_to else None


def ways(rows):
    """(move, label) for each move that is open for at least one intern."""
    open_now = {each.move for each in rows if each.move and not each.obstacles}
    return [(name, LABELS[name]) for name in TOGETHER if name in open_now]


@require_POST
def visit_stand_in(request, pk):
    found, placements = hosted(request, pk)
    take_over(request, found, placements)
    return redirect("visit", pk)


@require_POST
def placement_stand_in(request, pk):
    placement = reach(request, Placement.objects.for_page(), "stand-in", pk=pk)
    take_over(request, placement.visit, [placement])
    return redirect(placement)


def take_over(request, visit, placements):
    """One step, for whoever is at the telephone that morning; those who come are told at once. Raises NotYet."""
    standing = [each for each in placements if each.state in STANDING]
    if not standing:
        raise NotYet([NOBODY_COMES], visit)
    for each in standing:
        each.demand(request.user, "stand-in")
    now = visit.hand_over(request.user, request.POST.get("who", ""))
    messages.success(request, _("%(name)s takes over. We write to them now.") % {"name": now.contact})


@require_POST
def visit_move(request, pk, move):
    """Each intern by itself: what stops one stops only that one, and is said with the intern's name.

    The boxes are named for the move they are about, so that a yes to one is no attempt at signing for another.
    """
    if move not in TOGETHER:
        raise Http404
    found, placements = hosted(request, pk)
    chosen = [each for each in placements if str(each.pk) in request.POST.getlist(move)]
    if not chosen:
        messages.warning(request, CHOOSE)
    if move == "sign" and is_unproved(request):
        return ask_for_proof(request, found.get_absolute_url())
    made = [placement for placement in chosen if tried(request, placement, move)]
    if made:
        messages.success(request, said(move, made))
    return redirect("visit", found.pk)


def tried(request, placement, move):
    given = {}
    if move == "sign":
        given = read_by(request.POST, f"-{placement.pk}") | proof(request)
    try:
        placement.perform(move, by=request.user, **given)
    except NotYet as refusal:
        for sentence in refusal.sentences:
            messages.warning(request, f"{placement.wish.intern}: {sentence}")
        return False
    except PermissionDenied:
        messages.warning(request, _("%(who)s: this is not yours to do.") % {"who": placement.wish.intern})
        return False
    return True


def said(move, made):
    names = ", ".join(str(placement.wish.intern) for placement in made)
    sentence = _("You have said yes to: %(names)s.") if move == "accept" else _("You have signed for: %(names)s.")
    return sentence % {"names": names}
