"""One-time passwords, recovery codes, and coordinators who need a second factor. (Passkeys: test_passkeys.py.)"""

import base64
import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.people.sign_in import prove

ADD, INDEX, CODES = "/account/factors/totp/activate/", "/account/factors/", "/account/factors/recovery-codes/"


def read(response):
    return BeautifulSoup(response.content, "html.parser")


def errors(response):
    return [link.text for link in read(response).select(".error-summary a")]


@pytest.fixture
def karl(cast):
    karl = cast["karl"]
    karl.language = "en"
    karl.save(update_fields=["language"])
    prove(karl)
    return karl


@pytest.fixture
def client(karl):
    """Karl, signed in by a code alone."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(karl)
    return client


def one_time(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def set_up(client):
    secret = read(client.get(ADD)).select_one("main code").text
    assert client.post(ADD, {"code": one_time(secret)}).url == CODES
    return secret


def sign_in(client, email="karl@ipraktik.example"):
    client.post("/account/sign-in/", {"email": email})
    code = client.session["account_login"]["state"]["stages"]["login_by_code"]["data"]["code"]
    return client.post("/account/sign-in/code/", {"code": code, "next": "/profile/"})


def test_a_one_time_password_is_set_up_and_then_asked_for(client, karl):
    secret = set_up(client)
    client.post("/account/sign-out/")

    assert sign_in(client).url == "/account/factors/authenticate/"
    assert "_auth_user_id" not in client.session
    assert errors(client.post("/account/factors/authenticate/", {"code": "000000"})) == [
        "This is not right. Try once more."
    ]
    assert errors(client.post("/account/factors/authenticate/", {"code": ""})) == [
        "Write the code that your app shows."
    ]
    assert client.post("/account/factors/authenticate/", {"code": one_time(secret)}).url == "/profile/"
    assert int(client.session["_auth_user_id"]) == karl.pk


def test_each_recovery_code_works_once(client, karl):
    set_up(client)
    page = read(client.get(CODES))
    codes = [code.text for code in page.select("main li code")]
    assert len(codes) == 10
    assert client.get(f"{CODES}download/").content.decode().split() == codes
    client.post("/account/sign-out/")

    sign_in(client)
    assert client.post("/account/factors/authenticate/", {"code": codes[0]}).url == "/profile/"
    client.post("/account/sign-out/")
    sign_in(client)
    assert errors(client.post("/account/factors/authenticate/", {"code": codes[0]})) == [
        "This is not right. Try once more."
    ]


def test_changing_how_one_signs_in_asks_for_the_second_factor_again(client, karl, time_machine):
    set_up(client)
    time_machine.move_to(timezone.now() + timedelta(minutes=6))

    asked = client.get("/account/factors/totp/deactivate/")

    assert asked.url == "/account/factors/reauthenticate/?next=%2Faccount%2Ffactors%2Ftotp%2Fdeactivate%2F"
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert client.post(asked.url, {"code": codes[0]}).url == "/account/factors/totp/deactivate/"
    assert client.post("/account/factors/totp/deactivate/").url == INDEX
    assert list(Authenticator.objects.all()) == []


def test_another_address_too_asks_for_the_second_factor_again(client, karl, time_machine):
    set_up(client)
    time_machine.move_to(timezone.now() + timedelta(minutes=6))

    assert client.post("/account/email/", {"email": "ny@ipraktik.example", "action_add": "1"}).url.startswith(
        "/account/factors/reauthenticate/"
    )


@pytest.mark.parametrize("page", ["/profile/", "/profile/sessions/", "/office/", "/account/email/"])
def test_a_coordinator_without_a_second_factor_gets_no_further_than_adding_one(client, settings, page):
    settings.COORDINATORS_NEED_SECOND_FACTOR = True

    assert client.get(page).url == INDEX
    assert client.post(page, {"name": "K", "language": "da"}).url == INDEX
    told = " ".join(read(client.get(INDEX)).select_one(".alert-warning").text.split())
    assert told == "Add a passkey or a one-time password first: as a coordinator you need one."
    set_up(client)
    assert client.get("/profile/").status_code == 200


def test_a_coordinator_without_a_second_factor_sees_public_pages_as_anyone_does(client, cast, settings):
    hidden = the_cast.offer(cast, "review")
    assert client.get(reverse("offer", args=[hidden.pk])).status_code == 200

    settings.COORDINATORS_NEED_SECOND_FACTOR = True

    assert client.get(reverse("offer", args=[hidden.pk])).status_code == 404


def test_a_coordinator_without_a_second_factor_may_leave(client, settings):
    settings.COORDINATORS_NEED_SECOND_FACTOR = True

    client.post("/account/sign-out/")

    assert "_auth_user_id" not in client.session


def test_others_are_not_required_to_have_one(cast, settings):
    settings.COORDINATORS_NEED_SECOND_FACTOR = True
    client = Client()
    client.force_login(cast["ida"])

    assert client.get("/profile/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client, karl, settings):
    settings.COORDINATORS_NEED_SECOND_FACTOR = True
    Authenticator.objects.create(user=karl, type=Authenticator.Type.RECOVERY_CODES, data={})

    assert client.get("/profile/").url == INDEX


def test_the_app_is_told_the_programmes_name(client):
    source = read(client.get(ADD)).select_one("main img")["src"]

    assert re.match(r"data:image/svg\+xml;base64,", source)
    assert b"<svg" in base64.b64decode(source.split(",")[1])
    assert client.get(ADD).context["totp_url"].endswith("issuer=Innovation%20internship")


@pytest.mark.parametrize("page", ["", "webauthn/", "webauthn/add/", "totp/activate/"])
def test_the_pages_speak_danish_too(client, karl, page):
    karl.language = "da"
    karl.save(update_fields=["language"])

    answer = read(client.get(f"{INDEX}{page}"))

    assert answer.html["lang"] == "da"
    assert answer.h1.text.strip()


def test_nobody_sees_or_removes_another_ones_passkey(client, cast):
    theirs = Authenticator.objects.create(
        user=cast["ida"], type=Authenticator.Type.WEBAUTHN, data={"name": "Idas", "credential": {}}
    )

    for act in ("edit", "remove"):
        assert client.get(f"/account/factors/webauthn/keys/{theirs.pk}/{act}/").status_code == 404
        assert client.post(f"/account/factors/webauthn/keys/{theirs.pk}/{act}/").status_code == 404
    assert Authenticator.objects.filter(pk=theirs.pk).exists()


NO_PASSKEYS = ["", "{}", "[]", "null", '"x"', "nonsense", '{"id": 1}', '{"response": {"userHandle": "MQ"}}']


@pytest.mark.parametrize("credential", NO_PASSKEYS)
def test_what_is_no_passkey_lets_nobody_in(cast, credential):
    client = Client()
    client.get("/account/factors/webauthn/login/", headers={"accept": "application/json"})

    answer = client.post("/account/factors/webauthn/login/", {"credential": credential})

    assert (answer.status_code, "_auth_user_id" in client.session) == (302, False)
    assert answer.url == "/account/sign-in/"
