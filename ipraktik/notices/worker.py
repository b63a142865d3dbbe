"""The worker: makes letters of what happened, sends them, and does what is due by the clock. Several may run at once."""

import logging
import time

from django.db import Error as DatabaseTrouble
from django.db import close_old_connections, connection
from django.db.models import Q
from django.utils import timezone

from ipraktik.jobs import JOBS
from ipraktik.kit.trouble import described
from ipraktik.notices.making import Maker
from ipraktik.notices.models import JobRun
from ipraktik.notices.sending import ServerDown, send_all

logger = logging.getLogger(__name__)
PAUSE = 1  # second between rounds
LOOK_AT_THE_CLOCK = 30
LONGEST_WAIT = 60  # for a mail server or a database that is down


class Worker:
    def __init__(self, stop):
        self.stop = stop
        self.maker = Maker()
        self.clock_at = self.mail_at = 0
        self.mail_wait = 0

    def round(self):
        close_old_connections()
        self.maker.make_all(self.stop)
        self.send()
        if time.monotonic() >= self.clock_at and not self.stop.is_set():
            do_jobs(self.stop)
            self.clock_at = time.monotonic() + LOOK_AT_THE_CLOCK

    def send(self):
        if time.monotonic() < self.mail_at:
            return
        try:
            send_all(self.stop)
            self.mail_wait = 0
        except ServerDown as down:
            self.mail_wait = min(LONGEST_WAIT, self.mail_wait * 2 or 2)
            self.mail_at = time.monotonic() + self.mail_wait
            logger.warning(
                "the mail server cannot be reached", extra=described(down.__cause__) | {"wait": self.mail_wait}
            )


def run(stop):
    """Until `stop` is set. What a round leaves undone the next one does."""
    worker, wait = Worker(stop), PAUSE
    while not stop.is_set():
        try:
            worker.round()
            wait = PAUSE
        except DatabaseTrouble as trouble:
            logger.error("the database does not answer", extra=described(trouble))
            connection.close()
            wait = min(LONGEST_WAIT, wait * 2)
        stop.wait(wait)


def do_jobs(stop=None, now=None):
    """Each job that is due, once, whoever else looks at the clock; one that fails does not stop the others."""
    now = now or timezone.now()
    runs = {run.name: run for run in JobRun.objects.all()}
    for job in JOBS:
        if stop and stop.is_set():
            return
        last = runs.get(job.name)
        last_run = last and last.last_run_at
        if job.is_due(last_run, now) and claimed(job, last_run, now):
            do(job, now)


def claimed(job, last_run, now):
    """Ours, if nobody else has begun it, or done it since we looked."""
    JobRun.objects.get_or_create(name=job.name)
    free = Q(claimed_at=None) | Q(claimed_at__lte=now - job.patience)
    return bool(JobRun.objects.filter(free, name=job.name, last_run_at=last_run).update(claimed_at=now))


def do(job, now):
    try:
        job.run()
    except Exception as trouble:  # the other jobs are not its to stop
        logger.error("the job “%s” failed", job.name, extra=described(trouble))
        return
    JobRun.objects.filter(name=job.name).update(last_run_at=now, claimed_at=None)
