"""The journey drawn: the travel card, what happened along the way, the map of hosts."""

from dataclasses import dataclass
from math import ceil
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ipraktik.people.parties import Phase
from ipraktik.programme import programme

register = template.Library()
STOPS = {Phase.BEFORE: gettext_lazy("Before"), Phase.DURING: gettext_lazy("During"), Phase.AFTER: gettext_lazy("After")}
UNDER_WAY = {"suggested", "preparing", "agreed", "completed"}
STEPS = ("none", "few", "some", "many", "most")


@dataclass(frozen=True)
class Stop:
    name: str
    passed: bool
    here: bool


@register.inclusion_tag("journeys/pages/_card.html")
def travel_card(placement, url="", level=2, reader=None):
    """A placement as a travel document. With an address it leads there; `level` is the heading's.

    Its title is whom the reader does not know yet: the host for the intern, the intern for the others."""
    is_mine = reader is not None and placement.wish.intern_id == reader.pk
    return {
        "placement": placement,
        "kind": programme().travel_types.get(placement.wish.travel_type),
        "stops": stops(placement.phase) if placement.state in UNDER_WAY else [],
        "stands": placement.state in {"agreed", "completed"},
        "url": url,
        "title": placement.offer.workplace if is_mine else placement.wish.intern,
        "level": level,
    }


def stops(phase):
    order = list(STOPS)
    now = order.index(phase)
    return [Stop(STOPS[each], number < now, number == now) for number, each in enumerate(order)]


@register.inclusion_tag("journeys/pages/_timeline.html")
def timeline(entries):
    """What happened: each entry has `at`, `sentence` and the `party` by whose hand."""
    return {"entries": entries}


@dataclass(frozen=True)
class Area:
    """A municipality on the map."""

    name: str
    drawn: str
    count: int
    step: str
    url: str
    chosen: bool

    @property
    def words(self):
        if not self.url:
            return f"{self.name}: {self.count}" if self.count else self.name
        return ngettext("%(name)s: %(count)s place", "%(name)s: %(count)s places", self.count) % {
            "name": self.name,
            "count": self.count,
        }


@register.inclusion_tag("journeys/pages/_map.html")
def country_map(counts, selected="", url_name="offers", query=None):
    """The programme's map, if it has one: {municipality code: number} as five shades, each with hosts a link.

    `query` holds the other filters, as (name, value) pairs; without `url_name` nothing is a link. The caller gives the
    same numbers as a table beside it.
    """
    drawn = programme().map
    if drawn is None:
        return {"areas": []}
    most, address = max(counts.values(), default=0), reverse(url_name) if url_name else ""
    areas = [
        area(code, path, counts.get(code, 0), most, address, query, selected) for code, path in drawn.paths.items()
    ]
    return {
        "view_box": drawn.view_box,
        "credit": drawn.credit,
        "areas": sorted(areas, key=lambda each: (each.chosen, each.name)),
        "key": key_of(most),
    }


def area(code, path, count, most, address, query, selected):
    place = programme().municipalities.get(code)
    link = f"{address}?{urlencode([*(query or []), ('municipality', code)])}" if count and address else ""
    return Area(place.name if place else code, path, count, step(count, most), link, code == selected)


def step(count, most):
    return STEPS[ceil(4 * count / most)] if count else STEPS[0]


def key_of(most):
    """(shade, what it stands for) for the shades in use."""
    spans = {}
    for count in range(1, most + 1):
        spans.setdefault(step(count, most), []).append(count)
    return [("none", _("none"))] + [(name, span_words(*{span[0], span[-1]})) for name, span in spans.items()]


def span_words(first, last=None):
    return f"{min(first, last)}–{max(first, last)}" if last else str(first)
