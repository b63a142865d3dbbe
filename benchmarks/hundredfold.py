"""A hundred times a busy year: the demo world copied so often, then every job by the clock and the pages people open.

    python benchmarks/hundredfold.py [--times 100] [--postgres]

The demo world (a year of 150 interns and 80 hosts) is copied row by row, each copy with keys of its own. Each job of
jobs.py is run twice: the first time has a day's work for all of them, the second shows what it costs to find nothing to
do. The peer is the same on the world that was not copied: a page should cost the same, a job so many times more and no more.
Makes a database of its own and takes it away again; PostgreSQL is the server at BENCH_POSTGRES.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import search as directory
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from ipraktik.demo import world
from ipraktik.history.models import Outbox
from ipraktik.jobs import JOBS
from ipraktik.notices.making import Maker
from ipraktik.people.models import Person
from ipraktik.people.sign_in import prove
from ipraktik.placements.models import Placement

APART = 10_000_000  # the keys of one copy and the next
KEPT_ONCE = {
    "JobRun", "Weighing", "Trial", "LearntWeights", "Vector", "Arrival", "ImportRow", "ImportSheet",
    "Round", "Proposal", "Pairing", "Decision",
}  # fmt: skip
EVENTS = 1000
SKIPPED_JOBS = {"fetch the mail"}
IDA, HANNE, KARL = (f"{name}@ipraktik.example" for name in ("ida", "hanne", "karl"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        return measure(options.times)
    with tempfile.TemporaryDirectory() as folder:
        if not options.postgres:
            return run(options, f"sqlite:///{folder}/bench.sqlite3", folder)
        name = f"ipraktik_bench_{os.getpid()}"
        directory.ask_postgres(f"CREATE DATABASE {name}")
        try:
            return run(options, f"{directory.POSTGRES.rpartition('/')[0]}/{name}", folder)
        finally:
            directory.ask_postgres(f"DROP DATABASE {name} WITH (FORCE)")


def run(options, url, folder):
    surroundings = os.environ | {"DATABASE_URL": url, "IPRAKTIK_VAR": folder, "IPRAKTIK_DEMO": "1"}
    command = [sys.executable, __file__, "--measure", "--times", str(options.times)]
    return subprocess.run(command, env=surroundings).returncode


def measure(times):
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.ALLOWED_HOSTS, settings.COORDINATORS_NEED_SECOND_FACTOR = ["testserver"], False
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    world.build()
    once = pages()
    started = time.perf_counter()
    with transaction.atomic():
        for number in range(1, times):
            multiply(number)
    if connection.vendor == "postgresql":
        move_sequences()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    counts = f"{Placement.objects.count():,} placements, {Person.objects.count():,} persons"
    print(
        f"\n{directory.engine()}: {counts}; copied in {time.perf_counter() - started:.0f} s. Load {os.getloadavg()[0]:.1f}"
    )
    many = pages()
    print("Pages, milliseconds (the second time each is asked for): the world once / so many times")
    for name, took in many.items():
        print(f"  {name:<60}{once[name]:>8.0f} /{took:>8.0f}", flush=True)
    print("Jobs, seconds: with a day's work / with nothing left to do")
    for job in JOBS:
        if job.name not in SKIPPED_JOBS:
            print(f"  {job.name:<60}{seconds(job.run):>8.1f} /{seconds(job.run):>8.1f}", flush=True)
    keep = Outbox.objects.order_by("pk").values_list("pk", flat=True)[:EVENTS]
    Outbox.objects.exclude(pk__in=list(keep)).delete()
    print(
        f"  {f'letters made of {EVENTS:,} things that have happened':<60}{seconds(Maker().make_all):>8.1f}", flush=True
    )
    print(f"  {'peak memory':<60}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:>8,.0f} MB")
    return 0


def seconds(work):
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


# the copies


def tables():
    return [each for each in apps.get_app_config("ipraktik").get_models() if each.__name__ not in KEPT_ONCE]


def multiply(number):
    """One more copy of every row; keys that point to each other are checked when the transaction ends."""
    for model in tables():
        columns = model._meta.concrete_fields
        names = ", ".join(f'"{each.column}"' for each in columns)
        values = ", ".join(copied(each, number) for each in columns)
        with connection.cursor() as cursor:
            table = f'"{model._meta.db_table}"'
            cursor.execute(f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} WHERE id < {APART}")


def copied(field, number):
    """The column's value in the copy, as SQL."""
    column, kind = f'"{field.column}"', field.get_internal_type()
    points = field.remote_field and field.remote_field.model.__name__ not in KEPT_ONCE
    if field.primary_key or points or field.name in ("target", "link_target"):
        return f"{column} + {number * APART}"
    if kind == "UUIDField":
        return "gen_random_uuid()" if connection.vendor == "postgresql" else "lower(hex(randomblob(16)))"
    if field.name == "cvr":
        return "''"
    if field.unique or field.name in ("email", "normalised"):
        return f"substr('{number}.' || {column}, 1, {field.max_length})"
    return column


def move_sequences():
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)


# the pages


def pages():
    """{page: milliseconds}, each asked for twice."""
    found = {}
    for name, email, address in asked():
        client = Client()
        person = Person.objects.get(email=email)
        prove(person)
        client.force_login(person)
        client.get(address)
        started = time.perf_counter()
        answer = client.get(address)
        found[name] = (time.perf_counter() - started) * 1e3
        assert answer.status_code == 200, (address, answer.status_code)
    return found


def asked():
    for name in ("today", "wishes", "office-offers", "placements", "people-list", "organisations", "letters"):
        yield f"the office: {name}", KARL, reverse(name)
    own = Placement.objects.filter(wish__intern__email=IDA).latest("pk")
    for name in ("placement", "placement-notebook", "placement-itinerary", "placement-photos", "placement-history"):
        yield f"Ida: {name}", IDA, reverse(name, args=[own.pk])
    for person in (IDA, HANNE):
        yield f"{person}: the first page", person, reverse("home")


if __name__ == "__main__":
    sys.exit(main())
