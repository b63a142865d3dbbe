"""When the last has signed, a document is made and sealed: once, by whoever comes first, and never half."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.documents import certificate, keeping, seal
from ipraktik.documents.checks import check_seal
from ipraktik.documents.models import Document
from ipraktik.documents.papers import papers_of
from ipraktik.documents.test_papers import OWNER, content, fresh, opened, sign_anew, words
from ipraktik.history.models import Event
from ipraktik.jobs import JOBS
from ipraktik.notices.due import seal_signed
from ipraktik.notices.models import JobRun
from ipraktik.notices.test_worker import surroundings
from ipraktik.placements.models import Placement, Version
from ipraktik.programme import programme
from ipraktik.tests.test_races import at_once

pytestmark = pytest.mark.django_db
LANGUAGES = sorted(programme().languages)


def kept():
    return sorted(Document.objects.values_list("version__number", "language"))


def one_each(*numbers):
    return sorted((number, language) for number in numbers for language in LANGUAGES)


def test_a_document_in_each_language_is_made_when_the_last_has_signed(cast):
    placement = the_cast.placement(cast, "preparing")
    the_cast.prepare(placement)
    for key in ("ida", "hanne"):
        placement = placement.perform("sign", by=cast[key])
    seal_signed()
    before = kept()

    placement.perform("sign", by=cast["signe"])
    seal_signed()

    assert (before, kept()) == ([], one_each(1))
    assert list(Event.objects.filter(name="seal").values_list("placement", "facts")) == [(placement.pk, {"version": 1})]


def test_sealing_again_makes_nothing_new(sealed):
    before = list(Document.objects.values_list("pk", "sha256"))

    seal_signed()

    assert list(Document.objects.values_list("pk", "sha256")) == before
    assert Event.objects.filter(name="seal").count() == 1


def test_a_version_has_one_document_in_a_language_whatever_the_code_does(sealed):
    first = Document.objects.all()[0]

    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.create(version=first.version, language=first.language, pdf=b"x", sha256="x")


def test_each_version_that_all_signed_has_documents_of_its_own(sealed, cast):
    sign_anew(sealed, cast)
    seal_signed()

    assert kept() == one_each(1, 2)


def test_an_agreement_opened_again_before_the_seal_keeps_what_all_signed_and_no_more(agreed, cast):
    made = fresh(agreed).perform("reopen", by=cast["karl"], reason="En dag flyttes.")
    Placement.objects.filter(pk=made.pk).update(special_terms="Noget andet.")
    fresh(made).perform("sign", by=cast["ida"])

    seal_signed()

    assert kept() == one_each(1)


def test_a_text_changed_in_the_database_before_the_seal_is_not_sealed_and_stops_no_other(agreed, cast, caplog):
    Version.objects.filter(placement=agreed).update(text=agreed.version.text | {"da": "# Noget andet"})
    other = the_cast.placement(cast, "agreed", wish_=the_cast.wish(cast, intern="bo", manager="jens", at="Havnen"))

    seal_signed()

    assert set(Document.objects.values_list("version__placement", flat=True)) == {other.pk}
    assert [record.error for record in caplog.records] == ["Changed"]


def test_the_seal_is_a_pades_signature_with_its_certificate_reason_and_time(pdf):
    fields = opened(pdf).trailer["/Root"]["/AcroForm"]["/Fields"]
    given = fields[0].get_object()["/V"].get_object()

    assert len(fields) == 1
    assert given["/SubFilter"] == "/ETSI.CAdES.detached"
    assert given["/Name"] == OWNER
    assert given["/Reason"] == "Praktikaftale, version 1: underskrevet af alle"
    assert given["/M"].startswith("D:20")
    assert OWNER.encode() in bytes(given["/Contents"])


def test_a_demo_makes_its_own_certificate_and_says_so_in_the_seal(agreed, settings, tmp_path):
    settings.SEAL_CERTIFICATE, settings.DEMO, settings.VAR = "", True, tmp_path
    seal_signed()
    pdf = content(agreed)
    given = opened(pdf).trailer["/Root"]["/AcroForm"]["/Fields"][0].get_object()["/V"].get_object()

    assert given["/Reason"].endswith("Forseglet med et democertifikat")
    assert "Forseglet med et democertifikat, som denne demo selv har lavet." in words(pdf)
    assert set(Document.objects.values_list("seal", "sealed_by")) == {("demo", certificate.DEMO_NAME)}
    assert [path.name for path in tmp_path.iterdir()] == ["demo-seal.pem"]
    assert (tmp_path / "demo-seal.pem").stat().st_mode & 0o077 == 0


def test_another_service_may_seal_in_the_place_of_the_certificate(agreed, settings):
    settings.SEAL_SERVICE = f"{__name__}.with_a_stamp"
    seal_signed()

    assert seal.look(content(agreed)).whole is False
    assert content(agreed).endswith(b"% Praktikaftale, version 1: underskrevet af alle")


def with_a_stamp(pdf, reason):
    return pdf + b"% " + reason.encode()


# the certificate


def told():
    return [str(each.msg) for each in check_seal()]


@pytest.fixture
def file(tmp_path, settings):
    """Writes a certificate and points the settings to it."""

    def write(content, name="seal.pem", **more):
        path = tmp_path / name
        path.write_bytes(content)
        settings.SEAL_CERTIFICATE = str(path)
        for setting, value in more.items():
            setattr(settings, setting, value)
        return path

    return write


def test_a_certificate_that_works_needs_no_words(file):
    file(certificate.self_signed(OWNER))

    assert told() == []


def test_a_key_with_a_passphrase_and_a_pkcs12_file_work_too(file, agreed):
    path = file(certificate.self_signed(OWNER, passphrase="hemmelig"), SEAL_PASSPHRASE="hemmelig")
    found = certificate.current()
    assert (found.name, told()) == (OWNER, [])

    hidden = serialization.BestAvailableEncryption(b"andet")
    packed = pkcs12.serialize_key_and_certificates(b"seal", found.key, found.own, None, hidden)
    file(packed, "seal.p12", SEAL_PASSPHRASE="andet")
    path.unlink()
    seal_signed()

    assert set(Document.objects.values_list("seal", "sealed_by")) == {("own", OWNER)}


def test_a_certificate_that_cannot_be_used_is_told_at_start_and_nothing_passes_unsealed(
    file, agreed, tmp_path, settings
):
    long_ago = timezone.now() - timedelta(days=400)
    unreadable = "{} or its key cannot be read. Is it PEM or PKCS#12, and the passphrase right?"
    found = []
    for content_ in (b"", b"-----BEGIN nothing", certificate.self_signed(OWNER, passphrase="x")):
        path = file(content_)
        found.append(told() == [unreadable.format(path)])
    file(certificate.self_signed(OWNER, begins=long_ago, days=300))
    found.append(told() == ["The certificate in IPRAKTIK_SEAL_CERTIFICATE has expired. Get a new one."])
    seal_signed()
    settings.SEAL_CERTIFICATE = str(tmp_path / "nowhere.pem")
    found.append(told() == [f"{tmp_path}/nowhere.pem: No such file or directory."])
    seal_signed()

    assert found == [True] * 5
    assert kept() == []


def test_a_certificate_that_soon_expires_is_told_of(file):
    file(certificate.self_signed(OWNER, days=20))

    assert told() == ["The certificate that seals documents expires in 19 days. Get a new one in time."]


def test_a_key_of_another_certificate_is_refused(file, tmp_path, settings):
    (tmp_path / "key.pem").write_bytes(certificate.self_signed("En anden"))
    path = file(certificate.self_signed(OWNER), SEAL_KEY=str(tmp_path / "key.pem"))

    assert told() == [f"{path} or its key cannot be read. Is it PEM or PKCS#12, and the passphrase right?"]


# several at once, and the worker killed


@pytest.fixture
def shared_cast(transactional_db):
    return the_cast.gather()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_four_seal_the_same_at_the_same_moment_and_one_seal_is_kept(shared_cast):
    placement = the_cast.placement(shared_cast, "agreed")

    came = at_once(*[lambda: keeping.keep(papers_of(fresh(placement))[0])] * 4)

    assert came == ["done"] * 4
    assert kept() == one_each(1)
    assert Event.objects.filter(name="seal").count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_the_last_signature_a_reopening_and_the_seal_at_the_same_moment(shared_cast):
    placement = the_cast.placement(shared_cast, "preparing")
    the_cast.prepare(placement)
    for who in ("ida", "hanne"):
        placement.perform("sign", by=shared_cast[who])

    at_once(
        lambda: fresh(placement).perform("sign", by=shared_cast["signe"]),
        lambda: fresh(placement).perform("reopen", by=shared_cast["karl"], reason="En dag flyttes."),
        seal_signed,
    )
    seal_signed()

    signed_by = Version.objects.get(placement=placement, number=1).signatures.count()
    assert kept() == (one_each(1) if signed_by == 3 else [])


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_between_the_last_signature_and_the_seal_makes_it_good_when_it_starts_again(
    shared_cast, pem, tmp_path
):
    placement = the_cast.placement(shared_cast, "agreed")
    call_command("createcachetable", verbosity=0)
    flag = tmp_path / "about-to-seal"
    killed(worker(pem, tmp_path, f"{__name__}.wait_for_ever", WAITING=str(flag)), flag)
    half = kept()
    JobRun.objects.filter(claimed_at__lte=timezone.now()).update(claimed_at=timezone.now() - timedelta(minutes=1))

    again = worker(pem, tmp_path, "ipraktik.documents.seal.by_certificate")
    try:
        until(lambda: kept() == one_each(1), 100)
    finally:
        again.kill()
        again.wait()

    assert half == []
    assert Event.objects.filter(name="seal", placement=placement).count() == 1


def wait_for_ever(pdf, reason):
    Path(os.environ["WAITING"]).touch()
    time.sleep(600)


def worker(pem, tmp_path, service, **more):
    environment = surroundings(1, tmp_path) | more
    environment |= {"IPRAKTIK_SEAL_CERTIFICATE": str(pem), "IPRAKTIK_SEAL_SERVICE": service}
    return subprocess.Popen([sys.executable, "-m", "ipraktik", "work"], env=environment, stderr=subprocess.DEVNULL)


def killed(process, flag):
    until(flag.exists, 60)
    process.send_signal(signal.SIGKILL)
    process.wait()


def until(holds, seconds):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.2)


def test_a_seal_that_was_begun_is_tried_again_after_a_minute_not_after_ten():
    job = next(job for job in JOBS if job.does.endswith(":seal_signed"))

    assert (job.every.total_seconds(), job.patience.total_seconds()) == (10, 60)
