"""The private feed: what is in it, whom it answers, and what it costs; and a visit as a file."""

from datetime import datetime, time, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.calendars.models import Feed, Invitation
from ipraktik.people.links import Link
from ipraktik.people.models import Person
from ipraktik.placements.models import Placement
from ipraktik.preparing import talk
from ipraktik.preparing.cover import Homecoming
from ipraktik.tests.calendars import events, read, shown, too_long

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(db):
    client = Client()
    client.cookies["language"] = "en"
    return client


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.COORDINATORS_NEED_SECOND_FACTOR = False


def address(person):
    return reverse("calendar", args=[Feed.objects.make(person)])


def feed(person):
    return read(Client().get(address(person)).content)


def summaries(person):
    return [each.summary.value for each in events(feed(person)) if not hasattr(each, "recurrence_id")]


def words(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").main.text.split())


def visits(cast, count):
    """So many agreed visits of Hanne's, each with an intern of its own."""
    for n in range(count):
        offer = the_cast.offer(cast, at=f"Sted {n}")
        Person.objects.known_as(f"nr{n}@ipraktik.example", f"Nr. {n}")
        cast[f"nr{n}"] = Person.objects.get(email=f"nr{n}@ipraktik.example")
        wish = the_cast.wish(cast, intern=f"nr{n}", at=f"Kontor {n}")
        made = the_cast.placement(cast, "preparing", wish_=wish, offer_=offer)
        the_cast.prepare(made, the_cast.soon(40 + 7 * n))
        Placement.objects.filter(pk=made.pk).update(state="agreed")


# what is in it


def test_each_sees_their_own_visits_whichever_party_they_are(cast):
    the_cast.placement(cast, "agreed")

    assert {who: summaries(cast[who]) for who in ("ida", "hanne", "rune", "signe", "olga")} == {
        "ida": ["Besøg hos Lønservice, Region Midt"],
        "hanne": ["Besøg af Ida Lund"],
        "rune": ["Besøg af Ida Lund"],
        "signe": ["Ida Lund er hos Lønservice, Region Midt"],
        "olga": [],
    }


def test_it_speaks_the_persons_language_not_the_browsers(cast):
    Person.objects.filter(pk=cast["ida"].pk).update(language="en")
    the_cast.placement(cast, "agreed")

    response = Client(headers={"accept-language": "da"}).get(address(Person.objects.get(pk=cast["ida"].pk)))

    assert [each.summary.value for each in events(read(response.content))][0] == "Visit to Lønservice, Region Midt"
    assert response.headers["Content-Language"] == "en"


def test_what_is_being_prepared_is_tentative_and_what_is_off_is_gone(cast):
    placement = the_cast.placement(cast, "preparing")
    assert events(feed(cast["ida"])) == []

    the_cast.prepare(placement)
    assert {each.status.value for each in events(feed(cast["ida"]))} == {"TENTATIVE"}

    Placement.objects.get(pk=placement.pk).perform("cancel", by=cast["ida"], reason="Syg.")
    assert events(feed(cast["ida"])) == []


@pytest.mark.parametrize(("days_ago", "expected"), [(364, 1), (366, 0)])
def test_the_past_year_is_there_and_no_more(cast, days_ago, expected):
    placement = the_cast.placement(cast, "completed")
    the_cast.move_in_time(placement, (timezone.localdate() - placement.visit.last_day).days - days_ago)

    assert len(summaries(cast["ida"])) == expected


def test_a_coordinator_sees_first_days_without_names_and_her_own_visits(cast):
    the_cast.placement(cast, "agreed")

    (event,) = events(feed(cast["karl"]))

    first = Placement.objects.get().visit.first_day
    assert (event.summary.value, event.dtstart.value) == ("Første dag hos Lønservice, Region Midt", first)
    assert "Ida" not in event.description.value + event.summary.value


def test_the_feed_and_the_invitation_are_the_same_entry(cast):
    placement = the_cast.placement(cast, "agreed")
    Invitation.objects.create(visit=placement.visit, person=cast["ida"], uid="old@elsewhere", times_told=4, digest="x")

    assert {(each.uid.value, each.sequence.value) for each in events(feed(cast["ida"]))} == {("old@elsewhere", "3")}


def test_the_talks_before_and_after_the_visit_stand_in_it_for_those_who_take_part(cast):
    placement = the_cast.placement(cast, "preparing")
    the_cast.prepare(placement)
    placement.participants.update(expectations_shared_at=timezone.now())
    soon = timezone.now() + timedelta(days=3)
    talk.propose(Placement.objects.get(pk=placement.pk), cast["ida"], soon, "phone", "12 34 56 78")
    Homecoming.objects.create(
        placement=placement, starts_at=placement_ends(placement) + timedelta(days=4), times_told=2
    )

    found = {who: others_than_visits(cast[who]) for who in ("ida", "hanne", "signe", "karl")}

    assert found == {
        "ida": [("talk", "TENTATIVE", "3"), ("homecoming", "CONFIRMED", "1")],
        "hanne": [("talk", "TENTATIVE", "3")],
        "signe": [("homecoming", "CONFIRMED", "1")],
        "karl": [],
    }
    assert Client().get(address(cast["ida"])).content == Client().get(address(cast["ida"])).content
    talk.accept(Placement.objects.get(pk=placement.pk), cast["hanne"], 1)
    assert others_than_visits(cast["hanne"]) == [("talk", "CONFIRMED", "4")]
    Placement.objects.get(pk=placement.pk).perform("cancel", by=cast["ida"], reason="Syg.")
    assert others_than_visits(cast["ida"]) == []


def test_a_talk_that_is_all_there_is_says_when_it_was_changed(cast):
    placement = the_cast.placement(cast, "preparing")
    placement.participants.update(expectations_shared_at=timezone.now())
    assert not Client().get(address(cast["ida"])).has_header("Last-Modified")

    talk.propose(placement, cast["ida"], timezone.now() + timedelta(days=3), "phone", "12 34 56 78")

    assert others_than_visits(cast["ida"]) == [("talk", "TENTATIVE", "3")]
    assert Client().get(address(cast["ida"])).has_header("Last-Modified")


def placement_ends(placement):
    return timezone.make_aware(datetime.combine(placement.visit.last_day, time(9)))


def others_than_visits(person):
    found = [(each.uid.value.split("-")[0], each.status.value, each.sequence.value) for each in events(feed(person))]
    return [each for each in found if each[0] in ("talk", "homecoming")]


def test_every_line_is_short_and_the_zone_is_told(cast):
    the_cast.placement(cast, "agreed")

    text = Client().get(address(cast["ida"])).content.decode()

    assert too_long(text) == []
    assert text.count("BEGIN:VTIMEZONE") == 1
    assert "TZID:Europe/Copenhagen" in text


# whom it answers


def test_an_address_that_nobody_has_made_is_answered_in_words(client, cast):
    response = client.get(reverse("calendar", args=["x" * 43]))

    page = BeautifulSoup(response.content, "html.parser")
    assert (response.status_code, page.h1.text) == (404, "We do not know this calendar")
    assert page.select_one(".refusal .button")["href"] == reverse("calendar-link")


def test_a_new_address_stops_the_old_one_and_stopping_stops_both(client, cast):
    old, new = address(cast["ida"]), address(cast["ida"])
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)

    client.force_login(cast["ida"])
    client.post(reverse("calendar-link"), {"what": "revoke"})

    assert [Client().get(each).status_code for each in (old, new)] == [404, 404]
    assert not Feed.objects.exists()


def test_who_is_not_here_any_more_has_no_feed(cast):
    theirs = address(cast["ida"])
    Person.objects.filter(pk=cast["ida"].pk).update(is_active=False)

    assert Client().get(theirs).status_code == 404


def test_it_is_shown_once_and_only_its_hash_is_kept(client, cast):
    client.force_login(cast["ida"])

    made = client.post(reverse("calendar-link"), {"what": "make"})
    again = client.get(reverse("calendar-link"))

    shown_once = BeautifulSoup(made.content, "html.parser").select_one("code.hash").text
    token = shown_once.rpartition("/")[2].removesuffix(".ics")
    assert Client().get(reverse("calendar", args=[token])).status_code == 200
    assert "no-store" in made.headers["Cache-Control"]
    assert token not in again.content.decode()
    assert [value for row in Feed.objects.values_list() for value in row if token in str(value)] == []
    assert "You made an address on" in words(again)


def test_looking_makes_nothing(client, cast):
    client.force_login(cast["ida"])
    client.get(reverse("calendar-link"))

    assert not Feed.objects.exists()


def test_the_profile_leads_there(client, cast):
    client.force_login(cast["ida"])

    page = BeautifulSoup(client.get(reverse("profile")).content, "html.parser")

    assert page.find("a", href=reverse("calendar-link")).text == "Give your calendar an address"


# how it answers


def test_nobody_on_the_way_keeps_it_or_is_told_the_address(cast):
    response = Client().get(address(cast["ida"]))

    assert {name: response.headers[name] for name in ("Content-Type", "Cache-Control", "Referrer-Policy", "X-Robots-Tag")} == {
        "Content-Type": "text/calendar; charset=utf-8",
        "Cache-Control": "private, max-age=900",
        "Referrer-Policy": "strict-origin",
        "X-Robots-Tag": "noindex",
    }  # fmt: skip
    assert response.cookies == {}


def test_nothing_new_is_said_in_a_word_and_a_change_is_told(cast):
    the_cast.placement(cast, "agreed")
    theirs = address(cast["ida"])
    first = Client().get(theirs)
    known = {"if-none-match": first.headers["ETag"], "if-modified-since": first.headers["Last-Modified"]}

    assert Client(headers=known).get(theirs).status_code == 304
    Person.objects.filter(pk=cast["hanne"].pk).update(phone="12 34 56 78")
    changed = Client(headers=known).get(theirs)

    assert (changed.status_code, "12 34 56 78" in changed.content.decode()) == (200, True)
    only_a_date = {"if-modified-since": first.headers["Last-Modified"]}
    assert Client(headers=only_a_date).get(theirs).status_code == 200


def test_it_is_read_and_not_written_to(cast):
    theirs = address(cast["ida"])

    assert (Client().head(theirs).status_code, Client().post(theirs).status_code) == (200, 405)


def test_ten_visits_cost_no_more_than_one(cast):
    visits(cast, 1)
    costs = {who: [cost(cast[who])] for who in ("hanne", "signe", "karl")}

    Placement.objects.update(state="cancelled")
    visits(cast, 10)
    for who, cost_of in costs.items():
        cost_of.append(cost(cast[who]))

    assert len(summaries(cast["hanne"])) == 10
    assert {who: later - first for who, (first, later) in costs.items()} == dict.fromkeys(costs, 0)


def cost(person):
    theirs = address(person)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert Client().get(theirs).status_code == 200
    return len(queries)


# a visit as a file


def test_who_came_by_a_link_takes_the_visit_along(client, cast):
    placement = the_cast.placement(cast, "agreed")
    client.post(reverse("link", args=[Link.objects.mint(cast["signe"], "placement", placement.pk)]))

    page = BeautifulSoup(client.get(placement.get_absolute_url()).content, "html.parser")
    file = client.get(page.find("a", string="Save in your calendar")["href"])

    days = placement.visit.days
    assert shown(read(file.content)) == [(f"{days[0]}", f"{days[-1]}")]
    assert file.headers["Content-Disposition"] == f'attachment; filename="placement-{placement.pk}.ics"'


def test_a_host_with_a_link_takes_all_interns_along_from_the_visit(client, cast):
    placement = the_cast.placement(cast, "agreed")
    client.post(reverse("link", args=[Link.objects.mint(cast["hanne"], "visit", placement.visit_id)]))

    page = BeautifulSoup(client.get(placement.visit.get_absolute_url()).content, "html.parser")
    file = client.get(page.find("a", string="Save in your calendar")["href"])

    assert {each.summary.value for each in events(read(file.content))} == {"Visit from Ida Lund"}


def test_the_file_is_where_the_itinerary_is(client, cast):
    placement = the_cast.placement(cast, "agreed")
    client.force_login(cast["ida"])

    page = BeautifulSoup(client.get(reverse("placement-itinerary", args=[placement.pk])).content, "html.parser")

    assert page.find("a", string="Save in your calendar")["href"] == reverse("placement-calendar", args=[placement.pk])


def test_without_days_there_is_no_file_and_a_sentence_says_why(client, cast):
    placement = the_cast.placement(cast, "preparing")
    client.force_login(cast["ida"])

    answer = client.get(reverse("placement-calendar", args=[placement.pk]), follow=True)

    assert "There is nothing to put in a calendar: the days of the visit are not set" in words(answer)
    assert "Save in your calendar" not in words(answer)


def test_a_coordinator_takes_along_who_is_where(client, cast):
    placement = the_cast.placement(cast, "agreed")
    client.force_login(cast["karl"])

    (event,) = events(read(client.get(reverse("placement-calendar", args=[placement.pk])).content))

    assert event.summary.value == "Ida Lund at Lønservice, Region Midt"
    assert event.dtend.value - event.dtstart.value == timedelta(days=len(placement.visit.days))
