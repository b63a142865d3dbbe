"""How long a search over ten thousand hosts takes: our own time, on SQLite and on PostgreSQL.

    python benchmarks/search.py

The claim is the search's: the list, the count and the map in under 100 ms of this process's own work. The whole page
around them is shown beside it. Makes a database of its own for each engine, fills it, measures, and takes it away
again. PostgreSQL is the server at BENCH_POSTGRES (postgres://postgres@127.0.0.1:5432/postgres); where none answers,
that is said. The peer is what one would write first: icontains over the same columns, the count and the first page.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import django
import psycopg

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "ipraktik.settings"
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Q  # noqa: E402
from django.http import QueryDict  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from ipraktik.directory.models import Offer, OfferPeriod, Wish  # noqa: E402
from ipraktik.directory.search import Search  # noqa: E402
from ipraktik.directory.text import searchable  # noqa: E402
from ipraktik.kit.names import folded, sort_key  # noqa: E402
from ipraktik.people.models import Organisation, Person, Workplace  # noqa: E402
from ipraktik.placements.models import Placement, Visit  # noqa: E402
from ipraktik.programme import programme  # noqa: E402

POSTGRES = os.environ.get("BENCH_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres")
OFFERS, PLACEMENTS, ROUNDS, LIMIT = 10_000, 15_000, 15, 100
ROOTS = """
    skole børn unge løn fejl borger møde syge pleje data kultur bog miljø klima vand vej park ret team opgave metode
    besøg leder projekt velfærd familie handicap træning hospital akut ældre demens musik museum teater idræt kommune
    region styrelse tilsyn kontrol økonomi regnskab indkøb udbud råd job praktik uddannelse forskning natur skov affald
    energi trafik bus politi fængsel domstol beredskab brand forsvar frivillig forening sprog tolk byplan sag ejendom
""".split()  # noqa: SIM905
PLAIN = """
    vi og er at på en for til med det som der har af om kan ikke vores hver dag uge hos jer andre gerne se spørge vise
    arbejder mennesker huset morgen fredag sammen mellem nye små store mange to tre fire timer ansatte byen stedet
""".split()  # noqa: SIM905
COLUMNS = ("workplace__name", "workplace__organisation__name", "about", "why", "see", "wishes_for")
SEARCHES = {
    "everything": "",
    "a word": "q=hospital",
    "two words": "q=skole+leder",
    "a word found nowhere": "q=xylofon",
    "word, work area and region": "q=børn&work_area=school&region=midtjylland",
    "weeks": "when=uge+10-14",
    "word and weeks": "q=data&when=uge+10-14",
    "most seats free": "sort=seats&seats=2",
    "nearest": "q=data&near=0751",
    "page 200": "page=200",
}
dice = random.Random(2015)


def main():
    if "--measure" in sys.argv:
        return measure()
    with tempfile.TemporaryDirectory() as folder:
        failed = run(f"sqlite:///{folder}/bench.sqlite3", folder)
        name = f"ipraktik_bench_{os.getpid()}"
        if not ask_postgres(f"CREATE DATABASE {name}"):
            print(f"PostgreSQL was not measured: no server answered at {POSTGRES.rpartition('@')[2]}")
            return failed
        try:
            return run(f"{POSTGRES.rpartition('/')[0]}/{name}", folder) or failed
        finally:
            ask_postgres(f"DROP DATABASE {name} WITH (FORCE)")


def run(url, folder):
    surroundings = os.environ | {"DATABASE_URL": url, "IPRAKTIK_VAR": folder}
    return subprocess.run([sys.executable, __file__, "--measure"], env=surroundings).returncode


def ask_postgres(statement):
    try:
        with psycopg.connect(POSTGRES, autocommit=True, connect_timeout=5) as server:
            server.execute(statement)
    except psycopg.OperationalError:
        return False
    return True


# the data


def fill():
    organisations = [
        Organisation(name=f"Kommune {n}", normalised=f"kommune {n}", sector=a_sector()) for n in range(400)
    ]
    organisations = Organisation.objects.bulk_create(organisations)
    places = Workplace.objects.bulk_create(workplace(number, dice.choice(organisations)) for number in range(OFFERS))
    offers = Offer.objects.bulk_create(offer(place) for place in places)
    OfferPeriod.objects.bulk_create(period for each in offers for period in periods(each))
    fill_placements(offers, places[0])


def a_sector():
    return dice.choice([key for key, each in programme().sectors.items() if each.may_host])


def say(count, topic):
    """Plain words, and among them those of the place's own topic and compounds of these, as Danish makes them."""
    own = [*topic, *(f"{one}{other}" for one in topic for other in topic)]
    return " ".join(dice.choice(own if dice.random() < 0.3 else PLAIN) for _word in range(count))


def workplace(number, organisation):
    name = f"{dice.choice(ROOTS)}{dice.choice(ROOTS)} {number}".capitalize()
    return Workplace(
        organisation=organisation, name=name, normalised=folded(name), sort_key=sort_key(name),
        municipality=dice.choice(list(programme().municipalities)), work_areas=dice.sample(list(programme().work_areas), 2),
    )  # fmt: skip


def offer(place):
    topic = dice.sample(ROOTS, 6)
    made = Offer(
        workplace=place, state="published", about=say(60, topic), why=say(30, topic), see=say(60, topic),
        wishes_for=say(20, topic),
        seats=dice.randint(1, 3), at_a_time=3, cap_year=6, days_min=2, days_max=dice.randint(2, 5),
        all_year=dice.random() < 0.7, created_at=timezone.now() - timedelta(days=dice.randint(0, 700)),
    )  # fmt: skip
    made.sort_key, made.search_text = place.sort_key, searchable(made.texts, place.work_areas)
    return made


def periods(made):
    """Whole weeks, as hosts write them: holidays they close for, and for those not open all year some that suit."""
    closed = [weeks(made, dice.choice((4, 11, 19, 33, 46)), dice.randint(1, 3), False) for _each in range(2)]
    return closed + ([] if made.all_year else [weeks(made, dice.randint(1, 50), 6, True) for _each in range(2)])


def weeks(made, ahead, count, is_open):
    today = timezone.localdate()
    first = today + timedelta(weeks=ahead) - timedelta(days=today.weekday())
    return OfferPeriod(offer=made, first=first, last=first + timedelta(days=7 * count - 1), is_open=is_open)


def fill_placements(offers, place):
    people = Person.objects.bulk_create(
        Person(email=f"p{n}@ipraktik.example", name=f"P {n}") for n in range(PLACEMENTS)
    )
    wishes = Wish.objects.bulk_create(Wish(intern=person, workplace=place, state="placed") for person in people)
    visits = Visit.objects.bulk_create(visit(dice.choice(offers)) for _wish in wishes)
    Placement.objects.bulk_create(
        Placement(wish=wish, offer=each.offer, visit=each, state=a_state(), origin="browse")
        for wish, each in zip(wishes, visits, strict=True)
    )


def visit(host):
    first = timezone.localdate() + timedelta(days=dice.randint(-500, 200))
    return Visit(offer=host, first_day=first, last_day=first + timedelta(days=2))


def a_state():
    return dice.choice(("suggested", "preparing", "agreed", "completed", "declined"))


# the measure


def measure():
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.ALLOWED_HOSTS = ["testserver"]
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"\n{engine()}, {OFFERS} hosts, {PLACEMENTS} placements.")
    print(f"Milliseconds of {ROUNDS} rounds: min / median / max (median of this process's own work)")
    return report()


def engine():
    if connection.vendor == "sqlite":
        return f"SQLite {connection.Database.sqlite_version}"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0].split()[0]
        cursor.execute("SELECT count(*) FROM pg_indexes WHERE indexdef LIKE '%gin_trgm_ops%'")
        return f"PostgreSQL {version} ({'with' if cursor.fetchone()[0] else 'WITHOUT'} the trigram index)"


class Timed:
    """Milliseconds of each round: by the clock on the wall, and of this process's own work."""

    def __init__(self, work, *given):
        work(*given)
        self.wall, self.own = [], []
        for _round in range(ROUNDS):
            wall, own = time.perf_counter(), time.process_time()
            work(*given)
            self.wall.append((time.perf_counter() - wall) * 1000)
            self.own.append((time.process_time() - own) * 1000)

    @property
    def median(self):
        return statistics.median(self.wall)

    def __str__(self):
        least, most, own = min(self.wall), max(self.wall), statistics.median(self.own)
        return f"{least:.0f} / {self.median:.0f} / {most:.0f} ({own:.0f})"


def report():
    client, slow = Client(), 0
    print(f"{'':<27}{'search':>24}{'whole page':>26}{'hits':>7}{'peer: icontains':>28}{'hits':>7}")
    for name, query in SEARCHES.items():
        asked = QueryDict(query)
        ours, page = Timed(found, asked), Timed(client.get, f"/places/?{query}")
        words = asked.get("q")
        peer, hits = (Timed(plainly, words), plainly(words)) if words else ("", "")
        print(f"{name:<27}{ours!s:>24}{page!s:>26}{found(asked):>7}{peer!s:>28}{hits:>7}", flush=True)
        slow += statistics.median(ours.own) > LIMIT
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    print(
        f"{slow} of {len(SEARCHES)} searches took more than {LIMIT} ms of our own time at the median. Load of the machine: {load}"
    )
    return 1 if slow else 0


def found(asked):
    search = Search(asked)
    assert search.places is not None
    assert len(search.on_page) <= 20
    return search.total


def plainly(words):
    offers = Offer.objects.filter(state="published").with_seats().filter(seats_left__gt=0)
    for word in words.split():
        in_any = Q()
        for column in COLUMNS:
            in_any |= Q(**{f"{column}__icontains": word})
        offers = offers.filter(in_any)
    list(offers.order_by("workplace__name").select_related("workplace__organisation")[:20])
    return offers.count()


if __name__ == "__main__":
    sys.exit(main())
