"""Mail brought by a mail service: only by the one that knows the secret, in the ways that services bring it."""

import http.client
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ipraktik import cast as the_cast
from ipraktik.placements.models import Message
from ipraktik.replies.models import Arrival, Kind
from ipraktik.replies.test_mailbox import address_of, mail, texts

pytestmark = pytest.mark.django_db
URL = reverse("inbound-mail")


@pytest.fixture
def bearer(settings):
    return {"authorization": f"Bearer {settings.INBOUND_SECRET}"}


@pytest.fixture
def strict():
    """A client that checks for forged forms, as a browser's would be."""
    return Client(enforce_csrf_checks=True)


def bring(client, raw, headers, kind="message/rfc822"):
    return client.post(URL, raw, content_type=kind, headers=headers)


@pytest.mark.parametrize("kind", ["message/rfc822", "text/plain", "application/octet-stream"])
def test_a_mail_as_the_body_is_kept(cast, preparing, strict, bearer, kind):
    response = bring(strict, mail(address_of(preparing, cast["ida"]), "Hej"), bearer, kind)

    assert (response.status_code, texts()) == (200, ["Hej"])


@pytest.mark.parametrize("name", ["email", "message", "body-mime", "raw"])
def test_a_mail_in_a_field_of_a_form_is_kept(cast, preparing, strict, bearer, name):
    raw = mail(address_of(preparing, cast["ida"]), "Blåbær")

    response = strict.post(URL, {name: raw.decode(), "recipient": "x@y.example"}, headers=bearer)

    assert (response.status_code, texts()) == (200, ["Blåbær"])


def test_a_mail_as_a_file_of_a_form_is_kept(cast, preparing, strict, bearer):
    raw = SimpleUploadedFile("mail.eml", mail(address_of(preparing, cast["ida"]), "Hej"))

    response = strict.post(URL, {"email": raw}, headers=bearer)

    assert (response.status_code, texts()) == (200, ["Hej"])


def test_the_address_that_the_service_tells_counts_where_the_mail_hides_it(cast, preparing, strict, bearer):
    raw = mail("skjulte modtagere:;", "Hej")

    told = address_of(preparing, cast["ida"])
    bring(strict, raw, bearer | {"x-envelope-to": told})

    assert texts() == ["Hej"]


@pytest.mark.parametrize("secret", ["", "Bearer ", "Bearer forkert", "Bearer ærøskøbing", "Basic abc"])
def test_who_does_not_know_the_secret_brings_nothing(cast, preparing, strict, secret):
    response = bring(strict, mail(address_of(preparing, cast["ida"]), "Hej"), {"authorization": secret})

    assert (response.status_code, Arrival.objects.count()) == (403, 0)


def test_without_a_secret_there_is_no_such_page(cast, preparing, strict, settings):
    settings.INBOUND_SECRET = ""

    response = bring(strict, mail(address_of(preparing, cast["ida"]), "Hej"), {"authorization": "Bearer "})

    assert (response.status_code, Arrival.objects.count()) == (404, 0)


def test_nothing_is_told_to_be_nothing(strict, bearer):
    assert bring(strict, b"", bearer).status_code == 400
    assert strict.post(URL, {"other": "x"}, headers=bearer).status_code == 400


def test_twice_brought_is_said_once(cast, preparing, strict, bearer):
    raw = mail(address_of(preparing, cast["ida"]), "Hej")

    answers = [bring(strict, raw, bearer).status_code for _ in range(2)]

    assert (answers, texts()) == ([200, 200], ["Hej"])


def test_a_very_long_one_is_read_so_far_and_a_form_too_long_says_so(cast, preparing, strict, bearer):
    raw = mail(address_of(preparing, cast["ida"]), "Hej\r\n" + "ord " * 2_000_000)

    as_body = bring(strict, raw, bearer)
    as_field = strict.post(URL, {"email": raw.decode()}, headers=bearer)

    assert (as_body.status_code, as_field.status_code) == (200, 413)
    assert Message.objects.get().left_out == "length"


@pytest.mark.django_db(transaction=True)
def test_over_a_real_connection(transactional_db, live_server, bearer):
    cast = the_cast.gather()
    placement = the_cast.placement(cast, "preparing")
    to = address_of(placement, cast["ida"])
    connection = http.client.HTTPConnection(urlsplit(live_server.url).netloc, timeout=20)

    heads = {"Content-Type": "message/rfc822", "Authorization": bearer["authorization"]}
    connection.request("POST", URL, mail(to, "Hej"), heads)
    status = connection.getresponse().status

    assert (status, Arrival.objects.get().kind, texts()) == (200, Kind.SAID, ["Hej"])
