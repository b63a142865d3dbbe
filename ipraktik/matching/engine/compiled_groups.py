"""`deferred.Together`, compiled: agents of several sizes, step for step the same."""

import numpy as np

from ipraktik.matching.engine.deferred import ROUNDS
from ipraktik.matching.engine.records import LOW, allocating, jit, pop, push, remove


@allocating
def together(first, edges, records, bases, size, position):
    """Every round each agent looks up the hosts that have opened; in the first, where none is placed, all have."""
    agents, most = len(position), size.max()
    out = np.zeros(most + 1, dtype=np.int64)
    asking = np.zeros(agents + most, dtype=np.int64)
    placed = np.zeros(agents, dtype=np.uint8)
    now, opened = np.ones(len(bases), dtype=np.uint8), np.zeros(len(bases), dtype=np.uint8)
    for _round in range(ROUNDS + 1):
        for agent in range(agents):
            asking[0], waiting, looking_up = agent, 1, True
            while waiting:
                waiting -= 1
                one = asking[waiting]
                place = first[one] if looking_up else position[one]
                end = position[one] - 1 if placed[one] else first[one + 1]
                while place < end:
                    edge = edges[place]
                    host = edge >> 32
                    place += 1
                    if looking_up and not now[host]:
                        continue
                    sent = admitted(records, bases[host], (edge & LOW) << 32 | one, size, out)
                    if sent < 0:
                        continue
                    if placed[one]:
                        opened[leave(records, bases, edges[end], one, size)] = 1
                    opened[host] |= out[most]
                    placed[one] = 1
                    end = 0
                    position[one] = place
                    for each in range(sent):
                        asking[waiting] = out[each]
                        placed[out[each]] = 0
                        waiting += 1
                if end and not placed[one]:
                    position[one] = end
                looking_up = False
        if not opened.any():
            break
        now, opened = opened, now
        opened[:] = 0


@jit
def admitted(records, base, entry, size, out):
    """How many are sent away for the entry, listed in `out`, the best liked first; -1 if there is no room for it.

    The last of `out` says whether the host has opened.
    """
    needed, room, taken = size[entry & LOW], records[base] & LOW, 0
    while room < needed and records[base] >> 32 and records[base + 1] > entry:
        out[taken] = pop(records, base)
        room += size[out[taken] & LOW]
        taken += 1
    if room < needed:
        for place in range(taken):
            push(records, base, out[place])
        return -1
    push(records, base, entry)
    return kept_after_all(records, base, needed, room - needed, taken, size, out)


@jit
def kept_after_all(records, base, needed, room, taken, size, out):
    left = sent = 0
    for place in range(taken // 2):
        out[place], out[taken - 1 - place] = out[taken - 1 - place], out[place]
    for place in range(taken):
        other = out[place] & LOW
        if size[other] <= room:
            push(records, base, out[place])
            room -= size[other]
        else:
            left += size[other]
            out[sent] = other
            sent += 1
    records[base] = (records[base] >> 32) << 32 | room
    out[-1] = left > needed
    return sent


@jit
def leave(records, bases, edge, agent, size):
    """The host that the agent leaves."""
    base = bases[edge >> 32]
    remove(records, base, (edge & LOW) << 32 | agent)
    records[base] += size[agent]
    return edge >> 32
