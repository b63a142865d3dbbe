"""The quiz suggests how to travel, for anyone, and its answers lead on."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ipraktik import cast as the_cast
from ipraktik.programme import programme

pytestmark = pytest.mark.django_db
FAR = {"how-far": "far", "what-for": "let-it-come"}


def page(client, **answers):
    client.cookies["language"] = "en"
    return BeautifulSoup(client.get(reverse("quiz"), answers).content, "html.parser")


def test_anyone_meets_the_programmes_questions(client):
    shown = page(client)

    asked = [each.get_text(strip=True) for each in shown.select("legend")]
    assert asked == [question.text.in_("en") for question in programme().quiz.questions.values()]
    assert shown.find(id="result") is None
    assert shown.select_one("main form")["method"] == "get"


def test_the_answers_suggest_a_type_with_reasons_example_and_days(client):
    shown = page(client, asked="1", **FAR)
    kind = programme().travel_types["adventurer"]

    section = shown.select_one("section[aria-labelledby=result]")
    assert section.h2.get_text() == "Adventurer"
    assert [each.get_text() for each in section.select("li")] == [
        programme().quiz.questions[question].answers[answer].reason.in_("en") for question, answer in FAR.items()
    ]
    assert [each.get_text() for each in section.select("dd")] == [
        "4-5 days",
        kind.example.in_("en"),
        kind.asks.in_("en"),
    ]


def test_the_answers_lead_into_the_wish(client):
    link = page(client, asked="1", **FAR).select_one("section a.button-primary")["href"]

    assert link == f"{reverse('wish-new')}?type=adventurer&how-far=far&what-for=let-it-come"


def test_the_answers_lead_back_to_the_wish_one_came_from(client, cast):
    wish = the_cast.wish(cast, "draft")
    client.force_login(cast["ida"])

    mine = page(client, asked="1", wish=str(wish.pk), **FAR).select_one("section a.button-primary")["href"]
    client.force_login(cast["bo"])
    his = page(client, asked="1", wish=str(wish.pk), **FAR).select_one("section a.button-primary")["href"]

    assert mine.startswith(reverse("wish-step", args=[wish.pk, "how"]))
    assert his.startswith(reverse("wish-new"))


def test_what_was_answered_stands_there_to_be_changed(client):
    checked = page(client, asked="1", **FAR).select("input[checked]")

    assert {each["name"]: each["value"] for each in checked} == FAR


@pytest.mark.parametrize("answers", [{"asked": "1"}, {"asked": "1", "how-far": "to-the-moon"}])
def test_no_answer_is_told(client, answers):
    shown = page(client, **answers)

    assert shown.find(id="result") is None
    assert len(shown.select(".error-summary li")) >= 1


def test_in_danish_too(client):
    client.cookies["language"] = "da"
    shown = BeautifulSoup(client.get(reverse("quiz"), FAR).content, "html.parser")

    assert shown.find(id="result").get_text() == "Eventyrer"


def test_a_programme_without_danish_asks_its_own(client, settings):
    settings.PROGRAMME_DIR = settings.PACKAGE / "tests" / "programmes" / "outside_view"

    shown = page(client)

    assert len(shown.select("legend")) == len(programme().quiz.questions)
