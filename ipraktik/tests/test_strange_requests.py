"""Requests that no browser of ours makes: other methods, bodies that are no forms, forged links, addresses elsewhere."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse

from ipraktik.directory.models import Consent
from ipraktik.kit.refusals import OLD_PAGE
from ipraktik.people.links import Link
from ipraktik.people.models import Person
from ipraktik.tests.access import Stage, everything, rows, undone
from ipraktik.tests.hostile import ELSEWHERE, FORM
from ipraktik.tests.pages import is_ours
from ipraktik.tests.test_access import IN_A_DEMO
from ipraktik.tests.test_hostile import faults, wrong

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]
ROWS = rows()
MEGABYTE = 1024 * 1024
PROFILE = {"name": "Ida Lund", "title": "", "phone": "", "language": "da"}


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), override_settings(**IN_A_DEMO), undone():
        yield Stage()


@pytest.fixture
def ida(stage):
    return stage.client("ida", "")


def told(response):
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


# ways of asking


@pytest.mark.parametrize("method", ["head", "options", "put", "delete", "patch", "trace"])
def test_another_way_of_asking_changes_nothing(stage, method):
    found = {}
    for row, role in {row.name: (row, "karl" if row.get["karl"] == "o" else "ida") for row in ROWS}.values():
        answer, response = stage.answer(role, row, method)
        found[row] = wrong(response) + (["changes"] if answer in "+!" else [])

    assert faults(found) == {}


BY_A_SECRET = ("inbound-mail",)  # no browser sends it: a mail service tells a secret instead (test_webhook.py)

SIGN_IN_FIRST = (
    "placement-paper",
    "placement-photos",
    "placement-place",
)  # whose it is not, is led to sign in before a byte of a file is read


@pytest.mark.parametrize("role", ["anonymous", "karl", "link"])
def test_a_form_without_its_token_is_refused_with_a_sentence_everywhere(stage, role):
    for row in ROWS:
        if row.name in BY_A_SECRET or (role != "karl" and row.name in SIGN_IN_FIRST):
            continue
        client = stage.client(role, row.kind)
        client.handler.enforce_csrf_checks = True

        response = client.post(row.address(stage.things))

        assert (response.status_code, str(OLD_PAGE) in told(response)) == (403, True), row


def test_a_form_sent_from_another_site_is_refused(stage, ida):
    ida.handler.enforce_csrf_checks = True
    page = BeautifulSoup(ida.get("/profile/").content, "html.parser")
    token = {"csrfmiddlewaretoken": page.select_one("input[name=csrfmiddlewaretoken]")["value"]}

    with undone():
        own = ida.post("/profile/", PROFILE | token, headers={"Origin": "http://testserver"})
        theirs = ida.post("/profile/", PROFILE | token, headers={"Origin": "https://evil.example"})

    assert (own.status_code, theirs.status_code) == (302, 403)


# bodies


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b'{"name": "Ida"}'),
        ("text/xml", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name="),
        ("multipart/form-data; boundary=\xff", b"--x--"),
        (f"{FORM}; charset=nonsense", b"name=Ida"),
        (f"{FORM}; charset=utf-16", b"name=Ida"),
        (FORM, b"\x00\xff\xfe=%zz&&&=;%"),
        ("", b"name=Ida"),
        ("nonsense", b"\x00" * 1000),
    ],
)
def test_a_body_that_is_no_form_breaks_no_page(stage, kind, body):
    found = {}
    for row, role in {row.name: (row, "karl" if row.get["karl"] == "o" else "ida") for row in ROWS}.values():
        with undone():
            client = stage.client(role, row.kind)
            found[row] = wrong(client.generic("POST", row.address(stage.things), body, kind))

    assert faults(found) == {}


@pytest.mark.parametrize(
    "body",
    [b"name=" + b"x" * 6 * MEGABYTE, b"&".join(b"field%d=x" % number for number in range(3000))],
    ids=["large", "many"],
)
def test_a_body_beyond_all_measure_is_refused_with_our_page(stage, body):
    for role, address in (("ida", "/profile/"), ("ida", "/host/new/"), ("anonymous", "/account/sign-in/")):
        response = stage.client(role, "").post(address, body, content_type=FORM)

        assert (response.status_code, bool(BeautifulSoup(response.content, "html.parser").h1)) == (400, True)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.xlsx", b"PK\x03\x04" + b"\x00" * 500),
        ("x.xlsx", b""),
        ("x.csv", b"\x00\xff\xfe" * 1000),
        ("x.csv", b'"' + b"a;" * 200_000),
        ("x.csv", b"\n" * 200_000),
        ("../../x.csv", b"navn;e-mail\n"),
        ("x.exe", b"MZ"),
        ("<script>utrustet</script>.csv", b"a"),
        ("x" * 500 + ".csv", b"a;b\n1;2\n"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_in_words(stage, name, content):
    with undone():
        sent = {"file": SimpleUploadedFile("x", content)}
        sent["file"]._name = name
        response = stage.client("karl", "").post(reverse("import"), sent, follow=True)

        assert response.status_code == 200
        assert wrong(response) == []


# elsewhere


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_nobody_is_led_to_another_site(stage, elsewhere):
    ways = [
        ("ida", "post", "/profile/", PROFILE), ("ida", "post", "/language/", {"language": "en"}),
        ("ida", "post", "/account/sign-out/", {}), ("ida", "get", "/account/sign-in/", {}),
        ("ida", "get", "/account/sign-up/", {}), ("ida", "get", "/limited/", {}), ("anonymous", "get", "/limited/", {}),
        ("ida", "get", "/account/sign-in/code/", {}), ("ida", "post", "/account/sign-in/code/", {"code": "1"}),
        ("anonymous", "post", "/account/sign-in/", {"email": "ida@ipraktik.example"}),
        ("anonymous", "post", "/account/sign-up/", {"email": "ny@ipraktik.example", "name": "Ny", "language": "da"}),
        ("link", "post", "/limited/", {}), ("ida", "post", f"/places/{stage.things['offer']}/save/", {}),
        ("ida", "get", "/account/factors/reauthenticate/", {}), ("anonymous", "post", "/demo/as/ida/", {}),
    ]  # fmt: skip
    for role, method, address, given in ways:
        with undone():
            client = stage.client(role, "placement")
            for answer in (
                getattr(client, method)(address, given | {"next": elsewhere}, headers={"Referer": elsewhere}),
                getattr(client, method)(f"{address}?next={elsewhere}", given),
            ):
                assert is_ours(answer.headers.get("Location", "/")), address
                assert leads_on(answer) == [], address


def leads_on(response):
    """Addresses outside the site that a page hands on."""
    page = BeautifulSoup(response.content, "html.parser")
    given = {each.get("value", "") for each in page.select("input[name=next]")} | {
        each["href"] for each in page.select("a")
    }
    return [each for each in given if not is_ours(each) and not each.startswith("mailto:")]


def test_another_hosts_name_is_refused(stage):
    with override_settings(ALLOWED_HOSTS=["ipraktik.example"]):
        response = stage.client("anonymous", "").get("/", headers={"Host": "evil.example"})

    assert response.status_code == 400
    assert "evil.example" not in response.content.decode()


# what a browser says of itself


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "x" * 20_000},
        {"User-Agent": "<script>utrustet</script>"},
        {"Accept-Language": "x" * 20_000},
        {"Accept-Language": "da;q=nonsense, ../../x"},
        {"X-Forwarded-For": "nonsense, <script>"},
        {"X-Forwarded-Host": "evil.example"},
        {"HX-Request": "true", "HX-Current-URL": "\\\\evil"},
        {"Cookie": "language=../../../etc/passwd; sessionid=nonsense; csrftoken=nonsense"},
        {"Cookie": "language=\xff; messages=\xff"},
        {"If-Modified-Since": "nonsense", "Range": "bytes=9-1", "Accept": "nonsense"},
    ],
)
def test_what_a_browser_says_of_itself_breaks_nothing(stage, headers):
    with undone():
        client = stage.client("anonymous", "")
        token = Link.objects.mint(stage.cast["signe"], "consent", stage.things["consent"])
        answers = [
            client.get("/", headers=headers), client.get("/places/", headers=headers),
            client.post("/account/sign-in/", {"email": "ida@ipraktik.example"}, headers=headers),
            client.post(reverse("link", args=[token]), headers=headers), client.get("/profile/sessions/", headers=headers),
        ]  # fmt: skip

        assert [fault for answer in answers for fault in wrong(answer)] == []


# links


def consent(stage):
    return Consent.objects.get(pk=stage.things["consent"])


def test_a_link_that_was_used_opens_again_and_answers_nothing_by_itself(stage):
    with undone():
        client, address = stage.client("anonymous", ""), reverse("link", args=[stage.things["token"]])
        move = reverse("consent-move", args=[stage.things["consent"], "approve"])
        client.post(address)
        client.post(move)
        again = [client.get(address, follow=True).status_code, client.post(address, follow=True).status_code]
        client.post(move)

        assert again == [200, 200]
        assert consent(stage).events.filter(name="approve").count() == 1


@pytest.mark.parametrize("token", ["x", "0" * 43, "æøå", "' OR 1=1 --", "%00", "../wish/1", "a" * 3000])
def test_a_forged_link_is_not_there_and_signs_nobody_in(stage, token):
    client = stage.client("anonymous", "")
    for method in (client.get, client.post):
        response = method(reverse("link", args=["x"]).replace("/x/", f"/{token}/"))

        assert response.status_code in (404, 405)
        assert "_auth_user_id" not in client.session


def test_a_link_that_is_somebody_elses_opens_their_matters_and_never_the_readers(stage):
    """Ida opens Signe's link: from then on she is Signe, for this one thing; her own pages are closed to her."""
    with undone():
        client = stage.client("ida", "")
        client.post(reverse("link", args=[stage.things["token"]]))

        answers = [
            client.get(at).headers.get("Location", "") for at in ("/me/", f"/wish/{stage.things['wish']}/", "/profile/")
        ]

    assert [each.partition("?")[0] for each in answers] == ["/limited/"] * 3


def test_a_link_that_is_too_old_or_called_back_opens_nothing(stage):
    with undone():
        called_back = Link.objects.mint(stage.cast["signe"], "consent", stage.things["consent"])
        Link.objects.revoke("consent", stage.things["consent"])
        before = everything()
        for token in (stage.things["old_token"], called_back):
            client = stage.client("anonymous", "")
            client.post(reverse("link", args=[token]))
            client.post(reverse("consent-move", args=[stage.things["consent"], "approve"]))

            assert "_auth_user_id" not in client.session
        assert everything() == before


def test_nobody_becomes_a_coordinator_by_a_field_that_is_not_in_the_form(stage, ida):
    with undone():
        ida.post(
            "/profile/", PROFILE | {"is_coordinator": "on", "is_superuser": "on", "email": "karl@ipraktik.example"}
        )
        person = Person.objects.get(pk=stage.cast["ida"].pk)

    assert (person.is_coordinator, person.is_superuser, person.email) == (False, False, "ida@ipraktik.example")
