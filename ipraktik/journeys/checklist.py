"""The guide's advice for one's party and phase, as a list to tick off; and its questions."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ipraktik.guide.models import Tick
from ipraktik.journeys.situation import Situation, gathered
from ipraktik.kit.access import reach
from ipraktik.placements.models import Placement
from ipraktik.programme import programme


def checklist(situation):
    """What the part `_checklist.html` shows."""
    placement, party = situation.placement, situation.party
    return {
        "placement": placement,
        "advice": advice(situation) if placement.state in placement.RIGHTS["tick"].during else [],
        "questions": programme().guide_for(party, placement.phase, "question") if placement.state == "agreed" else [],
        "may_tick": placement.may(situation.person, "tick"),
    }


def advice(situation):
    """(entry, whether it is ticked, the page where one does it)."""
    left = {entry.key for entry in situation.advice_left}
    entries = programme().guide_for(situation.party, situation.placement.phase, "advice")
    return [(entry, entry.key not in left, page_of(entry)) for entry in entries]


def page_of(entry):
    pages = {
        "expectations": "placement-expectations",
        "itinerary": "placement-itinerary",
        "practical": "placement-practical",
        "agreement": "placement-agreement",
    }
    return pages.get(entry.acts, "")


@require_POST
def placement_tick(request, pk, key):
    placement = reach(request, Placement.objects, "tick", pk=pk)
    me = placement.participant(request.user)
    if key not in {entry.key for entry in programme().guide if (entry.party, entry.kind) == (me.party, "advice")}:
        raise Http404
    Tick.objects.toggle(me, key)
    if "HX-Request" not in request.headers:
        return redirect(f"{placement.get_absolute_url()}#advice")
    fresh = Situation(gathered(Placement.objects).get(pk=pk), request.user)
    return render(request, "journeys/pages/_checklist.html", checklist(fresh))
