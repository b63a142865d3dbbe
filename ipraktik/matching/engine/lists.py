"""A Market from files of ranks: who may go where, and how each side ranks the other."""

from dataclasses import dataclass

import numpy as np

from ipraktik.matching.engine.market import FIT_DECIMALS, UNPLACED, Market, market
from ipraktik.matching.engine.tables import Column, Decimal, Unusable, Whole, read, text

RANK = Whole(least=1, most=1_000_000_000)
FIT_MOST = 1_000_000
EDGES = (
    Column("intern", text, "the intern's id, any text"),
    Column("host", text, "the host's id, one of those in the hosts' file"),
    Column("intern_rank", RANK, "how the intern ranks the host: 1 is best, equal ranks are ties"),
    Column("host_rank", RANK, "how the host ranks the intern: 1 is best, equal ranks are ties"),
    Column(
        "fit",
        Decimal(-FIT_MOST, FIT_MOST),
        "optional: how well they suit each other, higher is better, nine decimals count; without it "
        "(1/intern_rank + 1/host_rank)/2",
        may_be_missing=True,
    ),
)
HOSTS = (
    Column("host", text, "the host's id, each once"),
    Column("seats", Whole(least=0, most=1_000_000), "how many interns it takes, 0 or more"),
)
INTERNS = (
    Column("intern", text, "the intern's id, each once"),
    Column(
        "group",
        text,
        "interns with the same text go together to one host or none; empty: alone. Either everyone is listed, or "
        "only those who go together",
        may_be_empty=True,
    ),
)
LOCKS = (
    Column("intern", text, "the intern's id; one of a group locks the whole group"),
    Column("host", text, "the host that is settled for the intern"),
)


@dataclass
class Lists:
    """`market` as read. `agent_of` and `host_of` number the interns' and hosts' ids. The three arrays have one entry for each
    row of the edges' file, the interns' own: whose agent it is, which host, and the intern's rank of it."""

    market: Market
    agent_of: dict
    host_of: dict
    agent: np.ndarray
    host: np.ndarray
    rank: np.ndarray

    def pairs(self, solution):
        """(intern, host) for each intern who is placed, in the order of the file."""
        names, to = self.market.host_names, solution.host.tolist()
        return [(intern, names[to[agent]]) for intern, agent in self.agent_of.items() if to[agent] != UNPLACED]

    def ranks(self, solution):
        """The report's mean_rank and ranks by what each intern wrote, where members of a group wrote different things."""
        got = self.rank[solution.host[self.agent] == self.host]
        values, counts = np.unique(got, return_counts=True)
        mean = round(float(got.mean()), 6) if len(got) else None
        return {"mean_rank": mean, "ranks": dict(zip(values.tolist(), counts.tolist(), strict=True))}


def lists(edges_path, hosts_path, interns_path=None, *, seed=0):
    """Lists from files of EDGES, HOSTS and perhaps INTERNS; Unusable with every mistake that is found."""
    hosts, edges = read(hosts_path, HOSTS), read(edges_path, EDGES)
    interns = read(interns_path, INTERNS) if interns_path else None
    host_of, problems = numbered(hosts, "host")
    members = companions(edges, interns, problems)
    agent_of = {intern: agent for agent, group in enumerate(members) for intern in group}
    problems += [*unknown(edges, "host", host_of, hosts), *unknown(edges, "intern", agent_of, interns)]
    problems += [*twice(edges), *too_large(members, hosts, interns)]
    if problems:
        raise Unusable(problems)
    size = np.array([len(group) for group in members], dtype=np.int32)
    rows = columns(edges, agent_of, host_of)
    names = {"agent_names": members, "host_names": hosts["host"]}
    made = market(size, hosts["seats"], of_agents(size, *rows), seed=seed, **names)
    return Lists(made, agent_of, host_of, *rows[:3])


def numbered(table, column):
    """Each id's number, in the file's order; and a problem for each that stands there twice."""
    number, problems = {}, []
    for row, name in enumerate(table[column]):
        if name in number:
            first = table.lines[number[name]]
            problems.append(table.problem(row, column, f"“{name}” stands in line {first} already."))
        else:
            number[name] = row
    return number, problems


def companions(edges, interns, problems):
    """The agents as tuples of interns' ids, in the order they are first met."""
    if interns is None:
        return [(intern,) for intern in dict.fromkeys(edges["intern"])]
    problems += numbered(interns, "intern")[1]
    groups = {}
    for row, (intern, group) in enumerate(zip(interns["intern"], interns["group"], strict=True)):
        groups.setdefault(("group", group) if group else ("alone", row), []).append(intern)
    members = [tuple(group) for group in groups.values()]
    if all(len(group) > 1 for group in members):
        named = set(interns["intern"])
        ranked = dict.fromkeys(edges["intern"])
        problems += unknown(interns, "intern", ranked, edges)
        members += [(intern,) for intern in ranked if intern not in named]
    return members


def unknown(table, column, known, listed):
    where = listed.path.name if listed else ""
    for row, name in enumerate(table[column]):
        if name not in known:
            yield table.problem(row, column, f"there is no {column} “{name}” in {where}.")


def twice(edges):
    first = {}
    for row, pair in enumerate(zip(edges["intern"], edges["host"], strict=True)):
        line = first.setdefault(pair, edges.lines[row])
        if line != edges.lines[row]:
            intern, host = pair
            yield edges.problem(row, "host", f"{intern} and {host} are ranked in line {line} already.")


def too_large(members, hosts, interns):
    most = max(hosts["seats"])
    for group in members:
        if len(group) > max(most, 1):
            row = interns["intern"].index(group[0])
            sentence = f"the group of {' and '.join(group)} is {len(group)}; no host takes more than {most}."
            yield interns.problem(row, "group", sentence)


def columns(edges, agent_of, host_of):
    agent = np.fromiter(map(agent_of.__getitem__, edges["intern"]), np.int64, len(edges))
    host = np.fromiter(map(host_of.__getitem__, edges["host"]), np.int64, len(edges))
    rank, host_rank = np.array(edges["intern_rank"], np.int64), np.array(edges["host_rank"], np.int64)
    return agent, host, rank, host_rank, fits(edges, rank, host_rank)


def fits(edges, rank, host_rank):
    """Where the file says nothing a pair's fit is the mean of 1/rank from both sides: 1 for each other's first."""
    if "fit" in edges.present:
        return np.array(edges["fit"], np.float64)
    return (1 / rank + 1 / host_rank) / 2


def of_agents(size, agent, host, rank, host_rank, fit):
    """The agents' edges from the interns': a group has one where each of its members has.

    Its rank of the host, and the host's of it, is its members' mean rounded up; its fit is the sum of theirs.
    """
    if (size == 1).all():
        return agent, host, rank, host_rank, fit
    order = np.lexsort((host, agent))
    same = np.diff(agent[order]) | np.diff(host[order])
    start = np.flatnonzero(np.concatenate([[True], same != 0]))
    members = np.diff(np.concatenate([start, [len(order)]]))
    whole = members == size[agent[order[start]]]
    sums = [np.add.reduceat(column[order], start)[whole] for column in (rank, host_rank, np.round(fit, FIT_DECIMALS))]
    means = [-(-column // members[whole]) for column in sums[:2]]
    at = order[start][whole]
    return agent[at], host[at], *means, sums[2]


def read_locks(path, read_in, files="the other files"):
    """The pairs (agent, host) of a file of LOCKS, each once."""
    table, problems, pairs = read(path, LOCKS), [], {}
    for row, (intern, host) in enumerate(zip(table["intern"], table["host"], strict=True)):
        for column, name, known in (("intern", intern, read_in.agent_of), ("host", host, read_in.host_of)):
            if name not in known:
                problems.append(table.problem(row, column, f"there is no {column} “{name}” in {files}."))
        pairs[read_in.agent_of.get(intern), read_in.host_of.get(host)] = row
    if problems:
        raise Unusable(problems)
    return list(pairs)
