"""The PDF as whoever opens it finds it: its structure, its language, its title, its words. Read by another library."""

import hashlib
import json

import pytest
from django.utils import translation

from ipraktik import cast as the_cast
from ipraktik.agreements import terms
from ipraktik.documents.models import Document
from ipraktik.documents.papers import Paper, Signed
from ipraktik.documents.sheet import sheet
from ipraktik.documents.test_papers import OWNER, content, opened, words
from ipraktik.documents.typeset import typeset
from ipraktik.notices.due import seal_signed
from ipraktik.placements.models import Placement, Version

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]
LANGUAGES = ("da", "en")


def catalogue(pdf):
    return opened(pdf).trailer["/Root"]


def structure(pdf):
    """(role, what it says of itself) for every element, in reading order."""
    return list(elements(catalogue(pdf)["/StructTreeRoot"]["/K"]))


def elements(node):
    node = node.get_object()
    if isinstance(node, list):
        for each in node:
            yield from elements(each)
    elif isinstance(node, dict) and "/S" in node:
        yield node["/S"], node.get("/T", "")
        if "/K" in node:
            yield from elements(node["/K"])


def headings(pdf):
    return [(role, title) for role, title in structure(pdf) if role.startswith("/H")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_that_it_is_tagged_and_follows_pdf_ua_1(sealed, language):
    pdf = content(sealed, language)
    root = catalogue(pdf)
    metadata = root["/Metadata"].get_data().decode()

    assert {name: value.value for name, value in root["/MarkInfo"].items()} == {"/Marked": True, "/Suspects": False}
    assert metadata.count('pdfuaid:part="1"') + metadata.count("<pdfuaid:part>1</pdfuaid:part>") == 1


@pytest.mark.parametrize(
    ("language", "title"), [("da", "Praktikaftale, version 1"), ("en", "Placement agreement, version 1")]
)
def test_language_and_title_are_set_and_the_title_is_what_a_reader_shows(sealed, language, title):
    pdf = content(sealed, language)

    assert catalogue(pdf)["/Lang"] == language
    assert opened(pdf).metadata.title == title
    assert catalogue(pdf)["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert f">{title}<" in catalogue(pdf)["/Metadata"].get_data().decode()


def test_headings_stand_in_order_under_one_title(pdf):
    assert headings(pdf) == [
        ("/H1", "Praktikaftale"),
        ("/H2", "Hvem aftalen gælder"),
        ("/H2", "Dage og program"),
        ("/H2", "Kontakt hos værten"),
        ("/H2", "Det, vi vil opnå"),
        ("/H2", "Det praktiske"),
        ("/H2", "Det, alle parter lover"),
        ("/H2", "Det med småt"),
        ("/H2", "Bagefter"),
        ("/H2", "Værtens egne tilføjelser"),
        ("/H2", "Særlige vilkår"),
        ("/H2", "Hvis noget ændrer sig"),
        ("/H2", "Underskrifter"),
        ("/H2", "Om dette dokument"),
    ]


def test_lists_are_lists_and_the_signatures_a_table_with_headings(pdf):
    roles = [role for role, _title in structure(pdf)]

    assert roles[:8] == ["/Document", "/H1", "/H2", "/L", "/LI", "/Lbl", "/LBody", "/LI"]
    assert (roles.count("/Table"), roles.count("/TH"), roles.count("/TR"), roles.count("/TD")) == (1, 5, 4, 15)
    assert roles.count("/LI") == roles.count("/LBody")


def test_what_can_be_clicked_has_words_and_the_seal_takes_no_place_on_the_page(pdf):
    pages = opened(pdf).pages
    notes = [note.get_object() for page in pages for note in page.get("/Annots", [])]

    assert {page["/Tabs"] for page in pages if "/Annots" in page} == {"/S"}
    assert sorted(note["/Subtype"] for note in notes) == ["/Link", "/Widget"]
    assert [note["/Contents"] for note in notes if note["/Subtype"] == "/Link"] == ["http://127.0.0.1:8000/verify/"]
    assert [note["/F"] & 2 for note in notes if note["/Subtype"] == "/Widget"] == [2]


def test_all_fonts_are_in_the_file(pdf):
    fonts = {
        font.get_object()["/BaseFont"] for page in opened(pdf).pages for font in page["/Resources"]["/Font"].values()
    }
    embedded = {
        descendant.get_object()["/FontDescriptor"].get_object().keys() & {"/FontFile2", "/FontFile3"} != set()
        for page in opened(pdf).pages
        for font in page["/Resources"]["/Font"].values()
        for descendant in font.get_object()["/DescendantFonts"]
    }

    assert fonts and embedded == {True}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_that_was_signed_stands_in_it(sealed, language):
    text = sealed.version.text[language]

    read = words(content(sealed, language))

    lines = [line.lstrip("#- ").strip() for line in text.splitlines() if line.strip()]
    assert [line for line in lines if " ".join(line.split()) not in read] == []


def test_it_lists_who_signed_for_which_party_when_and_how(cast):
    placement = the_cast.placement(cast, "preparing")
    the_cast.prepare(placement)
    for key, method in (("ida", "signed-in"), ("hanne", "totp"), ("signe", "code")):
        placement = placement.perform("sign", by=cast[key], method=method)
    seal_signed()

    read = words(content(placement))

    assert "Alle, det angår, har skrevet under, hver for sig." in read
    assert (
        "Ida Lund Praktikant 1 " in read
        and "Hanne Krogh Vært 1 " in read
        and "Signe Dahl Afgivende arbejdsplads 1 " in read
    )
    assert [read.count(how) for how in ("logget ind", "med en kode fra en app", "med en kode sendt til")] == [
        1,
        1,
        1,
    ]


def test_each_page_says_which_it_is_of_how_many_and_how_to_check_it(sealed):
    pdf, pages = content(sealed), opened(content(sealed)).pages

    for number, page in enumerate(pages, 1):
        text = page.extract_text()
        assert f"Side {number} af {len(pages)}" in text
        assert "Praktikaftale, version 1" in text
        assert sealed.version.sha256 in text
        assert "http://127.0.0.1:8000/verify/" in text
    assert f"Forseglet elektronisk med certifikatet for {OWNER}." in words(pdf)


def test_the_text_as_it_was_signed_lies_in_it_and_has_the_hash_that_was_signed(sealed):
    attached = opened(content(sealed)).attachments["text.json"][0]

    assert hashlib.sha256(attached).hexdigest() == sealed.version.sha256
    assert json.loads(attached) == sealed.version.text


def test_without_a_certificate_the_document_is_kept_and_says_that_it_is_not_sealed(agreed, settings):
    settings.SEAL_CERTIFICATE = ""
    seal_signed()
    document = Document.objects.get(language="da")

    assert (document.seal, document.sealed_by) == ("", "")
    assert "Ikke forseglet: Siden har intet certifikat." in words(bytes(document.pdf))
    assert "/AcroForm" not in catalogue(bytes(document.pdf))


# what people type


HOSTILE = {
    "markup": '#panic("x") $a^2$ *b* _c_ @d <e> `f` \\ // g /* h */ = i',
    "headings": "# En titel\n## En overskrift\n#\n##  \n- \n# ",
    "nul": "før\0efter",
    "turned round": "\u202egnp.exe\u2066\u200b",
    "faces": "👩🏽‍🚀🇩🇰 hej",
    "other writings": "שלום عربي Ελλάδα Київ 中文",
    "no characters": "\ufdd0\uffff\ue000\x07\x1b",
    "a long word": "x" * 100_000,
    "nothing seen": "\u200b\u200d\ufeff",
    "accents piled up": "Z" + "\u0301\u0327" * 200,
    "braces": "{intern} {{ x }} {page} {all}",
}


def set_in_type(cast, typed):
    placement = the_cast.placement(cast, "preparing")
    the_cast.prepare(placement)
    Placement.objects.filter(pk=placement.pk).update(special_terms="")
    text = dict.fromkeys(LANGUAGES, f"# Praktikaftale\n\n## Vilkår\n\n{typed}\n\nSlut.")
    version = Version(placement=placement, chapter=1, number=1, text=text, sha256=terms.sha256(text))
    return made_of(version)


def made_of(version):
    document = Document(version=version, language="da")
    given = Signed("Ida Lund", "intern", document.made_at, "signed-in", {}, 1)
    return typeset(sheet(Paper(version, "agreement", (given,), True), document), document.made_at)


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_whatever_is_typed_becomes_a_document_that_ends_as_it_should(cast, typed):
    pdf = set_in_type(cast, typed)

    assert words(pdf).count("Slut.") == 1
    assert [role for role, _title in headings(pdf)][:2] == ["/H1", "/H2"]
    assert {role for role, _title in headings(pdf)[1:]} == {"/H2"}


def test_signs_that_mean_something_to_the_typesetter_stand_as_they_were_typed(cast):
    assert HOSTILE["markup"] in words(set_in_type(cast, HOSTILE["markup"]))


def test_a_brace_is_a_brace(cast):
    assert HOSTILE["braces"] in words(set_in_type(cast, HOSTILE["braces"]))


def test_what_no_font_shows_is_written_by_its_name(cast):
    read = words(set_in_type(cast, "Hej 👋 til Київ"))

    assert "Hej [waving hand sign] til Київ" in read


def test_writing_that_no_font_of_ours_has_is_spelled_out_and_danish_is_not(cast):
    read = words(set_in_type(cast, "Æblegrød 中"))

    assert "Æblegrød [cjk unified ideograph-4e2d]" in read


def test_nothing_is_lost_at_the_edge_of_the_page_from_a_word_that_does_not_end(cast):
    read = words(set_in_type(cast, "x" * 5000))

    assert read.replace(" ", "").count("x" * 60) > 0
    assert read.count("x") >= 5000


@pytest.mark.slow
def test_a_megabyte_of_terms_becomes_a_document(cast):
    pdf = set_in_type(cast, "Vi aftaler det hele her. " * 40_000)

    assert words(pdf).split().count("hele") == 40_000  # a whole sentence may begin on one page and end on the next


def test_languages_do_not_mix(sealed):
    with translation.override("en"):
        assert "Underskrifter" in words(content(sealed, "da"))
    with translation.override("da"):
        assert "About this document" in words(content(sealed, "en"))
