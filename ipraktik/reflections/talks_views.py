"""The pages of the daily talk: all days, and one day with its questions, both answers and what they came to."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from ipraktik.kit.days import say_days, say_weekday
from ipraktik.kit.lifecycle import NotYet
from ipraktik.placements.frame import page
from ipraktik.reflections.conclusions import ConclusionForm, keep
from ipraktik.reflections.speaking import reach_as_speaker
from ipraktik.reflections.talks import TalkAnswer, TalkSnooze, morning_after, snooze
from ipraktik.reflections.talks_days import talks
from ipraktik.reflections.talks_forms import DayForm

NOT_COME = gettext_lazy("That day has not come yet.")
NOT_ASKED = gettext_lazy("You are not reminded of the daily talk at this visit.")
ASKED_AGAIN = gettext_lazy("You are reminded again at the end of each day.")
CHOOSE = gettext_lazy("Choose when you want to be reminded.")


@require_safe
def placement_talks(request, pk):
    placement = reach_as_speaker(request, pk, "talk")
    shown = page(placement, request.user, "placement-talks", talks=talks(placement, request.user))
    shown |= {"end_is_near": placement.visit.end_is_near, "snooze": snoozed(placement.visit, request.user)}
    return render(request, "reflections/pages/talks.html", shown)


def placement_talk(request, pk, day):
    placement = reach_as_speaker(request, pk, "talk")
    talk = talk_of(placement, request.user, read(day))
    concludes = request.method == "POST" and "conclusion" in request.POST
    form = DayForm(None if concludes else request.POST or None, answer=talk.mine)
    shared = ConclusionForm(request.POST if concludes else None, stands=talk.conclusion) if talk.is_open else None
    if request.method == "POST" and (
        concluded(request, placement, talk, shared) if concludes else answered(request, placement, talk, form)
    ):
        return redirect("placement-talk", pk, day)
    shown = page(placement, request.user, "placement-talks", talk=talk, form=form, shared=shared)
    shown |= {"heading": _("The talk of %(day)s") % {"day": say_weekday(talk.day)}, "forms": [shared]}
    return render(request, "reflections/pages/talk.html", shown | reminders(placement.visit, request.user))


def read(day):
    try:
        return date.fromisoformat(day)
    except ValueError as wrong:
        raise Http404 from wrong


def talk_of(placement, person, day):
    """The talk of a day of the visit. Raises Http404; NotYet where the day has not come."""
    found = {each.day: each for each in talks(placement, person)}
    if day in placement.visit.days and day not in found:
        raise NotYet([NOT_COME], placement)
    if day not in found:
        raise Http404
    return found[day]


def answered(request, placement, talk, form):
    if not form.is_valid():
        return False
    with placement.doing(request.user, "talk"):
        TalkAnswer.objects.answer(talk.me, talk.day, form.said)
    now = talk_of(placement, request.user, talk.day)
    messages.success(request, _("Thank you. Now you see both.") if now.is_open else _("Kept. Only you can read it."))
    return True


def concluded(request, placement, talk, form):
    """Nobody concludes a talk they cannot read."""
    if form is None:
        raise NotYet([_("Answer first. When both have answered, you can write what you came to.")], placement)
    if not form.is_valid() or not keep(placement, request.user, "talk", form, talk.day):
        return False
    messages.success(request, _("Kept. Both of you can read it."))
    return True


# reminders


def snoozed(visit, person):
    return TalkSnooze.objects.filter(visit=visit, person=person).first()


def reminders(visit, person):
    """What one may choose about the reminders; the morning only of the day that is today."""
    today, found = timezone.localdate(), snoozed(visit, person)
    return {
        "snooze": found,
        "is_silent": bool(found and found.is_silent(timezone.now())),
        "morning": morning_after(visit, today) if today in visit.days else None,
        "asks": timezone.localdate() <= visit.last_day,
    }


@require_POST
def placement_talk_reminders(request, pk):
    placement = reach_as_speaker(request, pk, "talk")
    messages.info(request, choose_reminders(placement.visit, request.user, request.POST.get("until")))
    return redirect("placement-talks", pk)


def choose_reminders(visit, person, until):
    """Put it off until a morning, for the whole visit, or not at all: what was done, in a sentence."""
    today = timezone.localdate()
    if until == "morning" and today in visit.days:
        return _("We remind you on %(day)s in the morning.") % {
            "day": say_days(timezone.localdate(snooze(visit, person, today).until))
        }
    if until == "visit":
        snooze(visit, person)
        return NOT_ASKED
    if until == "again":
        TalkSnooze.objects.filter(visit=visit, person=person).delete()
        return ASKED_AGAIN
    return CHOOSE
