"""How many agreements are made, signed and sealed in a minute, and what their PDF weighs and costs.

    python benchmarks/agreements.py

One process, on SQLite and on PostgreSQL (BENCH_POSTGRES, else postgres://postgres@127.0.0.1:5432/postgres; where none
answers, that is said), each in a database of its own that is taken away again. The peers make a PDF of the very same
words: our own sheet without its seal, and reportlab, with neither tags nor seal.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from io import BytesIO
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
from reportlab.lib.styles import getSampleStyleSheet  # noqa: E402
from reportlab.platypus import Paragraph, SimpleDocTemplate  # noqa: E402

from ipraktik import cast as the_cast  # noqa: E402
from ipraktik.documents.keeping import keep  # noqa: E402
from ipraktik.documents.models import Document  # noqa: E402
from ipraktik.documents.papers import papers_of, waiting  # noqa: E402
from ipraktik.documents.seal import sealer  # noqa: E402
from ipraktik.documents.sheet import sheet  # noqa: E402
from ipraktik.documents.typeset import typeset  # noqa: E402
from ipraktik.documents.verifying import verify  # noqa: E402
from ipraktik.placements.models import Placement  # noqa: E402

POSTGRES = os.environ.get("BENCH_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres")
AGREEMENTS, ROUNDS = 40, 20


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
    surroundings = os.environ | {"DATABASE_URL": url, "IPRAKTIK_VAR": folder, "IPRAKTIK_DEMO": "1"}
    return subprocess.run([sys.executable, __file__, "--measure"], env=surroundings).returncode


def ask_postgres(statement):
    try:
        with psycopg.connect(POSTGRES, autocommit=True, connect_timeout=5) as server:
            server.execute(statement)
    except psycopg.OperationalError:
        return False
    return True


def measure():
    call_command("migrate", verbosity=0)
    print(f"\n{connection.vendor}, {AGREEMENTS} agreements, {len(settings.LANGUAGES)} languages each")
    cast = the_cast.gather()
    warm(cast)
    prepared = [preparing(cast, number) for number in range(AGREEMENTS)]
    per_minute("signed by all three", lambda: [signed(each) for each in prepared])
    per_minute("sealed, in both languages", lambda: [keep(each) for each in waiting()])
    assert Document.objects.count() == (AGREEMENTS + 1) * len(settings.LANGUAGES)
    compare(papers_of(Placement.objects.first())[0])
    return 0


def warm(cast):
    """What is loaded at the first use is no part of the measure."""
    signed(preparing(cast, AGREEMENTS))
    for each in waiting():
        keep(each)


def preparing(cast, number):
    wish = the_cast.wish(cast, at=f"Kontor {number}", intern="ida")
    offer = the_cast.offer(cast, at=f"Vært {number}")
    made = the_cast.placement(cast, "preparing", wish_=wish, offer_=offer)
    the_cast.prepare(made)
    return made


def signed(made):
    for signer in the_cast.people_of(made):
        made = made.perform("sign", by=signer)


def per_minute(what, deed):
    begun = time.perf_counter()
    deed()
    taken = time.perf_counter() - begun
    print(f"  {what:<34} {AGREEMENTS / taken * 60:8.0f} a minute  {taken / AGREEMENTS * 1000:7.1f} ms each")


def compare(paper):
    document = Document.objects.filter(version=paper.version, language="da")[0]
    seal, kept = sealer(), bytes(document.pdf)
    set_in_type = typeset(sheet(paper, document), document.made_at)
    print("  one PDF                               ms (median)    kB")
    told("tagged and sealed", lambda: seal(typeset(sheet(paper, document), document.made_at), "x"))
    told("peer: tagged, without a seal", lambda: typeset(sheet(paper, document), document.made_at))
    told("peer: reportlab, no tags, no seal", lambda: by_reportlab(paper.texts["da"]))
    told("the seal alone", lambda: seal(set_in_type, "x"))
    told("checking it", lambda: verify(kept) and b"")


def told(what, make):
    times, made = [], b""
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        made = make()
        times.append((time.perf_counter() - begun) * 1000)
    size = f"{len(made) / 1024:5.0f}" if made else "     "
    print(f"    {what:<34} {statistics.median(times):11.1f} {size}")


def by_reportlab(text):
    styles, written = getSampleStyleSheet(), BytesIO()
    lines = [line for line in text.splitlines() if line.strip()]
    story = [Paragraph(line.lstrip("#- "), styles["Heading2" if line.startswith("#") else "Normal"]) for line in lines]
    SimpleDocTemplate(written, title="Praktikaftale").build(story)
    return written.getvalue()


if __name__ == "__main__":
    sys.exit(main())
