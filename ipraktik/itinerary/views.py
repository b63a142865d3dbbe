"""The itinerary: the days of a visit, row by row. Added, changed, copied and taken out with plain forms."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ipraktik.itinerary.days import days_of, interns_of, say_goals, sees_all, with_rows
from ipraktik.itinerary.filling import copy_day
from ipraktik.itinerary.forms import COLLEAGUES, OWN, SHARED, ColleaguesForm, RowForm, name_colleagues
from ipraktik.itinerary.looking import worth_a_look
from ipraktik.kit.access import reach
from ipraktik.kit.days import say_weekday
from ipraktik.kit.lifecycle import NotYet
from ipraktik.placements.changing import terms_of
from ipraktik.placements.frame import page, plan_for
from ipraktik.placements.models import Goal, Placement
from ipraktik.programme import programme

MAY_UNDO = timedelta(days=1)


def placement_itinerary(request, pk):
    placement = reach(request, Placement.objects.for_page(), pk=pk)
    plan, names = plan_for(placement, request.user), interns_of(placement.visit)
    if request.method == "POST":
        (demand_hand if placement.visit.has_days else Placement.demand)(placement, request.user, OWN)
    is_asked = plan.own or request.method == "POST"
    form = form_for(request, placement, plan, names) if is_asked and placement.visit.has_days else None
    if request.method == "POST" and form and form.is_valid() and kept(request, placement, form):
        return redirect("placement-itinerary", pk)
    return render(request, "itinerary/pages/itinerary.html", shown(request, placement, plan, names, form))


def shown(request, placement, plan, names, form):
    days = days_of(with_rows(placement), names if sees_all(placement, request.user) else None)
    goals = Goal.objects.shared_in(placement)
    say_goals(days, goals)
    return page(placement, request.user, "placement-itinerary", form=form, plan=plan, days=days) | {
        "looks": worth_a_look(placement, request.user, names, days, goals) if plan.own else [],
        "has_empty_days": any(not day.items for day in days),
        "fill": newest_fill(placement.visit) if plan.shared else [],
        "prints": [(code, get_language_info(code)["name_local"]) for code in programme().languages],
        "may_name": placement.may(request.user, COLLEAGUES),
    }


def demand_hand(placement, person, right):
    """Is it theirs to do at all? Whether it may be done now is asked when it is written. Raises PermissionDenied."""
    if not placement.parties_of(person) & placement.RIGHTS[right].by:
        raise PermissionDenied


def newest_fill(visit):
    """The rows that the last press wrote, where that is lately and nobody has changed them."""
    filled = [item for item in visit.items.all() if item.filled_at and item.filled_at > timezone.now() - MAY_UNDO]
    newest = max((item.filled_at for item in filled), default=None)
    return [item for item in filled if item.filled_at == newest]


def form_for(request, placement, plan, names, item=None):
    initial = {"day": request.GET.get("day")}
    host = placement.may(request.user, COLLEAGUES)
    given = {"placement": placement, "plan": plan, "names": names, "host": host, "item": item}
    given["goals"] = Goal.objects.shared_in(placement)
    return RowForm(request.POST or None, initial=initial, **given)


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


def reach_row(request, pk, item, right=None, demand=Placement.demand):
    """The placement, a row of it that this person may change, and by which right. Raises Http404, PermissionDenied
    or NotYet."""
    placement = reach(request, Placement.objects.for_page(), pk=pk)
    demand(placement, request.user, right or OWN)
    row = get_object_or_404(placement.visit.items.filter(Q(placement=None) | Q(placement=placement)), pk=item)
    right = right or (OWN if row.placement_id else SHARED)
    demand(placement, request.user, right)
    return placement, row, right


def reach_row_typed(request, pk, item, right=None):
    """As `reach_row`; what was typed is refused, if it is, beside the words, once it is to be written."""
    return reach_row(request, pk, item, right, demand_hand if request.method == "POST" else Placement.demand)


def placement_itinerary_row(request, pk, item):
    placement, row, _right = reach_row_typed(request, pk, item)
    plan = plan_for(placement, request.user)
    form = form_for(request, placement, plan, interns_of(placement.visit), row)
    if request.method == "POST" and form.is_valid() and kept(request, placement, form):
        return redirect("placement-itinerary", pk)
    told = page(placement, request.user, "placement-itinerary", form=form, item=row)
    return render(request, "itinerary/pages/itinerary_row.html", told)


def placement_itinerary_colleagues(request, pk, item):
    placement, row, _right = reach_row_typed(request, pk, item, COLLEAGUES)
    form = ColleaguesForm(request.POST or None, item=row)
    if request.method == "POST" and form.is_valid() and named(request, placement, form):
        return redirect("placement-itinerary", pk)
    told = page(placement, request.user, "placement-itinerary", form=form, item=row)
    return render(request, "itinerary/pages/itinerary_colleagues.html", told)


def named(request, placement, form):
    """As `kept`."""
    try:
        with placement.doing(request.user, COLLEAGUES):
            name_colleagues(form.item, form.cleaned_data["colleagues"])
    except NotYet as refusal:
        form.add_error(None, refusal.sentences)
        return False
    messages.success(request, _("Saved. Those with an e-mail hear from us when the agreement is signed."))
    return True


@require_POST
def placement_itinerary_remove(request, pk, item):
    placement, row, right = reach_row(request, pk, item)
    with terms_of(placement, request, right):
        name_colleagues(row, [])
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
        copy_day(placement, source, target, shared=is_shared)
    messages.success(request, _("%(day)s is copied.") % {"day": say_weekday(source).capitalize()})
    return redirect("placement-itinerary", pk)
