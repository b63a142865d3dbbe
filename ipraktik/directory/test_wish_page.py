"""A wish's page: the next step first, whom one waits for, and what has happened."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.directory.models import NamedHost, Wish
from ipraktik.history.models import Event
from ipraktik.placements.models import Placement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    settings.COORDINATORS_NEED_SECOND_FACTOR = False


@pytest.fixture
def ida(client, cast):
    client.force_login(cast["ida"])
    client.cookies["language"] = "en"
    return client


def page(client, wish):
    response = client.get(wish.get_absolute_url())
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def next_title(client, wish):
    return page(client, wish).select_one(".next-step h2").get_text()


def long_ago(consent):
    Event.objects.filter(consent=consent).update(at=timezone.now() - timedelta(days=3))


@pytest.mark.parametrize(
    ("key", "status"),
    [("ida", 200), ("karl", 200), ("signe", 302), ("bo", 404), ("jens", 404), ("hanne", 404), ("olga", 404)],
)
def test_who_sees_it(client, cast, key, status):
    wish = the_cast.wish(cast)
    client.force_login(cast[key])

    assert client.get(wish.get_absolute_url()).status_code == status


def test_the_manager_is_led_to_the_consent(client, cast):
    wish = the_cast.wish(cast)
    client.force_login(cast["signe"])

    assert client.get(wish.get_absolute_url()).url == wish.consent.get_absolute_url()


def test_nobody_sees_it_without_a_name(client, cast):
    assert client.get(the_cast.wish(cast).get_absolute_url()).status_code == 302


@pytest.mark.parametrize(
    ("state", "title"), [("draft", "Look it through and send it"), ("withdrawn", "Withdrawn")]
)  # fmt: skip
def test_the_next_step_of_each_state(ida, cast, state, title):
    assert next_title(ida, the_cast.wish(cast, state)) == title


def test_a_draft_goes_on_where_it_was_left(ida, cast):
    wish = the_cast.wish(cast, "draft", why="", step="how")

    shown = page(ida, wish)

    assert shown.select_one(".next-step h2").get_text() == "Finish your wish"
    assert shown.select_one(".next-step a")["href"] == reverse("wish-step", args=[wish.pk, "how"])


@pytest.mark.parametrize(
    ("move", "title"),
    [(None, "We wait for Signe Dahl"), ("postpone", "Signe Dahl says: not now"), ("refuse", "Signe Dahl has said no")],
)
def test_the_next_step_while_the_manager_has_not_said_yes(ida, cast, move, title):
    wish = the_cast.wish(cast, consent=False)
    if move:
        wish.consent.perform(move, by=cast["signe"], reason="Vi har for travlt.")

    shown = page(ida, wish)

    assert shown.select_one(".next-step h2").get_text() == title
    assert ("Vi har for travlt." in shown.select_one(".next-step").get_text()) is bool(move)


def test_the_next_step_of_each_door(ida, cast):
    wish = the_cast.wish(cast)
    assert next_title(ida, wish) == "We look for a host for you"

    Wish.objects.filter(pk=wish.pk).update(door="browse")
    assert page(ida, wish).select_one(".next-step a")["href"] == reverse("offers")

    Wish.objects.filter(pk=wish.pk).update(door="own_host")
    named = NamedHost.objects.create(wish=wish, workplace="Værkstedet", organisation="Fjord", contact_name="Hanne")
    assert next_title(ida, wish) == "Write the host's e-mail"

    NamedHost.objects.filter(pk=named.pk).update(contacted_by="office")
    assert next_title(ida, wish) == "The office writes to Værkstedet"


def as_the_office_reads(client, cast, wish):
    client.force_login(cast["karl"])
    client.cookies["language"] = "en"
    step = page(client, wish).select_one(".next-step")
    return step.h2.get_text(), step.a and (step.a.get_text(), step.a["href"])


def test_the_office_is_told_what_it_can_do_for_an_open_wish(client, cast):
    wish = the_cast.wish(cast)
    desk, contact = (reverse(name, args=[wish.pk]) for name in ("desk", "contact-host"))
    assert as_the_office_reads(client, cast, wish) == ("Ida Lund has no host yet", ("Find a host", desk))

    Wish.objects.filter(pk=wish.pk).update(door="own_host")
    NamedHost.objects.create(
        wish=wish, workplace="Værkstedet", organisation="Fjord", contact_name="Hanne", contacted_by="office"
    )
    assert as_the_office_reads(client, cast, wish) == ("Contact Værkstedet", ("Contact the host", contact))


def test_the_office_is_told_whom_to_talk_to_when_a_manager_has_said_no(client, cast):
    wish = the_cast.wish(cast, consent=False)
    wish.consent.perform("refuse", by=cast["signe"], reason="Vi har for travlt.")

    said = as_the_office_reads(client, cast, wish)

    assert said == ("Signe Dahl has said no", ("Write to Ida Lund", "mailto:ida@ipraktik.example"))
    text = page(client, wish).select_one(".next-step").get_text()
    assert "Vi har for travlt. Talk to Ida Lund: " in text
    assert "your manager" not in text.lower()


def test_the_office_is_led_to_the_suggestion_and_then_to_the_visit(client, cast):
    placement = the_cast.placement(cast)
    to = placement.get_absolute_url()
    said = as_the_office_reads(client, cast, placement.wish)
    assert said == ("A suggestion waits for an answer", ("See the suggestion", to))

    placement.perform("accept", by=cast["ida"])
    placement.perform("accept", by=cast["hanne"])

    said = as_the_office_reads(client, cast, placement.wish)
    assert said == ("Ida Lund is going to Lønservice, Region Midt", ("Go to the visit", to))


@pytest.mark.parametrize(
    ("state", "title", "label"), [("draft", "The wish is not sent yet", "Go on"), ("withdrawn", "Withdrawn", None)]
)
def test_the_office_reads_how_a_wish_that_is_not_open_stands(client, cast, state, title, label):
    found, way = as_the_office_reads(client, cast, the_cast.wish(cast, state, entered_by=cast["karl"]))

    assert (found, way and way[0]) == (title, label)


def test_the_reminder_leads_back_to_the_page_it_was_pressed_on_and_to_no_other_site(client, cast):
    wish = the_cast.wish(cast, consent=False)
    client.force_login(cast["karl"])
    remind = reverse("wish-remind", args=[wish.pk])
    long_ago(wish.consent)
    assert client.post(remind, {"next": reverse("today")}).url == reverse("today")

    Event.objects.filter(name="remind-consent").delete()
    assert client.post(remind, {"next": "https://evil.example/"}).url == wish.get_absolute_url()


def test_a_suggestion_waits_for_the_intern_and_then_for_the_host(ida, cast):
    placement = the_cast.placement(cast)
    shown = page(ida, placement.wish)
    assert shown.select_one(".next-step h2").get_text() == "Answer a suggestion"
    assert shown.select_one(".next-step a")["href"] == placement.get_absolute_url()

    placement.perform("accept", by=cast["ida"])
    assert next_title(ida, placement.wish) == "We wait for the host"

    placement.perform("accept", by=cast["hanne"])
    assert next_title(ida, placement.wish) == "You are going to Lønservice, Region Midt"


def test_the_manager_is_reminded_once_a_day(ida, cast):
    wish = the_cast.wish(cast, consent=False)
    remind = reverse("wish-remind", args=[wish.pk])
    assert page(ida, wish).find(id="why-remind").get_text(strip=True) == "We have just written. Give it a day."

    too_soon = ida.post(remind, follow=True)
    long_ago(wish.consent)
    first, second = ida.post(remind, follow=True), ida.post(remind, follow=True)

    said = [
        BeautifulSoup(each.content, "html.parser").select_one(".alert p").get_text()
        for each in (too_soon, first, second)
    ]
    assert said == [
        "We have written to them within 24 hours. Give them a little time.",
        "We have written to Signe Dahl again.",
        "We have written to them within 24 hours. Give them a little time.",
    ]
    assert Event.objects.filter(name="remind-consent").count() == 1


def test_a_manager_who_has_answered_is_not_reminded(ida, cast):
    wish = the_cast.wish(cast)
    long_ago(wish.consent)

    assert page(ida, wish).select(f"form[action='{reverse('wish-remind', args=[wish.pk])}']") == []
    ida.post(reverse("wish-remind", args=[wish.pk]))
    assert Event.objects.filter(name="remind-consent").count() == 0


def test_looking_at_the_reminder_reminds_nobody(ida, cast):
    assert ida.get(reverse("wish-remind", args=[the_cast.wish(cast, consent=False).pk])).status_code == 405


def test_another_manager_is_asked_and_the_first_answer_no_longer_counts(ida, cast):
    wish = the_cast.wish(cast)
    first = wish.consent

    ida.post(
        reverse("wish-manager", args=[wish.pk]), {"manager_name": "Jens Juhl", "manager_email": "jens@ipraktik.example"}
    )

    wish = Wish.objects.get(pk=wish.pk)
    first.refresh_from_db()
    assert (wish.manager, wish.consent.manager, wish.consent.state, first.state) == (
        cast["jens"], cast["jens"], "asked", "superseded"
    )  # fmt: skip


def test_oneself_is_no_manager(ida, cast):
    wish = the_cast.wish(cast)

    ida.post(reverse("wish-manager", args=[wish.pk]), {"manager_name": "Ida", "manager_email": "ida@ipraktik.example"})

    assert Wish.objects.get(pk=wish.pk).manager == cast["signe"]


def test_a_wish_is_withdrawn_with_a_reason_and_taken_up_again(ida, cast):
    wish = the_cast.placement(cast).wish
    withdraw = reverse("wish-move", args=[wish.pk, "withdraw"])

    ida.get(withdraw)
    ida.post(withdraw, {"reason": " "})
    assert Wish.objects.get(pk=wish.pk).state == "open"
    ida.post(withdraw, {"reason": "Jeg har fået nyt job."})
    assert Wish.objects.get(pk=wish.pk).state == "withdrawn"
    assert Placement.objects.get().state == "withdrawn"
    again = ida.post(withdraw, {"reason": "Jeg har fået nyt job."})
    assert (
        "cannot be done any more" in BeautifulSoup(again.content, "html.parser").select_one(".error-summary").get_text()
    )
    ida.post(reverse("wish-move", args=[wish.pk, "resume"]))
    assert Wish.objects.get(pk=wish.pk).state == "draft"


@pytest.mark.parametrize(
    ("move", "key", "status"),
    [
        ("withdraw", "signe", 403),
        ("withdraw", "bo", 404),
        ("place", "ida", 403),
        ("nonsense", "ida", 404),
        ("submit", "karl", 403),
    ],
)
def test_moves_are_only_for_those_whose_they_are(client, cast, move, key, status):
    wish = the_cast.wish(cast)
    client.force_login(cast[key])

    assert client.get(reverse("wish-move", args=[wish.pk, move])).status_code == status
    assert client.post(reverse("wish-move", args=[wish.pk, move]), {"reason": "Fordi."}).status_code == status


@pytest.mark.parametrize("name", ["wish-remind", "wish-manager", "wish-leave"])
@pytest.mark.parametrize(("key", "status"), [("signe", 403), ("bo", 404), ("hanne", 404), ("jens", 404)])
def test_others_neither_remind_nor_name_nor_leave(client, cast, name, key, status):
    wish = the_cast.wish(cast, consent=False)
    client.force_login(cast[key])

    assert client.post(reverse(name, args=[wish.pk])).status_code == status


def test_the_history_is_told_in_words_with_the_newest_first(ida, cast):
    wish = the_cast.wish(cast)

    told = [each.get_text() for each in page(ida, wish).select(".timeline p")]

    assert told == ["Signe Dahl said yes.", "We asked the nearest manager.", "Ida Lund sent the wish."]


def test_ten_suggestions_cost_no_more_than_one(ida, cast):
    wish = the_cast.wish(cast)
    suggest(cast, wish, 1)
    one = questions(ida, wish)
    for number in range(2, 11):
        suggest(cast, wish, number)

    assert questions(ida, wish) == one


def suggest(cast, wish, number):
    offer = the_cast.offer(cast, at=f"Kontor {number}")
    Placement.objects.suggest(wish, offer, by=cast["karl"], origin="office")


def questions(client, wish):
    with CaptureQueriesContext(connection) as asked:
        page(client, wish)
    return len(asked)
