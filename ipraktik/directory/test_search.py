"""The host directory searched: what is found, what is left out and said so, and that a swapped part is the page's own."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from ipraktik import cast as the_cast
from ipraktik.directory.models import Offer
from ipraktik.directory.search import PER_PAGE, Search
from ipraktik.people.models import Workplace

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def english(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"


def place(cast, name, *, municipality="", areas=(), sector=None, **fields):
    """A published offer at a workplace of this name."""
    made = the_cast.offer(cast, at=name, of=f"{name} og omegn", sector=sector, **fields)
    Workplace.objects.filter(pk=made.workplace_id).update(municipality=municipality, work_areas=list(areas))
    Offer.objects.select_related("workplace__organisation").get(pk=made.pk).save()
    return made


def found(query="", home=""):
    """The names that were found, in order."""
    search = Search(QueryDict(query), home)
    return [offer.workplace.name for offer in search.on_page]


def ignored(query, language="en"):
    with override(language):
        return [str(sentence) for sentence in Search(QueryDict(query)).ignored]


def page(client, query="", **headers):
    return BeautifulSoup(client.get(f"{reverse('offers')}?{query}", headers=headers).content, "html.parser")


def asked_in(link):
    return frozenset(link.partition("?")[2].split("&"))


def text_of(soup):
    return " ".join(soup.get_text(" ").split())


# what is found


def test_part_of_a_compound_is_found_and_a_name_goes_before_a_mention(cast):
    place(cast, "Arkivet", see="Vi arkiverer for hospitalet.")
    place(cast, "Universitetshospitalet")
    place(cast, "Skolen")

    assert found("q=hospital") == ["Universitetshospitalet", "Arkivet"]
    assert found("q=hospitaler&sort=name") == ["Arkivet", "Universitetshospitalet"]
    assert found("q=hospital+skolen") == []


def test_names_stand_in_the_order_of_the_danish_alphabet(cast):
    for name in ("Ørsted", "Aalborg Havn", "Zoo", "Æblegården", "Åen", "Bane"):
        place(cast, name)

    assert found() == ["Bane", "Zoo", "Æblegården", "Ørsted", "Åen", "Aalborg Havn"]


def test_english_words_find_a_work_area(cast):
    place(cast, "Biblioteket", areas=["library"])
    place(cast, "Lønkontoret", areas=["payroll"])

    assert found("q=libraries") == ["Biblioteket"]
    assert found("work_area=library") == ["Biblioteket"]


def test_sector_region_and_municipality_narrow_it_down(cast):
    place(cast, "Aarhus Skole", municipality="0751", sector="municipality")
    place(cast, "Randers Skole", municipality="0730", sector="municipality")
    place(cast, "Aalborg Teknik", municipality="0851", sector="private")

    assert found("region=midtjylland") == ["Randers Skole", "Aarhus Skole"]
    assert found("municipality=0751") == ["Aarhus Skole"]
    assert found("municipality=Århus") == ["Aarhus Skole"]
    assert found("sector=private") == ["Aalborg Teknik"]
    assert found("region=midtjylland&sector=private") == []


def test_seats_free_are_counted_and_a_full_host_hides_until_the_visit_is_over(cast):
    full = place(cast, "Fuld", seats=1, at_a_time=1)
    place(cast, "To pladser", seats=2, at_a_time=2)
    made = the_cast.placement(cast, "preparing", offer_=full)

    assert found() == ["To pladser"]
    assert found("seats=2") == ["To pladser"]
    assert found("seats=3") == []

    made.perform("cancel", by=cast["ida"], reason="Syg.")

    assert found() == ["Fuld", "To pladser"]
    assert found("sort=seats") == ["To pladser", "Fuld"]


def test_days_and_travel_type_hold_a_visit_to_its_length(cast):
    place(cast, "Kort", days_min=2, days_max=2)
    place(cast, "Lang", days_min=4, days_max=5)

    assert found("days=2") == ["Kort"]
    assert found("days=5") == ["Lang"]
    assert found("travel=tourist") == ["Kort"]
    assert found("travel=adventurer") == ["Lang"]


def test_weeks_and_dates_find_who_has_days_enough_in_a_row(cast, monday):
    friday = monday + timedelta(days=4)
    place(cast, "Altid")
    closed = place(cast, "Lukket den uge")
    closed.periods.create(first=monday, last=friday, is_open=False)
    some, one, never = (place(cast, name) for name in ("Kun mandag og tirsdag", "Kun mandag", "Aldrig"))
    some.periods.create(first=monday, last=monday + timedelta(days=1))
    one.periods.create(first=monday, last=monday)
    Offer.objects.filter(pk__in=[some.pk, one.pk, never.pk]).update(all_year=False)
    week = f"when={monday:%d.%m.%Y}-{friday:%d.%m.%Y}"

    assert found(week) == ["Altid", "Kun mandag og tirsdag"]
    assert found(f"{week}&days=3") == ["Altid"]
    assert found(f"when=uge+{monday.isocalendar()[1]}") == ["Altid", "Kun mandag og tirsdag"]


@pytest.mark.parametrize("state", ["draft", "review", "paused", "closed", "unlisted"])
def test_only_what_is_published_is_found(cast, state):
    the_cast.offer(cast, state)

    assert found() == []


def test_the_nearest_come_first_from_where_one_is(cast):
    for name, code in (("Ålborg", "0851"), ("Århus", "0751"), ("Rønne", "0400"), ("Et sted", "")):
        place(cast, name, municipality=code)

    assert found("near=0751") == found("near=aarhus") == ["Århus", "Ålborg", "Rønne", "Et sted"]
    assert found("sort=near", home="0851") == ["Ålborg", "Århus", "Rønne", "Et sted"]
    assert found("sort=near") == ["Et sted", "Rønne", "Ålborg", "Århus"]
    assert found("near=0851", home="0851") == ["Et sted", "Rønne", "Ålborg", "Århus"]


def test_the_newest_come_first(cast):
    old, new = place(cast, "A"), place(cast, "B")
    Offer.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=3))

    assert [old.pk, new.pk] == sorted([old.pk, new.pk])
    assert found("sort=newest") == ["B", "A"]


# what is not understood


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("municipality=9999", "We left out “9999” under “Municipality”: it is not on the list."),
        ("sector=x", "We left out “x” under “Sector”: it is not on the list."),
        ("region=%27%3B--", "We left out “';--” under “Region”: it is not on the list."),
        ("work_area=x", "We left out “x” under “Work area”: it is not on the list."),
        ("seats=4", "We left out “4” under “Seats free”: it is not on the list."),
        ("days=6", "We left out “6” under “Number of days”: it is not on the list."),
        ("travel=spy", "We left out “spy” under “Travel type”: it is not on the list."),
        ("sort=x", "We left out “x” under “Sort by”: it is not on the list."),
        ("near=x", "We left out “x” under “Near”: it is not on the list."),
        ("page=x", "We left out “x” under “Page”: it is not on the list."),
        ("page=0", "We left out “0” under “Page”: it is not on the list."),
        ("page=-1", "We left out “-1” under “Page”: it is not on the list."),
        ("page=%C2%B2", "We left out “²” under “Page”: it is not on the list."),
        ("page=99999999999999999999", "There are not so many pages. This is the last one."),
        (
            "when=sommer",
            "Write weeks as “week 29-31”, or dates as “12.5.2027-20.5.2027”. We do not understand “sommer”.",
        ),
        ("when=1.1.2020", "These days are over, or too far ahead to search for."),
        ("when=1.1.9999", "These days are over, or too far ahead to search for."),
        ("sort=near", "Choose what it should be near. Until then the hosts stand by name."),
        ("q=" + "ord+" * 50, "That is many words. We looked for the first ones only."),
    ],
)
def test_what_is_not_understood_is_left_out_and_said_so(cast, client, query, said):
    place(cast, "Ordbogen")

    assert ignored(query) == [said]
    assert found(query) == ["Ordbogen"]
    assert said in text_of(page(client, query))


def test_in_danish_too(cast):
    assert ignored("municipality=9999", "da") == ["Vi så bort fra ”9999” under ”Kommune”: Det står ikke på listen."]


@pytest.mark.parametrize("text", ["\0løn", "løn\u202e", "l" * 1_000_000, "%", "_", "'", "\\", "<b>"])
def test_no_text_breaks_the_search(cast, client, text):
    place(cast, "Lønkontoret")

    answer = client.get(reverse("offers"), {"q": text, "when": text, "page": text, "municipality": text})

    assert answer.status_code == 200
    assert b"<b>" not in answer.content


def test_a_sign_that_stands_for_others_in_the_database_stands_for_nothing_here(cast):
    place(cast, "Lønkontoret")

    assert found("q=l%25n") == []
    assert found("q=l_n") == []


# the page


def test_chips_take_one_thing_away_and_leave_the_rest(cast, client):
    place(cast, "Lønkontoret", municipality="0751")

    chips = page(client, "q=løn&municipality=0751&sort=name&page=1").select(".chip[href]")

    assert [(chip.get_text(strip=True), chip["href"]) for chip in chips] == [
        ("“løn”", "/places/?municipality=0751&sort=name"),
        ("Aarhus", "/places/?q=l%C3%B8n&sort=name"),
        ("Start over", "/places/"),
    ]


def test_the_number_of_hosts_is_said_where_it_is_heard(cast, client):
    place(cast, "Skolen")
    place(cast, "Havnen")

    hits = page(client).select_one("#hits")

    assert (hits["role"], hits.get_text(strip=True)) == ("status", "2 hosts")
    assert page(client, "q=havn").select_one("#hits").get_text(strip=True) == "1 host"


@pytest.mark.parametrize("query", ["", "q=sted&municipality=0751", "q=xylofon", "page=2&sort=newest", "sector=x"])
def test_a_swapped_part_equals_the_reloaded_page(cast, client, query):
    for number in range(PER_PAGE + 2):
        place(cast, f"Sted {number}", municipality="0751")

    part = page(client, query, **{"HX-Request": "true"})
    whole = page(client, query)

    assert str(part.select_one("#found")) == str(whole.select_one("#found"))
    assert str(part.select_one("#hits")) == str(whole.select_one("#hits"))
    assert part.select_one("html") is None


def test_the_address_of_a_swapped_part_says_only_what_was_asked(cast, client):
    query = "q=løn&work_area=&when=&municipality=0751&sort=best&near=&page="

    part = client.get(f"{reverse('offers')}?{query}", headers={"HX-Request": "true"})

    assert part.headers["HX-Push-Url"] == "/places/?q=l%C3%B8n&municipality=0751"


def test_going_back_in_the_browser_gives_the_whole_page(cast, client):
    back = client.get(reverse("offers"), headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})

    assert back.headers["Vary"].lower().count("hx-request") == 1
    assert BeautifulSoup(back.content, "html.parser").select_one("html") is not None


def test_a_page_has_twenty_and_ways_to_the_others(cast, client):
    for number in range(PER_PAGE * 2 + 1):
        place(cast, f"Sted {number:02}")

    first, last = page(client), page(client, "page=3")

    assert len(first.select("article")) == PER_PAGE
    assert [way["href"] for way in first.select(".pages a")] == ["/places/?page=2", "/places/?page=3"]
    assert [name.get_text(strip=True) for name in last.select("article h2")] == ["Sted 40"]
    assert last.select_one(".pages [aria-current]").get_text(strip=True) == "Page 3"


def test_the_map_and_the_table_say_the_same_whatever_municipality_is_asked_for(cast, client):
    place(cast, "Aarhus 1", municipality="0751")
    place(cast, "Aarhus 2", municipality="0751")
    place(cast, "Aalborg", municipality="0851")

    shown = page(client, "municipality=0851&sort=name")

    table = [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in shown.select("tbody tr")]
    links = [row["href"] for row in shown.select("tbody a")]
    drawn = {area["href"]: area["aria-label"] for area in shown.select(".country-map a")}
    assert table == [["Aalborg", "1"], ["Aarhus", "2"]]
    assert set(map(asked_in, links)) == set(map(asked_in, drawn)) == {
        frozenset({"sort=name", "municipality=0751"}), frozenset({"sort=name", "municipality=0851"})
    }  # fmt: skip
    assert set(drawn.values()) == {"Aalborg: 1 place", "Aarhus: 2 places"}


def test_nothing_found_suggests_less_and_the_third_door(cast, client):
    place(cast, "Skolen")

    empty = page(client, "q=xylofon").select_one(".empty")

    assert [link["href"] for link in empty.select("a")] == ["/places/?", "/wish/new/?door=pool"]


def test_what_was_typed_stays_in_the_form(cast, client):
    shown = page(client, "q=løn&when=sommer&municipality=0751&days=3")

    assert shown.select_one("[name=q]")["value"] == "løn"
    assert shown.select_one("[name=when]")["value"] == "sommer"
    assert shown.select_one("[name=municipality] [selected]")["value"] == "0751"
    assert shown.select_one("[name=days] [selected]").get_text(strip=True) == "3 days"
    assert shown.select_one("details[open]") is not None


def test_the_form_works_without_a_script(cast, client):
    form = page(client).select_one("form.offer-search")

    assert (form.get("method", "get"), form["action"]) == ("get", "/places/")
    assert form.select_one("button")["class"] == ["button", "button-primary"]
    assert {field["name"] for field in form.select("input, select")} == {
        "q", "when", "work_area", "sector", "region", "municipality", "days", "seats", "travel", "sort", "near"
    }  # fmt: skip


def test_a_signed_in_interns_own_municipality_is_known(cast, client):
    wish = the_cast.wish(cast)
    Workplace.objects.filter(pk=wish.workplace_id).update(municipality="0851")
    client.force_login(cast["ida"])

    assert page(client).select_one("[name=near]")["value"] == "Aalborg"


@pytest.mark.parametrize("who", [None, "ida", "hanne"])
@pytest.mark.parametrize("query", ["", "q=sted", "when=uge+10&near=0751", "sort=seats"])
def test_ten_hosts_cost_no_more_than_one(cast, client, who, query):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{reverse('offers')}?{query}")
        return len(asked)

    if who:
        client.force_login(cast[who])
    place(cast, "Sted 0", municipality="0751")
    questions()
    one = questions()
    for number in range(1, 10):
        place(cast, f"Sted {number}", municipality="0751").periods.create(first=TODAY, last=TODAY, is_open=False)

    assert questions() == one
