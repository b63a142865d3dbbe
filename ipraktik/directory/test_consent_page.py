"""The nearest manager's page: what is asked, the answer, and what came of it."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ipraktik import cast as the_cast
from ipraktik.directory.models import Consent, Wish
from ipraktik.history.models import Event
from ipraktik.people.limited import LIMIT
from ipraktik.placements.models import Placement
from ipraktik.programme import programme

pytestmark = pytest.mark.django_db
RIGHT_ONE = {"name": "Jens Juhl", "email": "JENS@ipraktik.example"}


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    settings.COORDINATORS_NEED_SECOND_FACTOR = False


@pytest.fixture
def consent(cast):
    return the_cast.wish(cast, consent=False, special_needs="Jeg tåler ikke nødder.").consent


@pytest.fixture
def signe(client, cast):
    client.force_login(cast["signe"])
    client.cookies["language"] = "en"
    return client


def address(consent, move):
    return reverse("consent-move", args=[consent.pk, move])


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def page(client, consent):
    response = client.get(consent.get_absolute_url())
    assert response.status_code == 200
    return soup(response)


def complaints(response):
    return [link.get_text() for link in soup(response).select(".error-summary a")]


def fresh(consent):
    return Consent.objects.get(pk=consent.pk)


def test_it_says_who_why_when_and_how_and_what_it_asks(signe, consent):
    shown = page(signe, consent)
    text = " ".join(shown.get_text(" ").split())

    facts = dict(zip((each.get_text() for each in shown.select("dt")), shown.select("dd"), strict=True))
    assert facts["Who"].get_text(" ") == "Ida Lund, lønkonsulent Lønkontoret, Aarhus Kommune"
    assert facts["Why"].get_text() == the_cast.WHY
    assert facts["When"].get_text() == "Any time"
    assert facts["How"].get_text(" ").startswith("Tourist, 2 days")
    assert facts["With whom"].get_text() == "I travel alone"
    assert list(facts)[6:] == [str(item.title.in_("en")) for item in programme().small_print]
    assert "Carried by the sending workplace." in facts["Pay"].get_text()
    assert all(entry.text.in_("en") in text for entry in programme().guide_for("sender", "before", "advice"))
    assert "nødder" not in text


def test_in_danish_too(client, cast, consent):
    client.force_login(cast["signe"])
    client.cookies["language"] = "da"

    text = page(client, consent).get_text()

    assert programme().small_print[0].text.in_("da") in text


def test_a_personal_link_is_enough_for_the_whole_answer(signe, consent):
    session = signe.session
    session[LIMIT] = ["consent", consent.pk]
    session.save()

    assert signe.get(consent.get_absolute_url()).status_code == 200
    assert signe.post(address(consent, "approve")).url == consent.get_absolute_url()
    assert fresh(consent).state == "yes"


def test_looking_changes_nothing(signe, consent):
    events = Event.objects.count()

    for move in ("approve", "postpone", "refuse", "pass-on"):
        assert signe.get(address(consent, move)).status_code == 200

    assert (fresh(consent).state, Event.objects.count()) == ("asked", events)


@pytest.mark.parametrize(("move", "state"), [("approve", "yes"), ("postpone", "later"), ("refuse", "no")])
def test_the_manager_answers(signe, consent, move, state):
    signe.post(address(consent, move), {"reason": "Vi har for travlt til marts."})

    shown = page(signe, consent)
    assert fresh(consent).state == state
    assert ("Vi har for travlt til marts." in shown.select_one(".next-step").get_text()) is (move != "approve")


def test_after_a_yes_the_manager_reads_that_no_more_is_asked_now(signe, consent):
    signe.post(address(consent, "approve"))

    said = [each.get_text() for each in page(signe, consent).select(".next-step p")]
    assert said == [
        "Signe Dahl",
        "You need do no more now. We write to you when there is an agreement to sign.",
        "You can change your answer here as long as the agreement is not signed.",
    ]


@pytest.mark.parametrize("move", ["postpone", "refuse"])
def test_a_no_needs_a_reason(signe, consent, move):
    assert complaints(signe.post(address(consent, move), {"reason": " "})) == [
        "Write a short reason, so that the others understand."
    ]
    assert fresh(consent).state == "asked"


@pytest.mark.parametrize(
    ("first", "then", "state"),
    [
        ("postpone", "approve", "yes"),
        ("refuse", "approve", "yes"),
        ("approve", "refuse", "no"),
        ("postpone", "refuse", "no"),
    ],
)
def test_the_answer_can_be_changed(signe, consent, first, then, state):
    for move in (first, then):
        signe.post(address(consent, move), {"reason": "Fordi."})

    assert fresh(consent).state == state


def test_answering_twice_is_harmless(signe, consent):
    signe.post(address(consent, "approve"))
    again = signe.post(address(consent, "approve"))

    assert "cannot be done any more" in soup(again).select_one(".error-summary").get_text()
    assert Event.objects.filter(consent=consent, name="approve").count() == 1


def test_a_yes_stands_once_the_agreement_is_signed(signe, cast):
    consent = the_cast.placement(cast, "agreed").wish.consent

    response = signe.post(address(consent, "refuse"), {"reason": "Alligevel ikke."})

    assert soup(response).select_one(".error-summary li").get_text().startswith("The agreement has been signed.")
    assert soup(response).find(id="id_reason").get_text().strip() == "Alligevel ikke."


def test_it_is_passed_on_to_the_right_manager(signe, consent, cast):
    response = signe.post(address(consent, "pass-on"), RIGHT_ONE, follow=True)

    asked = Consent.objects.get(passed_on_from=consent)
    assert (asked.manager, asked.state, fresh(consent).state) == (cast["jens"], "asked", "passed-on")
    assert Wish.objects.get().manager == cast["jens"]
    assert the_cast.WHY not in soup(response).get_text()
    assert [each.name for each in asked.events.all()] == ["ask"]


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ({}, ["Write the manager's name.", "Write the manager's e-mail."]),
        ({"name": "Jens", "email": "jens"}, ["Write an e-mail address such as name@organisation.dk."]),
        (
            {"name": "Ida", "email": "IDA@ipraktik.example"},
            ["Your employee cannot say yes to this. Write the right manager's e-mail."],
        ),
        ({"name": "Signe", "email": "signe@ipraktik.example"}, ["That is your own e-mail. Write the right manager's."]),
    ],
)
def test_it_is_not_passed_on_to_just_anyone(signe, consent, typed, sentences):
    assert complaints(signe.post(address(consent, "pass-on"), typed)) == sentences
    assert fresh(consent).state == "asked"


def test_passing_on_twice_asks_one(signe, consent):
    for _time in range(2):
        signe.post(address(consent, "pass-on"), RIGHT_ONE)

    assert Consent.objects.filter(passed_on_from=consent).count() == 1


def test_a_withdrawn_wish_needs_no_answer(signe, consent, cast):
    consent.wish.perform("withdraw", by=cast["ida"], reason="Nyt job.")

    shown = page(signe, consent)
    response = signe.post(address(consent, "approve"))

    assert "You need do nothing." in shown.select_one(".alert").get_text()
    assert shown.select(".moves") == []
    assert soup(response).select_one(".error-summary li").get_text() == "The wish has been withdrawn."


def test_a_changed_wish_tells_that_it_is_asked_anew(signe, consent):
    consent.wish.why = "Noget andet."
    consent.wish.save()
    consent.wish.ask_consent()

    assert "new letter" in page(signe, consent).select_one(".alert").get_text()
    assert the_cast.WHY not in page(signe, consent).select_one("main").get_text()


def test_what_came_of_it_stands_on_the_same_page(signe, cast):
    placement = the_cast.placement(cast, "agreed")

    shown = page(signe, placement.wish.consent)

    assert shown.select_one("#came ~ ul h3").get_text() == "Lønservice, Region Midt"
    assert shown.select_one("#came ~ ul a")["href"] == placement.get_absolute_url()


@pytest.mark.parametrize(
    ("key", "look", "answer"),
    [
        ("signe", 200, 302), ("ida", 200, 403), ("karl", 200, 403),
        ("bo", 404, 404), ("jens", 404, 404), ("hanne", 404, 404), ("olga", 404, 404),
    ],
)  # fmt: skip
def test_who_sees_it_and_who_answers(client, cast, consent, key, look, answer):
    client.force_login(cast[key])

    assert client.get(consent.get_absolute_url()).status_code == look
    assert client.post(address(consent, "approve")).status_code == answer


def test_the_intern_is_not_offered_the_managers_buttons(client, cast, consent):
    client.force_login(cast["ida"])

    assert page(client, consent).select("main .button-primary") == []


def test_nobody_answers_without_a_name(client, consent):
    assert client.get(consent.get_absolute_url()).status_code == 302
    assert client.post(address(consent, "approve")).status_code == 302
    assert fresh(consent).state == "asked"


@pytest.mark.parametrize(("move", "status"), [("supersede", 403), ("nonsense", 404)])
def test_there_are_no_other_answers(signe, consent, move, status):
    assert signe.post(address(consent, move)).status_code == status


def test_ten_suggestions_cost_no_more_than_one(signe, cast):
    wish = the_cast.wish(cast)
    suggest(cast, wish, 1)
    one = questions(signe, wish.consent)
    for number in range(2, 11):
        suggest(cast, wish, number)

    assert questions(signe, wish.consent) == one


def suggest(cast, wish, number):
    Placement.objects.suggest(wish, the_cast.offer(cast, at=f"Kontor {number}"), by=cast["karl"], origin="office")


def questions(client, consent):
    with CaptureQueriesContext(connection) as asked:
        page(client, consent)
    return len(asked)
