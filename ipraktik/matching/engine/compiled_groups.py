"""`deferred.Together`, compiled: agents of several sizes, step for step the same."""

import numpy as np

from ipraktik.matching.engine.records import LOW, allocating, jit, pop, push, remove


@allocating
def together(first, edges, records, bases, size, owner, position, rounds):
    """`owner` int32[E] is whose edge each is; `position` int64[A], where each goes on asking, is left behind the last asked."""
    out = np.zeros(size.max(), dtype=np.int64)
    asking = np.arange(len(position) - 1, -1, -1)
    placed = np.zeros(len(position), dtype=np.uint8)
    opened = np.zeros(len(bases), dtype=np.uint8)
    settle(len(position), asking, first, edges, records, bases, size, position, placed, opened, out)
    for _round in range(rounds):
        if not opened.any():
            break
        now = opened.copy()
        opened[:] = 0
        look_up(now, owner, asking, first, edges, records, bases, size, position, placed, opened, out)


@jit
def settle(waiting, asking, first, edges, records, bases, size, position, placed, opened, out):
    """The last of those asking goes first, on from where it was."""
    while waiting:
        waiting -= 1
        agent = asking[waiting]
        place, end, needed = position[agent], first[agent + 1], size[agent]
        while place < end:
            edge = edges[place]
            place += 1
            base, entry = bases[edge >> 32], (edge & LOW) << 32 | agent
            if records[base] & LOW < needed and records[base + 1] <= entry:
                continue
            sent = admitted(edge >> 32, base, entry, needed, records, size, opened, out)
            if sent >= 0:
                placed[agent] = 1
                waiting = send_away(sent, waiting, asking, placed, out)
                break
        position[agent] = place


@jit
def look_up(now, owner, asking, first, edges, records, bases, size, position, placed, opened, out):
    """One pass along all edges: at a host that has opened, whose agent would rather be there. Nobody moves up twice."""
    moved = -1
    for place in range(len(edges)):
        if not now[edges[place] >> 32]:
            continue
        agent = owner[place]
        last = position[agent] - 1 if placed[agent] else first[agent + 1]
        if agent == moved or place >= last:
            continue
        host, needed, entry = edges[place] >> 32, size[agent], (edges[place] & LOW) << 32 | agent
        if records[bases[host]] & LOW < needed and records[bases[host] + 1] <= entry:
            continue
        sent = admitted(host, bases[host], entry, needed, records, size, opened, out)
        if sent >= 0:
            if placed[agent]:
                leave(edges[last], agent, records, bases, size, opened)
            moved, placed[agent], position[agent] = agent, 1, place + 1
            waiting = send_away(sent, 0, asking, placed, out)
            settle(waiting, asking, first, edges, records, bases, size, position, placed, opened, out)


@jit
def send_away(sent, waiting, asking, placed, out):
    for place in range(sent):
        asking[waiting + place] = out[place]
        placed[out[place]] = 0
    return waiting + sent


@jit
def admitted(host, base, entry, needed, records, size, opened, out):
    """How many are sent away for the entry, listed in `out`, the best liked first; -1 if there is no room for it.

    Who asks first sees whether the worst is better than the entry, and does not ask: most are turned down so.
    """
    room, taken = records[base] & LOW, 0
    while room < needed and records[base] >> 32 and records[base + 1] > entry:
        out[taken] = pop(records, base)
        room += size[out[taken] & LOW]
        taken += 1
    if room < needed:
        for place in range(taken):
            push(records, base, out[place])
        return -1
    push(records, base, entry)
    if taken == 0:
        records[base] -= needed
        return 0
    return kept_after_all(host, base, needed, room - needed, taken, records, size, opened, out)


@jit
def kept_after_all(host, base, needed, room, taken, records, size, opened, out):
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
    if left > needed:
        opened[host] = 1
    return sent


@jit
def leave(edge, agent, records, bases, size, opened):
    base = bases[edge >> 32]
    remove(records, base, (edge & LOW) << 32 | agent)
    records[base] += size[agent]
    opened[edge >> 32] = 1
