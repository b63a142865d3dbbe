"""Signed on paper: the print, the scan, who recorded it, and what stops it."""

import json
import re
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from PIL import Image

from ipraktik import cast as the_cast
from ipraktik.agreements.models import Scan, Signature, Version
from ipraktik.documents.archive import INDEX
from ipraktik.documents.test_papers import content, fresh, opened, seal_all, words
from ipraktik.documents.verifying import verify
from ipraktik.history.models import Event
from ipraktik.history.words import lines
from ipraktik.kit.lifecycle import NotYet
from ipraktik.placements.models import Visit

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4 as if written anew"


@pytest.fixture
def ready(cast):
    placement = the_cast.placement(cast, "preparing")
    the_cast.prepare(placement)
    return fresh(placement)


def url(name, placement, *more):
    return reverse(name, args=[placement.pk, *more])


def printed(placement, cast, kind="agreement", by="karl"):
    return fresh(placement).print_paper(kind, cast[by])


def record(placement, cast, *keys, day=None, by="karl", **more):
    """The office records that these have signed the print of today."""
    codes = {"agreement": printed(placement, cast).code} | more
    people = [cast[key] for key in keys]
    return fresh(placement).record_paper(cast[by], people, day or timezone.localdate(), codes, PDF, 1)


def picture(name="side 1.jpg", size=(300, 400)):
    written = BytesIO()
    Image.new("RGB", size, "white").save(written, "JPEG")
    return SimpleUploadedFile(name, written.getvalue())


def seats(placement, *keys):
    return [str(placement.participants.get(person__email__startswith=f"{key}@").person_id) for key in keys]


def send(client, placement, cast, *keys, **more):
    client.force_login(cast["karl"])
    given = {"files": picture(), "people": seats(placement, *keys), "day": date_format(timezone.localdate(), "j.n.Y")}
    given |= {"code": printed(placement, cast).code} | more
    return client.post(url("placement-paper", placement), given, follow=True)


def page_of(response):
    return BeautifulSoup(response.content, "html.parser")


def errors(response):
    found = page_of(response).select(".form-error-message, .error-summary li")
    return list(dict.fromkeys(each.get_text(" ", strip=True).removeprefix("Error:").strip() for each in found))


def told(response):
    return [each.get_text(" ", strip=True) for each in page_of(response).select(".alert-text")]


def signed(placement):
    return list(Signature.objects.filter(version__placement=placement).order_by("pk").values_list("name", "method"))


# the print


def test_the_print_has_the_text_its_code_on_every_page_and_a_row_for_each_who_signs(client, cast, ready):
    client.force_login(cast["signe"])

    response = client.post(url("placement-print", ready, "agreement"))

    version = fresh(ready).versions.get()
    pages = [page.extract_text() for page in opened(response.content).pages]
    assert response["Content-Type"] == "application/pdf"
    assert {version.code in page and "version 1" in page for page in pages} == {True}
    assert re.fullmatch(r"[0-9A-F]{4}-[0-9A-F]{4}", version.code)
    said = words(response.content)
    assert [name in said for name in ("Ida Lund", "Hanne Krogh", "Signe Dahl", "Rune Toft Host")] == [True] * 3 + [
        False
    ]
    assert b"pdfuaid" in response.content


def test_a_text_that_is_printed_is_kept_once_and_has_not_been_signed(cast, ready):
    first, again = printed(ready, cast), printed(ready, cast)

    placement = fresh(ready)
    assert (first, placement.newest("agreement"), placement.latest("agreement")) == (again, None, first)


def test_who_signs_on_the_page_signs_the_text_that_was_printed(cast, ready):
    version = printed(ready, cast)

    fresh(ready).perform("sign", by=cast["ida"], sha256=version.sha256)

    assert list(Version.objects.filter(placement=ready).values_list("number", "signatures__name")) == [(1, "Ida Lund")]


def test_there_is_nothing_to_print_before_everything_is_in_place(client, cast):
    placement = the_cast.placement(cast, "preparing")
    client.force_login(cast["ida"])

    response = client.post(url("placement-print", placement, "agreement"), follow=True)

    assert "The days of the visit are not set." in told(response)[0]
    assert not placement.versions.exists()


# recording it


def test_the_last_signature_on_paper_makes_the_agreement_as_any_other(cast, ready):
    fresh(ready).perform("sign", by=cast["ida"])

    scan = record(ready, cast, "hanne", "signe")

    assert fresh(ready).state == "agreed"
    assert signed(ready) == [("Ida Lund", "signed-in"), ("Hanne Krogh", "paper"), ("Signe Dahl", "paper")]
    assert list(scan.signatures.values_list("name", "day")) == [
        ("Hanne Krogh", timezone.localdate()), ("Signe Dahl", timezone.localdate()),
    ]  # fmt: skip


def test_the_evidence_is_the_scan_and_who_sent_it(cast, ready):
    scan = record(ready, cast, "hanne")

    evidence = Signature.objects.get().evidence
    today = timezone.localdate().isoformat()
    assert evidence == {"scan": scan.sha256, "day": today, "recorded_by": "Karl Bech", "recorder": cast["karl"].pk}


def test_the_history_tells_who_signed_and_who_recorded_it(cast, ready):
    record(ready, cast, "hanne")

    last = [line.sentence for line in lines(Event.objects.filter(placement=ready).select_related("by"))][-2:]
    day = date_format(timezone.localdate())
    assert last[0] == "Hanne Krogh signed the agreement."
    assert last[1].startswith("Karl Bech recorded what was signed on paper: ")
    assert day.split()[0] in last[1]


def test_one_who_speaks_for_two_parties_signs_for_both_with_one_pen(cast, ready):
    ready.participants.filter(person=cast["hanne"]).update(person=cast["signe"])
    Visit.objects.filter(pk=ready.visit_id).update(contact=cast["signe"])

    record(ready, cast, "signe")

    assert sorted(Signature.objects.values_list("party", "method")) == [("host", "paper"), ("sender", "paper")]


def test_the_declaration_that_is_wanted_is_signed_on_the_same_scan(cast, ready):
    Visit.objects.filter(pk=ready.visit_id).update(wants_declaration=True)
    declaration = printed(ready, cast, "confidentiality")

    record(ready, cast, "ida", confidentiality=declaration.code)

    assert sorted(Signature.objects.values_list("version__kind", "method")) == [
        ("agreement", "paper"), ("confidentiality", "paper"),
    ]  # fmt: skip
    assert fresh(ready).signed_by == {ready.participants.get(party="intern").pk}


@pytest.mark.parametrize("key", ["ida", "hanne", "rune", "signe", "olga"])
def test_only_the_office_records_what_was_signed_on_paper(cast, ready, key):
    printed(ready, cast)

    with pytest.raises(PermissionDenied):
        record(ready, cast, "hanne", by=key)

    assert not Scan.objects.exists()


# what stops it


def refused(ready, cast, *keys, **more):
    with pytest.raises(NotYet) as refusal:
        record(ready, cast, *keys, **more)
    assert (Scan.objects.count(), Event.objects.filter(name="record-paper").count()) == (0, 0)
    return refusal.value.sentences


def test_an_outdated_print_is_refused_and_said_to_be(cast, ready):
    old = printed(ready, cast)
    Visit.objects.filter(pk=ready.visit_id).update(meet="Ved porten.")

    sentences = refused(ready, cast, "hanne", agreement=old.code)

    said = "That print is of version 1, and the text has changed since. Print the new text, and have it signed."
    assert sentences == [said]
    assert signed(ready) == []


def test_a_text_that_nobody_has_printed_has_not_been_signed_on_paper(cast, ready):
    code = Version.objects.draft("agreement", ready).code

    with pytest.raises(NotYet) as refusal:
        ready.record_paper(cast["karl"], [cast["ida"]], timezone.localdate(), {"agreement": code}, PDF, 1)

    said = "Nobody has printed this text yet. Print it here, have it signed, and then send the scan."
    assert refusal.value.sentences == [said]


@pytest.mark.parametrize("code", ["", "0000-0000", "ABC", "x" * 64, "3f2a"])
def test_a_code_of_no_print_is_none(cast, ready, code):
    said = "No print of this text has that code. Look at the foot of the page: eight figures and letters, as 3F2A-91BC."

    assert refused(ready, cast, "hanne", agreement=code) == [said]


@pytest.mark.parametrize("written", [str.lower, lambda code: code.replace("-", " "), lambda code: f" {code} "])
def test_a_code_may_be_written_as_people_write(cast, ready, written):
    record(ready, cast, "hanne", agreement=written(printed(ready, cast).code))

    assert signed(ready) == [("Hanne Krogh", "paper")]


@pytest.mark.parametrize(
    ("days", "begins"), [(1, "That day is still to come."), (-2, "The text was made on")], ids=["to come", "too early"]
)
def test_nobody_signs_before_the_text_is_there_or_on_a_day_to_come(cast, ready, days, begins):
    Version.objects.filter(pk=printed(ready, cast).pk).update(created_at=timezone.now() - timedelta(days=1))

    (sentence,) = refused(ready, cast, "hanne", day=timezone.localdate() + timedelta(days=days))

    assert sentence.startswith(begins)


def test_who_has_signed_already_signs_no_second_time_and_the_others_are_not_recorded_either(cast, ready):
    fresh(ready).perform("sign", by=cast["ida"])

    assert refused(ready, cast, "hanne", "ida") == [
        "Ida Lund has signed already. Choose only those who are still missing."
    ]
    assert signed(ready) == [("Ida Lund", "signed-in")]


# the page


def test_the_office_sends_the_scan_and_the_page_shows_how_each_has_signed(client, cast, ready):
    response = send(client, ready, cast, "hanne")

    assert told(response) == ["It is recorded, and we write to those who signed."]
    said = " ".join(page_of(response).get_text(" ", strip=True).split())
    assert f"Signed {date_format(timezone.localdate())}, on paper" in said
    assert "Scan, 1 page (PDF)" in said


def test_nothing_of_the_file_is_kept_but_what_it_shows(client, cast, ready):
    send(client, ready, cast, "hanne", files=[picture(), picture("side 2.jpg")])

    scan = Scan.objects.get()
    assert (scan.pages, len(opened(bytes(scan.pdf)).pages)) == (2, 2)
    assert b"side" not in bytes(scan.pdf)


def test_what_was_typed_stays_when_a_file_is_not_a_scan(client, cast, ready):
    response = send(client, ready, cast, "hanne", files=SimpleUploadedFile("scan.pdf", b"MZ not a pdf"))

    page = page_of(response)
    said = "A file is neither a PDF nor a picture. Scan the paper or photograph it, and choose what comes out of it."
    assert said in errors(response)
    assert page.select_one("[name=people][checked]")["value"] == seats(ready, "hanne")[0]
    assert page.select_one("[name=code]")["value"] == fresh(ready).versions.get().code
    assert page.select_one("[name=day]")["value"] == date_format(timezone.localdate(), "j.n.Y")
    assert signed(ready) == []


def test_each_thing_that_is_missing_is_asked_for(client, cast, ready):
    client.force_login(cast["karl"])

    response = client.post(url("placement-paper", ready), {})

    assert errors(response) == [
        "Choose the scan, or a picture of each page.", "Choose who has signed on the paper.", "Write a date, as 23.11.2026.",
        "Write the code at the foot of the page.",
    ]  # fmt: skip


def test_too_much_is_never_held_and_what_was_typed_stays(client, cast, ready, held):
    large = [SimpleUploadedFile(f"{number}.pdf", b"%PDF-" + b"x" * 13 * 1024 * 1024) for number in range(2)]

    response = send(client, ready, cast, "hanne", files=large)

    assert "The files are too big. Choose at most 25 MB in all." in errors(response)
    assert page_of(response).select_one("[name=people][checked]") is not None
    assert sum(held) <= 25 * 1024 * 1024


def test_intern_and_host_are_asked_for_the_code_of_the_declaration(client, cast, ready):
    Visit.objects.filter(pk=ready.visit_id).update(wants_declaration=True)

    without = send(client, ready, cast, "ida")
    by_the_manager = send(client, ready, cast, "signe")

    assert errors(without) == ["Intern and host sign the declaration too. Write the code at the foot of it."]
    assert errors(by_the_manager) == []
    assert signed(ready) == [("Signe Dahl", "paper")]


def test_what_stops_a_signature_stops_it_on_paper(client, cast):
    placement = the_cast.placement(cast, "preparing")
    client.force_login(cast["karl"])

    response = client.get(url("placement-paper", placement), follow=True)

    assert "The days of the visit are not set." in told(response)[0]


# who may see it


def test_the_scan_is_for_the_parties_and_the_office_alone(client, cast, ready):
    scan = record(ready, cast, "hanne")

    def answer(key):
        client.force_login(cast[key])
        return client.get(url("placement-scan", ready, scan.pk)).status_code

    assert {key: answer(key) for key in ("ida", "hanne", "rune", "signe", "karl", "olga", "bo")} == {
        "ida": 200, "hanne": 200, "rune": 200, "signe": 200, "karl": 200, "olga": 404, "bo": 404,
    }  # fmt: skip


def test_a_scan_is_none_of_another_placements(client, cast, ready):
    scan = record(ready, cast, "hanne")
    other = the_cast.placement(
        cast, "preparing", wish_=the_cast.wish(cast, intern="bo"), offer_=the_cast.offer(cast, at="Arkivet")
    )
    client.force_login(cast["karl"])

    assert client.get(url("placement-scan", other, scan.pk)).status_code == 404


def test_a_scan_that_somebody_changed_in_the_database_is_not_handed_out(client, cast, ready):
    scan = record(ready, cast, "hanne")
    Scan.objects.filter(pk=scan.pk).update(pdf=b"%PDF-1.4 another")
    client.force_login(cast["karl"])

    response = client.get(url("placement-scan", ready, scan.pk), follow=True)

    assert told(response) == ["The file is no longer as it was made, so we do not hand it out. Tell the office."]


# taking it back


def test_a_signature_that_was_recorded_wrongly_is_taken_back_with_its_reason(client, cast, ready):
    record(ready, cast, "hanne", "ida")
    hannes = Signature.objects.get(name="Hanne Krogh")
    client.force_login(cast["karl"])

    response = client.post(url("placement-paper-back", ready, hannes.pk), {"why": "not-signed"}, follow=True)

    assert told(response) == ["The signature is taken back. We ask Hanne Krogh to sign."]
    assert signed(ready) == [("Ida Lund", "paper")]
    history = lines(Event.objects.filter(placement=ready).select_related("by"))
    assert history[-1].sentence == "Karl Bech took back a signature on paper: the paper was not signed."


def test_a_scan_that_no_signature_rests_on_is_not_kept(cast, ready):
    record(ready, cast, "hanne")

    fresh(ready).take_back_paper(Signature.objects.get().pk, "mistake", cast["karl"])

    assert not Scan.objects.exists()


def test_what_a_person_signed_on_one_paper_is_taken_back_whole(cast, ready):
    Visit.objects.filter(pk=ready.visit_id).update(wants_declaration=True)
    record(ready, cast, "ida", confidentiality=printed(ready, cast, "confidentiality").code)

    fresh(ready).take_back_paper(Signature.objects.first().pk, "wrong-person", cast["karl"])

    assert signed(ready) == []


def test_nothing_is_taken_back_once_all_have_signed(client, cast, ready):
    record(ready, cast, "hanne", "ida", "signe")

    with pytest.raises(NotYet):
        fresh(ready).take_back_paper(Signature.objects.first().pk, "mistake", cast["karl"])

    assert len(signed(ready)) == 3


def test_what_made_an_earlier_agreement_stays_when_the_terms_are_opened_again(client, cast, ready):
    record(ready, cast, "hanne", "ida", "signe")
    fresh(ready).perform("reopen", by=cast["karl"], reason="En dag flyttes.")
    client.force_login(cast["karl"])

    answer = client.get(url("placement-paper-back", ready, Signature.objects.first().pk))

    assert (answer.status_code, Scan.objects.count()) == (404, 1)


# the documents


@pytest.fixture
def on_paper(cast, ready):
    fresh(ready).perform("sign", by=cast["ida"])
    record(ready, cast, "hanne", "signe")
    seal_all()
    return fresh(ready)


def test_the_document_tells_who_signed_on_paper_and_the_day_that_stands_there(on_paper):
    said = words(content(on_paper, "en"))

    assert said.count("on paper") == 2
    assert date_format(timezone.localdate()) in said


def test_the_check_tells_how_many_signed_on_paper(on_paper):
    verdict = verify(content(on_paper))

    assert verdict.ours
    assert "2 of the 3 signatures were given on paper. The office keeps the scan." in verdict.more


def test_the_archive_holds_the_scan_and_says_whose_signatures_are_on_it(client, cast, on_paper):
    scan = Scan.objects.get()

    for key in ("karl", "signe"):
        client.force_login(cast[key])
        found = ZipFile(BytesIO(client.get(url("placement-archive", on_paper)).content))
        name = f"ipraktik-{on_paper.pk}-scan-{scan.pk}.pdf"
        signatures = json.loads(found.read(INDEX))["papers"][0]["signatures"]
        assert found.read(name) == bytes(scan.pdf)
        assert [each.get("scan") for each in signatures] == [None, name, name]
