"""Signing in by a code: one way in for everyone, which says nothing of who is here."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from ipraktik.people.models import Person
from ipraktik.people.sign_in import prove

pytestmark = pytest.mark.django_db
IN, CODE, UP = "/account/sign-in/", "/account/sign-in/code/", "/account/sign-up/"
IDA = "ida@ipraktik.example"


@pytest.fixture
def client():
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def client_of():
    return lambda: Client(headers={"accept-language": "en"})


def code_of(client):
    return client.session["account_login"]["state"]["stages"]["login_by_code"]["data"]["code"]


def ask(client, email=IDA, **more):
    return client.post(IN, {"email": email, **more})


def answer(client, code=None, **more):
    return client.post(CODE, {"code": code or code_of(client), **more})


def who(client):
    key = client.session.get("_auth_user_id")
    return str(Person.objects.get(pk=key)) if key else None


def read(response):
    return BeautifulSoup(response.content, "html.parser")


def errors(response):
    return [link.text for link in read(response).select(".error-summary a")]


def test_a_code_lets_one_in_and_leads_on(client, cast):
    assert ask(client, next="/places/").url == f"{CODE}?next=%2Fplaces%2F"
    assert "ida@ipraktik.example" in read(client.get(CODE)).main.text

    assert answer(client, next="/places/").url == "/places/"
    assert who(client) == "Ida Lund"


def test_someone_whom_others_have_named_just_gets_in(client, cast):
    """Signe was named by Ida, and has never been here."""
    ask(client, "Signe@Ipraktik.Example")

    assert answer(client).url == reverse("home")
    assert who(client) == "Signe Dahl"
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        ("signe@ipraktik.example", True, True)
    ]


def test_someone_new_is_made_only_when_the_address_is_proved_and_then_asked_for_a_name(client, cast):
    before = Person.objects.count()
    ask(client, "ny@ipraktik.example")
    assert Person.objects.count() == before

    assert answer(client, next="/places/").url == "/profile/?next=%2Fplaces%2F"
    saved = client.post("/profile/", {"name": "Nynne Ravn", "language": "en", "next": "/places/"})

    assert saved.url == "/places/"
    assert Person.objects.filter(email="ny@ipraktik.example").values_list("name", "language").get() == (
        "Nynne Ravn",
        "en",
    )


def test_signing_up_tells_name_and_language_beforehand(client, cast):
    client.post(UP, {"email": "ny@ipraktik.example", "name": "Nynne Ravn", "language": "en"})

    assert answer(client).url == reverse("home")
    assert Person.objects.filter(email="ny@ipraktik.example").values_list("name", "language").get() == (
        "Nynne Ravn",
        "en",
    )


def test_who_was_named_by_others_goes_by_the_name_and_language_they_say_themselves(client, cast):
    """Ida wrote Signe's name; Signe has never been here."""
    client.post(UP, {"email": "signe@ipraktik.example", "name": "Signe Dahl Ravn", "language": "en"})

    answer(client)

    assert Person.objects.filter(email="signe@ipraktik.example").values_list("name", "language").get() == (
        "Signe Dahl Ravn",
        "en",
    )


def test_signing_up_with_a_known_address_signs_in_and_changes_nothing(client, cast):
    prove(cast["ida"])
    client.post(UP, {"email": IDA, "name": "En Anden", "language": "en"})

    assert answer(client).url == reverse("home")
    assert (who(client), Person.objects.get(email=IDA).language) == ("Ida Lund", "da")


@pytest.mark.parametrize("page", [IN, UP])
def test_no_page_tells_whether_an_address_is_known(client_of, cast, page):
    told = {email: conversation(client_of(), page, email) for email in (IDA, "nobody@ipraktik.example")}

    known, unknown = (said.replace(email, "(address)") for email, said in told.items())
    assert known == unknown


def conversation(client, page, email):
    """All that is said until a wrong code is refused, without what differs for everyone each time."""
    asked = client.post(page, {"email": email, "name": "N N", "language": "da"})
    pages = [client.get(asked.url), client.post(CODE, {"code": "nonsense"})]
    said = [asked.status_code, asked.url, *(each.status_code for each in pages)]
    return " ".join(map(str, [*said, *(read(each).body.main.text for each in pages)]))


def test_the_work_is_the_same_for_known_and_unknown(client_of, cast):
    ask(client_of(), "first@ipraktik.example")

    assert questions(client_of(), IDA) == questions(client_of(), "nobody@ipraktik.example")


def questions(client, email):
    with CaptureQueriesContext(connection) as asked:
        ask(client, email)
    return len(asked)


def test_a_wrong_code_is_told_in_words_and_what_was_typed_stays(client, cast):
    ask(client)

    wrong, nothing = answer(client, "11112222x"), answer(client, " ")

    assert errors(wrong) == ["This is not the code. Write the one in the newest letter from us."]
    assert read(wrong).select_one("input[name=code]")["value"] == "11112222x"
    assert errors(nothing) == ["Write the code from the letter."]


def test_after_five_wrong_codes_the_right_one_is_of_no_use(client, cast):
    ask(client)
    right = code_of(client)

    led = [getattr(answer(client, "00000000"), "url", None) for _ in range(5)]

    assert led == [None, None, None, None, IN]
    assert (answer(client, right).url, who(client)) == (IN, None)


def test_an_old_code_is_of_no_use(client, cast, time_machine):
    ask(client, next="/places/")
    right = code_of(client)
    time_machine.move_to(timezone.now() + timedelta(minutes=16))

    assert (answer(client, right, next="/places/").url, who(client)) == (f"{IN}?next=%2Fplaces%2F", None)


def test_a_new_code_takes_the_old_ones_place(client, cast):
    ask(client)
    old = code_of(client)

    client.post(CODE, {"action": "resend"})

    assert code_of(client) != old
    assert errors(answer(client, old)) == ["This is not the code. Write the one in the newest letter from us."]
    assert answer(client).url == reverse("home")


def test_another_address_may_be_used_instead(client, cast):
    ask(client, next="/places/")
    assert client.get(f"{IN}?next=/places/").url == f"{CODE}?next=%2Fplaces%2F"

    assert client.post(CODE, {"action": "other", "next": "/places/"}).url == f"{IN}?next=%2Fplaces%2F"
    assert client.get(IN).status_code == 200


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"])
def test_nobody_is_led_away_from_the_site(client, cast, away):
    assert ask(client, next=away).url == CODE
    assert away not in str(read(client.get(f"{CODE}?next={away}")).main)
    assert answer(client, next=away).url == reverse("home")


def test_one_who_is_in_is_led_on(client, cast):
    client.force_login(cast["ida"])

    assert [client.get(f"{page}?next=/places/").url for page in (IN, UP)] == ["/places/", "/places/"]


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("", "Write your e-mail address."),
        ("ida", "Write an e-mail address such as name@organisation.dk."),
        ("ida@ipraktik.example\n.dk", "Write an e-mail address such as name@organisation.dk."),
        ("a" * 300 + "@ipraktik.example", "Write at most 254 characters. There are 317 now."),
    ],
)
def test_what_is_no_address_is_refused_in_words(client, db, email, sentence):
    assert errors(ask(client, email)) == [sentence]


def test_a_character_that_no_database_takes_is_refused_in_words(client, db):
    assert "The text has a character that cannot be saved." in " ".join(errors(ask(client, "ida\x00@ipraktik.example")))


def test_what_is_wrong_at_signing_up_keeps_what_was_typed(client, db):
    page = client.post(UP, {"email": "ny@ipraktik", "name": "Nynne Ravn", "language": "xx"})

    assert errors(page) == ["Write an e-mail address such as name@organisation.dk.", "Choose one of those on the list."]
    assert [field["value"] for field in read(page).select("#id_name, #id_email")] == ["Nynne Ravn", "ny@ipraktik"]


def test_many_codes_to_one_address_are_refused_in_words_whoever_has_it(client_of, cast):
    told = {email: [errors_or_way(client_of(), email) for _ in range(4)] for email in (IDA, "nobody@ipraktik.example")}

    refused = ["We have just sent several codes to this address. Wait a minute, and try again."]
    assert told[IDA] == [CODE, CODE, CODE, refused]
    assert told["nobody@ipraktik.example"] == told[IDA]


def errors_or_way(client, email):
    response = ask(client, email)
    return response.url if response.status_code == 302 else errors(response)


def test_one_whose_access_is_closed_is_told_so_only_with_the_code(client, cast):
    Person.objects.filter(email=IDA).update(is_active=False)

    assert ask(client).url == CODE
    assert answer(client).url == reverse("account_inactive")
    assert who(client) is None
    assert "The programme office has closed your access." in read(client.get(reverse("account_inactive"))).main.text


@pytest.mark.parametrize("name", ["account_change_password", "account_reset_password", "account_reauthenticate"])
def test_there_are_no_passwords(name, cast):
    with pytest.raises(NoReverseMatch):
        reverse(name)
    assert not cast["ida"].has_usable_password()


def test_signing_out_is_a_deed_and_not_a_look(client, cast):
    client.force_login(cast["ida"])

    client.get("/account/sign-out/")
    assert who(client) == "Ida Lund"
    client.post("/account/sign-out/")
    assert who(client) is None


def test_very_many_tries_from_one_place_are_asked_to_wait(client, db):
    for _ in range(30):
        client.post(IN, {"email": ""})

    answer = client.post(IN, {"email": "ny@ipraktik.example"})

    assert (answer.status_code, read(answer).h1.text) == (429, "Wait a minute")
