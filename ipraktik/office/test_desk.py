"""The matching desk: who can receive a wish, in which order and why; what stops the others; suggesting."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ipraktik import cast as the_cast
from ipraktik.directory.models import NamedHost, Offer, OfferPerson
from ipraktik.office.conftest import problems, words
from ipraktik.people.models import Person
from ipraktik.placements.models import Placement
from ipraktik.programme import programme

pytestmark = pytest.mark.django_db


def hosts(page):
    return [words(part.h3) for part in page.select("article.sheet")]


def why(page):
    return [words(line) for line in page.select("article.sheet li")]


def in_area(offer, key):
    offer.workplace.work_areas = [key]
    offer.workplace.save()
    return offer


def test_hosts_stand_in_a_plain_order_with_the_reasons_in_words(desk, cast):
    area = list(programme().work_areas)[4]
    wish = the_cast.wish(cast)
    wish.workplace.work_areas = [area]
    wish.workplace.save()
    far = the_cast.offer(cast)
    near = in_area(the_cast.offer(cast, at="Arkivet", of="Vejle Kommune", host="per", reserve="emil"), area)

    page = desk.get("desk", wish.pk)

    assert hosts(page) == [near.workplace.full_name, far.workplace.full_name]
    region = near.workplace.region_on(near.created_at.date())
    assert why(page)[:5] == [
        f"Work area in common: {programme().work_areas[area].in_('en')}",
        f"In the right region: {region.name.in_('en')}",
        f"{near.seats} seats left",
        "Nobody waits for their answer",
        "Both can at any time",
    ]


def test_how_the_intern_travels_is_told(desk, cast):
    wish = the_cast.wish(cast)

    facts = desk.get("desk", wish.pk).find("dl", class_="facts")

    told = {words(term): words(term.find_next("dd")) for term in facts.find_all("dt")}
    assert told["Travel type"] == programme().travel_types[wish.travel_type].name.in_("en")


def test_the_days_that_both_have_free_are_told(desk, cast):
    wish, offer = the_cast.wish(cast, any_time=False, state="draft"), the_cast.offer(cast)
    monday = the_cast.soon()
    wish.periods.create(first=monday, last=monday + timedelta(days=4))
    wish.perform("submit", by=cast["ida"])

    page = desk.get("desk", wish.pk)

    assert hosts(page) == [offer.workplace.full_name]
    week = monday.isocalendar()
    assert why(page)[-1].startswith("Free for both: ")
    assert str(week.year) in why(page)[-1]


def test_those_who_cannot_stand_with_the_one_rule_that_stops_them(desk, cast):
    wish = the_cast.wish(cast)
    the_cast.offer(cast, days_min=5)

    page = desk.get("desk", wish.pk)

    assert hosts(page) == []
    assert [words(row) for row in page.select(".task")] == [
        "Lønservice, Region Midt They do not wish for the same number of days."
    ]


def test_a_suggestion_asks_both_and_keeps_what_the_coordinator_wrote(desk, cast):
    wish, offer = the_cast.wish(cast), the_cast.offer(cast)

    desk.post("desk-suggest", wish.pk, offer.pk, data={"message": "I retter den samme slags fejl.", "seen": "0"})

    made = Placement.objects.get()
    assert (made.wish, made.offer, made.origin, made.state) == (wish, offer, "office", "suggested")
    assert made.message == "I retter den samme slags fejl."
    assert made.events.get().by == cast["karl"]


def test_what_the_intern_wished_for_is_set_aside_only_with_a_tick(desk, cast):
    other = list(programme().work_areas)[-1]
    wish, offer = the_cast.wish(cast, work_areas=[other]), the_cast.offer(cast)

    page = desk.post("desk-suggest", wish.pk, offer.pk, data={"message": "Prøv", "seen": "0"}, status=200)
    kept = page.select_one("textarea").text.strip()
    desk.post("desk-suggest", wish.pk, offer.pk, data={"aside-work_area": "on", "seen": "0"})

    assert problems(page) == [
        "Tick that it may be set aside, or find another host: The intern wishes for another work area."
    ]
    assert kept == "Prøv"
    assert Placement.objects.count() == 1


def test_a_rule_that_no_tick_sets_aside_is_said_and_the_text_stays(desk, cast):
    wish, offer = the_cast.wish(cast), the_cast.offer(cast)
    Offer.objects.filter(pk=offer.pk).update(state="paused")

    page = desk.post("desk-suggest", wish.pk, offer.pk, data={"message": "Prøv"}, status=200)

    assert problems(page) == ["The host does not receive at the moment."]
    assert page.select_one("textarea").text.strip() == "Prøv"
    assert Placement.objects.count() == 0


def test_another_coordinator_was_first_and_this_one_is_told(desk, cast):
    wish, offer = the_cast.wish(cast), the_cast.offer(cast)
    second = the_cast.offer(cast, at="Arkivet", of="Vejle Kommune", host="per", reserve="emil")
    Placement.objects.suggest(wish, offer, by=cast["kirsten"], origin="office")

    page = desk.post("desk-suggest", wish.pk, second.pk, data={"message": "", "seen": "0"}, status=200)
    again = desk.post(
        "desk-suggest", wish.pk, offer.pk, data={"seen": page.select_one("[name=seen]")["value"]}, status=200
    )
    desk.post("desk-suggest", wish.pk, second.pk, data={"seen": page.select_one("[name=seen]")["value"]})

    assert problems(page) == [
        "Kirsten Holm has meanwhile suggested Lønservice, Region Midt for Ida Lund. "
        "Suggest this host too if you still want to."
    ]
    assert problems(again) == ["It has been suggested before."]
    assert Placement.objects.count() == 2


def test_an_intern_may_join_a_visit_that_is_there(desk, cast):
    offer = the_cast.offer(cast)
    bo = the_cast.placement(cast, "preparing", wish_=the_cast.wish(cast, intern="bo"), offer_=offer)
    ida = the_cast.wish(cast)

    page = desk.get("desk-suggest", ida.pk, offer.pk)
    desk.post("desk-suggest", ida.pk, offer.pk, data={"visit": bo.visit_id, "seen": "0"})

    labels = [words(label) for label in page.select(".form-group-radio label, fieldset label")]
    assert labels == ["No, a visit of its own", "days not set yet, with Bo Winther"]
    assert ida.placements.get().visit == bo.visit


def test_a_visit_of_another_host_cannot_be_joined(desk, cast):
    offer = the_cast.offer(cast)
    elsewhere = the_cast.offer(cast, at="Arkivet", of="Vejle Kommune", host="per", reserve="emil")
    for intern, place in (("bo", offer), ("mona", elsewhere)):
        the_cast.placement(cast, "preparing", wish_=the_cast.wish(cast, intern=intern), offer_=place)
    ida = the_cast.wish(cast)

    page = desk.post("desk-suggest", ida.pk, offer.pk, status=200,
                     data={"visit": elsewhere.visits.get().pk, "seen": "0"})  # fmt: skip

    assert problems(page) == ["Choose one of those on the list."]


def test_a_wish_that_is_not_open_is_told_of_not_matched(desk, cast):
    wish = the_cast.wish(cast, "withdrawn")

    page = desk.get("desk", wish.pk)

    assert words(page.select_one(".page-main > p.font-lead")) == (
        "The wish is “withdrawn”. A host can be suggested only while it is open."
    )


def test_ten_hosts_cost_no_more_than_one(desk, cast):
    wish = the_cast.wish(cast)
    the_cast.offer(cast)
    desk.get("desk", wish.pk)
    one = desk.queries("desk", wish.pk)
    for number in range(9):
        the_cast.offer(cast, at=f"Sted {number}", of=f"Region {number}")

    assert desk.queries("desk", wish.pk) == one


def test_more_than_a_thousand_people_behind_the_offers_fit_the_desk_and_the_file(desk, cast):
    wish, first = the_cast.wish(cast), the_cast.offer(cast)
    emails = [f"{number}@many.example" for number in range(1_100)]
    people = Person.objects.bulk_create(Person(email=email, name="Anna") for email in emails)
    offer = {"workplace": first.workplace, "state": "published", "all_year": True}
    offers = Offer.objects.bulk_create(Offer(**offer) for _person in people)
    OfferPerson.objects.bulk_create(
        OfferPerson(offer=offer, person=person, role="contact") for offer, person in zip(offers, people, strict=True)
    )

    page = desk.get("desk", wish.pk)
    file = desk.client.get(reverse("export", args=["offers", "csv"])).content.decode("utf-8-sig")

    assert len(hosts(page)) == 20
    assert [email for email in emails if email not in file] == []


# Door 1, when the office is to write to the host


def asked_to_contact(cast):
    wish = the_cast.wish(cast, door="own_host", where="Jeg kender dem fra messen.")
    NamedHost.objects.create(wish=wish, organisation="Fjord Teknik", sector="private", workplace="Værkstedet",
                             contact_name="Finn Ny", contacted_by="office")  # fmt: skip
    return wish


def test_the_office_invites_the_host_that_an_intern_has_in_mind(desk, cast):
    wish = asked_to_contact(cast)

    desk.post("contact-host", wish.pk, data={
        "contact_name": "Finn Ny", "contact_email": "Finn@fjord.example", "message": "Ring til Karl, hvis I er i tvivl.",
    })  # fmt: skip

    made = Placement.objects.get()
    assert made.offer.state == "unlisted"
    assert made.visit.contact == Person.objects.get(email="finn@fjord.example")
    assert made.message == "Jeg kender dem fra messen.\n\nRing til Karl, hvis I er i tvivl."
    assert desk.get("today").select(".task") == []


def test_without_an_address_nobody_is_invited_and_the_words_stay(desk, cast):
    wish = asked_to_contact(cast)

    page = desk.post("contact-host", wish.pk, status=200, data={"contact_name": "Finn Ny", "message": "Ring til Karl"})

    assert problems(page) == ["Write the e-mail address that we are to invite."]
    assert page.select_one("textarea").text.strip() == "Ring til Karl"
    assert Placement.objects.count() == 0


def test_a_wish_without_a_host_in_mind_has_no_such_page(desk, cast):
    desk.get("contact-host", the_cast.wish(cast).pk, status=404)
