"""The pages for anyone: in both languages, and true to the figures."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ipraktik import cast as the_cast
from ipraktik.directory.models import Offer
from ipraktik.journeys.measures import FEWEST, measures
from ipraktik.placements.models import Placement
from ipraktik.programme import programme
from ipraktik.reflections.models import Evaluation, Pulse

pytestmark = pytest.mark.django_db


def page(client, name, language="da", query=""):
    client.cookies["language"] = language
    return BeautifulSoup(client.get(reverse(name) + query).content, "html.parser")


OPEN = ("front", "doors", "guide", "small-print", "privacy", "accessibility", "contact")


def headings(found):
    return [each.get_text(strip=True) for each in found.select("#main-content h1")]


TITLES = {
    "front": ("Tag et par dage på en anden arbejdsplads", "Spend a few days at another workplace"),
    "guide": ("Guide", "Guide"),
    "privacy": ("Persondata og cookies", "Privacy and cookies"),
    "accessibility": ("Tilgængelighedserklæring", "Accessibility statement"),
    "contact": ("Kontakt os", "Contact us"),
}


@pytest.mark.parametrize("name", TITLES)
def test_anyone_reads_them_in_both_languages(client, name):
    assert [headings(page(client, name, language)) for language in ("da", "en")] == [[title] for title in TITLES[name]]


def test_the_front_page_has_three_doors_and_six_stops(client):
    found = page(client, "front")

    assert [each["href"] for each in found.select(".door a")] == ["/start/#visit", "/start/#host", "/start/#employee"]
    assert len(found.select(".steps > li")) == len(programme().why.stops) == 6


def test_each_door_on_the_front_page_leads_to_a_part_that_is_there(client):
    parts = {each["id"] for each in page(client, "doors").select("section[id]")}

    assert {each["href"].partition("#")[2] for each in page(client, "front").select(".door a")} == parts


def test_the_doors_lead_into_the_one_process(client):
    links = [each["href"] for each in page(client, "doors").select("#main-content a.button")]

    assert links == [
        f"{reverse('wish-new')}?door=own_host",
        reverse("offers"),
        f"{reverse('wish-new')}?door=pool",
        reverse("offer-new"),
        f"{reverse('guide')}?party=sender",
    ]


def test_only_hosts_one_can_visit_are_counted(client, cast):
    the_cast.offer(cast)
    the_cast.offer(cast, "paused", at="Arkivet", of="Rigsarkivet")

    shown = page(client, "front", "en").select_one("#where").get_text(strip=True)

    assert (shown, Offer.objects.count()) == ("1 place you can visit", 2)


def shown_measures():
    return [(measure.share, str(measure.source)) for measure in measures()]


def test_before_there_are_answers_the_measures_are_those_of_earlier_years(client):
    found = [each.get_text(strip=True) for each in page(client, "front", "en").select(".figure-big")]

    assert found == ["3 of 4", "More than 9 of 10", "2 of 3"]


def evaluated(cast, number, **given):
    """A visit that was held, evaluated by intern, host and sender."""
    person = the_cast.person(f"intern-{number}", f"Praktikant {number}", "lærer")
    wish = the_cast.wish(cast | {"new": person}, intern="new")
    placement = the_cast.placement(cast, wish_=wish, offer_=the_cast.offer(cast, at=f"Kontor {number}"))
    Placement.objects.filter(pk=placement.pk).update(state="completed")
    for each in placement.participants.filter(signs=True):
        answer = given if each.party != "sender" else {"benefit": "no", "recommend": False}
        Evaluation.objects.create(participant=each, **answer)
    return placement


def test_the_measures_count_interns_and_hosts_and_say_of_how_many(cast, settings):
    for number in range(FEWEST // 2):
        good = number > 0
        placement = evaluated(cast, number, benefit="some" if good else "no", recommend=good)
        for each in placement.participants.filter(signs=True):
            Pulse.objects.create(participant=each, month=1, contact=each.party == "intern", changed=False)
            Pulse.objects.create(participant=each, month=3, contact=each.party == "intern", changed=False)

    assert [share for share, _source in shown_measures()] == ["80 %", "80 %", "50 %"]
    assert {source for _share, source in shown_measures()} == {f"n = {FEWEST}"}


def test_the_guide_says_all_of_it_or_one_partys(client):
    everything = page(client, "guide", "en").get_text()
    mine = page(client, "guide", "en", "?party=host")

    assert [entry.key for entry in programme().guide if entry.text.in_("en") not in everything] == []
    assert {each["class"][-1] for each in mine.select(".chapter .badge-party")} == {"party-host"}


def test_the_small_print_says_who_sees_to_each(client):
    found = page(client, "small-print", "en")

    assert [each.get_text() for each in found.select("dt")] == [
        item.title.in_("en") for item in programme().small_print
    ]
    assert all(each.select(".badge-party") for each in found.select("dd"))


def test_the_privacy_page_tells_the_months_of_the_programme(client):
    rows = [each.get_text() for each in page(client, "privacy").select("tbody td:last-child")]

    kept = programme().retention
    assert rows == [str(months) for name, months in vars(kept).items() if name != "needs_days"]


def test_another_programme_has_the_same_pages_in_its_own_words(client, settings):
    settings.PROGRAMME_DIR = settings.PACKAGE / "tests" / "programmes" / "outside_view"

    answers = {name: client.get(reverse(name)).status_code for name in OPEN}

    assert answers == dict.fromkeys(answers, 200)
