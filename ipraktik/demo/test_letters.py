"""The demo's letters: written to a folder whole, shown on a page with their links; and neither elsewhere."""

import os

import pytest
from bs4 import BeautifulSoup
from django.core.mail import EmailMessage, get_connection
from django.urls import NoReverseMatch, include, path, reverse

from ipraktik import cast as the_cast
from ipraktik.demo import letters_views, sign_in
from ipraktik.notices.making import Maker
from ipraktik.notices.models import Letter
from ipraktik.notices.sending import send_all
from ipraktik.people.models import Link

urlpatterns = [path("", include("ipraktik.urls")), *letters_views.urlpatterns, *sign_in.urlpatterns]
PAGE = "/demo/letters/"


@pytest.fixture
def folder(settings, tmp_path):
    settings.EMAIL_BACKEND = "ipraktik.demo.mail.FolderBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "letters"
    return settings.EMAIL_FILE_PATH


@pytest.fixture
def demo(settings, folder):
    settings.ROOT_URLCONF = __name__
    settings.DEMO = True


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def test_there_is_no_such_page_elsewhere(client, cast, folder):
    with pytest.raises(NoReverseMatch):
        reverse("demo-letters")
    client.force_login(cast["karl"])

    assert client.get(PAGE).status_code == 404


def test_the_view_refuses_too(client, cast, demo, settings):
    settings.DEMO = False

    assert client.get(PAGE).status_code == 404


def test_a_letter_is_a_file_and_the_same_letter_is_the_same_file(folder):
    message = EmailMessage("Hej", "Hej Ida", "coi@coi.dk", ["ida@ipraktik.example"], headers={"Message-ID": "<1@x>"})

    assert [get_connection().send_messages([message]) for _ in range(2)] == [1, 1]

    assert [path.suffix for path in folder.iterdir()] == [".eml"]


def test_an_unfinished_file_is_no_letter(client, db, demo, folder):
    folder.mkdir()
    (folder / "half.1.part").write_bytes(b"Subject: H")

    assert soup(client.get(PAGE)).find_all("article") == []


def test_every_letter_sent_is_there_the_newest_first_for_anyone(client, cast, demo, folder):
    the_cast.wish(cast, consent=False)
    Maker().make_all()
    send_all()
    for age, letter in enumerate(Letter.objects.order_by("-pk")):
        file = next(path for path in folder.iterdir() if letter.message_id.encode() in path.read_bytes())
        os.utime(file, (10**9 - age, 10**9 - age))

    page = soup(client.get(PAGE))

    shown = [article.h2.text for article in page.find_all("article")]
    assert shown == list(Letter.objects.order_by("-pk").values_list("subject", flat=True))


def test_the_link_of_a_letter_can_be_pressed_and_works(client, cast, demo):
    wish = the_cast.wish(cast, consent=False)
    Maker().make_all()
    send_all()

    page = soup(client.get(PAGE, {"to": "signe"}))

    (article,) = page.find_all("article")
    address = next(a["href"] for a in article.find_all("a") if "/l/" in a["href"])
    link = Link.objects.find(address.rstrip("/").split("/")[-1])
    assert (link.person, link.kind, link.target) == (cast["signe"], "consent", wish.consent.pk)


def test_what_a_letter_holds_is_never_read_as_html(client, db, demo):
    words = "<script>alert(1)</script> http://x.example/?a=1&b=2"
    message = EmailMessage("Hej", words, "coi@coi.dk", ["ida@ipraktik.example"], headers={"Message-ID": "<2@x>"})
    get_connection().send_messages([message])

    (article,) = soup(client.get(PAGE)).find_all("article")

    assert article.find("script") is None
    assert "<script>alert(1)</script>" in article.text
    assert article.a["href"] == "http://x.example/?a=1&b=2"


def test_twenty_to_a_page(client, db, demo):
    for number in range(25):
        headers = {"Message-ID": f"<{number}@x>"}
        message = EmailMessage(f"Nr. {number}", "Hej", "coi@coi.dk", ["ida@ipraktik.example"], headers=headers)
        get_connection().send_messages([message])

    assert [len(soup(client.get(PAGE, {"page": page})).find_all("article")) for page in (1, 2)] == [20, 5]
