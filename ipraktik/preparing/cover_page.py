"""The page of the cover at home, for intern and sender; and the page that their colleagues see by its address."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ipraktik.kit import fields, forms
from ipraktik.kit.access import reach
from ipraktik.kit.lifecycle import NotYet
from ipraktik.kit.privacy import discreet
from ipraktik.people.forms import languages
from ipraktik.placements.frame import page
from ipraktik.placements.models import Placement
from ipraktik.preparing.away import named_tasks, out_of_office
from ipraktik.preparing.cover import (
    MOST_TASKS,
    ColleaguesPage,
    CoverTask,
    goals_at_home,
    homecoming_of,
    set_homecoming,
)
from ipraktik.programme import programme

ENOUGH = gettext_lazy("There are many tasks here already. Take one out first.")


class TaskForm(forms.Form):
    what = fields.TextField(
        label=gettext_lazy("What must be handed over?"), missing=gettext_lazy("Write what must be handed over.")
    )
    who = fields.TextField(
        label=gettext_lazy("Who takes it?"),
        help_text=gettext_lazy("A name that your colleagues know."),
        required=False,
        max_length=120,
    )
    by = fields.DateField(label=gettext_lazy("Handed over by"), required=False)

    def save(self, placement, person):
        """Raises NotYet, PermissionDenied."""
        with placement.doing(person, "cover") as now:
            if now.cover_tasks.count() >= MOST_TASKS:
                raise NotYet([ENOUGH], now)
            return CoverTask.objects.create(
                placement=now, **{name: self.cleaned_data[name] for name in ("what", "who", "by")}
            )


class HomecomingForm(forms.Form):
    day = fields.DateField(
        label=gettext_lazy("The day of the talk"), missing=gettext_lazy("Write the day, as 23.11.2026.")
    )
    clock = fields.ClockField(label=gettext_lazy("At what time"))
    where = fields.TextField(label=gettext_lazy("Where"), required=False)

    def __init__(self, data=None, *, placement):
        self.placement, talk = placement, homecoming_of(placement)
        at = timezone.localtime(talk.starts_at) if talk else None
        stands = {"day": at.date(), "clock": at.strftime("%H.%M"), "where": talk.where} if at else {"clock": "9.00"}
        super().__init__(data, initial=stands, prefix="homecoming")

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day <= timezone.localdate() or day.year > timezone.localdate().year + 3:
            self.add_error("day", _("Write a day that is still to come."))
        return day

    @property
    def starts_at(self):
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["clock"], ZoneInfo(programme().timezone))

    def save(self, person):
        return set_homecoming(self.placement, self.starts_at, self.cleaned_data["where"], person)


def reach_cover(request, pk, right=None):
    """The placement, for those at home: to everyone else the page is not theirs."""
    placements = (
        Placement.objects.for_page().select_related("homecoming", "colleagues_page").prefetch_related("cover_tasks")
    )
    placement = reach(request, placements, right, pk=pk)
    if not placement.parties_of(request.user) & placement.RIGHTS["cover"].by:
        raise PermissionDenied
    return placement


@never_cache
def placement_cover(request, pk):
    placement = reach_cover(request, pk)
    what = None
    if request.method == "POST":
        what = "homecoming" if "homecoming-day" in request.POST else "task"
        placement.demand(request.user, "cover")
    task = TaskForm(request.POST if what == "task" else None)
    talk = HomecomingForm(request.POST if what == "homecoming" else None, placement=placement)
    if what == "task" and kept(request, task, lambda: task.save(placement, request.user)):
        return redirect(reverse("placement-cover", args=[pk]) + "#tasks")
    if what == "homecoming" and kept(request, talk, lambda: talk.save(request.user)):
        return redirect(reverse("placement-cover", args=[pk]) + "#homecoming")
    return shown(request, placement, task=task, talk=talk)


def kept(request, form, save):
    if not form.is_valid():
        return False
    try:
        save()
    except NotYet as refusal:
        form.add_error(None, refusal.sentences)
        return False
    messages.success(request, _("Saved."))
    return True


def shown(request, placement, address="", task=None, talk=None):
    more = {
        "task": task or TaskForm(),
        "talk": talk or HomecomingForm(placement=placement),
        "tasks": placement.cover_tasks.all(),
        "homecoming": homecoming_of(placement),
        "goals": goals_at_home(placement),
        "texts": texts(placement),
        "address": address,
        "shared": getattr(placement, "colleagues_page", None),
        "may_write": placement.may(request.user, "cover"),
    }
    return render(request, "preparing/pages/cover.html", page(placement, request.user, "placement-cover", **more))


def texts(placement):
    names = dict(languages())
    return [(code, names[code], text) for code, text in out_of_office(placement).items()]


@require_POST
def placement_cover_task(request, pk, task):
    """Ticked off, or taken out."""
    placement = reach_cover(request, pk, "cover")
    found = get_object_or_404(placement.cover_tasks.all(), pk=task)
    if "remove" in request.POST:
        found.delete()
        messages.success(request, _("“%(what)s” is taken out.") % {"what": found.what})
    else:
        found.toggle()
    return redirect(reverse("placement-cover", args=[pk]) + "#tasks")


@require_POST
@never_cache
def placement_cover_share(request, pk):
    """The address is shown once, when it is made: only its hash is kept."""
    placement = reach_cover(request, pk, "cover")
    if "stop" in request.POST:
        ColleaguesPage.objects.filter(placement=placement).delete()
        messages.success(request, _("The address no longer works."))
        return redirect("placement-cover", pk)
    token = ColleaguesPage.objects.make(placement)
    fresh = reach_cover(request, pk)
    return shown(request, fresh, address=settings.SITE_URL + reverse("away", args=[token]))


@login_not_required
@require_safe
@never_cache
def away(request, token):
    """Who answers for what, and until when: for colleagues, without a name in the address."""
    found = ColleaguesPage.objects.find(token)
    if found is None:
        return discreet(render(request, "preparing/pages/away_over.html", status=404))
    placement = found.placement
    context = {"who": placement.wish.intern, "visit": placement.visit, "tasks": named_tasks(placement)}
    return discreet(render(request, "preparing/pages/away.html", context))
