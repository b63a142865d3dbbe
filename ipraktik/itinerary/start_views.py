"""Start from a sketch, or from an earlier visit: see it first, then fill the days that are empty; and take it out again."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ipraktik.itinerary.days import Day, interns_of, sees_all, with_rows
from ipraktik.itinerary.filling import drafts_for, empty_days, fill, undo
from ipraktik.itinerary.forms import SHARED
from ipraktik.itinerary.views import newest_fill
from ipraktik.kit.access import reach
from ipraktik.kit.lifecycle import NotYet
from ipraktik.placements.changing import terms_of
from ipraktik.placements.frame import page
from ipraktik.placements.models import Placement


def placement_itinerary_start(request, pk):
    placement = reach(request, Placement.objects.for_page(), SHARED, pk=pk)
    names = interns_of(placement.visit)
    if not placement.visit.has_days:
        raise NotYet([_("Set the days of the visit first.")], placement)
    drafts = drafts_for(placement, request.user, names)
    chosen = (request.POST or request.GET).get("from", "")
    draft = next((each for each in drafts if each.key == chosen), None)
    if request.method == "POST":
        return filled(request, placement, draft)
    if chosen and draft is None:
        raise Http404
    return render(request, "itinerary/pages/start.html", shown(request, placement, drafts, draft, names))


def shown(request, placement, drafts, draft, names):
    told = page(placement, request.user, "placement-itinerary", drafts=drafts, draft=draft)
    if draft is None:
        return told
    empty = empty_days(placement.visit)
    seen = names if sees_all(placement, request.user) else {}
    rows = [row for row in draft.items if seen or row.placement_id in (None, placement.pk)]
    days = [
        (Day(day, [row for row in rows if row.day == day], names=seen), day in empty) for day in placement.visit.days
    ]
    return told | {"days": days, "is_of_use": bool(empty & {row.day for row in draft.items})}


def filled(request, placement, draft):
    if draft is None:
        messages.warning(request, _("Choose a sketch first."))
        return redirect("placement-itinerary-start", placement.pk)
    with terms_of(placement, request, SHARED) as now:
        count = fill(now.visit, draft)
    if count:
        said = ngettext(
            "%(count)s row is written. Change it as you like.",
            "%(count)s rows are written. Change them as you like.",
            count,
        )
        messages.success(request, said % {"count": count})
    else:
        messages.warning(request, _("Every day has something already, so nothing was written."))
    return redirect("placement-itinerary", placement.pk)


@require_POST
def placement_itinerary_undo(request, pk):
    placement = reach(request, Placement.objects.for_page(), SHARED, pk=pk)
    with terms_of(placement, request, SHARED) as now:
        rows = newest_fill(with_rows(now).visit)
        undo(now.visit, [row.pk for row in rows])
    messages.success(request, _("It is taken out again. What you have changed since is still there."))
    return redirect("placement-itinerary", pk)
