"""Codes to sign in with go the way of all letters; and nobody learns from them who is here."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from ipraktik.notices import codes
from ipraktik.notices.models import Letter
from ipraktik.people.models import Person

pytestmark = pytest.mark.django_db


def ask_for_code(client, email):
    return client.post(reverse("account_login"), {"email": email})


def code_in(letter):
    return re.search(r"\n\n(\S+)\n\n", letter.body)[1]


@pytest.mark.parametrize("typed", ["ida@ipraktik.example", "Ida@Ipraktik.Example"])
def test_a_code_becomes_an_urgent_letter_to_the_person(client, cast, typed):
    ask_for_code(client, typed)

    letter = Letter.objects.get()
    assert (letter.key, letter.reader, letter.urgent, letter.language) == ("sign-in-code", cast["ida"], True, "da")
    assert letter.event is None


def test_the_code_signs_one_in(client, cast):
    ask_for_code(client, "ida@ipraktik.example")

    client.post(reverse("account_confirm_login_code"), {"code": code_in(Letter.objects.get())})

    assert int(client.session["_auth_user_id"]) == cast["ida"].pk


def test_somebody_new_gets_the_same_answer_and_the_same_letter(cast):
    known, unknown = Client(), Client()

    answers = [ask_for_code(known, "ida@ipraktik.example"), ask_for_code(unknown, "ny@ipraktik.example")]

    assert len({(answer.status_code, answer.url) for answer in answers}) == 1
    mine, theirs = Letter.objects.order_by("pk")
    assert (mine.key, mine.subject) == (theirs.key, theirs.subject)
    assert (theirs.reader, theirs.address) == (None, "ny@ipraktik.example")
    assert not Person.objects.filter(email="ny@ipraktik.example").exists()


def test_the_readers_language_and_not_the_pages(client, cast):
    Person.objects.filter(pk=cast["ida"].pk).update(language="en")

    ask_for_code(client, "ida@ipraktik.example")

    assert Letter.objects.get().subject == "Your code"


def test_somebody_new_is_written_to_in_the_pages_language(client, cast):
    client.cookies["language"] = "en"

    ask_for_code(client, "ny@ipraktik.example")

    assert Letter.objects.get().language == "en"


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("account/email/login_code", "sign-in-code"),
        ("account/email/email_confirmation", "confirm-your-address"),
        ("account/email/unknown_account", "unknown-account"),
        ("account/email/account_already_exists", "you-have-an-account"),
        ("mfa/email/totp_activated", "your-sign-in-has-changed"),
        ("mfa/email/webauthn_removed", "your-sign-in-has-changed"),
        ("account/email/email_changed", "your-sign-in-has-changed"),
    ],
)
def test_whatever_allauth_tells_is_a_letter_of_ours(cast, theirs, ours):
    codes.Adapter().send_mail(theirs, "ida@ipraktik.example", {"code": "QX7-PL4"})

    letter = Letter.objects.get()
    assert letter.key == ours
    assert ("QX7-PL4" in letter.body) == (ours in ("sign-in-code", "confirm-your-address"))


def test_a_new_way_in_is_told_to_its_owner(cast):
    codes.Adapter().send_notification_mail("mfa/email/totp_activated", cast["karl"])

    letter = Letter.objects.get()
    assert (letter.key, letter.reader, letter.urgent) == ("your-sign-in-has-changed", cast["karl"], False)


def test_addresses_are_kept_in_lower_case():
    assert codes.Adapter().clean_email("Ida@Ipraktik.Example") == "ida@ipraktik.example"
