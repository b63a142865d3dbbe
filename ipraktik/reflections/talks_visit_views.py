"""The host's answer about one day to all interns of a visit: one text, carried to each who has none of their own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ipraktik.kit.days import say_weekday
from ipraktik.kit.lifecycle import NotYet
from ipraktik.people.parties import HOST
from ipraktik.placements.conversation import speakers
from ipraktik.placements.models import Placement, Visit
from ipraktik.reflections.talks import TalkAnswer, days_until_today
from ipraktik.reflections.talks_forms import DayForm
from ipraktik.reflections.talks_views import NOT_COME, choose_reminders, read, reminders


def reach_talks(request, pk):
    """The visit, and (placement, me in it) of each where this host may answer. Raises Http404, PermissionDenied, NotYet."""
    visit = get_object_or_404(Visit.objects.visible_to(request.user).select_related("offer__workplace"), pk=pk)
    placements = Placement.objects.visible_to(request.user).for_page().filter(visit=visit).order_by("pk")
    seats = [(each, seat(each, request.user)) for each in placements]
    mine = [(each, me) for each, me in seats if me]
    if not mine:
        raise PermissionDenied
    may = [(each, me) for each, me in mine if each.may(request.user, "talk")]
    if not may:
        raise NotYet(mine[0][0].obstacles_to(Placement.RIGHTS["talk"]), visit)
    return visit, may


def seat(placement, person):
    """This person as who speaks for the host there; None where they do not."""
    if person.pk not in speakers(placement):
        return None
    return next(
        (each for each in placement.participants.all() if (each.person_id, each.party) == (person.pk, HOST)), None
    )


def visit_talk(request, pk, day):
    visit, seats = reach_talks(request, pk)
    day = read(day)
    if day not in visit.days:
        raise Http404
    if day not in days_until_today(visit):
        raise NotYet([NOT_COME], visit)
    mine = {
        each.participant_id: each for each in TalkAnswer.objects.filter(participant__in=[s for _p, s in seats], day=day)
    }
    carried = next((each for each in mine.values() if each.is_carried), None)
    form = DayForm(request.POST or None, answer=carried)
    if request.method == "POST" and form.is_valid():
        carry(seats, day, form.said, request.user)
        messages.success(request, _("Kept. Each intern can read it when they have answered too."))
        return redirect("visit-talk", pk, day)
    rows = [(placement, mine.get(me.pk)) for placement, me in seats]
    heading = _("The talk of %(day)s") % {"day": say_weekday(day)}
    shown = {"heading": heading, "visit": visit, "day": day, "form": form, "rows": rows, "is_kept": carried is not None}
    return render(request, "reflections/pages/visit_talk.html", shown | reminders(visit, request.user))


@transaction.atomic
def carry(seats, day, said, person):
    """To each intern to whom the host has said nothing of the day in words of its own; to all of them, or to none."""
    for placement, me in seats:
        with placement.doing(person, "talk"):
            TalkAnswer.objects.answer(me, day, said, is_carried=True)


@require_POST
def visit_talk_reminders(request, pk):
    visit, _seats = reach_talks(request, pk)
    messages.info(request, choose_reminders(visit, request.user, request.POST.get("until")))
    return redirect(visit)
