"""What stands in whose calendar: days, hours, words; read by another library than the one that wrote it."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import translation

from ipraktik import cast as the_cast
from ipraktik.calendars.entries import Day, Entry
from ipraktik.calendars.feed import of_visit
from ipraktik.calendars.words import location
from ipraktik.people.models import Person
from ipraktik.placements.models import Placement, Visit
from ipraktik.tests.calendars import events, on, read, shown, too_long, turns

pytestmark = pytest.mark.django_db
MONDAY = date(2027, 5, 10)
OUTSIDE_VIEW = Path(__file__).parents[1] / "tests" / "programmes" / "outside_view"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def agreed(cast):
    return at(the_cast.placement(cast, "agreed"), MONDAY, MONDAY + timedelta(days=2))


def at(placement, first, last):
    """The placement on these days, with nothing planned."""
    Visit.objects.filter(pk=placement.visit_id).update(first_day=first, last_day=last)
    placement.visit.items.all().delete()
    return Placement.objects.get(pk=placement.pk)


def plan(agreed, day, starts="", ends="", what="Talk", **more):
    clock = {name: value for name, value in (("starts", starts), ("ends", ends)) if value}
    return agreed.visit.items.create(day=day, what=what, **clock, **more)


def text(person, placement):
    return of_visit(person, Placement.objects.filter(visit=placement.visit)).text


def calendar(person, placement):
    return read(text(person, placement))


def test_each_day_lasts_from_its_first_hour_to_its_last(cast, agreed):
    for day, hours in enumerate(
        (("09:00", "10:00", "14:30"), ("08:15", "11:00", "16:00"), ("10:00", "12:00", "13:00"))
    ):
        first, noon, last = hours
        plan(agreed, MONDAY + timedelta(days=day), first, noon)
        plan(agreed, MONDAY + timedelta(days=day), noon, last)

    assert shown(calendar(cast["ida"], agreed)) == [
        ("2027-05-10 09:00", "2027-05-10 14:30"),
        ("2027-05-11 08:15", "2027-05-11 16:00"),
        ("2027-05-12 10:00", "2027-05-12 13:00"),
    ]


def test_a_day_says_its_own_itinerary_and_no_other_days(cast, agreed):
    plan(agreed, MONDAY, "09:00", "10:00", "Morning meeting", where="Room 2", with_whom="Rune")
    plan(agreed, MONDAY + timedelta(days=1), "09:00", "15:00", "Follow a colleague")
    plan(agreed, MONDAY + timedelta(days=2), "09:00", "15:00", "What did we learn?")
    Person.objects.filter(pk=cast["hanne"].pk).update(phone="12 34 56 78")

    found = calendar(cast["ida"], agreed)

    assert on(found, MONDAY).split("\n\n") == [
        "9:00–10:00 Morning meeting, Room 2, Rune",
        "Meet here: I receptionen.",
        "Host: Hanne Krogh, phone 12 34 56 78\nReserve: Rune Toft",
        f"All about the visit: http://127.0.0.1:8000/placement/{agreed.pk}/",
    ]
    assert on(found, MONDAY + timedelta(days=1)).split("\n\n")[0] == "9:00–15:00 Follow a colleague"
    assert [each.event.location.value for each in turns(found)] == ["Lønservice, Region Midt"] * 3


def test_hours_that_nobody_has_written_are_not_invented(cast, agreed):
    plan(agreed, MONDAY, "09:00", "15:00")
    plan(agreed, MONDAY + timedelta(days=1), "09:00")
    plan(agreed, MONDAY + timedelta(days=2))

    assert shown(calendar(cast["ida"], agreed)) == [(f"2027-05-{day}", f"2027-05-{day}") for day in (10, 11, 12)]


def test_a_weekend_between_stays_empty(cast, agreed):
    friday = date(2027, 5, 7)
    at(agreed, friday, MONDAY)
    plan(agreed, friday, "09:00", "15:00")
    plan(agreed, MONDAY, "08:00", "12:00")

    assert shown(calendar(cast["ida"], agreed)) == [
        ("2027-05-07 09:00", "2027-05-07 15:00"),
        ("2027-05-10 08:00", "2027-05-10 12:00"),
    ]


def test_a_holiday_between_stays_empty_for_the_manager_too(cast, agreed):
    wednesday, friday = date(2027, 5, 5), date(2027, 5, 7)
    at(agreed, wednesday, friday)  # Thursday 6 May 2027 is Ascension Day

    found = calendar(cast["signe"], agreed)

    assert shown(found) == [("2027-05-05", "2027-05-05"), ("2027-05-07", "2027-05-07")]


def test_the_manager_sees_who_is_where_and_stays_free(cast, agreed):
    plan(agreed, MONDAY, "09:00", "15:00", "Morning meeting")

    found = calendar(cast["signe"], agreed)

    (event,) = events(found)
    assert shown(found) == [("2027-05-10", "2027-05-12")]
    assert (event.summary.value, event.transp.value) == ("Ida Lund at Lønservice, Region Midt", "TRANSPARENT")
    assert "Morning meeting" not in event.description.value


def test_the_day_of_a_single_day_is_there_whole(cast, agreed):
    at(agreed, MONDAY, MONDAY)

    assert {who: shown(calendar(cast[who], agreed)) for who in ("ida", "hanne", "signe")} == dict.fromkeys(
        ("ida", "hanne", "signe"), [("2027-05-10", "2027-05-10")]
    )


@pytest.mark.parametrize(
    ("first", "offsets"),
    [
        (date(2027, 3, 26), ["+0100", "+0200"]),  # summer time begins on Sunday 28 March
        (date(2027, 10, 29), ["+0200", "+0100"]),  # and ends on Sunday 31 October
    ],
)
def test_the_clock_on_the_wall_stays_when_summer_begins_or_ends(cast, agreed, first, offsets):
    last = first + timedelta(days=3)
    at(agreed, first, last)
    for day in agreed.visit.days:
        plan(agreed, day, "09:00", "15:00")

    found = calendar(cast["ida"], at_again(agreed))

    days = [day for day in (first, last) if day in at_again(agreed).visit.days]
    assert shown(found) == [(f"{day} 09:00", f"{day} 15:00") for day in days]
    assert [f"{each.event.dtstart.value:%z}" for each in turns(found)] == offsets[: len(days)]


def at_again(placement):
    return Placement.objects.get(pk=placement.pk)


@pytest.mark.parametrize("sunday", [date(2027, 3, 28), date(2027, 10, 31)])
def test_a_visit_on_the_very_day_of_the_change_loses_neither_day_nor_hour(cast, agreed, sunday):
    at(agreed, sunday - timedelta(days=1), sunday)
    for day in (sunday - timedelta(days=1), sunday):
        plan(agreed, day, "00:30", "23:30")

    assert shown(calendar(cast["ida"], agreed)) == [
        (f"{day} 00:30", f"{day} 23:30") for day in (sunday - timedelta(days=1), sunday)
    ]


def test_the_programme_says_which_time_zone(db, settings):
    settings.PROGRAMME_DIR = OUTSIDE_VIEW
    cast = the_cast.gather()
    agreed = at(the_cast.placement(cast, "agreed"), MONDAY, MONDAY)
    plan(agreed, MONDAY, "09:00", "15:00")

    (event,) = events(calendar(cast["ida"], agreed))

    assert event.dtstart.params["X-VOBJ-ORIGINAL-TZID"] == ["Europe/London"]
    assert event.dtstart.value.utcoffset() == timedelta(hours=1)
    assert "TZID:Europe/London" in text(cast["ida"], agreed)


# the host


@pytest.fixture
def two(cast):
    """Ida and Bo at the same visit, both agreed."""
    first = the_cast.placement(cast, "agreed")
    second = the_cast.wish(cast, intern="bo", manager="jens", at="Havnen")
    second = the_cast.placement(cast, "agreed", wish_=second, offer_=first.offer, visit=first.visit)
    return at(first, MONDAY, MONDAY), second


def test_the_host_has_one_entry_a_day_for_all_interns_and_sees_whose_a_row_is(cast, two):
    ida, bo = two
    plan(ida, MONDAY, "09:00", "12:00", "Together")
    plan(ida, MONDAY, "13:00", "15:00", "Archive", placement=bo)

    (event,) = events(calendar(cast["hanne"], ida))

    assert event.summary.value == "Visit from Ida Lund, Bo Winther"
    assert event.description.value.split("\n\n")[:2] == [
        "9:00–12:00 Together\n13:00–15:00 Archive, only Bo Winther",
        "Intern: Ida Lund\nIntern: Bo Winther",
    ]
    assert event.url.value.endswith(f"/visit/{ida.visit_id}/")


def test_an_intern_has_the_shared_rows_and_her_own_and_nothing_of_the_other(cast, two):
    ida, bo = two
    plan(ida, MONDAY, "09:00", "12:00", "Together")
    plan(ida, MONDAY, "13:00", "15:00", "Archive", placement=bo)

    assert shown(calendar(cast["ida"], ida)) == [("2027-05-10 09:00", "2027-05-10 12:00")]
    assert shown(calendar(cast["bo"], ida)) == [("2027-05-10 09:00", "2027-05-10 15:00")]
    assert "Bo" not in text(cast["ida"], ida)


def test_it_takes_the_contacts_time_and_not_the_reserves(cast, agreed):
    assert {who: turns(calendar(cast[who], agreed))[0].event.transp.value for who in ("hanne", "rune")} == {
        "hanne": "OPAQUE",
        "rune": "TRANSPARENT",
    }


def test_who_was_contact_before_has_it_no_more(cast, agreed):
    Visit.objects.get(pk=agreed.visit_id).staff(cast["olga"], cast["rune"], cast["karl"])
    agreed.offer.people.filter(person=cast["hanne"]).delete()

    assert of_visit(cast["hanne"], Placement.objects.filter(pk=agreed.pk)) is None
    assert turns(calendar(cast["olga"], agreed))[0].event.transp.value == "OPAQUE"


# not agreed, and what must not be there


def test_what_is_not_agreed_is_tentative_and_promises_neither_hours_nor_persons(cast):
    placement = the_cast.placement(cast, "preparing")
    the_cast.prepare(placement)
    at(placement, MONDAY, MONDAY)
    plan(placement, MONDAY, "09:00", "15:00", "Morning meeting")

    (event,) = events(calendar(cast["ida"], placement))

    assert (event.status.value, event.dtstart.value) == ("TENTATIVE", MONDAY)
    assert event.summary.value == "Visit to Lønservice, Region Midt (not agreed yet)"
    assert event.description.value == f"All about the visit: http://127.0.0.1:8000/placement/{placement.pk}/"


@pytest.mark.parametrize("state", ["suggested", "declined", "cancelled", "not-held"])
def test_what_is_not_going_to_be_is_in_nobodys_calendar(cast, state):
    placement = the_cast.placement(cast, state)
    at(placement, MONDAY, MONDAY)

    assert [
        who for who in ("ida", "hanne", "signe") if of_visit(cast[who], Placement.objects.filter(pk=placement.pk))
    ] == []


def test_nothing_that_people_wrote_about_themselves_is_in_it(cast):
    wish = the_cast.wish(cast, special_needs="Kørestol og allergi", why="Fordi jeg er træt")
    placement = the_cast.placement(cast, "agreed", wish_=wish)
    Placement.objects.filter(pk=placement.pk).update(special_terms="Hemmeligt", message="Kære du", follow_up="Ring")
    for each in placement.participants.all():
        each.goals.create(number=9, text="Mål")

    said = "".join(text(cast[who], placement) for who in ("ida", "hanne", "signe", "karl"))

    assert [
        word for word in ("Kørestol", "træt", "Hemmeligt", "Kære", "Ring", "Mål", "@ipraktik") if word in said
    ] == []


# signs


def test_danish_letters_are_folded_between_letters_and_read_back(cast, agreed):
    at(agreed, MONDAY, MONDAY)
    what = "Rødgrød med fløde på Ærø, " * 8 + "👩🏽‍🚀"
    plan(agreed, MONDAY, "09:00", "15:00", what.strip())

    written = text(cast["ida"], agreed)

    assert too_long(written) == []
    assert what.strip() in read(written).vevent.description.value


HOSTILE = "A,B;C\\D\nBEGIN:VEVENT\r\nSUMMARY:x\0\x07\nEND:VEVENT\nMETHOD:CANCEL \u2028 “\"'"


def test_what_is_typed_stays_text_whatever_it_is(cast, agreed):
    at(agreed, MONDAY, MONDAY)
    typed = HOSTILE.replace("\0", "")  # no database keeps one
    plan(agreed, MONDAY, "09:00", "15:00", typed, where=typed[:200], with_whom=typed[:200])
    Visit.objects.filter(pk=agreed.visit_id).update(meet=typed)
    Person.objects.filter(pk=cast["hanne"].pk).update(name=typed[:120], phone=typed[:40])

    written = text(cast["ida"], agreed)

    (event,) = events(read(written))
    one_line = "A,B;C\\D BEGIN:VEVENT SUMMARY:x END:VEVENT METHOD:CANCEL “\"'"
    assert event.description.value.split("\n")[0] == f"9:00–15:00 {one_line}, {one_line}, {one_line}"
    assert written.count("\r\nBEGIN:VEVENT") == 1
    assert "\r\nMETHOD:CANCEL" not in written
    assert read(written).method.value == "PUBLISH"


def test_a_nul_never_gets_into_a_calendar():
    entry = Entry("intern", True, (Day(MONDAY),), "Place\0", "a\0b\x07", "/")

    assert location(entry) == "Place, ab"


def test_ones_own_language_is_spoken(cast, agreed):
    at(agreed, MONDAY, MONDAY)
    plan(agreed, MONDAY, "09:00", "15:00", "Samtale")

    with translation.override("da"):
        (event,) = events(calendar(cast["ida"], agreed))

    assert event.summary.value == "Besøg hos Lønservice, Region Midt"
    assert event.description.value.split("\n")[0] == "9.00–15.00 Samtale"
