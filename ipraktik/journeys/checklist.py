"""The guide for one's party and phase, as a list to tick off: what matters now first, and what one has added oneself."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ipraktik.guide.models import OwnItem, Tick
from ipraktik.guide.prompts import matter_now
from ipraktik.journeys.situation import Situation, gathered
from ipraktik.kit import fields, forms
from ipraktik.kit.access import reach
from ipraktik.placements.frame import page
from ipraktik.placements.models import Placement
from ipraktik.programme import programme

PAGES = {
    "expectations": "placement-expectations",
    "itinerary": "placement-itinerary",
    "practical": "placement-practical",
    "people": "placement-practical",
    "agreement": "placement-agreement",
    "place": "placement-place",
    "care": "placement-care",
    "department": "placement-department",
    "cover": "placement-cover",
    "notebook": "placement-notebook",
    "photos": "placement-photos",
    "talks": "placement-talks",
}


@dataclass(frozen=True)
class Line:
    """A piece of the guide as one party has it."""

    entry: object
    is_done: bool
    is_ticked: bool
    page: str  # where one does it

    @property
    def is_by_itself(self):
        """Done elsewhere on the site: there is nothing to tick."""
        return self.is_done and not self.is_ticked


def checklist(situation):
    """What the part `_checklist.html` shows."""
    placement = situation.placement
    lines = [line(situation, entry) for entry in situation.guide] if situation.has_checklist else []
    left = [each.entry for each in lines if not each.is_done]
    first = matter_now(left, placement.visit.days, timezone.localdate(), programme().country)
    rest = [each for each in lines if each.entry not in first]
    return {
        "placement": placement,
        "party": situation.party,
        "now": [each for each in lines if each.entry in first],
        "advice": [each for each in rest if each.entry.kind == "advice"],
        "questions": [each for each in rest if each.entry.kind == "question"],
        "own": [each for each in situation.me.own_items.all() if each.phase == placement.phase] if lines else [],
        "may_tick": placement.may(situation.person, "tick"),
    }


def line(situation, entry):
    is_ticked = entry.key in situation.ticked
    return Line(entry, situation.is_done(entry), is_ticked, PAGES.get(entry.acts, ""))


@require_POST
def placement_tick(request, pk, key):
    placement = reach(request, Placement.objects, "tick", pk=pk)
    me = placement.participant(request.user)
    if key not in {entry.key for entry in programme().guide_for_party(me.party)}:
        raise Http404
    Tick.objects.toggle(me, key)
    return as_it_stands(request, placement)


def as_it_stands(request, placement):
    if "HX-Request" not in request.headers:
        return redirect(f"{placement.get_absolute_url()}#advice")
    fresh = Situation(gathered(Placement.objects).get(pk=placement.pk), request.user)
    return render(request, "journeys/pages/_checklist.html", checklist(fresh))


class OwnItemForm(forms.Form):
    text = fields.TextField(
        label=gettext_lazy("What will you remember?"),
        help_text=gettext_lazy("Only you can see it."),
        missing=gettext_lazy("Write what you want to remember."),
        max_length=300,
    )


def placement_own_item(request, pk):
    """A page to add something to one's own checklist."""
    placement = reach(request, Placement.objects.for_page(), "tick", pk=pk)
    me = placement.participant(request.user)
    form = OwnItemForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and added(form, me, placement.phase):
        messages.success(request, _("It is on your list."))
        return redirect(f"{placement.get_absolute_url()}#advice")
    shown = page(placement, request.user, "placement", heading=_("Add to your list"), form=form)
    return render(request, "journeys/pages/own_item.html", shown)


def added(form, me, phase):
    """Whether there was room on the list; else the form says so, and keeps what was typed."""
    try:
        OwnItem.objects.add(me, phase, form.cleaned_data["text"])
    except ValidationError as full:
        form.add_error("text", full)
        return False
    return True


@require_POST
def placement_own_item_tick(request, pk, item):
    placement, mine = reach_own(request, pk, item)
    mine.toggle()
    return as_it_stands(request, placement)


@require_POST
def placement_own_item_remove(request, pk, item):
    placement, mine = reach_own(request, pk, item)
    mine.delete()
    return as_it_stands(request, placement)


def reach_own(request, pk, item):
    placement = reach(request, Placement.objects, "tick", pk=pk)
    return placement, get_object_or_404(OwnItem, pk=item, participant=placement.participant(request.user))
