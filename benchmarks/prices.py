"""What one more seat at every host costs to price, beside solving anew with it: a round of people drawn, with groups of three.

    python benchmarks/prices.py [--large]

The peer is the plain way: the same solver, asked anew with one seat more, host by host (of the hosts, a sample; told for all
of them). `--large` is a hundred times a busy year: 14,000 interns and 8,000 hosts, for ten seconds at most, as a round has.
Medians of seven; of one run with `--large`. Texts are noise of the model's width, so only the solving is measured.
"""

import argparse
import statistics
import time
from dataclasses import replace

import numpy as np

from ipraktik.matching.engine.days import Calendar
from ipraktik.matching.engine.prices import at_capacity, seat_prices
from ipraktik.matching.engine.profiles import Field
from ipraktik.matching.engine.random_people import START, Noise, people, vectors
from ipraktik.matching.engine.solve import solve
from ipraktik.matching.engine.weights import Policy

SIZES, LARGE = [(140, 80), (300, 150)], [(14_000, 8_000)]
AIMS = ("placed", "fit", "stable")
LISTS, RUNS, SAMPLE, LONGEST = 50, 7, 10, 10


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--large", action="store_true", help="14,000 interns and 8,000 hosts")
    large = parser.parse_args().large
    print("interns hosts groups aim       all priced       proved     of the full   solved anew, all hosts")
    for interns, hosts in LARGE if large else SIZES:
        for groups in (False, True):
            measure(interns, hosts, groups, 1 if large else RUNS)


def measure(interns, hosts, groups, runs):
    market = drawn(interns, hosts, groups)
    for aim in AIMS:
        solution = solve(market, aim)
        took, prices = zip(
            *(timed(seat_prices, market, solution, limit_seconds=LONGEST) for _run in range(runs)), strict=True
        )
        proved = np.array([price.proved for price in prices[0]])
        full = at_capacity(market, solution)
        print(
            f"{interns:7} {hosts:5} {int((market.size > 1).sum()):6} {aim:7} {statistics.median(took):7.3f} s "
            f"({min(took):.3f}-{max(took):.3f}) {proved.sum():5} of {hosts:5} {(proved & full).sum():5} of {full.sum():5}"
            f" {anew(market, aim) * hosts:9.1f} s",
            flush=True,
        )


def drawn(interns, hosts, groups):
    someone, places = people(interns, hosts, groups=groups)
    field = Field.made(someone, places, Noise(), Policy(), Calendar(START), vectors(interns, hosts))
    return field.market(LISTS, 0)[0]


def timed(work, *given, **more):
    begun = time.perf_counter()
    found = work(*given, **more)
    return time.perf_counter() - begun, found


def anew(market, aim):
    """Seconds to solve with one seat more, the mean of a sample of hosts."""
    took = []
    for host in np.linspace(0, market.hosts - 1, SAMPLE if market.hosts < LARGE[0][1] else 1).astype(int):
        seats = market.seats + (np.arange(market.hosts) == host).astype(np.int32)
        took.append(timed(solve, replace(market, seats=seats), aim, limit_seconds=LONGEST)[0])
    return statistics.mean(took)


if __name__ == "__main__":
    main()
