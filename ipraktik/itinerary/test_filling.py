"""Starting from a sketch or an earlier visit: seen first, only on empty days, and taken out again by a press."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone, translation

from ipraktik import cast as the_cast
from ipraktik.itinerary.filling import mapped
from ipraktik.itinerary.models import Colleague
from ipraktik.itinerary.test_rows import MONDAY, TUESDAY, rows
from ipraktik.people.models import Membership
from ipraktik.placements.models import Placement
from ipraktik.programme import programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def start(client, cast, at):
    def sent(placement, key, who="hanne"):
        client.force_login(cast[who])
        return client.post(at("placement-itinerary-start", placement), {"from": key}, follow=True)

    return sent


@pytest.fixture
def looked(client, cast, at):
    def seen(placement, key="", who="hanne"):
        client.force_login(cast[who])
        page = client.get(at("placement-itinerary-start", placement), {"from": key} if key else {})
        return BeautifulSoup(page.content, "html.parser")

    return seen


def words(page, selector):
    return [each.get_text(" ", strip=True) for each in page.select(selector)]


def test_the_sketches_that_fit_are_shown_ones_own_way_of_travelling_first(with_days, looked):
    assert words(looked(with_days), ".sheets h3") == [
        "A short trip of two days",
        "An open itinerary that you fill yourselves",
    ]


def test_a_sketch_is_seen_before_anything_is_written(with_days, looked):
    page = looked(with_days, "sketch-tourist")

    assert words(page, ".itinerary strong")[:3] == [
        "Welcome, coffee and a walk through the house",
        "Go along with a colleague who does what you do",
        "Lunch with the team",
    ]
    assert not with_days.visit.items.exists()


def test_it_fills_empty_days_in_the_hosts_language_with_all_that_makes_a_day_good(with_days, start):
    with translation.override("da"):
        start(with_days, "sketch-tourist")

    found = list(with_days.visit.items.all())
    needs = {(item.day, item.need) for item in found if item.need}
    assert needs == {
        *((day, need) for day in (MONDAY, TUESDAY) for need in ("talk", "writing", "lunch")),
        (TUESDAY, "closing"),
    }
    assert found[0].what in ("Velkomst, kaffe og en tur rundt i huset", "Welcome, coffee and a walk through the house")


def test_what_is_written_is_never_overwritten(with_days, start):
    with_days.visit.items.create(day=MONDAY, what="Vores egen plan")

    start(with_days, "sketch-tourist")

    assert [what for day, _at, what in rows(with_days.visit) if day == 0] == ["Vores egen plan"]
    assert with_days.visit.items.filter(day=TUESDAY).count() == 6


def test_where_every_day_has_something_nothing_happens_and_the_page_says_so(with_days, start, looked):
    for day in (MONDAY, TUESDAY):
        with_days.visit.items.create(day=day, what="Vores egen plan")

    page, response = looked(with_days, "sketch-tourist"), start(with_days, "sketch-tourist")

    assert "Every day has something already, so this sketch changes nothing." in page.text
    assert "Every day has something already, so nothing was written." in response.content.decode()
    assert with_days.visit.items.count() == 2


def test_one_press_takes_it_out_again_but_not_what_somebody_has_changed_since(client, with_days, start, at):
    start(with_days, "sketch-tourist")
    kept = with_days.visit.items.first()
    client.post(at("placement-itinerary-row", with_days, kept.pk), {"day": MONDAY.isoformat(), "what": "Kaffe"})

    client.post(at("placement-itinerary-undo", with_days))

    assert [what for _day, _at, what in rows(with_days.visit)] == ["Kaffe"]


def test_the_button_that_takes_it_out_again_is_there_for_a_day(client, with_days, start, at):
    start(with_days, "sketch-tourist")
    fresh = client.get(at("placement-itinerary", with_days)).content.decode()

    with_days.visit.items.update(filled_at=timezone.now() - timedelta(hours=25))
    old = client.get(at("placement-itinerary", with_days)).content.decode()
    client.post(at("placement-itinerary-undo", with_days))

    assert ("Take them out again" in fresh, "Take them out again" in old) == (True, False)
    assert with_days.visit.items.count() == 12


def test_each_of_two_interns_has_own_rows_and_sees_only_theirs(cast, with_days, beside, start, looked):
    start(with_days, "sketch-tourist")

    owners = [item.placement_id for item in with_days.visit.items.filter(day=MONDAY, starts="10:00")]
    assert sorted(owners) == [with_days.pk, beside.pk]
    assert words(looked(with_days, "sketch-tourist", "ida"), ".overline")[1:] == []


@pytest.mark.parametrize("key", ["sketch-adventure", "sketch-nothing", "visit-999999", "x" * 5000, "\0"])
def test_a_sketch_that_is_not_there_is_not_found_and_writes_nothing(client, cast, with_days, start, at, key):
    client.force_login(cast["hanne"])
    looked = client.get(at("placement-itinerary-start", with_days), {"from": key})

    start(with_days, key)

    assert looked.status_code == 404
    assert not with_days.visit.items.exists()


def test_every_way_of_travelling_has_a_sketch_for_every_length_and_number():
    itinerary, rules = programme().itinerary, programme().rules
    without = [
        (kind.key, days, interns)
        for kind in programme().travel_types.values()
        for days in range(int(kind.days[0]), int(kind.days[1]) + 1)
        for interns in range(rules.interns_min, rules.interns_max + 1)
        if itinerary.for_visit(days, interns, kind.key)[0].travel_type != kind.key
    ]

    assert without == []


# an earlier visit's


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("ABC", "xyz", {"A": "x", "B": "y", "C": "z"}),
        ("AB", "xyz", {"A": "x", "B": "z"}),
        ("ABCD", "xy", {"A": "x", "D": "y"}),
        ("ABCDE", "xyz", {"A": "x", "B": "y", "E": "z"}),
        ("A", "xy", {"A": "x"}),
        ("AB", "x", {"A": "x"}),
        ("", "xy", {}),
    ],
)
def test_first_goes_on_first_and_last_on_last(before, after, expected):
    assert mapped(before, after) == expected


@pytest.fixture
def held(cast, with_days):
    """Bo was at Hanne's before: rows for all, one for him alone, and two colleagues with an address."""
    wish = the_cast.wish(cast, intern="bo", manager="jens", at="Havnen")
    held = the_cast.placement(cast, "completed", wish_=wish, offer_=with_days.offer)
    row = held.visit.items.first()
    held.visit.items.create(day=row.day, what="Kun for Bo", placement=held)
    for name in ("pia", "kaj"):
        row.colleagues.add(Colleague.objects.known_as(held.visit, name.title(), f"{name}@ipraktik.example"))
    pia = the_cast.person("pia", "Pia Holm", "lønkonsulent")
    Membership.objects.create(person=pia, workplace=held.offer.workplace)
    return held


def test_the_last_visits_shared_rows_come_along_and_no_address_of_who_does_not_belong_there(with_days, held, start):
    start(with_days, f"visit-{held.visit_id}")

    found = with_days.visit.items.first()
    assert [what for _day, _at, what in rows(with_days.visit)] == ["Følg en kollega", "Følg en kollega"]
    assert [(each.name, each.email) for each in found.colleagues.all()] == [
        ("Pia", "pia@ipraktik.example"),
        ("Kaj", ""),
    ]


@pytest.mark.parametrize(("who", "offered"), [("hanne", 1), ("karl", 1), ("ida", 0)])
def test_only_who_was_host_then_is_offered_it(with_days, held, looked, who, offered):
    names = words(looked(with_days, who=who), ".sheets h3")

    assert len([name for name in names if name.startswith("As at the visit on")]) == offered


def test_another_host_of_the_same_workplace_who_was_not_there_is_not_offered_it(cast, held, looked):
    offer = the_cast.offer(cast, host="per", reserve="emil")
    wish = the_cast.wish(cast, intern="mona", manager="tove", at="Skolen")
    mine = the_cast.placement(cast, "preparing", wish_=wish, offer_=offer)
    mine.visit.set_days(MONDAY, TUESDAY)

    assert len(words(looked(Placement.objects.get(pk=mine.pk), who="per"), ".sheets h3")) == 2
