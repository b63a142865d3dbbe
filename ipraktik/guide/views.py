"""The guide, open to all: the advice and questions of each party and phase, and what a visit may lead to."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from ipraktik.people.parties import PARTIES, Phase
from ipraktik.programme import programme

HEADINGS = {Phase.BEFORE: _("Before the visit"), Phase.DURING: _("During the visit"), Phase.AFTER: _("After the visit")}


@dataclass(frozen=True)
class Column:
    """What one party is told in one phase."""

    party: object
    advice: list
    questions: list


@dataclass(frozen=True)
class Chapter:
    key: str
    heading: str
    columns: list


@login_not_required
def guide(request):
    chosen = [party for party in PARTIES if party == request.GET.get("party")] or PARTIES
    shown = {
        "chapters": [Chapter(phase, heading, columns(chosen, phase)) for phase, heading in HEADINGS.items()],
        "chosen": chosen[0] if len(chosen) == 1 else "",
        "parties": [programme().party(party) for party in PARTIES],
        "learning": programme().four_kinds_of_learning,
        "homecoming": programme().homecoming_steps,
        "travel_types": programme().travel_types.values(),
    }
    return render(request, "guide/pages/guide.html", shown)


def columns(parties, phase):
    def said(party, kind):
        return programme().guide_for(party, phase, kind)

    return [Column(programme().party(party), said(party, "advice"), said(party, "question")) for party in parties]
