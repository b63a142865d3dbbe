"""The follow-up: two short questions months later, about contact and change."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ipraktik.kit import fields, forms
from ipraktik.kit.access import reach
from ipraktik.kit.lifecycle import NotYet
from ipraktik.people.parties import HOST
from ipraktik.placements.models import Placement
from ipraktik.programme import programme
from ipraktik.reflections.advice_forms import OutcomesForm
from ipraktik.reflections.models import Advice, Pulse
from ipraktik.reflections.months import months_after, months_due


class FollowUpForm(forms.ModelForm):
    contact = fields.YesNo(
        label=gettext_lazy("Have you been in contact since the visit?"),
        missing=gettext_lazy("Choose whether you have been in contact."),
    )
    changed = fields.YesNo(
        label=gettext_lazy("Has anything changed at your workplace because of the visit?"),
        missing=gettext_lazy("Choose whether anything has changed."),
    )
    text = fields.FreeText(label=gettext_lazy("What has changed?"), required=False, rows=4)

    class Meta:
        model = Pulse
        fields = ["contact", "changed", "text"]


def placement_follow_up(request, pk, month):
    placement = reach(request, Placement.objects.for_page(), pk=pk)
    if month not in programme().rules.pulse_months:
        raise Http404
    me = placement.participant(request.user)
    mine = Pulse.objects.filter(participant=me, month=month).first() if me else None
    if mine and request.method == "POST":
        return redirect(request.path)  # the second click of two, after the first is kept
    form = form_for(request, placement, me, month) if mine is None else None
    advice = advice_to_ask_about(request, placement, me) if form else None
    filled = [each for each in (form, advice) if each]
    if form and request.method == "POST" and not wrong(filled):
        keep(placement, form, advice)
        messages.success(request, _("Thank you. The others can read it too."))
        return redirect(request.path)
    answers = Pulse.objects.visible_to(request.user).filter(participant__placement=placement, month=month)
    shown = {
        "placement": placement,
        "form": form,
        "advice": advice,
        "forms": filled[1:],
        "month": month,
        "answers": answers.select_related("participant__person"),
    }
    return render(request, "reflections/pages/follow_up.html", shown)


def form_for(request, placement, me, month):
    """The form; None for the office, who reads along. Raises NotYet where the month has not come."""
    if me is None and request.method == "POST":
        raise PermissionDenied
    if me is None:
        return None
    placement.demand(request.user, "follow-up")
    last_day = placement.visit.last_day
    if month not in months_due(last_day, programme().rules.pulse_months, timezone.localdate()):
        raise NotYet([_("We ask from %(day)s.") % {"day": date_format(months_after(last_day, month))}], placement)
    return FollowUpForm(request.POST or None, instance=Pulse(participant=me, month=month))


def wrong(filled):
    """The forms that are not filled in rightly; each is looked at, so that all is said at once."""
    return [each for each in filled if not each.is_valid()]


def advice_to_ask_about(request, placement, me):
    """Who speaks for the host is asked again about each piece that was put off; None where there is none."""
    if me.party != HOST:
        return None
    seen = Advice.objects.filter(placement=placement).visible_to(request.user)
    later = list(seen.filter(outcome=Advice.Outcome.LATER))
    return OutcomesForm(request.POST or None, pieces=later, all_now=True) if later else None


def keep(placement, form, advice=None):
    """Once each: what came first stands."""
    pulse = form.instance
    with placement.doing(pulse.participant.person, "follow-up"):
        if not Pulse.objects.filter(participant=pulse.participant, month=pulse.month).exists():
            form.save()
            placement.record("follow-up", pulse.participant.person, month=pulse.month)
            if advice:
                Advice.objects.answer(placement, pulse.participant.person, advice.answers)
