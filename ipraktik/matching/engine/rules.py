"""Which pairs can be: each rule has one key, and the first that fails is what stops the pair.

A rule looks at n pairs at once: rows of interns' columns and of hosts', side by side. It gives bool[n], true where it holds.
"""

import numpy as np

from ipraktik.matching.engine.codes import holds, meets
from ipraktik.matching.engine.columns import Side, run_of


def another(interns, hosts, what, allowed):
    """Is it another one (workplace, organisation) than the intern's own, or is the own one allowed?"""
    own = getattr(interns, what)
    return getattr(interns, allowed) | (own < 0) | (own != getattr(hosts, what))


def days_fit(interns, hosts):
    return np.maximum(interns.fewest, hosts.fewest) <= np.minimum(interns.most, hosts.most)


def days_in_common(interns, hosts):
    """Is there a run of common working days, as long as the one who needs the most asks?"""
    return run_of(interns.free & hosts.free, np.maximum(interns.fewest, hosts.fewest)).any(axis=1)


RULES = {  # in the order they are told
    "not_own_workplace": lambda i, h: another(i, h, "workplace", "own_workplace"),
    "seats": lambda i, h: h.seats >= i.size,
    "number_of_days": days_fit,
    "days_in_common": days_in_common,
    "sector": lambda i, h: holds(i.only_sectors, h.sector),
    "work_area": lambda i, h: meets(i.only_areas, h.areas),
    "region": lambda i, h: holds(i.only_regions, h.region),
    "municipality": lambda i, h: holds(i.only_municipalities, h.municipality),
    "organisation": lambda i, h: another(i, h, "organisation", "own_organisation"),
    "wanted_sector": lambda i, h: holds(h.only_sectors, i.sector),
    "wanted_work_area": lambda i, h: meets(h.only_areas, i.areas),
    "wanted_level": lambda i, h: holds(h.only_levels, i.level),
}
BY_NAME = ("named_host", "not_tried")  # told before the others; asked of the parties, who know hosts' rows
KEYS = (*BY_NAME, *RULES)
LIMITS = {  # whose limit it is; where nobody has one, the rule need not be asked
    "sector": (0, "only_sectors"),
    "work_area": (0, "only_areas"),
    "region": (0, "only_regions"),
    "municipality": (0, "only_municipalities"),
    "wanted_sector": (1, "only_sectors"),
    "wanted_work_area": (1, "only_areas"),
    "wanted_level": (1, "only_levels"),
}
COSTLY_LAST = sorted(RULES, key=lambda key: key == "days_in_common")


def asked_of(columns, hosts):
    """The rules that can stop anybody here, the costly one last."""
    sides = (columns, hosts)
    vacuous = {key for key, (side, name) in LIMITS.items() if not getattr(sides[side], name).any()}
    return [RULES[key] for key in COSTLY_LAST if key not in vacuous]


def all_hold(parties, hosts, agents, rows):
    """bool[n]: which of n pairs (agent, host row) nothing stops. Each rule is asked only of those that are left."""
    passed = parties.may_be_named(agents, rows) & parties.not_declined(agents, rows)
    for slot, columns in enumerate(parties.slots):
        left = np.flatnonzero(passed & (parties.size[agents] > slot))
        passed[left] = False
        for rule in asked_of(columns, hosts):
            left = left[rule(Side(columns, agents[left]), Side(hosts, rows[left]))]
        passed[left] = True
    return passed


def stopped_by(parties, hosts, agents, rows):
    """int[n]: the number in KEYS of the first rule that stops each pair, or -1."""
    found = np.full(len(agents), -1)
    for number, key in enumerate(KEYS):
        open_ones = np.flatnonzero(found < 0)
        stops = ~one_holds(key, parties, hosts, agents[open_ones], rows[open_ones])
        found[open_ones[stops]] = number
    return found


def stops_alone(parties, hosts, agents, rows, first):
    """bool[n]: is the rule of this number, the first that stops the pair, the only one that does?"""
    alone = np.ones(len(rows), dtype=bool)
    for number, key in enumerate(KEYS):
        left = np.flatnonzero(alone & (first < number))
        alone[left] = one_holds(key, parties, hosts, agents[left], rows[left])
    return alone


def one_holds(key, parties, hosts, agents, rows):
    if key == "named_host":
        return parties.may_be_named(agents, rows)
    if key == "not_tried":
        return parties.not_declined(agents, rows)
    holds_for = np.ones(len(agents), dtype=bool)
    for slot, columns in enumerate(parties.slots):
        holds_for &= (parties.size[agents] <= slot) | RULES[key](Side(columns, agents), Side(hosts, rows))
    return holds_for
