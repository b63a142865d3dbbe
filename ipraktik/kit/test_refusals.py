from types import SimpleNamespace as Thing

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.middleware import MessageMiddleware
from django.test import RequestFactory

from ipraktik.kit.lifecycle import NotYet
from ipraktik.kit.refusals import NotYetMiddleware, our_mistake

SUBJECT = Thing(get_absolute_url=lambda: "/placement/7/")


@pytest.fixture
def asked():
    def ask(path="/placement/7/do/sign/", **headers):
        request = RequestFactory().post(path, headers=headers)
        request.session = {}
        MessageMiddleware(lambda request: None).process_request(request)
        return request

    return ask


def refuse(request, subject=SUBJECT):
    return NotYetMiddleware(lambda request: None).process_exception(request, NotYet(["The days are not set."], subject))


def test_what_may_not_happen_yet_leads_to_the_thing_with_the_sentence(asked):
    request = asked()

    answer = refuse(request)

    assert (answer.status_code, answer["Location"]) == (302, "/placement/7/")
    assert [str(message) for message in get_messages(request)] == ["The days are not set."]


def test_htmx_is_told_to_go_there_instead_of_swapping_the_page_into_a_part(asked):
    assert refuse(asked(**{"HX-Request": "true"}))["HX-Redirect"] == "/placement/7/"


@pytest.mark.parametrize(
    ("before", "address"),
    [("http://testserver/me/", "http://testserver/me/"), ("https://evil.example/", "/"), ("", "/")],
)
def test_a_thing_without_a_page_leads_back_but_never_out_of_the_house(asked, before, address):
    assert refuse(asked(Referer=before), subject=None)["Location"] == address


def test_other_mistakes_are_not_hidden(asked):
    assert NotYetMiddleware(None).process_exception(asked(), ValueError()) is None


def test_our_own_mistake_needs_nothing_of_what_may_have_failed():
    assert our_mistake(RequestFactory().get("/")).status_code == 500
