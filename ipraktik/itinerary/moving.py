"""Earlier, later, another day: by buttons or by dragging, both the same form. Neighbours change places, and nobody else."""

from datetime import time

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ipraktik.itinerary.forms import OWN, SHARED, demand_room
from ipraktik.itinerary.views import reach_row
from ipraktik.kit.lifecycle import NotYet
from ipraktik.placements.changing import terms_of

NO_FURTHER = gettext_lazy("It cannot be moved further that way on this day.")
NO_HOURS = gettext_lazy("Give it a time first. Then it can be moved earlier or later.")
NO_TIME_LEFT = gettext_lazy("There is no time left on that day. Make something shorter first.")
A_DAY = 24 * 60
STEPS = {"earlier": -1, "later": 1}


def exchanged(first, second):
    """Two rows' (starts, ends) when the second comes first: [the first's, the second's]. Nobody else is moved.

    Each keeps its length, and the pause between them stays; where they overlapped, one follows the other. None where
    the day is too short for that.
    """
    (begins, long_first), (follows, long_second) = measured(first), measured(second)
    pause = max(follows - begins - long_first, 0)
    later = begins + max(long_second + pause, 5)
    if later + long_first >= A_DAY:
        return None
    return [placed(later, long_first, first[1]), placed(begins, long_second, second[1])]


def measured(row):
    """(the minute it begins, how many it lasts)"""
    starts, ends = row
    begins = starts.hour * 60 + starts.minute
    return begins, (ends.hour * 60 + ends.minute - begins if ends else 0)


def placed(begins, length, had_end):
    starts, ends = divmod(begins, 60), divmod(begins + length, 60)
    return time(*starts), time(*ends) if had_end else None


def beside(item):
    """The rows of its day that somebody who has this one has too, in order."""
    rows = item.visit.items.filter(day=item.day, starts__isnull=False)
    if item.placement_id:
        rows = rows.filter(Q(placement=None) | Q(placement=item.placement_id))
    return list(rows.order_by("starts", "pk"))


def step(item, by):
    """Change places with the row before (-1) or after (1). Gives the rows that moved. Raises NotYet."""
    if item.starts is None:
        raise NotYet([NO_HOURS], item.visit)
    rows = beside(item)
    here = rows.index(item)
    if not 0 <= here + by < len(rows):
        raise NotYet([NO_FURTHER], item.visit)
    first, second = sorted((rows[here], rows[here + by]), key=rows.index)
    times = exchanged((first.starts, first.ends), (second.starts, second.ends))
    if times is None:
        raise NotYet([NO_TIME_LEFT], item.visit)
    for row, (starts, ends) in zip((first, second), times, strict=True):
        row.starts, row.ends, row.filled_at = starts, ends, None
        row.save(update_fields=["starts", "ends", "filled_at"])
    return first, second


def come_before(item, other):
    """Step by step until it stands right before the other row; at the end of the day, where there is no other."""
    moved = set()
    for _step in range(len(beside(item))):
        rows = beside(item)
        here, there = rows.index(item), rows.index(other) if other in rows else len(rows)
        if here == there - 1:
            break
        moved |= {*step(rows[here], -1 if there <= here else 1)}
    return moved


def to_day(item, day):
    """The same hours on another day. Raises NotYet."""
    demand_room(item.visit, day, item.placement_id)
    item.day, item.filled_at = day, None
    item.save(update_fields=["day", "filled_at"])
    return {item}


@require_POST
def placement_itinerary_move(request, pk, item):
    """`step` earlier or later; or another `day`; or, on the same day, right `before` another row (empty: at its end)."""
    placement, row, right = reach_row(request, pk, item)
    with terms_of(placement, request, right) as now:
        fresh = now.visit.items.get(pk=row.pk)
        moved = move(fresh, request.POST, {day.isoformat(): day for day in now.visit.days})
        if any(each.placement_id is None for each in moved):
            now.demand(request.user, SHARED)
        else:
            now.demand(request.user, OWN)
    messages.success(request, _("“%(what)s” is moved.") % {"what": row.what})
    return redirect(reverse("placement-itinerary", args=[pk]) + f"#row-{row.pk}")


def move(item, asked, days):
    """The rows that moved. Raises NotYet."""
    if asked.get("step") in STEPS:
        return step(item, STEPS[asked["step"]])
    day = days.get(asked.get("day", ""))
    if day is None:
        raise NotYet([_("Choose a day of the visit.")], item.visit)
    if day != item.day:
        return to_day(item, day)
    if item.starts is None:
        raise NotYet([NO_HOURS], item.visit)
    return come_before(item, next((row for row in beside(item) if str(row.pk) == asked.get("before")), None))
