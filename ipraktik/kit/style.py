"""Every part of the look on one page, for who builds pages and for the tests. Only where a developer or a demo runs."""

from datetime import date, datetime
from types import SimpleNamespace as Thing

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from . import fields, forms
from .tags import Button

KINDS = [("tourist", "Turist"), ("business_traveller", "Forretningsrejsende"), ("adventurer", "Eventyrer")]
PARTIES = [("intern", "praktikant"), ("host", "vært"), ("sender", "afgivende"), ("coordinator", "koordinator")]
EVENTS = [
    ("intern", 3, "Ida Lund skrev et praktikønske."),
    ("sender", 5, "Signe Dahl sagde ja til ønsket."),
    ("host", 9, "Hanne Krogh sagde ja til forslaget."),
    ("", 12, "Vi mindede om aftalen."),
]


class StyleForm(forms.Form):
    name = fields.TextField(label="Navn", missing="Skriv dit navn.")
    email = fields.EmailField(label="E-mail", help_text="Den, du læser på arbejdet.", missing="Skriv din e-mail.")
    why = fields.FreeText(label="Hvorfor vil du af sted?", max_length=500, missing="Skriv, hvad du vil se eller lære.")
    kind = fields.OneOf(label="Hvordan rejser du?", choices=KINDS, missing="Vælg en rejsetype.")
    areas = fields.SomeOf(label="Fagområder", choices=[("pay", "Løn"), ("care", "Pleje")], required=False)
    region = fields.Select(label="Region", choices=[("", "Vælg"), ("n", "Nordjylland")], required=False)
    first = fields.DateField(label="Første dag", help_text="For eksempel 23.11.2026.")
    weeks = fields.WeeksField(label="Uger", help_text="For eksempel 37-39, 45.", required=False)
    seats = fields.WholeNumber(label="Pladser", at_least=1, at_most=3, missing="Skriv hvor mange.")
    again = fields.YesNo(label="Vil du af sted igen?", required=False)
    list = fields.UploadField(label="Fil", endings=(".csv", ".xlsx"), required=False)
    agreed = fields.Tick(label="Jeg har læst det med småt.", missing="Sæt hak, når du har læst det med småt.")


def buttons():
    not_over = ["Besøget er ikke forbi endnu."]
    return [
        Button("sign", "Skriv under", "#next", [], "primary", asks_first=True),
        Button("cancel", "Aflys", "#next", [], "warning", asks_first=True),
        Button("confirm", "Bekræft at det fandt sted", "#next", not_over, "secondary", asks_first=False),
    ]


def placement(state="agreed", label="aftalt", phase="during"):
    wish = Thing(intern="Ida Lund", workplace=Place("Lønkontoret", "Aarhus Kommune"), travel_type="business_traveller")
    visit = Thing(first_day=date(2027, 5, 12), last_day=date(2027, 5, 14), contact="Hanne Krogh")
    offer = Thing(workplace=Place("Personaleafdelingen", "Rigsarkivet"))
    return Thing(wish=wish, visit=visit, offer=offer, state=state, state_label=label, phase=phase)


class Place(Thing):
    def __init__(self, name, organisation):
        super().__init__(name=name, organisation=organisation)

    def __str__(self):
        return self.name


def happened():
    return [
        Thing(party=party, sentence=sentence, at=timezone.make_aware(datetime(2027, 3, day, 9, 12)))
        for party, day, sentence in EVENTS
    ]


@login_not_required
def style(request):
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    shown = {
        "form": StyleForm(
            {"why": "Mit nummer er 010203-1234.", "first": "i morgen"} if "wrong" in request.GET else None
        ),
        "parties": PARTIES,
        "marks": [*KINDS, ("something_else", "Noget helt fjerde")],
        "buttons": buttons(),
        "placements": [placement(), placement("suggested", "foreslået", "before"), placement("declined", "afslået")],
        "events": happened(),
        "counts": {"0751": 9, "0101": 6, "0461": 3, "0851": 2, "0400": 1, "0561": 4},
    }
    return render(request, "style.html", shown)


urlpatterns = [path("style/", style, name="style")]
