"""How long assignment takes, from a thousand interns to a million, beside what this machine can do at best and its peers.

    make bench-matching                     (python benchmarks/matching.py [--most 100000] [--plot docs/pictures/...svg])

An instance: seats about half the interns, hosts of one to three seats, lists of fifteen, grades with ties. A pair's fit is a
shared part (how well the matter fits) and a part of each side's own; each side ranks by it in steps of a hundredth; an
intern's list are the best fifteen of the forty hosts looked at. With groups, one in seven agents is a pair.

The floor is the memory: as many touches of an edge and a host's record as the run makes proposals, each independent of the
others, in random order. Medians of at least seven with the least and the greatest, all in one run. A line that fails its
measure says so, and the exit code is 1.
"""

import argparse
import gc
import statistics
import subprocess
import sys
import threading
import time
from functools import cache
from pathlib import Path

import numpy as np
from numba import njit
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

ROOT = Path(__file__).resolve().parents[1]
# In the place of this file's own folder, where `matching` would be this file.
sys.path[0] = str(ROOT)

from matching.games import HospitalResident  # noqa: E402

from ipraktik.matching.engine import compiled, deferred  # noqa: E402
from ipraktik.matching.engine.blocking import blocking_edges  # noqa: E402
from ipraktik.matching.engine.flow import units  # noqa: E402
from ipraktik.matching.engine.market import UNPLACED, market  # noqa: E402
from ipraktik.matching.engine.solve import solve  # noqa: E402

LIST, LOOKED_AT, PAIRS = 15, 40, 1 / 7
SIZES = [1_000, 10_000, 100_000, 1_000_000]
failed = []


@cache
def instance(agents, groups=False, seed=1):
    draw = np.random.default_rng(seed)
    size = np.ones(agents, np.int32)
    if groups:
        size[draw.random(agents) < PAIRS] = 2
    hosts = int(size.sum()) // 4
    blocks = [pairs(start, min(50_000, agents - start), hosts, draw) for start in range(0, agents, 50_000)]
    agent, host, own, theirs = (np.concatenate(column) for column in zip(*blocks, strict=True))
    ranks = [np.round(100 * (1 - score)).astype(np.int32) + 1 for score in (own, theirs)]
    return market(size, draw.integers(1, 4, hosts), (agent, host, *ranks, (own + theirs) / 2 * size[agent]), seed=seed)


def pairs(start, agents, hosts, draw):
    """Each agent's best fifteen of forty hosts: agent, host, and the score from either side, between 0 and 1."""
    host = np.sort(draw.integers(0, hosts, (agents, LOOKED_AT), dtype=np.int32), axis=1)
    shared = draw.random((agents, LOOKED_AT), dtype=np.float32)
    own, theirs = (0.75 * shared + 0.25 * draw.random(shared.shape, dtype=np.float32) for _ in range(2))
    own[:, 1:][host[:, 1:] == host[:, :-1]] = -1
    best = np.argpartition(-own, LIST, axis=1)[:, :LIST]
    agent = np.repeat(np.arange(start, start + agents), LIST)
    return agent, *(np.take_along_axis(column, best, axis=1).ravel() for column in (host, own, theirs))


def timed(run, prepare=tuple, least=7, seconds=5.0):
    """Milliseconds: the median, the least and the greatest of at least seven."""
    taken, until = [], time.perf_counter() + seconds
    while len(taken) < least or (len(taken) < 51 and time.perf_counter() < until):
        given = prepare()
        gc.collect()
        started = time.perf_counter()
        run(*given)
        taken.append(1000 * (time.perf_counter() - started))
    return statistics.median(taken), min(taken), max(taken)


def in_turn(*runs):
    """As `timed`, of each, one after the other in turn: what disturbs one disturbs the other."""
    rounds = [[timed(run, least=1, seconds=0)[0] for run in runs] for _round in range(9)]
    return [(statistics.median(taken), min(taken), max(taken)) for taken in zip(*rounds, strict=True)]


@njit(cache=True)
def touch(edges, records, order, hosts, stride):
    total = 0
    for place in range(len(order)):
        total += edges[order[place]] + records[hosts[place] * stride]
    return total


def floor(agents):
    """Touches as the run makes them: an edge, a host's record."""
    one = instance(agents)
    layout = compiled.packed(one)
    edges, records, stride = layout.edges, layout.records, layout.stride
    proposals = proposed(one)
    draw = np.random.default_rng(0)
    order, hosts = draw.integers(0, one.edges, proposals), draw.integers(0, one.hosts, proposals)
    touch(edges, records, order[:1], hosts[:1], stride)
    return timed(lambda: touch(edges, records, order, hosts, stride))


def proposed(one):
    """How many proposals deferred acceptance makes: down to where each is placed, or the whole list."""
    edge = compiled.accepted(one)
    return int((np.where(edge == UNPLACED, one.first[1:], edge + 1) - one.first[:-1]).sum())


def fast(agents, groups=False):
    one = instance(agents, groups)
    compiled.accepted(one)
    return timed(compiled.run, lambda: (compiled.packed(one),))


def line(what, measured, note=""):
    print(f"  {what:<44} {measured[0]:>11.3f} ms   ({measured[1]:.3f} - {measured[2]:.3f})  {note}", flush=True)


def gate(what, value, most, more=False):
    passed = value >= most if more else value <= most
    print(
        f"  {'ok  ' if passed else 'FAIL'} {what}: {value:.3g} ({'at least' if more else 'at most'} {most:.3g})",
        flush=True,
    )
    if not passed:
        failed.append(what)


def growth(most):
    print("How cost grows (compiled, layout made beforehand; its making beside it)", flush=True)
    table = {}
    for agents in (size for size in SIZES if size <= most):
        one = instance(agents)
        table[agents] = fast(agents), floor(agents), fast(agents, groups=True)
        line(f"{agents:>9,} interns", table[agents][0], f"{one.edges:,} edges, {proposed(one):,} proposals")
        line("          with pairs", table[agents][2])
        line("          floor: as many memory touches", table[agents][1])
        line("          the layout made", timed(lambda one=one: compiled.packed(one)))
        line("          blocking pairs counted", timed(lambda one=one: blocking_edges(one, stable_edges(one))))
        if agents in (100_000, 1_000_000):
            gate(
                f"compiled over floor at {agents:,}",
                table[agents][0][0] / table[agents][1][0],
                12 if agents == 100_000 else 6,
            )
        gate(f"pairs over singles at {agents:,}", table[agents][2][0] / table[agents][0][0], 5)
    return table


@cache
def stable_edges(one):
    return compiled.accepted(one)


def peers():
    print("The peers at 10,000 interns: from lists to a matching", flush=True)
    one = instance(10_000)
    edges = tuple(getattr(one, name).copy() for name in ("agent", "host", "rank", "host_rank", "fit"))
    plain = timed(lambda: deferred.accepted(market(one.size, one.seats, edges, seed=1)))
    compiled_too = timed(lambda: compiled.accepted(market(one.size, one.seats, edges, seed=1)))
    written = dictionaries(one)
    theirs = deep(lambda: timed(library, lambda: (written,), least=3, seconds=0))
    line("plain Python", plain)
    line("compiled", compiled_too)
    line("PyPI matching, HospitalResident (3 runs)", theirs)
    gate("plain path over matching", plain[0] / theirs[0], 1 / 300)


def library(written):
    HospitalResident.create_from_dictionaries(*written).solve(optimal="resident")


def deep(run):
    """The library copies its players by going from one to the next, deeper than a thread's stack usually is."""
    sys.setrecursionlimit(10**7)
    threading.stack_size(2**29)
    done = []
    running = threading.Thread(target=lambda: done.append(run()))
    running.start()
    running.join()
    threading.stack_size(0)
    return done[0]


def dictionaries(one):
    """The library takes strict lists: ties in our own order."""
    residents = {
        f"a{a}": [f"h{h}" for h in one.host[one.first[a] : one.first[a + 1]].tolist()] for a in range(one.agents)
    }
    order = [edges[np.argsort(one.key[edges])] for edges in one.edges_by_host]
    hosts = {f"h{host}": [f"a{agent}" for agent in one.agent[edges].tolist()] for host, edges in enumerate(order)}
    seats = {f"h{host}": int(seats) for host, seats in enumerate(one.seats)}
    asked = {name: wishes for name, wishes in hosts.items() if wishes}
    return residents, asked, {name: seats[name] for name in asked}


def welfare(most):
    print("Best fit, whole answer with report, beside the bare flow of OR-tools", flush=True)
    for agents in (size for size in (1_000, 10_000, 100_000) if size <= most):
        one = instance(agents)
        bare, whole = in_turn(lambda one=one: flow(*arcs(one)), lambda one=one: solve(one, "fit"))
        line(f"{agents:>9,} interns: solve(…, “fit”)", whole)
        line("          bare flow", bare)
        if agents == 1_000:
            print(
                f"       a fixed millisecond for checks and report: {whole[0] / bare[0]:.3g} of the bare flow",
                flush=True,
            )
        else:
            gate(f"welfare over bare flow at {agents:,}", whole[0] / bare[0], 1.2)


def arcs(one):
    hosts, sink = one.hosts, one.agents + one.hosts
    nodes = np.arange(sink + 1, dtype=np.int32)
    joined = [
        (one.agent, one.host + np.int32(one.agents), np.ones(one.edges, np.int64), -units(one.fit)),
        (
            nodes[one.agents : sink],
            np.full(hosts, sink, np.int32),
            one.seats.astype(np.int64),
            np.zeros(hosts, np.int64),
        ),
        (
            nodes[: one.agents],
            np.full(one.agents, sink, np.int32),
            *np.array([[1], [0]]) * np.ones(one.agents, np.int64),
        ),
    ]
    supply = np.concatenate([np.ones(one.agents, np.int64), np.zeros(hosts, np.int64), [-one.agents]])
    return (*(np.concatenate(column) for column in zip(*joined, strict=True)), nodes, supply)


def flow(tails, heads, room, cost, nodes, supply):
    network = SimpleMinCostFlow()
    network.add_arcs_with_capacity_and_unit_cost(tails, heads, room, cost)
    network.set_nodes_supplies(nodes, supply)
    network.solve()
    return network.flows(np.arange(len(tails), dtype=np.int32))


def quality():
    print("What stable costs at 10,000 interns, and who is placed", flush=True)
    one = instance(10_000)
    reports = {aim: solve(one, aim).report for aim in ("stable", "placed", "fit")}
    for aim, told in reports.items():
        print(
            f"  {aim:<7} placed {told['placed']:>6}  fit {told['total_fit']:>9.1f}  blocking {told['blocking_pairs']:>6}",
            flush=True,
        )
    gate("stable / best fit", reports["stable"]["total_fit"] / reports["fit"]["total_fit"], 0.94, more=True)
    gate("stable / most placed", reports["stable"]["placed"] / reports["placed"]["placed"], 0.95, more=True)
    paired = solve(instance(10_000, groups=True), "stable").report
    share = paired["groups"]["placed"] / paired["groups"]["all"]
    print(
        f"  with pairs: {share:.0%} of the pairs placed, {paired['placed'] / paired['interns']:.0%} of all interns;",
        end=" ",
    )
    print(f"{paired['blocking_pairs']} blocking pairs", flush=True)
    quick = solve(instance(10_000, groups=True), "fit", limit_seconds=0).report
    print(
        f"  with pairs, best fit without a search: {quick['total_fit'] / quick['bound']:.2%} of its bound", flush=True
    )


def memory(most):
    print("Peak memory, each in a process of its own: the market's arrays made, and solved", flush=True)
    for agents in (size for size in SIZES if size <= most):
        made, solved = (child(agents, what) for what in ("make", "stable"))
        print(f"  {agents:>9,} interns   {made:>7,} MB made   {solved:>7,} MB with “stable” solved", flush=True)


def child(agents, what):
    command = [sys.executable, __file__, "--child", str(agents), what]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def measured(agents, what):
    one = instance(agents)
    if what != "make":
        solve(one, what)
    # What getrusage says is no less than what the process that started this one had.
    peak = next(row for row in Path("/proc/self/status").read_text().splitlines() if row.startswith("VmHWM"))
    print(int(peak.split()[1]) // 1024)


def plot(table, path):
    """Both axes logarithmic; a line each for singles, pairs and the floor."""
    names = ["compiled", "floor (memory touches)", "compiled, with pairs"]
    colours = ["#0059b3", "#767676", "#b35900"]
    across = lambda agents: 70 + 150 * np.log10(agents / 1000)  # noqa: E731
    down = lambda ms: 240 - 45 * np.log10(ms / 0.01)  # noqa: E731
    drawn = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 -30 640 320" font-family="sans-serif" font-size="12">',
        "<title>Milliseconds by the number of interns, both logarithmic</title>",
        '<rect y="-30" width="640" height="320" fill="#fff"/>',
    ]
    for power in range(-2, 4):
        y = down(10.0**power)
        drawn.append(
            f'<path d="M70 {y:.0f}H525" stroke="#ddd"/><text x="62" y="{y + 4:.0f}" text-anchor="end">{10.0**power:g} ms</text>'
        )
    drawn += [f'<text x="{across(agents):.0f}" y="262" text-anchor="middle">{agents:,}</text>' for agents in table]
    for place, (name, colour) in enumerate(zip(names, colours, strict=True)):
        points = " ".join(f"{across(agents):.0f},{down(row[place][0]):.0f}" for agents, row in table.items())
        drawn.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        drawn.append(f'<path d="M{70 + 190 * place} 279h20" stroke="{colour}" stroke-width="2"/>')
        drawn.append(f'<text x="{95 + 190 * place}" y="283">{name}</text>')
    Path(path).write_text("\n".join([*drawn, "</svg>", ""]))


def main():
    options = argparse.ArgumentParser(description="Assignment, measured.")
    options.add_argument("--most", type=int, default=1_000_000, help="the most interns")
    options.add_argument("--plot", type=Path, help="where to draw how cost grows, as SVG")
    options.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.child:
        return measured(int(chosen.child[0]), chosen.child[1])
    peers()
    quality()
    welfare(chosen.most)
    table = growth(chosen.most)
    memory(chosen.most)
    if chosen.plot:
        plot(table, chosen.plot)
    print("All measures hold." if not failed else f"{len(failed)} measures FAIL: {'; '.join(failed)}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
