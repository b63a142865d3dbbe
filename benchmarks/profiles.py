"""From people and places to candidates, grades and reasons: time and memory, beside what the machine can do at most.

    python benchmarks/profiles.py [--large]

Each part runs in a process of its own, so that its peak memory is its own. Vectors are noise of the model's width: what
reading texts costs is measured by itself. `--large` adds 100,000 interns and 50,000 hosts (some minutes).
"""

import os
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from ipraktik.matching.engine.days import Calendar  # noqa: E402
from ipraktik.matching.engine.executors import Here  # noqa: E402
from ipraktik.matching.engine.nearest import blocks  # noqa: E402
from ipraktik.matching.engine.people import Intern  # noqa: E402
from ipraktik.matching.engine.profiles import Field  # noqa: E402
from ipraktik.matching.engine.random_people import START, Noise, people, vectors  # noqa: E402
from ipraktik.matching.engine.shelf import Shelf  # noqa: E402
from ipraktik.matching.engine.solve import solve  # noqa: E402
from ipraktik.matching.engine.texts import texts_here  # noqa: E402

ROUNDS = 7
REST = 0.2  # seconds: the threads of a raw product look out for more to do a while after it, on the cores that are then measured
WISH = "Jeg vil se, hvordan andre tager imod nye kolleger, og hvad de gør, for at folk bliver hos dem i flere år."


def main():
    if len(sys.argv) > 1 and sys.argv[1] in PARTS:
        PARTS[sys.argv[1]]()
        return print(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    names = [name for name in PARTS if name != "large" or "--large" in sys.argv]
    print(f"{ROUNDS} rounds: min / median / max. Load of the machine: {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
    return max(subprocess.run([sys.executable, __file__, name]).returncode for name in names)


def timed(work, rounds=ROUNDS):
    work()
    found = []
    for _round in range(rounds):
        started = time.perf_counter()
        work()
        found.append(time.perf_counter() - started)
    return found


def told(name, seconds, against=None):
    """`against`: of the same rounds, one after the other, so that a machine that is busy is busy for both."""
    unit, factor = ("ms", 1e3) if statistics.median(seconds) < 1 else ("s", 1)
    numbers = " / ".join(f"{value * factor:.2f}" for value in (min(seconds), statistics.median(seconds), max(seconds)))
    ratios = [one / other for one, other in zip(seconds, against or (), strict=False)]
    ratio = (
        f"  {statistics.median(ratios):.2f} × raw (of the least: {min(seconds) / min(against):.2f})" if ratios else ""
    )
    print(f"  {name:<64}{numbers} {unit}{ratio}", flush=True)


def beside(raw, work, name, rest=0):
    raw()
    work()
    found = [], []
    for _round in range(ROUNDS):
        for each, kept in zip((raw, work), found, strict=True):
            time.sleep(rest)
            started = time.perf_counter()
            each()
            kept.append(time.perf_counter() - started)
    told(f"{name}, raw", found[0])
    told(name, found[1], found[0])


def field(interns, hosts, limits=True):
    seekers, places = people(interns, hosts)
    if not limits:
        seekers = [Intern(each.key, travel_type=each.travel_type, any_time=True, days=(2, 5)) for each in seekers]
        places = [
            replace(each, seats=3, days=(2, 5), all_year=True, closed=(), sectors=(), areas=(), levels=())
            for each in places
        ]
    return Field.made(seekers, places, Noise(), None, Calendar(START), vectors(interns, hosts))


def one():
    print("One intern against 100,000 hosts")
    ready = field(1, 100_000)
    shelf, row = Shelf(ready), ready.sides[0][0].copy()
    question = asked(ready)
    beside(lambda: shelf.offered @ row, lambda: shelf.top(question), "the 20 best that no rule stops")
    told("the rule that stops each of the others", timed(lambda: shelf.stops(question)))


def asked(ready):
    """The Question of the only intern, whose vectors are given."""
    shelf = Shelf(ready)
    raw = {"queries": ready.read.wish, "passages": ready.read.job}
    shelf.texts = type("Given", (), {name: staticmethod(lambda _texts, rows=rows: rows) for name, rows in raw.items()})
    return shelf.ask(ready.interns[0])


def shelf():
    print("The year's list: 10,000 hosts, one wish")
    ready = field(1, 10_000)
    kept, question = Shelf(ready), asked(ready)
    changed = replace(ready.hosts[7], seats=2)
    rows = {"queries": ready.read.ask[7:8], "passages": ready.read.profile[7:8]}
    kept.texts = type("Given", (), {name: staticmethod(lambda _texts, row=row: row) for name, row in rows.items()})
    told("the 20 best", timed(lambda: kept.top(question)))
    told("the rule that stops each of the others", timed(lambda: kept.stops(question)))
    told("a host changed (its text read before)", timed(lambda: kept.put(changed)))
    told("the shelf made anew", timed(lambda: Shelf(field(1, 1000)), 3))


def pairs():
    for interns, hosts in ((10_000, 5_000), (10_000, 25_000)):
        print(f"All pairs: {interns:,} interns, {hosts:,} hosts, the 20 best of each")
        for limits in (False, True):
            ready = field(interns, hosts, limits)
            asks, offers = ready.sides[:2]
            job, cut = (
                ready.scoring(np.full(len(ready.parties.members), 20, np.int32)),
                blocks(len(ready.parties.members), hosts),
            )
            raw = lambda asks=asks, offers=offers, cut=cut: [asks[a:b] @ offers.T is None for a, b in cut]  # noqa: E731
            work = lambda job=job, cut=cut: Here().map(job, cut)  # noqa: E731
            beside(raw, work, "with limits, weeks and groups" if limits else "nobody has a limit", REST)


def whole():
    end_to_end(10_000, 5_000, ROUNDS)


def large():
    end_to_end(100_000, 50_000, 1)


def end_to_end(interns, hosts, rounds):
    print(f"End to end: {interns:,} interns, {hosts:,} hosts, vectors made beforehand (times of each step)")
    seekers, places = people(interns, hosts, groups=False)
    read, steps = vectors(interns, hosts), {}
    for k in (20, 50):
        for _round in range(rounds):
            for name, seconds in round_of(seekers, places, read, k):
                steps.setdefault(f"{name}, k = {k}" if name != "columns and space" else name, []).append(seconds)
    for name, seconds in steps.items():
        told(name, seconds)


def round_of(seekers, places, read, k):
    started = clock = time.perf_counter()
    ready = Field.made(seekers, places, Noise(), None, Calendar(START), read)
    yield "columns and space", time.perf_counter() - clock
    clock = time.perf_counter()
    market, _pairs = ready.market(k, seed=1)
    yield "candidates and grades", time.perf_counter() - clock
    clock = time.perf_counter()
    solve(market, "stable", limit_seconds=10)
    yield "solved (stable)", time.perf_counter() - clock
    yield "together", time.perf_counter() - started


def texts():
    print("Reading texts (with what this machine can run)")
    known = texts_here()
    numbers = iter(range(10**6))
    told(f"a wish of {len(WISH)} letters ({known.model})", timed(lambda: known.queries([f"{WISH} {next(numbers)}"])))
    told("a text read before", timed(lambda: known.queries([WISH])))
    known.words.fit([WISH])
    told("its words, by the table", timed(lambda: known.words.vectors([WISH])))
    new = (f"{first}{second}" for first in "abcdefghij" for second in ("skole", "vej", "hus"))
    told("a new word", timed(lambda: known.words.read([next(new)])))


PARTS = {"one": one, "shelf": shelf, "pairs": pairs, "whole": whole, "texts": texts, "large": large}


if __name__ == "__main__":
    sys.exit(main())
