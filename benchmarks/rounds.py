"""A whole round, as a coordinator presses it: gathered from the database, solved by all three aims, kept with its reasons.

    python benchmarks/rounds.py [--wishes 140 --hosts 80] [--large]

`--large` is a hundred times a busy year: 14,000 wishes and 8,000 hosts. Makes a database of its own (SQLite), fills it,
measures, and takes it away again. Texts are not read by the model: their vectors are noise of its width, so what is
measured is everything else (what reading costs: benchmarks/profiles.py). The peer is what the solver alone takes for the
same market, `solved_again` from the evidence; the rest is reading the database, telling why, and keeping it.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import rolling
import search as directory
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from threadpoolctl import threadpool_limits

from ipraktik.directory.models import Offer, OfferPeriod, Wish
from ipraktik.matching.engine.texts import Texts
from ipraktik.matching.rounds import matchmaking, solving
from ipraktik.matching.rounds.again import solved_again
from ipraktik.matching.rounds.proposals import Proposal
from ipraktik.matching.rounds.rounds import Round
from ipraktik.people.models import Person

LARGE = {"wishes": 14_000, "hosts": 8_000}


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--wishes", type=int, default=140)
    parser.add_argument("--hosts", type=int, default=80)
    parser.add_argument("--large", action="store_true", help="14,000 wishes and 8,000 hosts")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.large:
        options.wishes, options.hosts = LARGE.values()
    if options.measure:
        return measure(options)
    with tempfile.TemporaryDirectory() as folder:
        surroundings = os.environ | {"DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3", "IPRAKTIK_VAR": folder}
        sizes = ["--wishes", str(options.wishes), "--hosts", str(options.hosts)]
        return subprocess.run([sys.executable, __file__, "--measure", *sizes], env=surroundings).returncode


def measure(options):
    threadpool_limits(1)  # as `ipraktik solve`
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.ALLOWED_HOSTS, settings.COORDINATORS_NEED_SECOND_FACTOR = ["testserver"], False
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    directory.OFFERS = directory.PLACEMENTS = options.hosts
    rolling.fill(options.wishes)
    everybody_can()
    instead_of_the_model(Texts(rolling.Noise()))
    karl = Person.objects.create(email="karl@ipraktik.example", name="Karl", is_coordinator=True)
    print(f"{options.wishes:,} wishes, {options.hosts:,} hosts; seconds. Load {os.getloadavg()[0]:.1f}", flush=True)
    made = a_round()
    first = solve(made, karl, "the first time: vectors made, all three aims, kept")
    decided(made, karl, first)
    second = solve(made, karl, "again with a pair locked, as the desk does")
    pages(made, second, karl)
    print(f"  {'peak memory':<64}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    return 0


def everybody_can():
    """As in a programme's own weeks: whoever is in the round has days in it."""
    Wish.objects.update(any_time=True)
    Offer.objects.update(all_year=True)
    OfferPeriod.objects.all().delete()


def instead_of_the_model(texts):
    matchmaking.texts = lambda: texts
    matchmaking.save = solving.save = lambda: None


def a_round():
    first = timezone.localdate() + timedelta(weeks=9)
    return Round.objects.create(
        name="Uge", first=first, last=first + timedelta(days=27), answer_by=first - timedelta(weeks=3)
    )


def solve(made, karl, name):
    proposal = Round.objects.get(pk=made.pk).ask_to_solve(karl, "stable")
    with told(name):
        solving.solve_waiting()
    proposal = Proposal.objects.get(pk=proposal.pk)
    assert proposal.state == "solved", proposal.trouble
    with told("  of which the market alone, solved again from its evidence"):
        solved_again(proposal)
    seconds = {aim: round(each["seconds"], 2) for aim, each in proposal.figures["aims"].items()}
    print(
        f"    placed {proposal.figures['placed']:,} of {proposal.figures['interns']:,}; each aim: {seconds}", flush=True
    )
    return proposal


def decided(made, karl, proposal):
    pair = proposal.pairings.exclude(offer=None).select_related("wish", "offer").first()
    with told("a pair locked"):
        Round.objects.get(pk=made.pk).decide(karl, made.revision, kind="lock", wish=pair.wish, offer=pair.offer)


def pages(made, proposal, karl):
    client = Client()
    client.force_login(karl)
    someone = proposal.pairings.exclude(offer=None).first()
    for name, address in {
        "the desk": f"/office/rounds/{made.pk}/",
        "where hosts are missing": f"/office/rounds/{made.pk}/missing/",
        "why this host": f"/office/rounds/{made.pk}/wishes/{someone.wish_id}/",
    }.items():
        client.get(address)
        with told(f"page: {name}"):
            found = client.get(address)
        print(f"    {found.status_code}, {len(found.content) / 1024:,.0f} kB")


@contextmanager
def told(name):
    started = time.perf_counter()
    yield
    print(f"  {name:<64}{time.perf_counter() - started:.2f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
