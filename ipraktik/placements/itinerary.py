"""The itinerary: the days of a visit, row by row. Added, changed, copied and taken out with plain forms."""

from dataclasses import dataclass
from datetime import time

from django import forms as django_forms
from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ipraktik.kit import fields, forms
from ipraktik.kit.access import reach
from ipraktik.kit.lifecycle import NotYet
from ipraktik.placements.changing import terms_of
from ipraktik.placements.frame import page, plan_for
from ipraktik.placements.models import ItineraryItem, Placement

SHARED, OWN = "plan", "plan-own"


class ClockField(django_forms.TimeField):
    """A time of day as people write it: 9, 9.30, 9:30, kl. 9."""

    widget = django_forms.TextInput(attrs={"class": "input-char-8", "inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {"invalid": gettext_lazy("Write the time as 9.30.")}

    def to_python(self, value):
        if isinstance(value, str):
            value = value.lower().replace("kl", "").strip(" .").replace(".", ":")
            value = f"{value}:00" if value.isdigit() else value
        return super().to_python(value)

    def prepare_value(self, value):
        return time_format(value, "H.i") if isinstance(value, time) else value


class RowForm(forms.Form):
    day = fields.Select(label=gettext_lazy("Day"), missing=gettext_lazy("Choose a day of the visit."))
    starts = ClockField(label=gettext_lazy("From"), required=False)
    ends = ClockField(label=gettext_lazy("To"), required=False)
    what = fields.TextField(
        label=gettext_lazy("What"),
        help_text=gettext_lazy("Say it as you would to a guest: “Morning meeting in the pay team”."),
        missing=gettext_lazy("Write what happens."),
        max_length=300,
    )
    where = fields.TextField(label=gettext_lazy("Where"), required=False)
    with_whom = fields.TextField(label=gettext_lazy("With whom"), required=False)
    only_one = fields.Tick(label=gettext_lazy("Only for this intern"), required=False)

    def __init__(self, *args, placement, plan, item=None, **kwargs):
        self.placement, self.plan, self.item = placement, plan, item
        super().__init__(*args, initial=stands(item) if item else kwargs.pop("initial", None), **kwargs)
        days = [("", _("Choose a day"))] if len(placement.visit.days) > 1 else []
        self.fields["day"].choices = [*days, *((day.isoformat(), day_name(day)) for day in placement.visit.days)]
        if not plan.shared or placement.visit.standing().count() < 2:
            del self.fields["only_one"]  # it is one's own in any case, or there is only one

    def clean(self):
        given = super().clean()
        if given.get("starts") and given.get("ends") and given["ends"] <= given["starts"]:
            self.add_error("ends", _("It ends before it begins. Correct one of the times."))
        return given

    def save(self):
        given = dict(self.cleaned_data)
        given.pop("only_one", None)
        given.pop("not_personal_number", None)
        item = self.item or ItineraryItem(visit=self.placement.visit)
        for name, value in given.items():
            setattr(item, name, value)
        item.placement = self.placement if self.is_own else None
        item.save()
        return item

    @property
    def is_own(self):
        """Is it for this intern alone?"""
        as_it_was = self.item.placement_id is not None if self.item else not self.plan.shared
        return self.cleaned_data.get("only_one", as_it_was)

    @property
    def rights(self):
        """What one must still be allowed when it is written: the plan of all, where others see the row or have seen it."""
        others_see_it = not self.is_own or (self.item and self.item.placement_id is None)
        return (OWN, SHARED) if others_see_it else (OWN,)


def stands(item):
    names = ("starts", "ends", "what", "where", "with_whom")
    known = {name: getattr(item, name) for name in names}
    return known | {"day": item.day.isoformat(), "only_one": item.placement_id is not None}


def day_name(day):
    return f"{date_format(day, 'l')} {date_format(day, 'MONTH_DAY_FORMAT')}"


@dataclass
class Day:
    date: object
    items: list
    outside: bool = False

    @property
    def overlaps(self):
        """Rows that begin before the one above has ended."""
        timed = [item for item in self.items if item.starts]
        pairs = zip(timed, timed[1:], strict=False)
        return {later.pk for before, later in pairs if before.ends and later.starts < before.ends}


def days_of(placement):
    """Each day of the visit with its rows; then days that are no longer part of it but still have rows."""
    rows = placement.visit.itinerary_for(placement)
    inside = [Day(day, [row for row in rows if row.day == day]) for day in placement.visit.days]
    stray = sorted({row.day for row in rows} - set(placement.visit.days))
    return inside + [Day(day, [row for row in rows if row.day == day], outside=True) for day in stray]


def placement_itinerary(request, pk):
    placement = reach(request, Placement.objects.for_page(), pk=pk)
    plan = plan_for(placement, request.user)
    if request.method == "POST" and not plan.own:
        placement.demand(request.user, OWN)
    form = form_for(request, placement, plan) if plan.own and placement.visit.has_days else None
    if request.method == "POST" and form and form.is_valid() and kept(request, placement, form):
        return redirect("placement-itinerary", pk)
    shown = page(placement, request.user, "placement-itinerary", form=form, plan=plan, days=days_of(placement))
    return render(request, "placements/pages/itinerary.html", shown)


def form_for(request, placement, plan):
    return RowForm(request.POST or None, placement=placement, plan=plan, initial={"day": request.GET.get("day")})


def kept(request, placement, form):
    """Whether the row was written; else the form says what has come between."""
    try:
        with terms_of(placement, request, *form.rights):
            item = form.save()
    except NotYet as refusal:
        form.add_error(None, refusal.sentences)
        return False
    messages.success(request, _("“%(what)s” is in the itinerary.") % {"what": item.what})
    return True


def reach_row(request, pk, item):
    """The placement, a row of it that this person may change, and by which right. Raises Http404, PermissionDenied
    or NotYet."""
    placement = reach(request, Placement.objects.for_page(), OWN, pk=pk)
    row = get_object_or_404(placement.visit.items.filter(Q(placement=None) | Q(placement=placement)), pk=item)
    right = OWN if row.placement_id else SHARED
    placement.demand(request.user, right)
    return placement, row, right


def placement_itinerary_row(request, pk, item):
    placement, row, _right = reach_row(request, pk, item)
    plan = plan_for(placement, request.user)
    form = RowForm(request.POST or None, placement=placement, plan=plan, item=row)
    if request.method == "POST" and form.is_valid() and kept(request, placement, form):
        return redirect("placement-itinerary", pk)
    shown = page(placement, request.user, "placement-itinerary", form=form, item=row)
    return render(request, "placements/pages/itinerary_row.html", shown)


@require_POST
def placement_itinerary_remove(request, pk, item):
    placement, row, right = reach_row(request, pk, item)
    with terms_of(placement, request, right):
        row.delete()
    messages.success(request, _("“%(what)s” is taken out.") % {"what": row.what})
    return redirect("placement-itinerary", pk)


@require_POST
def placement_itinerary_copy(request, pk):
    """The shared rows of one day (or one's own, where only those are open) on another day as well."""
    placement = reach(request, Placement.objects.for_page(), OWN, pk=pk)
    days = {day.isoformat(): day for day in placement.visit.days}
    source, target = days.get(request.POST.get("from")), days.get(request.POST.get("to"))
    if source is None or target is None or source == target:
        messages.warning(request, _("Choose another day of the visit to copy to."))
        return redirect("placement-itinerary", pk)
    is_shared = placement.may(request.user, SHARED)
    with terms_of(placement, request, SHARED if is_shared else OWN):
        placement.visit.copy_day(source, target, placement, shared=is_shared)
    messages.success(request, _("%(day)s is copied.") % {"day": day_name(source).capitalize()})
    return redirect("placement-itinerary", pk)
