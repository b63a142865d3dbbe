"""All year at ten thousand hosts: how soon a list follows, what it costs, and what the page that shows it takes.

   python benchmarks/rolling.py [--wishes 14000]

Makes a database of its own (SQLite), fills it, measures, and takes it away again. Texts are not read by the model here:
their vectors are noise of its width, made beforehand (what reading costs: benchmarks/profiles.py). The peer of a list is
the bare product of numpy, the matrix of all hosts by one wish. The solver counts with one thread, and so does the peer.
"""

import argparse
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path

import numpy as np
import search as directory
from threadpoolctl import threadpool_limits

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from ipraktik.directory.models import Offer, Period, Wish  # noqa: E402
from ipraktik.matching.engine.texts import Texts  # noqa: E402
from ipraktik.matching.year import kept_lists, looking, prints, seeking  # noqa: E402
from ipraktik.matching.year.rolling import Rolling  # noqa: E402
from ipraktik.people.models import Person  # noqa: E402
from ipraktik.programme import programme  # noqa: E402

ROUNDS, LIMIT = 9, 50
SOME = 200  # lists
dice = random.Random(37)


class Noise:
    """A vector for each text, as if the model had read it."""

    width, model = 384, "noise"

    def queries(self, texts):
        seeds = [zlib.crc32(text.encode()) for text in texts]
        return np.array([np.random.default_rng(seed).standard_normal(self.width, dtype=np.float32) for seed in seeds])

    passages = queries


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--wishes", type=int, default=1000, help="open wishes (1000; the claim is about 14000)")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        return measure(options.wishes)
    with tempfile.TemporaryDirectory() as folder:
        surroundings = os.environ | {"DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3", "IPRAKTIK_VAR": folder}
        command = [sys.executable, __file__, "--measure", "--wishes", str(options.wishes)]
        return subprocess.run(command, env=surroundings).returncode


def fill(count):
    directory.fill()
    people = Person.objects.bulk_create(
        Person(email=f"s{n}@ipraktik.example", name=f"S Efternavn{n}") for n in range(count)
    )
    senders = [key for key, sector in programme().sectors.items() if sector.may_send]
    offers = Offer.objects.filter(workplace__organisation__sector__in=senders).select_related("workplace")
    places = list(offers.order_by("pk")[: count // 2])
    wishes = Wish.objects.bulk_create(wish(person, dice.choice(places).workplace) for person in people)
    Period.objects.bulk_create(period for each in wishes if not each.any_time for period in weeks(each))


def wish(person, place):
    topic = dice.sample(directory.ROOTS, 6)
    kind = dice.choice(list(programme().travel_types.values()))
    return Wish(
        intern=person, workplace=place, state="open", door="pool", why=directory.say(30, topic), where=directory.say(15, topic),
        travel_type=kind.key, days_min=kind.days[0], days_max=kind.days[1], any_time=dice.random() < 0.5,
        sectors=some(0.2, programme().sectors, 2), regions=some(0.4, programme().regions, 2),
        work_areas=some(0.05, programme().work_areas, 8), submitted_at=timezone.now(),
    )  # fmt: skip


def some(share, keys, count):
    return dice.sample(list(keys), count) if dice.random() < share else []


def weeks(made):
    return [
        Period(wish=made, first=each.first, last=each.last)
        for each in (directory.weeks(None, dice.randint(3, 50), 1, True),)
    ]


def measure(count):
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.ALLOWED_HOSTS, settings.COORDINATORS_NEED_SECOND_FACTOR = ["testserver"], False
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    fill(count)
    print(
        f"{directory.OFFERS:,} hosts, {count:,} open wishes; {ROUNDS} rounds: min / median / max. Load {os.getloadavg()[0]:.1f}"
    )
    with threadpool_limits(1):
        rolling = begin()
        slow = the_list(rolling)
        following(rolling)
    pages()
    print(f"  {'peak memory':<66}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    return int(slow)


def begin():
    rolling = Rolling(Texts(Noise()))
    told("vectors made (noise), everybody read, the shelf laid", [seconds(lambda: reading(rolling))])
    lists = len(rolling.waiting)
    took = seconds(rolling.catch_up)
    told(f"all {lists:,} lists looked up, told and written the first time", [took])
    print(f"  {'  of which a list':<66}{took / lists * 1e3:.0f} ms")
    again = Rolling(rolling.texts)
    told("a new solver: everybody read and the shelf laid, vectors known", [seconds(lambda: reading(again))])
    took = seconds(lambda: some_lists(again, SOME))
    print(f"  {'  a list that stands already, looked up and found right':<66}{took / SOME * 1e3:.0f} ms")
    return rolling


def reading(rolling):
    rolling.turn(0)
    while rolling.ahead is not None:
        rolling.step()


def some_lists(rolling, count):
    for _each in range(count):
        rolling.step()


def the_list(rolling):
    """Our own time of one list of twenty, beside the bare product."""
    shelf = rolling.shelf
    interns = [rolling.interns[key] for key in dice.sample(sorted(rolling.interns), ROUNDS * 3)]
    questions = [seeking.question(shelf, each, 1) for each in interns]
    raw = [seconds(lambda q=q: shelf.offered @ q.asked[0], own=True) for q in questions]
    told("raw: all hosts by one wish, numpy", raw)
    told(
        "the 20 best that can (the engine's Shelf.top)",
        [seconds(lambda q=q: shelf.top(q), own=True) for q in questions],
        raw,
    )
    whole = [seconds(lambda own=own: looked_up(shelf, own), own=True) for own in interns]
    told("all three lists of 20, 10 and 20, every rule counted", whole, raw)
    looks = [looking.looked(shelf, q) for q in questions[:ROUNDS]]
    told(
        "reasons of 30 hosts in keys and facts", [seconds(lambda look=look: reasons(look), own=True) for look in looks]
    )
    return statistics.median(whole) * 1e3 > LIMIT


def looked_up(shelf, interns):
    return looking.looked(shelf, seeking.question(shelf, interns, 1))


def reasons(look):
    return [kept_lists.in_order(look, kind, 0, {}) for kind in (looking.CAN, looking.ASIDE)]


def following(rolling):
    told("a look at everything: has anything changed?", [seconds(lambda: (prints.of_offers(), prints.of_wishes()))] * 1)
    offers = list(Offer.objects.order_by("pk")[:ROUNDS])
    for name, change in {
        "one host is full": lambda o: Offer.objects.filter(pk=o.pk).update(cap_year=0),
        "one host writes another text": lambda o: Offer.objects.filter(pk=o.pk).update(
            see=o.see + " Og mere til.", about="Nyt."
        ),
    }.items():
        before = rolling.done.copy()
        took = [seconds(lambda offer=offer, change=change: follow(rolling, offer, change)) for offer in offers]
        lists, stops, counts = ((rolling.done[what] - before[what]) / ROUNDS for what in ("lists", "stops", "counts"))
        told(f"{name} ({lists:.0f} lists looked up, {stops:.0f} put right, {counts:.0f} counts)", took)
    people = list(Person.objects.filter(email__startswith="s").order_by("pk")[:ROUNDS])
    before = rolling.done["lists"]
    took = [seconds(lambda person=person: sends(rolling, person, offers[0].workplace)) for person in people]
    told(f"a new wish ({(rolling.done['lists'] - before) / ROUNDS:.0f} list)", took)


def follow(rolling, offer, change):
    change(offer)
    rolling.catch_up()


def sends(rolling, person, place):
    wish(person, place).save()
    rolling.catch_up()


def pages():
    client = Client()
    karl = Person.objects.create(email="karl@ipraktik.example", name="Karl", is_coordinator=True)
    client.force_login(karl)
    wishes = Wish.objects.open().order_by("-pk")[: ROUNDS + 1]
    address = "/office/wishes/{}/match/"
    client.get(address.format(wishes[0].pk))
    told("the desk's page of one wish", [seconds(lambda w=w: client.get(address.format(w.pk))) for w in wishes[1:]])


def seconds(work, own=False):
    clock = time.process_time if own else time.perf_counter
    started = clock()
    work()
    return clock() - started


def told(name, found, against=None):
    unit, factor = ("ms", 1e3) if statistics.median(found) < 1 else ("s", 1)
    numbers = " / ".join(f"{each * factor:.1f}" for each in sorted({min(found), statistics.median(found), max(found)}))
    ratio = f"  {statistics.median(found) / statistics.median(against):.1f} × raw" if against else ""
    print(f"  {name:<66}{numbers} {unit}{ratio}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
