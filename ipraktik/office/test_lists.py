"""The office's lists: what they show, how they are narrowed, put in order, paged and taken out as files."""

import csv
import io
from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from ipraktik import cast as the_cast
from ipraktik.directory.models import Offer, Wish
from ipraktik.office.conftest import words
from ipraktik.office.lists import LISTINGS
from ipraktik.people.models import Person
from ipraktik.programme import programme

pytestmark = pytest.mark.django_db
PAGES = [each.page for each in LISTINGS.values()]


def first_cells(page):
    return [words(row.find("td")) for row in page.select("tbody tr")]


def two_wishes(cast):
    noon = timezone.make_aware(datetime.combine(timezone.localdate() - timedelta(days=40), time(12)))
    ida = the_cast.wish(cast)
    mona = the_cast.wish(
        cast,
        intern="mona",
        manager="jens",
        at="Akutten",
        of="Region Syd",
        sector="region",
        consent=False,
        door="browse",
    )
    Wish.objects.filter(pk=ida.pk).update(submitted_at=noon)
    return ida, mona


@pytest.mark.parametrize(
    "query",
    [
        "text=lund", "text=IDA%20aarhus", "text=lønkont", "text=ida@ipraktik.example", "consent=yes", "age=30",
        "door=pool", "sector=municipality",
    ],
)  # fmt: skip
def test_each_filter_leaves_idas_wish_alone(desk, cast, query):
    two_wishes(cast)

    assert first_cells(desk.get("wishes", query=f"?{query}")) == ["Ida Lund"]


@pytest.mark.parametrize("query", ["consent=asked", "sector=region", "text=mona", "door=browse", "text=akutten"])
def test_each_filter_leaves_monas_wish_alone(desk, cast, query):
    two_wishes(cast)

    assert first_cells(desk.get("wishes", query=f"?{query}")) == ["Mona Skov"]


def test_wishes_are_found_by_work_area_and_municipality(desk, cast):
    ida, _mona = two_wishes(cast)
    place = the_cast.workplace("Vejle Kommune", "Arkivet", number=7)
    place.work_areas = [list(programme().work_areas)[3]]
    place.save()
    Wish.objects.filter(pk=ida.pk).update(workplace=place)

    assert first_cells(desk.get("wishes", query=f"?work_area={place.work_areas[0]}")) == ["Ida Lund"]
    assert first_cells(desk.get("wishes", query=f"?municipality={place.municipality}")) == ["Ida Lund"]


def test_a_filter_that_does_not_exist_is_said_and_hides_nothing_silently(desk, cast):
    two_wishes(cast)

    page = desk.get("wishes", query="?state=flying")

    assert words(page.select_one(".error-summary li")) == "Choose one of those on the list."


def test_a_filter_is_taken_off_by_its_chip_and_the_others_stay(desk, cast):
    two_wishes(cast)

    page = desk.get("wishes", query="?door=pool&state=open&page=1")

    chips = {words(chip): chip["href"] for chip in page.select("a.chip")}
    assert chips == {
        "State: open – remove": "?door=pool",
        "Door: Find one for me – remove": "?state=open",
    }


def test_rows_stand_in_the_order_asked_for_in_the_danish_alphabet(desk, cast):
    for name in ("Åse", "Ærø", "Zita", "Østen", "anna"):
        Person.objects.create(email=f"{name.lower()}@test.example", name=name)

    names = first_cells(desk.get("people-list", query="?text=test.example&sort=name"))
    backwards = first_cells(desk.get("people-list", query="?text=test.example&sort=-name"))

    assert names == ["anna", "Zita", "Ærø", "Østen", "Åse"]
    assert backwards == names[::-1]


def test_the_longest_waiting_wish_stands_first_unless_asked_otherwise(desk, cast):
    two_wishes(cast)

    assert first_cells(desk.get("wishes")) == ["Ida Lund", "Mona Skov"]
    assert first_cells(desk.get("wishes", query="?sort=waited")) == ["Mona Skov", "Ida Lund"]


def test_offers_are_narrowed_by_state_seats_and_the_people_behind_them(desk, cast):
    the_cast.offer(cast)
    the_cast.offer(cast, "review", at="Arkivet", of="Vejle Kommune", host="per", reserve="emil", seats=1, at_a_time=1)

    assert first_cells(desk.get("office-offers", query="?state=review")) == ["Arkivet"]
    assert first_cells(desk.get("office-offers", query="?text=hanne")) == ["Lønservice"]
    assert first_cells(desk.get("office-offers", query="?seats=2")) == ["Lønservice"]


def test_placements_are_narrowed_by_phase_and_by_either_side(desk, cast):
    the_cast.placement(cast, "completed")
    ahead = the_cast.wish(cast, intern="mona", manager="jens", at="Akutten", of="Region Syd", sector="region")
    the_cast.placement(cast, "agreed", wish_=ahead, offer_=Offer.objects.get())

    assert first_cells(desk.get("placements", query="?phase=after")) == ["Ida Lund"]
    assert first_cells(desk.get("placements", query="?phase=before")) == ["Mona Skov"]
    assert first_cells(desk.get("placements", query="?text=hanne%20akutten")) == ["Mona Skov"]


def test_people_are_found_by_what_they_take_part_as(desk, cast):
    the_cast.placement(cast)

    assert first_cells(desk.get("people-list", query="?party=host")) == ["Hanne Krogh", "Rune Toft"]
    assert first_cells(desk.get("people-list", query="?party=intern")) == ["Ida Lund"]
    assert first_cells(desk.get("people-list", query="?party=sender")) == ["Signe Dahl"]


def test_a_long_list_comes_in_pages_and_no_row_stands_on_two(desk, cast):
    Person.objects.bulk_create(Person(email=f"{n}@many.example", name="Anna") for n in range(120))

    pages = [desk.get("people-list", query=f"?text=many.example&page={n}") for n in (1, 2, 3)]

    emails = [words(row.select("td")[2]) for page in pages for row in page.select("tbody tr")]
    assert len(emails) == len(set(emails)) == 120
    assert words(pages[1].find(string=lambda text: "in all" in text).parent) == "120 in all, 51 to 100 here"


def test_an_empty_list_says_what_comes(desk, cast):
    page = desk.get("placements")

    assert (
        words(page.select_one(".empty-words p")) == "No placements here. A placement comes with the first suggestion."
    )


def test_the_lists_speak_danish_to_who_reads_danish(desk, cast):
    cast["karl"].language = "da"
    cast["karl"].save()
    the_cast.placement(cast)

    assert [words(head) for head in desk.get("placements").select("th")] == [
        "Navn", "Fra", "Til", "Tilstand", "Første dag", "Sidste dag",
    ]  # fmt: skip


def grown(cast):
    """Nine more of everything than `the_cast.placement` makes."""
    offer = Offer.objects.get()
    for number in range(9):
        key = f"intern{number}"
        cast[key] = Person.objects.known_as(f"{key}@ipraktik.example", f"Intern {number}")
        wish = the_cast.wish(cast, intern=key, at=f"Kontor {number}", of=f"Kommune {number}")
        other = the_cast.offer(cast, at=f"Sted {number}", of=f"Region {number}")
        the_cast.placement(cast, wish_=wish, offer_=other)
    return offer


@pytest.mark.parametrize("name", ["today", *PAGES])
def test_ten_cost_no_more_than_one(desk, cast, name):
    the_cast.placement(cast)
    desk.get(name)
    one = desk.queries(name)
    grown(cast)

    assert desk.queries(name) == one


@pytest.mark.parametrize("kind", LISTINGS)
def test_ten_cost_no_more_than_one_in_a_file(desk, cast, kind):
    the_cast.placement(cast)
    address = reverse("export", args=[kind, "csv"])
    desk.client.get(address)
    one = counted(desk, address)
    grown(cast)

    assert counted(desk, address) == one


def counted(desk, address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        desk.client.get(address)
    return len(asked)


# Files


def read_csv(desk, kind, query=""):
    response = desk.client.get(reverse("export", args=[kind, "csv"]) + query)
    assert response["Content-Disposition"] == f'attachment; filename="{kind}-{timezone.localdate()}.csv"'
    assert response.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def read_xlsx(desk, kind, query=""):
    response = desk.client.get(reverse("export", args=[kind, "xlsx"]) + query)
    return list(load_workbook(io.BytesIO(response.content)).active.iter_rows())


def test_a_file_has_just_the_rows_of_the_list(desk, cast):
    two_wishes(cast)

    (row,) = read_csv(desk, "wishes", "?consent=yes")

    today = timezone.localdate()
    assert row == {
        "Name": "Ida Lund", "E-mail": "ida@ipraktik.example", "Phone": "", "Job title": "lønkonsulent",
        "Workplace": "Lønkontoret", "Organisation": "Aarhus Kommune", "Sector": "Municipality",
        "Municipality": programme().municipalities[the_cast.place(0)].name,
        "Work areas": programme().work_areas[the_cast.area(0)[0]].in_("en"), "State": "Open", "Consent": "Given",
        "Nearest manager": "Signe Dahl", "The manager's e-mail": "signe@ipraktik.example", "Door": "Find one for me",
        "Travel type": "Tourist", "Days": "2", "Any time": "Yes", "When": "", "Why": the_cast.WHY, "Where": "",
        "Sent": (today - timedelta(days=40)).isoformat(), "Has waited (days)": "40", "Host": "Find a host",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["=1+1", "+45 12 34 56 78", "-2", "@SUM(A1)", "\tx"])
def test_no_text_becomes_a_formula(desk, cast, text):
    wish = the_cast.wish(cast)
    Wish.objects.filter(pk=wish.pk).update(why=text)

    head, row = read_xlsx(desk, "wishes")

    (why,) = [cell for cell, title in zip(row, head, strict=True) if title.value == "Why"]
    assert (why.value, why.data_type) == (text, "s")
    assert read_csv(desk, "wishes")[0]["Why"] == f"'{text}"


def test_dates_and_numbers_stay_dates_and_numbers_in_a_spreadsheet(desk, cast):
    made = the_cast.placement(cast, "agreed")

    head, row = read_xlsx(desk, "placements")

    cells = {title.value: cell for title, cell in zip(head, row, strict=True)}
    assert cells["First day"].value.date() == made.visit.first_day
    assert cells["First day"].is_date


def test_a_file_of_another_kind_does_not_exist(desk):
    for kind, ending in (("letters", "csv"), ("wishes", "exe")):
        assert desk.client.get(reverse("export", args=[kind, ending])).status_code == 404


@pytest.mark.slow
def test_a_hundred_busy_years_stay_paged_and_cost_no_more(desk, cast):
    the_cast.placement(cast)
    desk.get("wishes")
    one = desk.queries("wishes")
    wish = Wish.objects.get()
    Person.objects.bulk_create(Person(email=f"{n}@many.example", name=f"Anna {n}") for n in range(15_000))
    people = Person.objects.filter(email__endswith="@many.example")
    Wish.objects.bulk_create(
        Wish(intern=person, workplace=wish.workplace, manager=wish.manager, state="open", any_time=True,
             submitted_at=timezone.now())
        for person in people
    )  # fmt: skip

    page = desk.get("wishes", query="?text=anna&state=open")

    assert len(page.select("tbody tr")) == 50
    assert desk.queries("wishes") == one
    assert len(read_csv(desk, "wishes", "?text=anna")) == 15_000
