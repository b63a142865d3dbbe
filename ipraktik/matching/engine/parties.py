"""Who goes together: an agent is one intern, or a group of companions who take one host or none."""

from dataclasses import dataclass, replace

import numpy as np

from ipraktik.matching.engine.columns import Interns

NOBODY, ANYBODY = -2, -1  # of a named host: one that is not here; none is named


@dataclass(frozen=True, eq=False)
class Parties:
    """A agents. `members`: rows of interns, a tuple each. `slots`: the n-th member's columns for every agent (the first
    member's where there are fewer), with the group's common days and size. `named` int[A]: a host's row, or ANYBODY or
    NOBODY. `declined` int64, sorted: agent << 32 | host row."""

    members: tuple
    size: np.ndarray
    slots: tuple[Interns, ...]
    named: np.ndarray
    declined: np.ndarray

    def may_be_named(self, agents, rows):
        return (self.named[agents] == ANYBODY) | (self.named[agents] == rows)

    def not_declined(self, agents, rows):
        if not self.declined.size:
            return np.ones(len(agents), dtype=bool)
        asked = agents.astype(np.int64) << 32 | rows
        found = np.minimum(np.searchsorted(self.declined, asked), len(self.declined) - 1)
        return self.declined[found] != asked


def gathered(interns):
    """((row, …), …): interns of one group together, in the order of who comes first."""
    groups = {}
    for row, each in enumerate(interns):
        groups.setdefault(("group", each.group) if each.group else ("alone", row), []).append(row)
    return tuple(tuple(rows) for rows in groups.values())


def parties(interns, columns, row_of_host):
    """Parties of `interns` (their `columns`); `row_of_host` maps a host's key to its row."""
    members = gathered(interns)
    size = np.array([len(each) for each in members], dtype=np.int32)
    shared = shared_days(columns, members) | {"size": size}
    slots = [
        replace(columns.select([each[min(slot, len(each) - 1)] for each in members]), **shared)
        for slot in range(size.max(initial=1))
    ]
    named = np.array([named_by([interns[row] for row in each], row_of_host) for each in members], dtype=np.int64)
    return Parties(members, size, tuple(slots), named, declines(interns, members, row_of_host))


def shared_days(columns, members):
    """A group has the days that all of its members have; who needs the most days decides."""
    firsts = [each[0] for each in members]
    found = {name: getattr(columns, name)[firsts] for name in ("free", "fewest", "most")}
    for agent, rows in enumerate(members):
        for row in rows[1:]:
            found["free"][agent] &= columns.free[row]
            found["fewest"][agent] = max(found["fewest"][agent], columns.fewest[row])
            found["most"][agent] = min(found["most"][agent], columns.most[row])
    return found


def named_by(interns, row_of_host):
    named = {each.named_host for each in interns if each.named_host}
    if not named:
        return ANYBODY
    return row_of_host.get(named.pop(), NOBODY) if len(named) == 1 else NOBODY


def declines(interns, members, row_of_host):
    pairs = (
        (agent << 32) | row_of_host[key]
        for agent, rows in enumerate(members)
        for row in rows
        for key in interns[row].declined
        if key in row_of_host
    )
    return np.array(sorted(set(pairs)), dtype=np.int64)


def mean(rows, members):
    """float32[A, d]: the mean over each agent's interns."""
    if len(members) == len(rows):
        return rows
    owner = np.repeat(np.arange(len(members)), [len(each) for each in members])
    sums = np.zeros((len(members), rows.shape[1]), dtype=rows.dtype)
    np.add.at(sums, owner, rows[[row for each in members for row in each]])
    return sums / np.bincount(owner, minlength=len(members))[:, None].astype(rows.dtype)
