"""The first screen: what needs a hand, by what it costs to wait, each with its one action."""

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.directory.models import Consent, NamedHost, Offer, Wish
from ipraktik.history.models import Event
from ipraktik.notices.models import Letter
from ipraktik.office.conftest import words
from ipraktik.office.lists import LISTINGS
from ipraktik.office.today import SHOWN
from ipraktik.people.models import Person
from ipraktik.placements.models import Placement

pytestmark = pytest.mark.django_db


def groups(page):
    """{heading: [(who, action, address)]} in the order of the page."""
    return {
        words(part.h2): [line(task) for task in part.select(".task")]
        for part in page.select("section[aria-labelledby^=task]")
    }


def line(task):
    action = task.select_one("a.button, button")
    said = action.find(string=True, recursive=False)
    return words(task.select_one(".task-who")), said, action.get("href") or action.parent["action"]


def days_ago(days):
    """At noon, so that neither midnight nor summer time makes it another day."""
    return timezone.make_aware(datetime.combine(timezone.localdate() - timedelta(days=days), time(12)))


def test_where_nothing_waits_the_page_is_calm(desk):
    page = desk.get("today")

    assert words(page.select_one(".empty h2")) == "Nothing needs a hand today"
    assert groups(page) == {}


def test_how_it_stands(desk, cast):
    the_cast.wish(cast, intern="bo")
    made = the_cast.placement(cast, "agreed")
    the_cast.move_in_time(made, (timezone.localdate() - made.visit.first_day).days)

    figures = [words(each) for each in desk.get("today").select(".figures li")]

    left = Offer.objects.with_seats().get().seats_left
    assert figures == ["1 open wishes", f"{left} seats left at hosts", "1 visits this month"]


def test_every_list_can_be_reached_from_here(desk):
    ways = {a["href"] for a in desk.get("today").select("a[href]")}

    assert {reverse(listing.page) for listing in LISTINGS.values()} - ways == set()


def unsigned(cast):
    made = the_cast.placement(cast, "preparing")
    the_cast.prepare(made, timezone.localdate() + timedelta(days=3))
    return "Begins soon and is not signed 1", ("Ida Lund → Lønservice", "See who is missing", "placement", made.pk)


def left(cast):
    made = the_cast.placement(cast, "preparing")
    Person.objects.filter(pk=cast["signe"].pk).update(is_active=False)
    return "Who should sign seems to have left 1", (
        "Ida Lund → Lønservice",
        "Hand over",
        "placement-agreement",
        made.pk,
    )


def amending(cast):
    made = the_cast.placement(cast, "agreed")
    the_cast.move_in_time(made, (timezone.localdate() - made.visit.first_day).days)
    Placement.objects.get(pk=made.pk).amend("I morgen mødes vi ved porten.", ["meet"], cast["hanne"])
    return "Amendments that not all have signed 1", (
        "Ida Lund → Lønservice", "See who is missing", "placement-agreement", made.pk,
    )  # fmt: skip


def disputed(cast):
    made = the_cast.placement(cast, "completed")
    made.dispute(cast["ida"], "Jeg var syg.")
    Placement.objects.get().visit.__class__.objects.update(last_day=timezone.localdate() - timedelta(days=1))
    return "They disagree whether it took place 1", ("Ida Lund → Lønservice 1 day", "Settle it", "placement", made.pk)


def silent(cast):
    made = the_cast.placement(cast)
    Placement.objects.update(created_at=days_ago(9))
    return "Nobody has answered 1", ("Ida Lund → Lønservice 9 days", "Call them", "placement", made.pk)


def to_contact(cast):
    wish = the_cast.wish(cast, door="own_host")
    NamedHost.objects.create(wish=wish, organisation="Fjord Teknik", sector="private", workplace="Værkstedet",
                             contact_name="Finn Ny", contacted_by="office")  # fmt: skip
    return "Interns who asked us to contact their host 1", (
        "Ida Lund → Værkstedet",
        "Contact the host",
        "contact-host",
        wish.pk,
    )


def to_review(cast):
    offer = the_cast.offer(cast, "review")
    return "Offers to review 1", ("Lønservice", "Look and publish", "offer", offer.pk)


def without_host(cast):
    wish = the_cast.wish(cast)
    Wish.objects.update(submitted_at=days_ago(30))
    return "Wishes without a host 1", ("Ida Lund 30 days", "Find a host", "desk", wish.pk)


def without_consent(cast):
    wish = the_cast.wish(cast, consent=False, door="browse")
    Consent.objects.update(asked_at=days_ago(20))
    return "Managers who have not answered 1", (
        "Signe Dahl · Ida Lund 20 days", "Remind the manager", "wish-remind", wish.pk,
    )  # fmt: skip


def refused(cast):
    wish = the_cast.wish(cast, consent=False, door="browse")
    wish.consent.perform("refuse", by=cast["signe"], reason="Vi har for travlt.")
    return "Managers who said no 1", ("Ida Lund", "Talk to the intern", "wish", wish.pk)


def entered_wish(cast):
    wish = the_cast.wish(cast, "draft", entered_by=cast["karl"])
    Wish.objects.update(created_at=days_ago(8))
    return "Wishes we entered, not confirmed yet 1", ("Ida Lund 8 days", "Call the intern", "wish", wish.pk)


def entered_offer(cast):
    offer = the_cast.offer(cast, "draft", entered_by=cast["karl"])
    Offer.objects.update(created_at=days_ago(8))
    return "Offers we entered, not confirmed yet 1", ("Lønservice 8 days", "Call the host", "offer", offer.pk)


def unconfirmed(cast):
    made = the_cast.placement(cast, "agreed")
    the_cast.move_in_time(made, (timezone.localdate() - made.visit.last_day).days - 2)
    return "Over, but nobody has said it took place 1", (
        "Ida Lund → Lønservice 2 days", "Ask and confirm", "placement", made.pk,
    )  # fmt: skip


def undelivered(cast):
    letter = Letter.objects.create(reader=cast["ida"], key="x", language="da", subject="Velkommen", message_id="1",
                                   given_up_at=timezone.now())  # fmt: skip
    return "Letters that could not be delivered 1", ("Velkommen", "Correct the address", "letter", letter.pk)


def unevaluated(cast):
    made = the_cast.placement(cast, "completed")
    last = timezone.localdate() - timedelta(days=20)
    type(made.visit).objects.update(first_day=last, last_day=last)
    return "Evaluations that are missing 1", (
        "Ida Lund → Lønservice 20 days",
        "See who is missing",
        "placement",
        made.pk,
    )


SCENES = (unsigned, left, amending, disputed, silent, to_contact, to_review, without_host, without_consent, refused, entered_wish,
          entered_offer, unconfirmed, undelivered, unevaluated)  # fmt: skip


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_what_needs_a_hand_stands_there_with_its_one_action(desk, cast, scene):
    heading, (who, action, page, number) = scene(cast)

    assert groups(desk.get("today")) == {heading: [(who, action, reverse(page, args=[number]))]}


def test_what_costs_most_to_wait_stands_first_and_the_oldest_before_the_newer(desk, cast):
    to_review(cast)
    old = the_cast.wish(cast, intern="bo", door="pool")
    Wish.objects.update(submitted_at=days_ago(30))
    the_cast.wish(cast)

    found = groups(desk.get("today"))

    assert list(found) == ["Offers to review 1", "Wishes without a host 2"]
    assert [url for *_words, url in found["Wishes without a host 2"]] == [
        reverse("desk", args=[pk]) for pk in (old.pk, Wish.objects.exclude(pk=old.pk).get().pk)
    ]


def test_show_all_leads_to_the_list_with_exactly_those(desk, cast):
    for number in range(SHOWN + 1):
        cast[f"n{number}"] = Person.objects.known_as(f"n{number}@ipraktik.example", f"Nanna {number}")
        the_cast.wish(cast, intern=f"n{number}")
    the_cast.wish(cast, intern="bo", door="browse")

    page = desk.get("today")
    (link,) = [a for a in page.select("section a") if words(a).startswith("Show all")]
    response = desk.client.get(link["href"])

    assert words(link) == f"Show all {SHOWN + 1} : Wishes without a host"
    assert link["href"] == f"{reverse('wishes')}?task=no-host"
    assert response.content.count(b"Nanna") == SHOWN + 1
    assert b"Bo Winther" not in response.content


def test_a_manager_is_reminded_from_here(desk, cast):
    _heading, (_who, _action, page, number) = without_consent(cast)
    Event.objects.update(at=days_ago(20))

    form = desk.get("today").select_one(".task form")

    assert (form["method"], form["action"]) == ("post", reverse(page, args=[number]))
    assert form.select_one("[name=csrfmiddlewaretoken]")

    fields = {field["name"]: field["value"] for field in form.select("input")}
    answer = desk.client.post(form["action"], fields)
    assert answer.url == reverse("today")
    assert Event.objects.filter(name="remind-consent").count() == 1
