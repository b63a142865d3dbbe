"""Whose agreement each term is, written by hand; what is substance in it, and what is only a correction."""

import pytest

from ipraktik import cast as the_cast
from ipraktik.agreements import terms
from ipraktik.agreements.changes import changes
from ipraktik.agreements.terms import AGREEMENT, CONFIDENTIALITY, TERMS
from ipraktik.placements.models import Placement

GRID = """
term               intern host sender
intern               +     +     +
intern_workplace     +     +     +
host_workplace       +     +     +
sender_manager       .     .     .
days                 +     +     +
itinerary            +     +     .
contacts             +     +     .
intern_goal          +     +     .
host_goal            +     +     .
sender_goal          .     .     +
meet                 +     +     .
practical            +     +     .
follow_up            +     +     +
additions            +     +     +
special_terms        +     +     +
small_print          +     +     +
words                +     +     +
"""


def test_each_term_concerns_those_whose_agreement_it_is():
    rows = [line.split() for line in GRID.strip().splitlines()[1:]]
    expected = {
        key: {party for party, mark in zip(("intern", "host", "sender"), marks, strict=True) if mark == "+"}
        for key, *marks in rows
    }

    assert {term.key: set(term.concerns) for term in TERMS[AGREEMENT]} == expected


def test_the_declaration_is_between_intern_and_host():
    assert terms.parties_to(CONFIDENTIALITY) == {"intern", "host"}
    assert terms.parties_to(AGREEMENT) == {"intern", "host", "sender"}


SOMEONE = {"id": 7, "name": "Ida Lund", "phone": ""}
OTHER = {"id": 8, "name": "Bo Winther", "phone": ""}


def digests(key, value):
    return terms.digests(AGREEMENT, {"contacts": [None, None], key: value})


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        ("intern", SOMEONE, SOMEONE | {"name": "Ida Lundh"}),
        ("intern", SOMEONE, SOMEONE | {"phone": "12345678"}),
        ("host_workplace", {"id": 1, "name": "Lønservise"}, {"id": 1, "name": "Lønservice"}),
        ("contacts", [SOMEONE, OTHER], [SOMEONE, OTHER | {"phone": "12345678"}]),
        ("contacts", [SOMEONE, OTHER], [OTHER, SOMEONE]),
        ("sender_manager", SOMEONE, OTHER),
    ],
)
def test_a_spelling_a_telephone_number_or_the_reserve_stepping_in_asks_nobody(key, before, after):
    assert digests(key, before) == digests(key, after)


@pytest.mark.parametrize(
    ("key", "before", "after", "asked"),
    [
        ("intern", SOMEONE, OTHER, {"intern", "host", "sender"}),
        ("days", ["2027-03-01"], ["2027-03-02"], {"intern", "host", "sender"}),
        ("itinerary", [["2027-03-01", "09:00", None, "A", "", ""]], [], {"intern", "host"}),
        ("contacts", [SOMEONE, None], [OTHER, None], {"intern", "host"}),
        ("sender_goal", [], ["Nye idéer"], {"sender"}),
        ("special_terms", "", "Ingen billeder.", {"intern", "host", "sender"}),
    ],
)
def test_what_changes_in_substance_asks_those_whom_it_concerns_and_no_others(key, before, after, asked):
    old, new = digests(key, before), digests(key, after)

    assert {party for party in old if old[party] != new[party]} == asked


@pytest.mark.django_db
def test_changes_stand_side_by_side_in_words_and_say_whether_they_are_corrections(cast):
    placement = the_cast.placement(cast, "preparing")
    the_cast.prepare(placement)
    placement = Placement.objects.for_page().get(pk=placement.pk)
    before = terms.read(AGREEMENT, placement)
    type(cast["hanne"]).objects.filter(pk=cast["hanne"].pk).update(phone="87 65 43 21")
    placement.visit.items.filter(day=placement.visit.first_day).update(what="Hils på holdet")
    after = terms.read(AGREEMENT, Placement.objects.for_page().get(pk=placement.pk))

    itinerary, contacts = changes(AGREEMENT, before, after)

    assert ("Følg en kollega" in itinerary.before[0], "Hils på holdet" in itinerary.after[0]) == (True, True)
    assert (contacts.before[0][-12:], contacts.after[0][-12:]) == (" Hanne Krogh", " 87 65 43 21")
    assert (itinerary.is_correction, contacts.is_correction) == (False, True)
    assert itinerary.concerns == {"intern", "host"}
