"""The itinerary to carry along: all of it on one page, in both languages, and nobody else's rows."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ipraktik import cast as the_cast
from ipraktik.documents.itinerary_page import itinerary_page
from ipraktik.documents.test_papers import opened, words
from ipraktik.documents.test_sheet import catalogue, headings
from ipraktik.placements.models import Placement

pytestmark = pytest.mark.django_db
MONDAY = the_cast.soon(70)
LONG = "Vagtskiftet fra alle sider, med dem, der går, og dem, der kommer"


def with_rows(cast, days, rows):
    """Ida's preparing visit with so many rows on each of its days."""
    placement = the_cast.placement(cast, "preparing")
    placement.visit.set_days(MONDAY, MONDAY + timedelta(days=days - 1))
    for day in placement.visit.days:
        for number in range(rows):
            placement.visit.items.create(
                day=day, starts=f"{6 + number // 2:02}:{number % 2 * 30:02}", kind="shadow", what=f"{LONG} {number}",
                where="Plads 3", with_whom="Tove",
            )  # fmt: skip
    return Placement.objects.for_page().get(pk=placement.pk)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(("days", "rows"), [(2, 1), (2, 12), (3, 12), (5, 12), (5, 30)])
def test_all_of_it_stands_on_one_tagged_page(cast, days, rows, language):
    placement = with_rows(cast, days, rows)
    working = len(placement.visit.days)  # a holiday may lie between
    pdf = itinerary_page(placement, language)

    assert len(opened(pdf).pages) == 1
    assert (catalogue(pdf)["/Lang"], bool(catalogue(pdf)["/MarkInfo"]["/Marked"])) == (language, True)
    assert [role for role, _title in headings(pdf)] == ["/H1", *["/H2"] * working]
    assert words(pdf).count("Plads 3") == working * rows


def test_another_interns_rows_stand_in_theirs_alone(cast):
    mine = with_rows(cast, 2, 1)
    wish = the_cast.wish(cast, intern="bo")
    theirs = the_cast.placement(cast, "preparing", wish_=wish, offer_=mine.offer, visit=mine.visit)
    mine.visit.items.create(day=MONDAY, what="Fejltavlen", placement=mine)
    mine.visit.items.create(day=MONDAY, what="Vikartimer", placement=theirs)
    pages = [words(itinerary_page(Placement.objects.for_page().get(pk=each.pk), "da")) for each in (mine, theirs)]

    assert [[what in page for what in ("Plads 3", "Fejltavlen", "Vikartimer")] for page in pages] == [
        [True, True, False],
        [True, False, True],
    ]


def test_a_visit_without_days_says_so_and_an_unknown_language_is_not_there(client, cast):
    placement = the_cast.placement(cast, "preparing")
    client.force_login(cast["ida"])
    without_days, unknown = (
        client.get(reverse("placement-itinerary-print", args=[placement.pk, language]), follow=True)
        for language in ("en", "xx")
    )

    assert "The days of the visit are not set." in without_days.content.decode()
    assert unknown.status_code == 404
