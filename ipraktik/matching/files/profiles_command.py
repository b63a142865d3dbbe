"""`ipraktik match profiles`: who goes where, from who people are and what they wish for."""

import argparse
import os
import time
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ipraktik.kit.days import read_day
from ipraktik.kit.terminal import say
from ipraktik.matching.engine.days import Calendar
from ipraktik.matching.engine.decisions import Impossible
from ipraktik.matching.engine.english import say as in_english
from ipraktik.matching.engine.executors import executor
from ipraktik.matching.engine.flow import TooGreat
from ipraktik.matching.engine.lists import LOCKS, read_locks
from ipraktik.matching.engine.profiles import Field
from ipraktik.matching.engine.proposal import propose
from ipraktik.matching.engine.solve import AIMS
from ipraktik.matching.engine.tables import Problem, Unusable, described
from ipraktik.matching.engine.texts import everything_said, texts_here
from ipraktik.matching.engine.vector_file import load, save
from ipraktik.matching.engine.weights import Policy
from ipraktik.matching.engine.writing import may_be_written, write_all
from ipraktik.matching.files.lists_command import outputs, sentence, whole
from ipraktik.matching.files.profile_files import Form, read_people
from ipraktik.matching.files.profile_report import placed, unplaced
from ipraktik.programme.loader import load as load_programme
from ipraktik.programme.problems import ProgrammeError

PROGRAMME = Path(__file__).resolve().parents[2] / "programmes" / "innovationspraktik"
LAST_YEAR = 9000  # a calendar goes on for some years after the start
OUT = """pairs.csv:
  intern, host  who goes where; who is not there has no place

report.json:
  what `ipraktik match lists --help` says (total_fit: a group's is its size times that of its mean member), and
  lists_cut     interns or groups whose list has their best hosts only, of more that may be; proved and bound hold for all
  pairs         for each: fit (0-1), km, days in common, the reasons and what speaks against, in plain sentences
  unplaced      for each: how many hosts are possible, which rules stop how many, and examples
  model         what read the texts; whole_seconds, all of it; start, seed: give the same for the same answer"""


class Known(NamedTuple):
    """Whom a file of locks may name."""

    agent_of: dict
    host_of: dict


def main(arguments):
    started = time.perf_counter()
    form = Form(programme_named(arguments), start_named(arguments))
    options = parser(form).parse_args(arguments)
    try:
        may_be_written((options.out, options.report, options.vectors), (options.interns, options.hosts, options.locks))
        proposal = proposed(options, form)
        report = reported(proposal, options, form) | {"whole_seconds": round(time.perf_counter() - started, 3)}
        write_all(outputs(options, proposal.pairs, report))
    except (Unusable, Impossible, TooGreat, ValueError, OSError) as wrong:
        raise SystemExit(str(wrong)) from None
    say(sentence(report))


def proposed(options, form):
    interns, hosts = read_people(options.interns, options.hosts, form)
    matching = form.programme.matching
    store, words = load(options.vectors)
    texts = texts_here(store, words)
    tell_of_reading(texts, interns, hosts)
    policy = Policy.made_of(matching.weights, matching.grades)
    ready = Field.made(interns, hosts, texts, policy, Calendar(form.today, form.programme.country))
    if options.vectors and not texts.is_fallback:
        save(options.vectors, store, words)
    locks = checked_locks(options.locks, ready) if options.locks else ()
    with executor(options.cluster, options.workers) as chosen:
        return propose(ready, options.aim, locks=locks, seed=options.seed, executor=chosen, limit_seconds=options.limit)


def tell_of_reading(texts, interns, hosts):
    if texts.is_fallback:
        say("The model of meaning does not run here: texts are compared by their letters.")
        return
    new = sum(len(text) > 0 for text in everything_said(interns, hosts))
    if new > 100 and not texts.store:
        say(f"Reading {new} texts. With --vectors FILE that is done once.")


def checked_locks(path, ready):
    """Pairs (agent, host's row). Unusable for one that a rule stops."""
    agents = {each.key: ready.agent_of[row] for row, each in enumerate(ready.interns)}
    locks = read_locks(path, Known(agents, ready.row_of_host), "interns.csv and hosts.csv")
    first = [(ready.interns[ready.parties.members[agent][0]].key, ready.hosts[host].key) for agent, host in locks]
    stops = [(pair, ready.stop(*pair)) for pair in first]
    if problems := [
        Problem(path.name, f"{one} to {other}: {in_english(stop)}") for (one, other), stop in stops if stop
    ]:
        raise Unusable(problems)
    return locks


def reported(proposal, options, form):
    more = {"model": proposal.field.texts.model, "start": form.today.isoformat(), "seed": options.seed}
    if not options.report:
        return {**proposal.solution.report, **more}
    pairs, others = placed(proposal.field, proposal.pairs), unplaced(proposal.field, proposal.unplaced)
    return {**proposal.solution.report, **more, "pairs": pairs, "unplaced": others}


def parser(form):
    made = argparse.ArgumentParser(
        "ipraktik match profiles",
        allow_abbrev=False,
        description="Who goes where, from who people are and what they wish for. Neither pairs nor report are written unless "
        "all is well.",
        epilog=f"{columns(form)}\n\n{OUT}\n\nFiles are UTF-8 CSV with , or ; and a header. docs/matching.md tells the rest.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--interns", type=Path, required=True, help="who seeks a host")
    made.add_argument("--hosts", type=Path, required=True, help="who receives")
    made.add_argument("--locks", type=Path, help="pairs that are settled")
    aims = "; ".join(f"{aim}: {said}" for aim, said in AIMS.items())
    made.add_argument("--aim", choices=AIMS, required=True, help=aims)
    made.add_argument("--out", type=Path, required=True, help="where to write who goes where")
    made.add_argument("--report", type=Path, help="where to write figures, reasons and what stopped others, as JSON")
    made.add_argument(
        "--vectors", type=Path, help="a file that keeps what was read of the texts, for the next run (.npz)"
    )
    made.add_argument("--programme", type=Path, help="the programme's folder: names, places and matching.toml")
    made.add_argument("--start", metavar="DATE", help="the first day that counts; today if left out")
    made.add_argument("--seed", type=whole, default=0, help="draws lots between equals: the same seed, the same answer")
    made.add_argument("--limit", type=float, default=60, metavar="SECONDS", help="the longest it may search (60)")
    made.add_argument("--workers", type=whole, default=0, help="processes that score candidates; 0: this one")
    made.add_argument(
        "--cluster", default="", metavar="ADDRESS", help="a Dask scheduler that scores candidates instead"
    )
    return made


def early(arguments, name):
    """Options that the others depend on."""
    first = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    first.add_argument(f"--{name}")
    return getattr(first.parse_known_args(arguments)[0], name)


def programme_named(arguments):
    folder = early(arguments, "programme") or os.environ.get("PROGRAMME_DIR") or PROGRAMME
    try:
        return load_programme(folder)
    except ProgrammeError as wrong:
        raise SystemExit("\n".join(wrong.problems)) from None


def start_named(arguments):
    said = early(arguments, "start")
    try:
        day = date.today() if said is None else read_day(said)
        if day.year > LAST_YEAR:
            raise ValueError
        return day
    except ValueError:
        raise SystemExit(f"--start {said}: this is no date. Write it as 2027-01-04.") from None


def columns(form):
    files = {"interns": form.interns, "hosts": form.hosts, "locks": LOCKS}
    return "\n\n".join(f"{name}.csv:\n{described(table)}" for name, table in files.items())
