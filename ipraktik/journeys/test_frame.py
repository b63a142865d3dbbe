import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.template import engines
from django.test import RequestFactory
from django.urls import path
from django.utils.translation import override

from ipraktik.people.limited import LIMIT

PAGE = '{% extends "base.html" %}{% block title %}Places{% endblock %}'
NAMES = ["offers", "quiz", "guide", "home", "today", "wishes", "placements", "front", "set-language", "account_login"]
urlpatterns = [path(f"{name}/", lambda request: HttpResponse(), name=name) for name in NAMES]


@pytest.fixture(autouse=True)
def _few_pages(settings):
    settings.ROOT_URLCONF = "ipraktik.journeys.test_frame"


def page(person=None, at="/offers/", language="en", **session):
    request = RequestFactory().get(at)
    request.user, request.session = person or AnonymousUser(), session
    with override(language):
        return BeautifulSoup(engines["django"].from_string(PAGE).render({}, request), "html.parser")


def ways(page):
    return [link.get_text(strip=True) for link in page.select(".site-nav a")]


def test_a_stranger_is_led_to_what_is_open_to_all():
    assert ways(page()) == ["Find a place", "How do you travel?", "Guide"]


def test_who_has_signed_in_has_a_page_of_her_own(cast):
    assert ways(page(cast["ida"])) == ["My page", "Find a place", "Guide"]


def test_a_coordinator_begins_at_today_and_is_not_led_to_pages_that_are_not_there(cast):
    assert ways(page(cast["karl"])) == ["Today", "Wishes", "Placements", "Guide"]


def test_who_came_by_a_personal_link_is_not_led_to_what_it_does_not_open(cast):
    answer = page(cast["signe"], **{LIMIT: ["consent", 1]})

    assert ways(answer) == ["Find a place", "How do you travel?", "Guide"]
    assert answer.select_one(".site-user a")["href"] == "/account_login/"


def test_the_page_one_is_on_is_marked():
    assert [link.get_text(strip=True) for link in page().select('.site-nav a[aria-current="page"]')] == ["Find a place"]


@pytest.mark.parametrize(("language", "other"), [("en", "Dansk"), ("da", "English")])
def test_the_other_language_is_one_button_away_and_in_its_own_words(language, other):
    answer = page(language=language)

    form = answer.select_one(".site-user .language-form")
    assert (answer.html["lang"], form.button.get_text(strip=True)) == (language, other)
    assert (form["method"], form.find(attrs={"name": "next"})["value"]) == ("post", "/offers/")


def test_the_title_names_the_page_and_the_programme():
    assert page().title.get_text() == "Places – Innovation internship"


def test_no_page_has_a_style_or_a_script_written_into_it():
    answer = page()

    assert answer.select("[style], script:not([src]), [onclick]") == []
