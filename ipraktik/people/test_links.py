"""Personal links: read by scanners, forwarded, lost, too old. Opening one uses nothing up."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.directory.models import Consent
from ipraktik.history.models import Event
from ipraktik.people.limited import LIMIT
from ipraktik.people.links import KINDS, Link

FORGED = "x" * 43


@pytest.fixture
def client(db):
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def consent(cast):
    return the_cast.wish(cast, consent=False).consent


@pytest.fixture
def address(cast, consent):
    return reverse("link", args=[Link.objects.mint(cast["signe"], "consent", consent.pk)])


def link():
    return Link.objects.get()


def text(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").main.text.split())


def make_old():
    Link.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def person_in(client):
    return int(client.session.get("_auth_user_id", 0))


def test_looking_at_a_link_uses_nothing_up_and_lets_nobody_in(client, address):
    for look in (client.get, client.head, client.get):
        assert look(address).status_code == 200

    assert (link().used_at, person_in(client)) == (None, 0)


def test_the_page_says_for_whom_and_for_what_and_no_more(client, address, consent):
    said = text(client.get(address))

    assert said.startswith(
        "This link is for Signe Dahl With it you can answer whether an employee may visit another workplace, "
        "without signing in. Continue"
    )
    assert "signe@" not in said
    assert "Ida" not in said


def test_continuing_opens_the_page_and_no_other(client, address, cast, consent):
    went = client.post(address)

    assert went.url == reverse("consent", args=[consent.pk])
    assert (person_in(client), client.session[LIMIT]) == (cast["signe"].pk, ["consent", consent.pk])
    assert link().used_at is not None
    assert client.session.get_expiry_age() <= 9 * 60 * 60


def test_pressing_twice_is_pressing_once(client, address):
    first = client.post(address)
    used = link().used_at
    second = client.post(address)

    assert (second.url, link().used_at) == (first.url, used)
    assert UserSession.objects.count() == 1


def test_the_same_letter_may_be_used_again_another_day(client, address, cast):
    client.post(address)

    another = Client()
    another.post(address)

    assert person_in(another) == cast["signe"].pk


def test_no_page_is_told_the_token(client, address):
    for answer in (client.get(address), client.post(address)):
        assert answer.headers["Referrer-Policy"] == "strict-origin"
        assert "no-store" in answer.headers["Cache-Control"]
        assert address not in answer.headers.get("Location", "")


def test_a_forged_link_is_a_clear_page_and_not_found(client, db):
    for answer in (client.get(reverse("link", args=[FORGED])), client.post(reverse("link-fresh", args=[FORGED]))):
        assert answer.status_code == 404
        assert "Perhaps a part of it was cut off." in text(answer)


def test_who_is_signed_in_as_the_person_goes_straight_on(client, address, cast, consent):
    client.force_login(cast["signe"])

    assert client.get(address).url == client.post(address).url == reverse("consent", args=[consent.pk])
    assert LIMIT not in client.session


def test_who_is_signed_in_as_somebody_else_is_told_so_first(client, address, cast):
    client.force_login(cast["olga"])
    cast["olga"].language = "en"
    cast["olga"].save()

    assert "You are here as Olga Friis. If you continue, that ends. Continue as Signe Dahl" in text(client.get(address))
    client.post(address)

    assert (person_in(client), client.session[LIMIT][0]) == (cast["signe"].pk, "consent")


def with_a_factor(person):
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": ""})


@pytest.mark.parametrize("protect", [with_a_factor, lambda person: type(person).objects.update(is_coordinator=True)])
def test_a_link_alone_never_lets_in_who_has_more_to_lose(client, address, cast, consent, protect):
    protect(cast["signe"])

    page = client.post(address)

    assert person_in(client) == 0
    assert text(page).startswith("Sign in to continue")
    onward = BeautifulSoup(page.content, "html.parser").select_one(".button-primary")["href"]
    assert onward == f"/account/sign-in/?next=%2Fconsent%2F{consent.pk}%2F"


@pytest.mark.parametrize("end", [make_old, lambda: Link.objects.update(revoked_at=timezone.now())])
def test_an_old_link_lets_nobody_in_and_offers_a_new_one(client, address, end):
    end()

    for answer in (client.get(address), client.post(address)):
        assert (answer.status_code, person_in(client)) == (410, 0)
        assert text(answer).startswith(
            "The link no longer works It has become too old, or a newer one has taken its place."
        )


def asked_afresh():
    return list(Event.objects.filter(name="fresh-link").values_list("consent", "facts"))


def test_a_new_link_is_asked_for_once_in_ten_minutes(client, address, cast, consent, time_machine):
    make_old()
    once = [(consent.pk, {"people": [cast["signe"].pk]})]

    said = [text(client.post(f"{address}fresh/", follow=True)) for _ in range(2)]
    assert said[0] == said[1]
    assert "We have sent a new link to the address that got the old one." in said[0]
    assert asked_afresh() == once

    time_machine.move_to(timezone.now() + timedelta(minutes=11))
    client.post(f"{address}fresh/")
    assert asked_afresh() == once * 2


@pytest.mark.parametrize("state", ["gone", "inactive", "not theirs"])
def test_nobody_learns_whether_a_new_link_was_sent(client, address, cast, consent, state):
    make_old()
    told = text(client.post(f"{address}fresh/", follow=True))
    Event.objects.filter(name="fresh-link").delete()
    {
        "gone": lambda: Link.objects.update(target=consent.pk + 1000),
        "inactive": lambda: type(cast["signe"]).objects.filter(pk=cast["signe"].pk).update(is_active=False),
        "not theirs": lambda: Consent.objects.update(manager=cast["jens"]),
    }[state]()

    assert text(client.post(f"{address}fresh/", follow=True)) == told
    assert asked_afresh() == []


def test_a_link_that_works_needs_no_new_one(client, address):
    assert client.post(f"{address}fresh/").url == address
    assert asked_afresh() == []


def test_looking_asks_for_nothing(client, address):
    make_old()

    assert client.get(f"{address}fresh/").status_code == 405
    assert asked_afresh() == []


def test_every_kind_of_link_leads_somewhere_and_says_what_for():
    for kind in KINDS:
        assert Link(kind=kind, target=7).get_absolute_url().endswith("/7/")
        assert Link(kind=kind).purpose


def test_an_old_link_to_a_visit_asks_in_the_history_of_its_placement(client, cast):
    placement = the_cast.placement(cast)
    token = Link.objects.mint(cast["hanne"], "visit", placement.visit_id)
    make_old()

    client.post(reverse("link-fresh", args=[token]))

    assert placement.events.filter(name="fresh-link").values_list("facts", flat=True).get() == {
        "people": [cast["hanne"].pk]
    }
