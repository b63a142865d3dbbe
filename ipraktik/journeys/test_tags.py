from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone
from django.utils.translation import override

from ipraktik import cast as the_cast
from ipraktik.journeys.tags import key_of, step
from ipraktik.placements.models import Placement
from ipraktik.programme import programme


def say(template, **context):
    with override("en"):
        drawn = engines["django"].from_string("{% load journey %}" + template)
        return BeautifulSoup(drawn.render(context, RequestFactory().get("/")), "html.parser")


def card(placement, days_ago=0):
    visit = placement.visit
    if days_ago is not None:
        visit.first_day = timezone.localdate() - timedelta(days=days_ago)
        visit.last_day = visit.first_day + timedelta(days=1)
        visit.save()
    return say("{% travel_card placement %}", placement=Placement.objects.for_page().get(pk=placement.pk))


def stops(page):
    return [(stop.get_text(" ", strip=True), " ".join(stop["class"])) for stop in page.select(".stops li")]


def test_a_card_says_from_where_to_where_and_who(cast):
    page = card(the_cast.placement(cast, "preparing"), days_ago=None)

    assert [place.get_text("|", strip=True) for place in page.select(".route dd")] == [
        "Lønkontoret|Aarhus Kommune",
        "Lønservice|Region Midt",
    ]
    assert [fact.get_text(strip=True) for fact in page.select(".travel-days dd")] == [
        "Not set yet",
        "Ida Lund",
        "Hanne Krogh",
    ]


@pytest.mark.parametrize(
    ("days_ago", "passed_and_here"),
    [
        (-9, [("Before", "here"), ("During", ""), ("After", "")]),
        (0, [("Before – passed", "passed"), ("During", "here"), ("After", "")]),
        (9, [("Before – passed", "passed"), ("During – passed", "passed"), ("After", "here")]),
    ],
)
def test_the_calendar_says_which_stops_are_passed(cast, days_ago, passed_and_here):
    assert stops(card(the_cast.placement(cast, "agreed"), days_ago)) == passed_and_here


def test_a_journey_that_was_called_off_has_no_stops(cast):
    assert stops(card(the_cast.placement(cast, "cancelled"))) == []


@pytest.mark.parametrize(
    ("state", "stamped"), [("suggested", False), ("agreed", True), ("completed", True), ("declined", False)]
)
def test_only_what_stands_is_stamped(cast, state, stamped):
    stamp = card(the_cast.placement(cast, state), days_ago=None).select_one(".stamp")

    assert ("party-host" in stamp["class"]) is stamped


def test_ten_cards_ask_no_more_than_one(cast, django_assert_num_queries):
    placement = Placement.objects.for_page().get(pk=the_cast.placement(cast, "agreed").pk)

    with django_assert_num_queries(0):
        say("{% for each in ten %}{% travel_card each %}{% endfor %}", ten=[placement] * 10)


@pytest.mark.parametrize(
    ("count", "most", "shade"), [(0, 9, "none"), (1, 9, "few"), (9, 9, "most"), (1, 1, "most"), (2, 4, "some")]
)
def test_more_places_make_a_darker_shade(count, most, shade):
    assert step(count, most) == shade


def test_the_key_names_only_the_shades_in_use():
    with override("en"):
        assert key_of(3) == [("none", "none"), ("some", "1"), ("many", "2"), ("most", "3")]


def test_the_map_leads_to_each_municipality_with_a_place_and_keeps_the_other_filters(settings):
    settings.ROOT_URLCONF = "ipraktik.journeys.test_tags"
    page = say('{% country_map counts "0751" "offers" query %}', counts={"0751": 1, "0101": 4}, query=[("q", "løn")])

    links = {link["aria-label"]: link["href"] for link in page.select("svg a")}
    assert links == {
        "Aarhus: 1 place": "/places/?q=l%C3%B8n&municipality=0751",
        "København: 4 places": "/places/?q=l%C3%B8n&municipality=0101",
    }
    assert [path.title.get_text() for path in page.select("path.chosen")] == ["Aarhus: 1 place"]
    assert len(page.select(".country-map path")) == len(programme().map.paths)


def test_a_programme_without_a_map_draws_none(monkeypatch):
    monkeypatch.setattr(type(programme()), "map", None)

    assert say("{% country_map counts %}", counts={}).get_text(strip=True) == ""


def urls():
    from django.urls import path

    return [path("places/", lambda request: None, name="offers")]


urlpatterns = urls()
