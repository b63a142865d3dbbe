"""Documents to read: handed out by the host, opened by whoever visits it, and never more of them than the pages."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from ipraktik import cast as the_cast
from ipraktik.kit.pdf_reader import PAGES
from ipraktik.kit.pdfs import Refused
from ipraktik.kit.test_pdfs import BROKEN, LOCKED, LONG, SECRET, STRANGE, blank, booby_trapped, picture, strategy
from ipraktik.preparing.handouts import MOST_HANDOUTS, Handout, name_from
from ipraktik.preparing.place import Place, place_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
WRITTEN = {"organised": "To hold.", "goals": "Færre fejl.", "links": "Årsplan https://example.dk/plan"}


@pytest.fixture
def placement(cast):
    return the_cast.placement(cast, "preparing")


@pytest.fixture
def hanne(client, cast):
    client.force_login(cast["hanne"])
    return client


def page_of(placement):
    return reverse("placement-place", args=[placement.pk])


def file_of(placement, handout, what="placement-handout"):
    return reverse(what, args=[placement.pk, handout.pk])


def pdf(content=None, name="Strategi_2027.pdf"):
    return SimpleUploadedFile(name, strategy() if content is None else content)


def send(client, placement, *files, **more):
    return client.post(page_of(placement), WRITTEN | {"files": [*files]} | more)


def handout(placement, name="Strategi", content=b"%PDF-1.7 as if written anew"):
    place, _made = Place.objects.get_or_create(offer=placement.offer)
    return Handout.objects.keep(place, name, name.encode(), content, 2)


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def summary(response):
    """{what it leads to: sentence} of the errors at the top of the page."""
    found = soup(response).select(".error-summary li a")
    return {each["href"]: each.get_text(" ", strip=True) for each in found}


def stands(response):
    page = soup(response)
    return {name: page.select_one(f"textarea[name={name}]").get_text().lstrip("\n") for name in WRITTEN}


# handing out


def test_a_document_is_kept_as_its_pages_with_a_name_from_the_file(hanne, placement):
    response = send(hanne, placement, pdf(booby_trapped()))

    kept = Handout.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, page_of(placement))
    assert (kept.name, kept.pages, kept.size) == ("Strategi 2027", 2, len(kept.pdf))
    assert SECRET.encode() not in bytes(kept.pdf)
    assert Place.objects.get().goals == "Færre fejl."


def test_several_are_kept_at_once_and_the_same_one_only_once(hanne, placement):
    send(hanne, placement, pdf(), pdf(blank(3), "Kort.pdf"), pdf(name="Igen.pdf"))
    send(hanne, placement, pdf(name="Igen.pdf"))

    assert list(Handout.objects.values_list("name", "pages")) == [("Strategi 2027", 2), ("Kort", 3)]


@pytest.mark.parametrize(
    ("file_name", "name"),
    [
        ("Strategi_2027-v2.pdf", "Strategi 2027-v2"),
        ("årsberetning.PDF", "årsberetning"),
        ("Hanne 010203-1234.pdf", "Hanne"),
        ("010203-1234.pdf", "Document"),
        ("..pdf", "Document"),
        ("\u202egnp.pdf", "gnp"),
        ("x" * 200 + ".pdf", "x" * 120),
    ],
)
def test_the_name_is_the_files_made_readable_and_without_a_personal_number(file_name, name):
    assert name_from(file_name) == name


def test_the_host_gives_a_document_another_name(hanne, placement):
    one, other = handout(placement), handout(placement, "Kort")

    send(hanne, placement, **{f"name-{one.pk}": "Vores strategi", f"name-{other.pk}": ""})

    assert list(Handout.objects.values_list("name", flat=True)) == ["Vores strategi", "Kort"]


def test_a_personal_number_in_a_name_is_asked_about(hanne, placement):
    one = handout(placement)

    response = send(hanne, placement, **{f"name-{one.pk}": "Hanne 010203-1234"})

    assert list(summary(response)) == [f"#id_name-{one.pk}"]
    assert Handout.objects.get().name == "Strategi"


def test_removing_one_is_asked_about_first(hanne, placement):
    one, other = handout(placement), handout(placement, "Kort")
    address = file_of(placement, one, "placement-handout-remove")

    asked = hanne.get(address)
    still = Handout.objects.count()
    answer = hanne.post(address, follow=True)

    assert soup(asked).h1.get_text() == "Remove “Strategi”?"
    assert (still, list(Handout.objects.all())) == (2, [other])
    assert "“Strategi” is removed." in soup(answer).select_one(".alert-text").get_text()


def test_the_note_and_the_limits_stand_beside_the_field(hanne, placement):
    page = soup(hanne.get(page_of(placement)))

    field = page.select_one("input[type=file]")
    told = page.select_one(f"#{field['aria-describedby'].split()[0]}").get_text()
    assert told == "At most 20 MB at a time and 100 pages in each. There is room for 8 documents."
    assert page.select_one("#handouts > p").get_text().startswith("Share only what may leave the house")
    assert (field.has_attr("multiple"), field["accept"]) == (True, "application/pdf,.pdf")


# what cannot be kept

BAD = [
    (pdf(b"MZ\x90\0" + b"\0" * 500, "plan.pdf"), f"plan.pdf: {STRANGE}"),
    (pdf(picture(), "foto.pdf"), f"foto.pdf: {STRANGE}"),
    (pdf(b"", "tom.pdf"), "tom.pdf: The file is empty. Choose another."),
    (pdf(strategy()[:3000]), f"Strategi_2027.pdf: {BROKEN}"),
    (pdf(blank(password="x"), "låst.pdf"), f"låst.pdf: {LOCKED}"),
    (pdf(blank(PAGES + 1), "lang.pdf"), f"lang.pdf: {LONG}"),
    (pdf(b"%PDF-" + b"x" * 60_000_000), "The files are too big. Choose at most 20 MB in all."),
]


@pytest.mark.parametrize(("bad", "sentence"), BAD, ids=["exe", "picture", "empty", "broken", "locked", "long", "60 MB"])
def test_a_bad_file_has_its_sentence_in_the_summary_and_what_was_typed_stands(hanne, placement, bad, sentence):
    bad.seek(0)

    response = send(hanne, placement, bad)

    assert (response.status_code, summary(response)) == (200, {"#id_files": sentence})
    assert stands(response) == WRITTEN
    assert not Handout.objects.exists()


def test_too_much_is_never_held(hanne, placement, held):
    send(hanne, placement, *(pdf(b"%PDF-" + b"x" * 12_000_000, f"{number}.pdf") for number in range(3)))

    assert 0 < sum(held) <= 20 * 1024 * 1024


def test_what_takes_too_long_is_refused_in_words(hanne, placement, monkeypatch):
    monkeypatch.setattr("ipraktik.kit.pdfs.SECONDS", 0.001)

    response = send(hanne, placement, pdf())

    sentence = "Strategi_2027.pdf: It takes too long to open. Save it as a smaller PDF, and choose it again."
    assert summary(response) == {"#id_files": sentence}


def test_a_good_file_beside_a_mistake_is_kept_and_need_not_be_chosen_again(hanne, placement):
    response = send(hanne, placement, pdf(), pdf(b"MZ", "plan.exe"), links="bare ord")

    one, page = Handout.objects.get(), soup(response)
    assert list(summary(response)) == ["#id_links", "#id_files"]
    assert (
        page.select_one(".alert-success .alert-text").get_text(strip=True)
        == "Saved: “Strategi 2027”. You need not choose it again."
    )
    assert page.select_one(f"input[name=name-{one.pk}]")["value"] == "Strategi 2027"
    assert stands(response) == WRITTEN | {"links": "bare ord"}
    assert Place.objects.get().goals == ""


def test_when_there_is_no_room_nothing_is_opened(hanne, placement, monkeypatch):
    for number in range(MOST_HANDOUTS - 1):
        handout(placement, f"Nummer {number}")
    monkeypatch.setattr("ipraktik.kit.pdfs.write_anew", never)

    response = send(hanne, placement, pdf(), pdf(blank(), "Kort.pdf"))

    assert summary(response) == {"#id_files": "There is room for 8 documents. Remove one first, or choose fewer."}


def never(content):
    raise AssertionError("opened")


@pytest.mark.parametrize("links", [WRITTEN["links"], "bare ord"])
def test_when_the_last_room_is_taken_meanwhile_what_was_typed_stands(hanne, placement, monkeypatch, links):
    def meanwhile(content):
        for number in range(MOST_HANDOUTS):
            handout(placement, f"Nummer {number}")
        return b"%PDF-", 1

    monkeypatch.setattr("ipraktik.kit.pdfs.write_anew", meanwhile)

    response = send(hanne, placement, pdf(), links=links)

    assert summary(response)["#id_files"] == "There is room for 8 documents. Remove one first, or choose fewer."
    assert (stands(response), Handout.objects.count()) == (WRITTEN | {"links": links}, MOST_HANDOUTS)


def test_a_refusal_that_nobody_foresaw_is_a_sentence_too(hanne, placement, monkeypatch):
    def refused(content):
        raise Refused("Nej.")

    monkeypatch.setattr("ipraktik.kit.pdfs.write_anew", refused)

    assert summary(send(hanne, placement, pdf())) == {"#id_files": "Strategi_2027.pdf: Nej."}


# reading


@pytest.mark.parametrize("key", ["ida", "hanne", "rune"])
def test_whoever_reads_of_the_place_opens_it_in_the_browser_and_no_one_on_the_way_keeps_it(
    client, cast, placement, key
):
    one = handout(placement, "Årsplan “ny”")
    client.force_login(cast[key])

    response = client.get(file_of(placement, one))

    assert response.content == b"%PDF-1.7 as if written anew"
    headers = {name: response.headers[name] for name in ("Content-Type", "X-Content-Type-Options", "X-Frame-Options")}
    assert headers == {
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    name = "%C3%85rsplan%20%E2%80%9Cny%E2%80%9D.pdf"
    assert response.headers["Content-Disposition"] == f"inline; filename*=utf-8''{name}"
    assert {"private", "no-store"} <= set(response.headers["Cache-Control"].split(", "))
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(("key", "opened"), [("signe", 403), ("karl", 403), ("olga", 404), ("bo", 404), ("per", 404)])
def test_nobody_else_opens_or_removes_it(client, cast, placement, key, opened):
    one = handout(placement)
    client.force_login(cast[key])

    answers = [client.get(file_of(placement, one)), client.post(file_of(placement, one, "placement-handout-remove"))]

    assert ([each.status_code for each in answers], Handout.objects.count()) == ([opened, opened], 1)


def test_the_intern_reads_it_and_does_not_touch_it(client, cast, placement):
    one = handout(placement)
    client.force_login(cast["ida"])

    removed = client.post(file_of(placement, one, "placement-handout-remove"))
    sent = send(client, placement, pdf())

    assert ([removed.status_code, sent.status_code], Handout.objects.count()) == ([403, 403], 1)


def test_a_document_of_another_place_is_not_reached_through_ones_own(client, cast, placement):
    others = the_cast.offer(cast, host="per", reserve="emil", at="Museet", of="Viborg Kommune")
    wish = the_cast.wish(cast, intern="bo", manager="jens", at="Havnen")
    one = handout(the_cast.placement(cast, "preparing", wish_=wish, offer_=others))

    for key in ("ida", "hanne"):
        client.force_login(cast[key])
        answers = [
            client.get(file_of(placement, one, name)) for name in ("placement-handout", "placement-handout-remove")
        ]

        assert answers[0].status_code == 404
        assert answers[1].status_code == (403 if key == "ida" else 404)


def test_the_intern_sees_name_pages_and_size_and_so_does_the_next_one(client, cast, placement):
    handout(placement, content=b"%PDF-" + b"x" * 204_795)
    wish = the_cast.wish(cast, intern="bo", manager="jens", at="Havnen")
    later = the_cast.placement(cast, "preparing", wish_=wish, offer_=placement.offer)

    for key, where in (("ida", placement), ("bo", later)):
        client.force_login(cast[key])
        row = soup(client.get(page_of(where))).select_one(".handouts li")

        assert row.get_text(" ", strip=True).replace("\xa0", " ") == "Strategi PDF, 2 pages, 200.0 KB"
        assert client.get(row.a["href"]).status_code == 200


def test_after_the_visit_it_can_still_be_read_and_not_be_changed(client, cast):
    placement = the_cast.placement(cast, "completed")
    one = handout(placement)
    client.force_login(cast["hanne"])

    read, removed = (
        client.get(file_of(placement, one)),
        client.post(file_of(placement, one, "placement-handout-remove")),
    )

    assert (read.status_code, removed.status_code, Handout.objects.count()) == (200, 302, 1)


@pytest.mark.parametrize("key", ["ida", "hanne"])
def test_ten_ask_the_database_no_more_than_one_and_no_list_reads_the_files(client, cast, placement, key):
    client.force_login(cast[key])
    handout(placement, "Nummer 0")

    one = asked(client, page_of(placement))
    for number in range(1, MOST_HANDOUTS):
        handout(placement, f"Nummer {number}")
    many = asked(client, page_of(placement))

    assert len(many) == len(one)
    assert [sql for sql in many if '"pdf"' in sql] == []


def asked(client, address):
    client.get(address)  # what is asked once and remembered
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [each["sql"] for each in captured]


def test_what_is_opened_can_be_read_aloud(hanne, placement):
    send(hanne, placement, pdf())

    read = PdfReader(BytesIO(hanne.get(file_of(placement, Handout.objects.get())).content))

    assert "Hanne leder holdene." in read.pages[1].extract_text()
    assert read.root_object["/MarkInfo"]["/Marked"].value is True


def test_with_the_place_its_documents_are_gone(placement):
    handout(placement)

    place_of(placement.offer).delete()

    assert not Handout.objects.exists()
