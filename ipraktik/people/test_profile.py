"""The profile, its sessions, another address, the language."""

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ipraktik.notices.models import Letter
from ipraktik.people.devices import device
from ipraktik.people.models import Person
from ipraktik.people.sign_in import prove

PROFILE, SESSIONS, EMAIL, EMAIL_CODE = "/profile/", "/profile/sessions/", "/account/email/", "/account/email/code/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1"


@pytest.fixture
def ida(cast):
    Person.objects.filter(pk=cast["ida"].pk).update(language="en")
    cast["ida"].refresh_from_db()
    return cast["ida"]


@pytest.fixture
def client(ida):
    return signed_in(ida)


def signed_in(person, agent=FIREFOX):
    """By a code, as people do."""
    client = Client(headers={"accept-language": "en", "user-agent": agent})
    client.post("/account/sign-in/", {"email": person.email})
    code = client.session["account_login"]["state"]["stages"]["login_by_code"]["data"]["code"]
    client.post("/account/sign-in/code/", {"code": code})
    return client


def read(response):
    return BeautifulSoup(response.content, "html.parser")


def errors(response):
    return [link.text for link in read(response).select(".error-summary a")]


def test_what_is_written_is_kept_and_said_in_the_language_chosen(client, ida):
    answer = client.post(
        PROFILE, {"name": "Ida Maria Lund", "title": "konsulent", "phone": "+45 8765 4321", "language": "da"}
    )

    assert (answer.url, answer.cookies["language"].value) == (PROFILE, "da")
    kept = Person.objects.filter(pk=ida.pk).values_list("name", "title", "phone", "language").get()
    assert kept == ("Ida Maria Lund", "konsulent", "+45 8765 4321", "da")
    assert read(client.get(PROFILE)).html["lang"] == "da"


def test_what_is_wrong_keeps_what_was_typed_and_changes_nothing(client, ida):
    answer = client.post(PROFILE, {"name": " ", "title": "x" * 200, "phone": "12345678", "language": "fr"})

    assert errors(answer) == [
        "Write your name.",
        "Write at most 120 characters. There are 200 now.",
        "Choose one of those on the list.",
    ]
    assert read(answer).select_one("#id_phone")["value"] == "12345678"
    assert "Ida Lund" in read(answer).select_one(".site-user").text
    assert Person.objects.get(pk=ida.pk).title == "lønkonsulent"


def test_a_personal_number_in_the_title_is_asked_about(client):
    typed = {"name": "Ida Lund", "title": "010190-1234", "language": "en"}

    assert len(errors(client.post(PROFILE, typed))) == 1
    assert client.post(PROFILE, typed | {"not_personal_number": "on"}).url == PROFILE


def test_another_address_takes_over_when_its_code_is_written(client, ida):
    assert client.post(EMAIL, {"email": "Ida.Lund@Ipraktik.example", "action_add": "1"}).url == EMAIL_CODE
    assert Person.objects.get(pk=ida.pk).email == "ida@ipraktik.example"

    wrong = client.post(EMAIL_CODE, {"code": "00000000"})
    assert (wrong.status_code, len(errors(wrong))) == (200, 1)
    client.post(EMAIL_CODE, {"code": client.session["account_email_verification_code"]["code"]})

    assert Person.objects.get(pk=ida.pk).email == "ida.lund@ipraktik.example"
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        ("ida.lund@ipraktik.example", True, True)
    ]
    assert Letter.objects.filter(address="ida@ipraktik.example", key="your-sign-in-has-changed").count() == 1


def test_somebody_elses_address_is_told_only_to_who_can_read_its_letters(client, ida):
    new = client.post(EMAIL, {"email": "nobody@ipraktik.example", "action_add": "1"})
    client.post("/account/sign-out/")
    client = signed_in(ida)
    taken = client.post(EMAIL, {"email": "signe@ipraktik.example", "action_add": "1"})
    assert new.url == taken.url

    answer = client.post(EMAIL_CODE, {"code": client.session["account_email_verification_code"]["code"]})

    assert len(errors(answer)) == 1
    assert Person.objects.get(pk=ida.pk).email == "ida@ipraktik.example"


def test_an_address_that_the_office_corrected_is_the_one_that_counts(client, ida):
    Person.objects.filter(pk=ida.pk).update(email="ida2@ipraktik.example")
    Person.objects.known_as("ida@ipraktik.example", "Ida Anden")

    signed_in(Person.objects.get(email="ida@ipraktik.example"))
    signed_in(Person.objects.get(email="ida2@ipraktik.example"))

    assert list(EmailAddress.objects.order_by("email").values_list("email", "user__name")) == [
        ("ida2@ipraktik.example", "Ida Lund"),
        ("ida@ipraktik.example", "Ida Anden"),
    ]


def sessions(client):
    return [" ".join(row.text.split()) for row in read(client.get(SESSIONS)).select("main .sheets li")]


def test_one_sees_where_one_is_signed_in_and_ends_the_others(client, ida):
    phone = signed_in(ida, PHONE)
    assert [row.split(" Signed")[0] for row in sessions(client)] == ["Safari, iPhone", "Firefox, Windows · this one"]

    client.post(SESSIONS, {"which": "others"})

    assert "_auth_user_id" in client.session
    assert phone.get(PROFILE).url.startswith("/account/sign-in/")
    assert len(sessions(client)) == 1


def test_signing_out_everywhere_ends_this_one_too_and_nobody_elses(client, ida, cast):
    phone, signe = signed_in(ida, PHONE), signed_in(cast["signe"])

    assert client.post(SESSIONS, {"which": "all"}).url == "/account/sign-in/"

    for ended in (client, phone):
        assert ended.get(PROFILE).url.startswith("/account/sign-in/")
    assert signe.get(PROFILE).status_code == 200


def test_ten_sessions_cost_no_more_than_one(client, ida):
    one = questions(client)
    for _ in range(9):
        other = Client()
        other.force_login(ida)
        UserSession.objects.create(user=ida, session_key=other.session.session_key, ip="127.0.0.1", user_agent=EDGE)
    assert len(sessions(client)) == 10

    assert questions(client) == one


def questions(client):
    with CaptureQueriesContext(connection) as asked:
        client.get(SESSIONS)
    return len(asked)


@pytest.mark.parametrize(
    ("agent", "said"),
    [(FIREFOX, "Firefox, Windows"), (EDGE, "Edge, Windows"), (PHONE, "Safari, iPhone"), ("curl/8", ""), ("", "")],
)
def test_a_browser_is_named_as_one_knows_it(agent, said):
    assert device(agent) == said


def test_anyone_may_choose_a_language_and_stays_where_they_are(db):
    client = Client(headers={"accept-language": "da"})

    answer = client.post("/language/", {"language": "en", "next": "/account/sign-in/?next=/places/"})

    assert answer.url == "/account/sign-in/?next=/places/"
    assert read(client.get("/account/sign-in/")).html["lang"] == "en"


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", ""])
def test_choosing_a_language_leads_nobody_away(db, away):
    assert Client().post("/language/", {"language": "en", "next": away}).url == "/"


def test_the_language_chosen_is_that_of_ones_letters_too(client, ida):
    client.post("/language/", {"language": "da"})

    assert Person.objects.get(pk=ida.pk).language == "da"


@pytest.mark.parametrize("language", ["fr", "", "en\x00", "x" * 4000])
def test_a_language_that_nobody_here_speaks_is_refused(client, ida, language):
    assert client.post("/language/", {"language": language}).status_code == 400
    assert client.get("/language/").status_code == 405
    assert Person.objects.get(pk=ida.pk).language == "en"


def test_proving_an_address_twice_changes_nothing(ida):
    prove(ida)
    prove(ida)

    assert EmailAddress.objects.filter(user=ida, email=ida.email, verified=True, primary=True).count() == 1
