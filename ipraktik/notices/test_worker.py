"""The worker as a process: killed in the middle, beside another, without a mail server, and told to stop."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from django.db import connection
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.history.models import Outbox
from ipraktik.notices.models import JobRun, Letter

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
PATIENCE = 40


@pytest.fixture
def cast(transactional_db):
    return the_cast.gather()


@pytest.fixture(autouse=True)
def no_jobs(transactional_db):
    """The clock has done its work today: this is about letters."""
    from ipraktik.jobs import JOBS

    JobRun.objects.bulk_create([JobRun(name=job.name, last_run_at=timezone.now()) for job in JOBS])


def database_url():
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    return f"postgres://{found['USER']}:{found['PASSWORD']}@{found['HOST']}:{found['PORT']}/{found['NAME']}"


def surroundings(port, tmp_path):
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("IPRAKTIK_", "EMAIL_", "DATABASE"))
    }
    return kept | {
        "DJANGO_SETTINGS_MODULE": "ipraktik.settings",
        "DATABASE_URL": database_url(),
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "IPRAKTIK_VAR": str(tmp_path),
        "IPRAKTIK_SECRET_KEY": "only for this test",
    }


@contextmanager
def working(mailbox, tmp_path, count=1):
    """So many workers, ended whatever happens."""
    command = [sys.executable, "-m", "ipraktik", "work"]
    environment = surroundings(mailbox.port, tmp_path)
    workers = [subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) for _ in range(count)]
    try:
        yield workers
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()


def until(holds):
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


def letters(cast, count):
    return [
        Letter.objects.create(reader=cast["ida"], key="x", language="da", subject=f"Nr. {n}", body="Hej")
        for n in range(count)
    ]


def all_sent():
    return not Letter.objects.unsent().exists() and not Outbox.objects.exists()


def claims_grow_old():
    Letter.objects.unsent().update(next_try_at=timezone.now())


def test_events_become_letters_and_letters_are_sent(cast, mailbox, tmp_path):
    the_cast.placement(cast)
    told = Outbox.objects.count()

    with working(mailbox, tmp_path):
        until(all_sent)

    assert told > 0
    assert sorted(mailbox.ids()) == sorted(Letter.objects.values_list("message_id", flat=True))


def test_killed_before_the_mail_servers_yes_nothing_is_lost_and_nothing_comes_twice(cast, mailbox, tmp_path):
    waiting = letters(cast, 5)
    with working(mailbox, tmp_path) as (worker,):
        mailbox.before = lambda box: kill_and_refuse(box, worker)
        worker.wait(PATIENCE)
        assert worker.returncode == -signal.SIGKILL
    kept_before = len(mailbox.messages)

    claims_grow_old()
    with working(mailbox, tmp_path):
        until(all_sent)

    assert kept_before == 2
    assert sorted(mailbox.ids()) == sorted(letter.message_id for letter in waiting)


def kill_and_refuse(box, worker):
    """The worker dies with the third letter half told, so that the server keeps nothing of it."""
    if len(box.messages) == 2:
        box.before = None
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        raise ConnectionResetError


def test_killed_between_the_yes_and_our_note_of_it_only_that_letter_comes_twice_as_the_same(cast, mailbox, tmp_path):
    waiting = letters(cast, 5)
    with working(mailbox, tmp_path) as (worker,):
        mailbox.after = lambda box: kill(box, worker)
        worker.wait(PATIENCE)

    claims_grow_old()
    with working(mailbox, tmp_path):
        until(all_sent)

    twice = waiting[2].message_id
    assert sorted(mailbox.ids()) == sorted([*(letter.message_id for letter in waiting), twice])


def kill(box, worker):
    if len(box.messages) == 3:
        box.after = None
        worker.send_signal(signal.SIGKILL)
        worker.wait()


def test_two_workers_never_send_the_same_letter(cast, mailbox, tmp_path):
    waiting = letters(cast, 40)

    with working(mailbox, tmp_path, count=2):
        until(all_sent)

    assert sorted(mailbox.ids()) == sorted(letter.message_id for letter in waiting)
    assert set(Letter.objects.values_list("tries", flat=True)) == {1}


def test_two_workers_tell_each_event_once(cast, mailbox, tmp_path):
    for key in ("ida", "bo", "per", "mona"):
        the_cast.wish(cast, intern=key, at=f"Kontor {key}")

    with working(mailbox, tmp_path, count=2):
        until(all_sent)

    told = list(Letter.objects.values_list("event", "reader", "key"))
    assert len(told) == len(set(told)) == len(mailbox.messages)


def test_a_mail_server_that_is_down_loses_nothing(cast, mailbox, tmp_path):
    waiting = letters(cast, 3)
    mailbox.close()

    with working(mailbox, tmp_path):
        time.sleep(3)
        assert Letter.objects.filter(tries=0).count() == 3
        mailbox.open()
        until(all_sent)

    assert sorted(mailbox.ids()) == sorted(letter.message_id for letter in waiting)


def test_it_stops_when_told_to(cast, mailbox, tmp_path):
    letters(cast, 1)
    with working(mailbox, tmp_path) as (worker,):
        until(all_sent)
        worker.terminate()

        assert worker.wait(10) == 0


@pytest.mark.slow
def test_it_stops_although_the_mail_server_hangs(cast, mailbox, tmp_path):
    letters(cast, 1)
    hangs = []
    mailbox.before = lambda box: hangs.append(time.sleep(11))
    with working(mailbox, tmp_path) as (worker,):
        until(lambda: Letter.objects.filter(tries=1).exists())
        begun = time.monotonic()
        worker.terminate()
        worker.wait(PATIENCE)

    assert time.monotonic() - begun < 10
    assert Letter.objects.unsent().count() == 1
