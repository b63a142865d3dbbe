"""The office enters a wish or an offer for someone who wrote or telephoned."""

import pytest
from django.utils import translation

from ipraktik import cast as the_cast
from ipraktik.directory.models import Offer, Wish
from ipraktik.kit.lifecycle import NotYet
from ipraktik.office.conftest import problems
from ipraktik.people.models import Person, Workplace

pytestmark = pytest.mark.django_db
NEW_PLACE = {
    "chosen": "new",
    "workplace_name": "Lønkontoret",
    "organisation": "Aarhus Kommune",
    "sector": "municipality",
}
WISH = NEW_PLACE | {
    "name": "Nanna Ny", "email": "Nanna@ny.example", "title": "lønkonsulent", "phone": "12 34 56 78",
    "manager_name": "Signe Dahl", "manager_email": "signe@ipraktik.example", "why": "Jeg vil se andre rette fejl.",
    "where": "Et lønkontor", "periods": "uge 10-12 2099", "travel_type": "tourist", "days_min": "2", "days_max": "2",
}  # fmt: skip
OFFER = NEW_PLACE | {
    "name": "Hans Ny", "email": "hans@ny.example", "reserve_name": "Rita Ny", "reserve_email": "rita@ny.example",
    "about": "Et lønkontor.", "why": "Vi vil ses efter.", "see": "Fejllisten.", "seats": "2", "all_year": "on",
    "closed": "uge 28-30 2099",
}  # fmt: skip


def test_a_wish_is_entered_as_a_draft_and_its_intern_is_written_to(desk, cast):
    led = desk.post("enter-wish", data=WISH)

    wish = Wish.objects.get()
    assert led == wish.get_absolute_url()
    assert (wish.state, wish.entered_by, wish.intern.email, wish.intern.title) == (
        "draft", cast["karl"], "nanna@ny.example", "lønkonsulent",
    )  # fmt: skip
    assert (wish.workplace.full_name, wish.manager, wish.days_min) == ("Lønkontoret, Aarhus Kommune", cast["signe"], 2)
    assert [f"{period}" for period in wish.periods.all()] == ["2099-03-02/2099-03-22"]
    assert [(event.name, event.by) for event in wish.events.all()] == [("enter", cast["karl"])]


def test_the_intern_sends_the_entered_wish(desk, cast):
    desk.post("enter-wish", data=WISH)
    wish = Wish.objects.get()

    wish = wish.perform("submit", by=wish.intern)

    assert (wish.state, wish.consent.manager) == ("open", cast["signe"])


def test_where_no_days_were_said_the_travel_type_says_them(desk, cast):
    desk.post("enter-wish", data=WISH | {"days_min": "", "days_max": ""})

    wish = Wish.objects.get()
    assert (wish.days_min, wish.days_max) == (2, 2)
    assert wish.obstacles(wish.MOVES["submit"], wish.intern) == []


def test_a_wish_that_came_in_writing_is_taken_as_sent_and_the_manager_is_asked(desk, cast):
    desk.post("enter-wish", data=WISH | {"agreed": "on"})

    wish = Wish.objects.get()
    assert (wish.state, wish.consent.state) == ("open", "asked")
    assert [(event.name, event.by) for event in wish.events.all()] == [("receive", cast["karl"])]


def test_what_lacks_something_is_not_taken_as_sent_and_nothing_is_saved(desk, cast):
    page = desk.post("enter-wish", data=WISH | {"agreed": "on", "why": "", "manager_email": ""}, status=200)

    assert problems(page) == ["Name your nearest manager. It cannot be yourself.", "Write why you want to go."]
    assert page.select_one("[name=name]")["value"] == "Nanna Ny"
    assert (Wish.objects.count(), Person.objects.filter(email="nanna@ny.example").count()) == (0, 0)


def test_little_is_enough_for_a_draft(desk, cast):
    desk.post("enter-wish", data=NEW_PLACE | {"name": "Nanna Ny", "email": "nanna@ny.example"})

    assert Wish.objects.get().state == "draft"


def test_without_a_name_an_address_and_a_workplace_it_says_what_to_write(desk, cast):
    page = desk.post("enter-wish", data={"why": "Jeg vil se."}, status=200)

    assert problems(page) == [
        "Find your workplace and choose it, or add it.", "Write the person's name.",
        "Write the e-mail address: the link goes there.",
    ]  # fmt: skip
    assert page.select_one("[name=why]").text.strip() == "Jeg vil se."


def test_whoever_has_a_wish_already_gets_no_second_one(desk, cast):
    place = the_cast.wish(cast).workplace

    page = desk.post("enter-wish", status=200, data=WISH | {
        "email": "IDA@ipraktik.example", "same": f"workplace-{place.pk}",
    })  # fmt: skip

    assert problems(page) == ["Ida Lund has a wish here already. Change that one, or withdraw it first."]
    assert Wish.objects.count() == 1


def test_a_workplace_that_is_here_is_offered_not_repeated(desk, cast):
    place = the_cast.workplace("Aarhus Kommune", "Lønkontoret")

    page = desk.post("enter-wish", data=WISH, status=200)
    desk.post("enter-wish", data=WISH | {"same": f"workplace-{place.pk}"})

    assert problems(page) == ["Say whether it is one that we know."]
    assert Wish.objects.get().workplace == place
    assert Workplace.objects.count() == 1


def test_the_manager_is_another_than_the_intern(desk, cast):
    page = desk.post("enter-wish", data=WISH | {"manager_email": "nanna@NY.example"}, status=200)

    assert problems(page) == ["Write another person's e-mail address."]


def test_an_offer_is_entered_as_a_draft_and_its_host_is_written_to(desk, cast):
    desk.post("enter-offer", data=OFFER)

    offer = Offer.objects.get()
    assert (offer.state, offer.seats, offer.at_a_time, offer.all_year) == ("draft", 2, 2, True)
    assert (offer.contact.email, offer.reserve.name) == ("hans@ny.example", "Rita Ny")
    assert [(f"{period}", period.is_open) for period in offer.periods.all()] == [("2099-07-06/2099-07-26", False)]
    assert [(event.name, event.by) for event in offer.events.all()] == [("enter", cast["karl"])]


def test_an_offer_that_came_in_writing_is_published(desk, cast):
    desk.post("enter-offer", data=OFFER | {"agreed": "on"})

    assert Offer.objects.get().state == "published"


def test_a_host_who_has_an_offer_from_the_workplace_gets_no_second_one(desk, cast):
    offer = the_cast.offer(cast)

    page = desk.post("enter-offer", status=200, data=OFFER | {
        "chosen": offer.workplace_id, "workplace_name": "", "organisation": "", "sector": "",
        "email": "hanne@ipraktik.example",
    })  # fmt: skip

    assert problems(page) == [
        "Hanne Krogh has an offer from this workplace already. Change that one, or close it first."
    ]


def test_a_coordinator_cannot_send_what_somebody_else_has_begun(desk, cast):
    wish = the_cast.wish(cast, "draft")

    with translation.override("en"), pytest.raises(NotYet) as stopped:
        wish.perform("receive", by=cast["karl"])

    assert stopped.value.sentences == ["They send it themselves: the office has not entered it for them."]
