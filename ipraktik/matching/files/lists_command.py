"""`ipraktik match lists`: who ranks whom how, from files; who goes where, into a file."""

import argparse
import json
from pathlib import Path

from ipraktik.kit.terminal import say
from ipraktik.matching.engine.decisions import Impossible
from ipraktik.matching.engine.flow import TooGreat
from ipraktik.matching.engine.lists import EDGES, HOSTS, INTERNS, LOCKS, lists, read_locks
from ipraktik.matching.engine.solve import AIMS, solve
from ipraktik.matching.engine.tables import Unusable, described
from ipraktik.matching.engine.writing import as_csv, may_be_written, write_all

FILES = {"edges": EDGES, "hosts": HOSTS, "interns": INTERNS, "locks": LOCKS}
OUT = """pairs.csv:
  intern  who goes, in the order of the files; who is not there has no place
  host    where to

report.json:
  placed, interns     how many interns have a host, and how many there are
  blocking_pairs      interns or groups, and hosts, who would both rather have each other
  total_fit           the sum of fit over all who are placed
  mean_rank, ranks    of what each intern got, by the intern's own ranks (1 is best)
  groups              how many groups there are, and how many are placed
  proved              true: no answer is better by the aim (placed: none places more), or (stable) none is stable
  fit_proved          true: and none that places as many fits better; null for stable
  bound, bound_of     no answer has more of bound_of (blocking_pairs: fewer)
  seconds, seed       the time to solve; what the lots were drawn with"""


def main(arguments):
    options = parser().parse_args(arguments)
    try:
        may_be_written((options.out, options.report), (options.edges, options.hosts, options.interns, options.locks))
        _solution, pairs, report = solved(options)
        write_all(outputs(options, pairs, report))
    except (Unusable, Impossible, TooGreat) as wrong:
        raise SystemExit(str(wrong)) from None
    say(sentence(report))


def solved(options):
    found = lists(options.edges, options.hosts, options.interns, seed=options.seed)
    locks = read_locks(options.locks, found) if options.locks else ()
    solution = solve(found.market, options.aim, locks=locks, limit_seconds=options.limit, seed=options.seed)
    return solution, found.pairs(solution), {**solution.report, **found.ranks(solution), "seed": options.seed}


def outputs(options, pairs, report):
    """{path: text} of pairs and report."""
    found = {options.out: as_csv(("intern", "host"), pairs)}
    if options.report:
        found[options.report] = json.dumps(report, indent=2, ensure_ascii=False) + "\n"
    return found


def sentence(report):
    best = (
        "proved"
        if report["proved"]
        else "not proved"
        if report["bound"] is None
        else f"not proved; bound {report['bound']}"
    )
    if report["proved"] and report["fit_proved"] is False:
        best = "proved, but for the fit"
    return (
        f"{report['placed']} of {report['interns']} interns placed, total fit {report['total_fit']:g}, "
        f"{report['blocking_pairs']} blocking pairs, in {report['seconds']:.2g} s ({report['aim']}, {best})."
    )


def parser():
    made = argparse.ArgumentParser(
        "ipraktik match lists",
        allow_abbrev=False,
        description="Who goes where, from lists of who ranks whom how. Nothing is written unless all is well.",
        epilog=f"{columns()}\n\n{OUT}\n\nFiles are UTF-8 CSV with , or ; and a header. docs/matching.md tells the rest.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--edges", type=Path, required=True, help="the pairs that may be, and how each ranks the other")
    made.add_argument("--hosts", type=Path, required=True, help="the hosts and their seats")
    made.add_argument("--interns", type=Path, help="who goes together")
    made.add_argument("--locks", type=Path, help="pairs that are settled")
    made.add_argument(
        "--aim", choices=AIMS, required=True, help="; ".join(f"{aim}: {said}" for aim, said in AIMS.items())
    )
    made.add_argument("--out", type=Path, required=True, help="where to write who goes where")
    made.add_argument("--report", type=Path, help="where to write the figures, as JSON")
    made.add_argument("--seed", type=whole, default=0, help="draws lots between equals: the same seed, the same answer")
    made.add_argument("--limit", type=float, default=60, metavar="SECONDS", help="the longest it may search (60)")
    return made


def whole(cell):
    if not cell.isdecimal():
        raise argparse.ArgumentTypeError("write a whole number, 0 or more")
    return int(cell)


def columns():
    return "\n\n".join(f"{name}.csv:\n{described(table)}" for name, table in FILES.items())
