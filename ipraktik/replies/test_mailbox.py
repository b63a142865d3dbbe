"""A real mailbox: read each minute, each mail once, whatever breaks in between."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.db import OperationalError
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.jobs import JOBS
from ipraktik.notices import worker
from ipraktik.notices.models import JobRun, Letter, ReturnAddress
from ipraktik.notices.test_worker import surroundings, until
from ipraktik.placements.models import Message
from ipraktik.replies import mailbox as reading
from ipraktik.replies.mailbox import Place, fetch
from ipraktik.replies.models import Arrival, Kind
from ipraktik.tests.mail.dovecot import Mailbox

pytestmark = [pytest.mark.django_db, pytest.mark.mailbox]
SEEN = ["\\Seen"]


@pytest.fixture(scope="module")
def dovecot():
    box = Mailbox()
    try:
        box.open()
        yield box
    finally:
        box.close()


@pytest.fixture
def box(dovecot, settings):
    settings.INBOUND_IMAP_URL = dovecot.url
    yield dovecot
    dovecot.empty()


def address_of(placement, person):
    """The return address of a letter to this person about this visit."""
    event = placement.events.first() or placement.record("suggest")
    words = {"language": "da", "subject": "Et besøg", "sent_at": timezone.now()}
    letter, _made = Letter.objects.get_or_create(event=event, reader=person, key="x", defaults=words)
    return ReturnAddress.objects.mint(letter)


def mail(to, text, number=0, sender="ida@ipraktik.example"):
    heads = (
        f"From: {sender}\r\nTo: {to}\r\nMessage-ID: <{number}@mail.example>\r\nContent-Type: text/plain; charset=utf-8"
    )
    return f"{heads}\r\n\r\n{text}\r\n".encode()


def texts():
    return list(Message.objects.values_list("text", flat=True))


def test_what_is_in_the_mailbox_lands_in_the_conversation_and_is_marked_as_read(cast, preparing, box):
    to = address_of(preparing, cast["ida"])
    box.deliver(mail(to, "Hej", 1), mail(to, "Blåbær", 2))

    fetch()
    fetch()

    assert texts() == ["Hej", "Blåbær"]
    assert [[flag for flag in flags if flag != "\\Recent"] for flags in box.flags()] == [SEEN, SEEN]


def test_one_that_cannot_be_read_is_flagged_and_never_holds_back_the_next(cast, preparing, box, monkeypatch):
    to = address_of(preparing, cast["ida"])
    whole = reading.receive

    def receive(raw):
        from ipraktik.replies import receiving

        if b"<1@" in raw:
            return receiving.set_aside(raw, "1" * 64, ValueError())
        return whole(raw)

    monkeypatch.setattr(reading, "receive", receive)
    box.deliver(mail(to, "Umulig", 1), b"\x00\xff noise", mail(to, "Hej", 2))

    fetch()

    assert texts() == ["Hej"]
    assert sorted(Arrival.objects.values_list("kind", flat=True)) == [Kind.BROKEN, Kind.SAID, Kind.UNKNOWN]
    assert ["\\Flagged" in flags for flags in box.flags()] == [True, False, False]


def test_what_was_taken_in_but_not_marked_is_known_again(cast, preparing, box):
    """The machine stopped between the database's yes and the mailbox's."""
    raw = mail(address_of(preparing, cast["ida"]), "Hej")
    reading.receive(raw)
    box.deliver(raw)

    fetch()

    assert texts() == ["Hej"]
    assert "\\Seen" in box.flags()[0]


def test_a_database_that_does_not_answer_leaves_the_mail_unread(cast, preparing, box, monkeypatch):
    box.deliver(mail(address_of(preparing, cast["ida"]), "Hej"))
    with monkeypatch.context() as patched:
        patched.setattr(Arrival, "save", lambda *a, **k: (_ for _ in ()).throw(OperationalError()))
        with pytest.raises(OperationalError):
            fetch()
    unread = "\\Seen" not in box.flags()[0]

    fetch()

    assert (unread, texts()) == (True, ["Hej"])


def test_a_mail_longer_than_we_read_is_read_so_far(cast, preparing, box):
    raw = mail(address_of(preparing, cast["ida"]), "Hej\r\n" + "ord " * 2_000_000)

    box.deliver(raw)
    fetch()

    message = Message.objects.get()
    assert (message.text.startswith("Hej"), len(message.text), message.left_out) == (True, 5000, "length")


def test_a_mailbox_out_of_reach_costs_nothing_but_a_line_in_the_log(cast, box, settings, caplog):
    settings.INBOUND_IMAP_URL = "imap://svar:x@127.0.0.1:1/INBOX"
    fetch()
    settings.INBOUND_IMAP_URL = box.url.replace("INBOX", "Findes%20ikke")
    fetch()
    settings.INBOUND_IMAP_URL = box.url.replace("svar:", "svar:x")
    fetch()

    assert [record.message for record in caplog.records].count("the mailbox cannot be read") == 3


def test_the_worker_looks_each_minute_and_not_where_no_mailbox_is_named(cast, preparing, box, settings):
    box.deliver(mail(address_of(preparing, cast["ida"]), "Hej"))
    job = next(each for each in JOBS if each.name == "fetch the mail")
    JobRun.objects.bulk_create(JobRun(name=each.name, last_run_at=timezone.now()) for each in JOBS if each != job)

    worker.do_jobs()
    JobRun.objects.filter(name=job.name).update(last_run_at=timezone.now())
    box.deliver(mail(address_of(preparing, cast["ida"]), "For tidligt", 2))
    worker.do_jobs()

    assert (job.every.total_seconds(), texts()) == (60, ["Hej"])
    settings.INBOUND_IMAP_URL = ""
    assert fetch() is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("imaps://svar:hem%40lig@mail.example", Place("imaps", "mail.example", 993, "svar", "hem@lig", "INBOX")),
        ("imap+tls://a%40b:c@mail.example:14/Svar", Place("imap+tls", "mail.example", 14, "a@b", "c", "Svar")),
    ],
)
def test_where_the_mailbox_is_stands_in_one_line(url, expected):
    assert Place.of(url) == expected


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_loses_nothing_and_says_nothing_twice(transactional_db, box, mailbox, tmp_path):
    cast = the_cast.gather()
    placement = the_cast.placement(cast, "preparing")
    to = address_of(placement, cast["ida"])
    others = [job for job in JOBS if job.name != "fetch the mail"]
    JobRun.objects.bulk_create(JobRun(name=job.name, last_run_at=timezone.now()) for job in others)
    box.deliver(*(mail(to, f"Nr. {number}", number) for number in range(12)))
    environment = surroundings(mailbox.port, tmp_path) | {
        "INBOUND_IMAP_URL": box.url, "INBOUND_ADDRESS": "svar@ipraktik.example", "IPRAKTIK_URL": "https://ipraktik.example",
    }  # fmt: skip
    command = [sys.executable, "-m", "ipraktik", "work"]

    first = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    until(lambda: Arrival.objects.count() >= 3)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    JobRun.objects.filter(name="fetch the mail").update(claimed_at=None, last_run_at=None)
    second = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        until(lambda: all("\\Seen" in flags for flags in box.flags()))
        time.sleep(0.5)
    finally:
        second.kill()
        second.wait()

    assert set(Arrival.objects.values_list("kind", flat=True)) == {Kind.SAID}
    assert sorted(texts()) == sorted(f"Nr. {number}" for number in range(12))
