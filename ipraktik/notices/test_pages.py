"""The office's pages about letters: for coordinators, and nobody else."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.notices import codes
from ipraktik.notices.making import Maker
from ipraktik.notices.models import Letter
from ipraktik.notices.sending import send_all
from ipraktik.people.models import Link, Person
from ipraktik.programme import programme

pytestmark = pytest.mark.django_db


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def rows(client, **asked):
    page = soup(client.get(reverse("letters"), asked))
    found = []
    for row in page.select("tbody tr"):
        _when, who, words, state = row.find_all("td")
        found.append([who.text.strip(), words.text.strip(), state.span["class"][-1]])
    return found


@pytest.fixture
def karl(client, cast):
    client.force_login(cast["karl"])
    return client


@pytest.fixture
def letter(cast):
    the_cast.wish(cast, consent=False)
    Maker().make_all()
    return Letter.objects.get(key="your-employee-asks-for-consent")


@pytest.mark.parametrize("who", ["ida", "hanne", "signe", "olga"])
def test_for_everyone_else_the_pages_do_not_exist(client, cast, letter, who):
    client.force_login(cast[who])
    Letter.objects.filter(pk=letter.pk).update(given_up_at=timezone.now())

    gets = [
        client.get(url).status_code
        for url in (reverse("letters"), reverse("letters-preview"), letter.get_absolute_url())
    ]
    post = client.post(reverse("letter-again", args=[letter.pk])).status_code

    assert [*gets, post] == [404] * 4


def test_a_visitor_is_asked_to_sign_in(client, letter):
    answer = client.get(letter.get_absolute_url())

    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("account_login"))


def test_the_log_says_to_whom_what_and_how_it_stands(karl, letter):
    assert rows(karl) == [
        ["Signe Dahl", "Ida Lund vil gerne besøge en anden arbejdsplads", "badge-info"],
        ["Ida Lund", "Vi har fået dit ønske", "badge-info"],
    ]


@pytest.mark.parametrize(("state", "expected"), [("waiting", 2), ("sent", 0), ("given-up", 0), ("", 2)])
def test_by_state_before_anything_is_sent(karl, letter, state, expected):
    assert len(rows(karl, state=state)) == expected


def test_by_state_afterwards(karl, cast, letter):
    Letter.objects.filter(pk=letter.pk).update(given_up_at=timezone.now(), error="550 no such user")
    send_all()

    assert [row[0] for row in rows(karl, state="sent")] == ["Ida Lund"]
    assert [row[0] for row in rows(karl, state="given-up")] == ["Signe Dahl"]
    assert rows(karl, state="waiting") == []


@pytest.mark.parametrize("who", ["Signe", "signe@ipraktik", "dahl"])
def test_by_person(karl, letter, who):
    assert [row[0] for row in rows(karl, who=who)] == ["Signe Dahl"]


def test_by_placement_with_the_wish_that_led_to_it(karl, cast, letter):
    wish = letter.event.consent.wish
    wish.consent.perform("approve", by=cast["signe"])
    placement = the_cast.placement(cast, wish_=wish)
    the_cast.wish(cast, intern="bo", manager="jens", at="Arkivet")
    Maker().make_all()

    found = rows(karl, placement=placement.pk)

    assert sorted(row[0] for row in found) == ["Hanne Krogh", "Ida Lund", "Ida Lund", "Ida Lund", "Signe Dahl"]


def test_a_number_that_is_none_is_said_and_what_was_typed_stays(karl, letter):
    page = soup(karl.get(reverse("letters"), {"placement": "syv", "who": "Ida"}))

    assert page.find("input", {"name": "placement"})["value"] == "syv"
    assert page.find("input", {"name": "who"})["value"] == "Ida"
    assert page.find(class_="form-error-message") or page.find(class_="alert-error") or page.select("[aria-invalid]")


def test_the_page_of_a_letter_shows_its_words_and_no_link_of_the_readers(karl, letter):
    send_all()

    page = soup(karl.get(letter.get_absolute_url()))

    assert "Du er nævnt som nærmeste leder" in page.text
    assert [a["href"] for a in page.find_all("a") if "/l/" in a["href"]] == []
    assert reverse("consent", args=[letter.event.consent_id]) in [a["href"] for a in page.find_all("a")]
    assert Link.objects.filter(kind="consent").exists()


def test_nobody_reads_anothers_code_on_its_way(karl, cast):
    code = codes.write("sign-in-code", "ida@ipraktik.example", "QX7-PL4")

    assert "QX7-PL4" not in karl.get(code.get_absolute_url()).content.decode()
    assert "QX7-PL4" not in karl.get(reverse("letters")).content.decode()


def test_what_was_given_up_says_why_and_is_tried_again(karl, letter):
    Letter.objects.filter(pk=letter.pk).update(given_up_at=timezone.now(), error="550 no such user", tries=3)
    page = soup(karl.get(letter.get_absolute_url()))

    assert "550 no such user" in page.text
    answer = karl.post(page.find("form", action=reverse("letter-again", args=[letter.pk]))["action"])

    again = Letter.objects.get(pk=letter.pk)
    assert answer.url == letter.get_absolute_url()
    assert (again.state, again.tries, again.error) == ("waiting", 0, "")


def given_up(letter):
    Letter.objects.filter(pk=letter.pk).update(given_up_at=timezone.now(), error="550 no such user", tries=3)
    return Letter.objects.get(pk=letter.pk)


def test_the_way_to_the_right_address_stands_by_what_did_not_arrive(karl, cast, letter):
    way = reverse("person-address", args=[cast["signe"].pk])
    before = way in karl.get(letter.get_absolute_url()).content.decode()
    given_up(letter)
    after = way in karl.get(letter.get_absolute_url()).content.decode()
    Person.objects.filter(pk=cast["signe"].pk).update(is_coordinator=True)

    assert (before, after) == (False, True)
    assert way not in karl.get(letter.get_absolute_url()).content.decode()


def test_only_what_was_given_up_is_tried_again(karl, letter):
    assert karl.post(reverse("letter-again", args=[letter.pk])).status_code == 404
    assert karl.get(reverse("letter-again", args=[letter.pk])).status_code == 405


def test_every_letter_is_shown_whole_from_the_greeting_to_why_one_gets_it_and_as_text_too(karl):
    page = soup(karl.get(reverse("letters-preview")))

    asked = page.find("section", {"aria-labelledby": "your-employee-asks-for-consent"})
    (danish, english) = asked.find_all("article")
    lines = [" ".join(each.text.split()) for each in danish.find_all("p", recursive=False)]
    why = "Du får denne besked, fordi du er nævnt som nærmeste leder i Innovationspraktik."
    assert (lines[0], lines[-2]) == ("Hej Signe", why)
    assert lines[-1].endswith("Linket er kun til dig. Giv det ikke videre.")
    assert english.find("p").text == "Hello Signe"
    assert danish.summary.text != english.summary.text == "The same as text"
    text = danish.find("pre").text
    assert text.startswith("Hej Signe\n\n") and why in text
    assert not Link.objects.exists()
    shown = [article for article in page.find_all("article") if not article.find("pre").text.strip()]
    assert shown == []


def test_every_letter_is_shown_in_both_languages_with_no_place_left_open(karl):
    page = soup(karl.get(reverse("letters-preview")))

    sections = {section.h2.text: section for section in page.main.find_all("section")}
    assert sections.keys() == programme().letters.keys()
    assert {tuple(a["lang"] for a in section.find_all("article")) for section in sections.values()} == {("da", "en")}
    assert "{" not in page.find("main").text


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_pages_are_there_in_both_languages(karl, letter, language):
    karl.cookies["language"] = language

    found = {soup(karl.get(url)).html["lang"] for url in (reverse("letters"), letter.get_absolute_url())}

    assert found == {language}


def test_ten_cost_no_more_than_one(karl, cast, letter):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            karl.get(reverse("letters"))
        return len(asked)

    questions()
    short = questions()
    for key in ("bo", "per", "mona", "emil"):
        the_cast.wish(cast, intern=key, at=f"Kontor {key}")
    Maker().make_all()

    assert len(rows(karl)) == 10
    assert questions() == short
