"""Is this file ours, unchanged, and does it still hold? Asked on the page, at the terminal, and of edited records."""

import random
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader, PdfWriter

from ipraktik import cast as the_cast
from ipraktik.agreements import terms
from ipraktik.cli import main
from ipraktik.documents import certificate
from ipraktik.documents.models import Document, fingerprint
from ipraktik.documents.test_papers import OWNER, content, fresh, sign_anew
from ipraktik.documents.verifying import verify
from ipraktik.notices.due import seal_signed
from ipraktik.placements.models import Signature, Version

pytestmark = pytest.mark.django_db
OURS = "The document is ours, and it is unchanged."
CHANGED = "The file comes from one of our documents, but it has been changed since."
STRANGE = "The file is not one of our documents."
OTHER_TEXT = "The document does not agree with our records: the text there is no longer the one that was signed."
NEWEST = "It is the newest version, and it holds."
TO_A_DISK = "django.core.files.uploadhandler.TemporaryFileUploadHandler"
SEALED = f"Sealed electronically with the certificate of {OWNER}. A change made afterwards is found."


def said(pdf):
    verdict = verify(pdf)
    return verdict.ours, verdict.sentence


def standing(pdf):
    return verify(pdf).more[1]


def test_a_document_as_it_was_made_is_ours_and_unchanged_and_says_which_version_it_is(sealed):
    at = Signature.objects.order_by("-at")[0].at
    verdicts = [verify(content(sealed, language)) for language in ("da", "en")]

    assert {(each.ours, each.holds, each.sentence, each.more[1:]) for each in verdicts} == {
        (True, True, OURS, (NEWEST, SEALED))
    }
    assert all(each.more[0].startswith("Placement agreement, version 1. The last signed on ") for each in verdicts)
    assert str(at.year) in verdicts[0].more[0]


def test_one_changed_byte_is_found_wherever_it_is(pdf):
    dice = random.Random(7)
    places = {0, 8, len(pdf) // 2, len(pdf) - 1, *(dice.randrange(len(pdf)) for _each in range(300))}

    assert [place for place in places if verify(with_a_flip(pdf, place)).ours] == []


def with_a_flip(pdf, place):
    changed = bytearray(pdf)
    changed[place] ^= 1 << (place % 8)
    return bytes(changed)


def test_a_change_to_a_document_is_told_from_a_file_that_never_was_ours(pdf):
    cut = pdf[: len(pdf) // 2]
    added = pdf + b"\n% more\n%%EOF\n"

    assert [said(each) for each in (with_a_flip(pdf, len(pdf) // 2), added)] == [(False, CHANGED)] * 2
    assert said(cut)[0] is False


def test_a_copy_that_another_program_has_saved_anew_counts_as_changed(pdf):
    written = BytesIO()
    copy = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    copy.write(written)

    assert said(written.getvalue()) == (False, CHANGED)


def locked(pdf):
    written = BytesIO()
    copy = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    copy.encrypt("hemmelig")
    copy.write(written)
    return written.getvalue()


def another():
    written = BytesIO()
    blank = PdfWriter()
    blank.add_blank_page(200, 200)
    blank.write(written)
    return written.getvalue()


def test_a_file_that_is_none_of_ours_gets_a_sentence(pdf):
    answers = {
        b"": "The file is empty.",
        b"MZ" + bytes(500): "The file is not a PDF. Our documents are.",
        b"%PDF-1.7\n" + b"x" * 5000: "The file is cut off: its end is missing. Fetch it once more, and try again.",
        locked(another()): "The file is locked. Our documents never are, so it is not one of them as we made it.",
        another(): STRANGE,
        b"%PDF-1.7 ipraktik-document-00000000-0000-0000-0000-000000000000 %%EOF": STRANGE,
    }

    assert {each: said(each) for each in answers} == {each: (False, sentence) for each, sentence in answers.items()}
    assert said(locked(pdf))[0] is False


def test_a_text_edited_in_the_database_no_longer_verifies(sealed, pdf):
    text = sealed.version.text | {"da": "# Praktikaftale\n\nVærten betaler alt."}
    Version.objects.filter(placement=sealed).update(text=text)
    assert said(pdf) == (False, OTHER_TEXT)

    Version.objects.filter(placement=sealed).update(sha256=terms.sha256(text))
    assert said(pdf) == (False, OTHER_TEXT)


def test_a_file_edited_in_the_database_with_its_hash_has_a_broken_seal(sealed, pdf):
    forged = pdf.replace(b"/Title", b"/Titel", 1)
    keep_instead(sealed, forged)

    assert said(forged) == (False, "The document's seal is broken.")
    assert said(pdf) == (False, CHANGED)


def keep_instead(placement, pdf, **more):
    found = Document.objects.filter(version__placement=placement, language="da")
    found.update(pdf=pdf, sha256=fingerprint(pdf), **more)


def test_a_file_sealed_anew_by_somebody_else_is_not_ours(sealed, settings, tmp_path):
    (tmp_path / "other.pem").write_bytes(certificate.self_signed(OWNER))
    ours, settings.SEAL_CERTIFICATE = settings.SEAL_CERTIFICATE, str(tmp_path / "other.pem")
    Document.objects.all().delete()
    seal_signed()
    settings.SEAL_CERTIFICATE = ours

    assert said(content(sealed)) == (False, "The document is sealed with a certificate that is not among ours.")


def test_what_a_former_certificate_has_sealed_is_still_ours(sealed, pdf, settings, pem, tmp_path):
    (tmp_path / "new.pem").write_bytes(certificate.self_signed("Ny"))
    settings.SEAL_CERTIFICATE, settings.SEAL_FORMER = str(tmp_path / "new.pem"), [str(pem)]

    assert said(pdf) == (True, OURS)


def test_a_document_that_was_never_sealed_is_ours_and_says_so(agreed, settings):
    settings.SEAL_CERTIFICATE = ""
    seal_signed()
    verdict = verify(content(agreed))

    assert (verdict.ours, verdict.more[2]) == (
        True,
        "Not sealed: the site has no certificate. Only the site's own records tell whether it is unchanged.",
    )


def test_an_older_version_says_which_has_taken_its_place(sealed, pdf, cast):
    made = fresh(sealed).perform("reopen", by=cast["karl"], reason="En dag flyttes.")
    changing = standing(pdf)
    type(made).objects.filter(pk=made.pk).update(special_terms="Ida har egen computer med.")
    for key in ("ida", "hanne", "signe"):
        made = fresh(made).perform("sign", by=cast[key])
    seal_signed()

    assert changing == "The parties are changing the terms, and have not all signed the new ones yet."
    assert standing(pdf).startswith("It no longer holds: version 2, signed on ")
    assert (verify(pdf).ours, verify(pdf).holds) == (True, False)
    assert standing(content(sealed)) == NEWEST


def test_the_agreement_of_a_cancelled_visit_no_longer_holds(sealed, pdf, cast):
    fresh(sealed).perform("cancel", by=cast["ida"], reason="Jeg er blevet syg.")

    assert (verify(pdf).ours, standing(pdf)) == (True, "It no longer holds: the visit has been called off.")


def test_the_agreement_of_a_visit_that_was_held_stands(cast):
    held = the_cast.placement(cast, "completed")
    seal_signed()

    assert verify(content(held)).holds is True


def test_checking_costs_the_same_whatever_came_after(sealed, pdf, cast, django_assert_num_queries):
    sign_anew(sealed, cast)
    with CaptureQueriesContext(connection) as short:
        verify(pdf)
    sign_anew(sealed, cast, special_terms="Hanne har en skærm.")

    with django_assert_num_queries(len(short)):
        verify(pdf)


# the page


def page(client, data, language="en"):
    client.cookies["language"] = language
    given = {} if data is None else {"file": SimpleUploadedFile("aftale.pdf", data, "application/pdf")}
    response = client.post(reverse("verify"), given)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def answer(client, data, language="en"):
    """(the colour of the answer, its first sentence)"""
    alert = page(client, data, language).select_one("main .alert")
    return alert["class"][1], alert.select_one(".alert-heading").get_text()


def test_anyone_may_ask_without_an_account_and_in_both_languages(client, pdf):
    assert answer(client, pdf) == ("alert-success", OURS)
    assert answer(client, pdf, "da") == ("alert-success", "Dokumentet er vores, og det er uændret.")
    assert answer(client, b"%PDF-") == (
        "alert-error",
        "The file is cut off: its end is missing. Fetch it once more, and try again.",
    )


def test_a_document_that_no_longer_holds_is_not_green(client, sealed, pdf, cast):
    fresh(sealed).perform("cancel", by=cast["ida"], reason="Jeg er blevet syg.")

    assert answer(client, pdf) == ("alert-warning", OURS)


def test_the_page_tells_nothing_of_whom_the_document_is_about(client, pdf):
    text = page(client, pdf).get_text(" ")

    assert [name for name in ("Ida", "Hanne", "Signe", "Lønservice", "Aarhus") if name in text] == []


def test_an_empty_file_and_none_and_one_too_big_each_get_a_sentence(client):
    assert answer(client, b"") == ("alert-error", "The file is empty.")
    for data, sentence in (
        (None, "Choose the PDF you want to check."),
        (b"%PDF-" + bytes(10 * 1024 * 1024), "The file is too big. Choose one of at most 10 MB."),
    ):
        found = page(client, data)
        assert [each.get_text(" ", strip=True) for each in found.select(".error-summary a")] == [sentence]


@pytest.mark.slow
def test_two_hundred_megabytes_are_let_go_by_and_answered(client, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)

    found = page(client, bytes(200 * 1024 * 1024))

    assert found.select_one(".error-summary a").get_text(strip=True) == (
        "The file is too big. Choose one of at most 10 MB."
    )
    assert list(tmp_path.iterdir()) == []


def test_nothing_that_is_sent_is_kept(client, pdf, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    before = Document.objects.count()

    page(client, pdf)

    assert (list(tmp_path.iterdir()), Document.objects.count()) == ([], before)
    assert "sessionid" not in client.cookies


def test_a_browser_sends_the_forms_token_and_the_file_is_still_not_written_anywhere(pdf, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR, settings.FILE_UPLOAD_HANDLERS = str(tmp_path), [TO_A_DISK]
    browser = Client(enforce_csrf_checks=True)
    form = BeautifulSoup(browser.get(reverse("verify")).content, "html.parser")
    token = form.select_one("main input[name=csrfmiddlewaretoken]")["value"]

    def send(**more):
        file = SimpleUploadedFile("aftale.pdf", pdf, "application/pdf")
        return browser.post(reverse("verify"), {"file": file, **more}, headers={"Accept-Language": "en"})

    assert OURS in send(csrfmiddlewaretoken=token).content.decode()
    assert send().status_code == 403
    assert list(tmp_path.iterdir()) == []


# the terminal


@pytest.fixture
def file(tmp_path):
    def write(data):
        path = tmp_path / "aftale.pdf"
        path.write_bytes(data)
        return str(path)

    return write


def test_the_command_ends_with_nought_for_a_document_of_ours_and_says_which(pdf, file, capsys):
    assert main(["verify", file(pdf)]) == 0
    assert [line for line in capsys.readouterr().out.splitlines() if line in (OURS, NEWEST, SEALED)] == [
        OURS,
        NEWEST,
        SEALED,
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"", "The file is empty."), (b"x", "The file is not a PDF. Our documents are."), (None, CHANGED)],
    ids=["empty", "no PDF", "changed"],
)
def test_the_command_ends_with_one_for_all_else(pdf, file, capsys, data, sentence):
    assert main(["verify", file(with_a_flip(pdf, 5000) if data is None else data)]) == 1
    assert capsys.readouterr().out.splitlines()[0] == sentence


@pytest.mark.parametrize(("name", "reason"), [("nowhere.pdf", "No such file or directory"), ("", "Is a directory")])
def test_a_file_that_cannot_be_read_is_told_at_the_terminal(tmp_path, name, reason):
    path = tmp_path / name

    with pytest.raises(SystemExit) as stopped:
        main(["verify", str(path)])

    assert str(stopped.value) == f"{path}: {reason}."


def test_a_big_file_is_not_even_read_at_the_terminal(tmp_path):
    path = tmp_path / "big.pdf"
    with path.open("wb") as big:
        big.truncate(200 * 1024 * 1024)

    with pytest.raises(SystemExit) as stopped:
        main(["verify", str(path)])

    assert str(stopped.value).startswith("The file is bigger than 10 MB.")
