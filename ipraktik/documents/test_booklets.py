"""The booklet of each party: complete, tagged, in both languages; and one's own ticks and items in one's own."""

import pytest
from django.urls import reverse

from ipraktik import cast as the_cast
from ipraktik.documents.booklets import general, own_sheet
from ipraktik.documents.test_papers import words
from ipraktik.documents.test_sheet import catalogue, headings
from ipraktik.people.parties import PARTIES
from ipraktik.programme import programme

pytestmark = pytest.mark.django_db


def squeezed(text):
    return "".join(text.split()).replace("-", "")


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("party", PARTIES)
def test_it_says_all_that_the_guide_says_to_the_party(party, language):
    pdf = general(party, language, "today")

    said = squeezed(words(pdf))
    missing = [e.key for e in programme().guide_for_party(party) if squeezed(e.text.in_(language)) not in said]
    assert missing == []
    assert catalogue(pdf)["/Lang"] == language
    assert [role for role, _title in headings(pdf)].count("/H1") == 1


def test_anyone_gets_one_and_nobody_gets_one_for_an_unknown_party(client):
    answers = [client.get(reverse("guide-booklet", args=[party])) for party in (*PARTIES, "coordinator")]

    assert [(a.status_code, a["Content-Type"].split(";")[0]) for a in answers] == [
        *[(200, "application/pdf")] * 3,
        (404, "text/html"),
    ]


def test_ones_own_bears_ones_ticks_and_items_and_nobody_elses(cast):
    placement = the_cast.placement(cast, "agreed")
    ida, hanne = (placement.participants.get(person=cast[who]) for who in ("ida", "hanne"))
    ida.ticks.create(key="study-the-place")
    ida.own_items.create(phase="before", text="Gummistøvler")
    hanne.own_items.create(phase="before", text="Køb kage")

    mine = own_sheet(placement, ida)["chapters"][0]

    study = next(str(e.text) for e in programme().guide if e.key == "study-the-place")
    assert [text for text, _why, tick in mine["advice"] if tick] == [study]
    assert [text for text, _why, _tick in mine["own"]] == ["Gummistøvler"]
