"""The pages for anyone: the front page, the doors, the small print, and what the law asks us to tell."""

from collections import Counter
from dataclasses import dataclass, fields

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ipraktik.directory.models import Offer
from ipraktik.journeys.measures import measures
from ipraktik.programme import programme, text

# The programme's doors: whose each is, and the part of the page it leads to.
WAYS_IN = {"visit": ("intern", "visit"), "host": ("host", "host"), "my-employee": ("sender", "employee")}
KEPT = {
    "placements": _("Visits, with names: after the last day"),
    "wishes": _("Wishes that came to nothing: after they were closed"),
    "offers": _("Offers: after they were closed"),
    "notes": _("Notes: after the last day"),
    "colleagues": _("E-mail of a colleague who is named in an itinerary and is not a user, after the visit"),
    "photos": _("Photos, and who said yes to them: after the last day"),
    "letters": _("The text of our letters: after they were sent"),
    "links": _("Personal links: after they expired"),
    "persons": _("You: after you were last part of anything"),
    "imports": _("Rows of a file we read: after it was read"),
}


@dataclass(frozen=True)
class Door:
    key: str
    name: object
    text: object
    party: str
    url: str


def doors_of():
    for each in programme().why.doors:
        party, part = WAYS_IN.get(each.key, ("coordinator", each.key))
        yield Door(part, each.name, each.text, party, f"{reverse('doors')}#{part}")


@login_not_required
def front(request):
    counts = Counter(filter(None, Offer.objects.listed().values_list("workplace__municipality", flat=True)))
    shown = {"why": programme().why, "doors": list(doors_of()), "measures": measures(), "counts": dict(counts)}
    return render(request, "journeys/pages/front.html", shown | {"hosts": sum(counts.values())})


@login_not_required
def doors(request):
    shown = {"doors": {door.key: door for door in doors_of()}, "why": programme().why}
    return render(request, "journeys/pages/doors.html", shown | {"small_print": programme().small_print})


@login_not_required
def small_print(request):
    items = [(item, [programme().party(party) for party in item.carried_by]) for item in programme().small_print]
    return render(request, "journeys/pages/small_print.html", {"items": items})


@dataclass(frozen=True)
class Section:
    heading: object
    text: object


def told(name):
    """A page of the programme's own words: `title`, `lead`, then each `NAME` with its heading `NAME_heading`."""
    known = [key.removeprefix(f"{name}.") for key in programme().texts if key.startswith(f"{name}.")]
    if "title" not in known:
        raise Http404
    office = programme().office
    values = {"office": office.name, "email": office.email, "programme": programme().name}
    chapters = [key.removesuffix("_heading") for key in known if key.endswith("_heading")]
    return {
        "heading": text(f"{name}.title", **values),
        "lead": text(f"{name}.lead", **values),
        "sections": [
            Section(text(f"{name}.{key}_heading", **values), text(f"{name}.{key}", **values)) for key in chapters
        ],
    }


@login_not_required
def privacy(request):
    kept = programme().retention
    months = [(KEPT[field.name], getattr(kept, field.name)) for field in fields(kept) if field.name in KEPT]
    return render(request, "journeys/pages/privacy.html", told("privacy") | {"kept": months, "needs": kept.needs_days})


@login_not_required
def accessibility(request):
    return render(request, "journeys/pages/told.html", told("accessibility"))


@login_not_required
def contact(request):
    return render(request, "journeys/pages/contact.html", told("contact"))
