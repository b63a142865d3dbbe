"""`deferred.Together`, compiled: agents of several sizes, step for step the same."""

import numpy as np

from ipraktik.matching.engine.deferred import ROUNDS
from ipraktik.matching.engine.records import LOW, jit, pop, push, remove


@jit
def together(first, edges, records, stride, starts, size, position):
    hosts = len(starts) if stride == 0 else len(records) // stride
    out = np.zeros(size.max() + 1, dtype=np.int64)
    asking = np.zeros(len(position) + len(out), dtype=np.int64)
    placed = np.zeros(len(position), dtype=np.uint8)
    opened = np.zeros(hosts, dtype=np.uint8)
    for agent in range(len(position)):
        asking[0] = agent
        settle(1, asking, first, edges, records, stride, starts, size, position, out, placed, opened)
    for _round in range(ROUNDS):
        if not opened.any():
            break
        now = opened.copy()
        opened[:] = 0
        for agent in range(len(position)):
            end = position[agent] - 1 if placed[agent] else first[agent + 1]
            look_up(agent, end, now, asking, first, edges, records, stride, starts, size, position, out, placed, opened)


@jit
def settle(waiting, asking, first, edges, records, stride, starts, size, position, out, placed, opened):
    while waiting:
        waiting -= 1
        agent = asking[waiting]
        while position[agent] < first[agent + 1]:
            edge = edges[position[agent]]
            position[agent] += 1
            sent = admitted(agent, edge, records, stride, starts, size, out, opened)
            if sent >= 0:
                placed[agent] = 1
                waiting = send_away(sent, waiting, asking, out, placed)
                break


@jit
def send_away(sent, waiting, asking, out, placed):
    for place in range(sent):
        asking[waiting] = out[place]
        placed[out[place]] = 0
        waiting += 1
    return waiting


@jit
def admitted(agent, edge, records, stride, starts, size, out, opened):
    """How many are sent away for the agent, listed in `out`, the best liked first; -1 if there is no room for it."""
    host = edge >> 32
    base = host * stride if stride else starts[host]
    entry = (edge & LOW) << 32 | agent
    needed, room, taken = size[agent], records[base] & LOW, 0
    while room < needed and records[base] >> 32 and records[base + 1] > entry:
        out[taken] = pop(records, base)
        room += size[out[taken] & LOW]
        taken += 1
    if room < needed:
        for place in range(taken):
            push(records, base, out[place])
        return -1
    push(records, base, entry)
    return kept_after_all(host, base, needed, room - needed, taken, records, size, out, opened)


@jit
def kept_after_all(host, base, needed, room, taken, records, size, out, opened):
    left = 0
    for place in range(taken):
        other = out[taken - 1 - place] & LOW
        if size[other] <= room:
            push(records, base, out[taken - 1 - place])
            room -= size[other]
            out[taken - 1 - place] = -1
        else:
            left += size[other]
    records[base] = (records[base] >> 32) << 32 | room
    if left > needed:
        opened[host] = 1
    return listed(taken, out)


@jit
def listed(taken, out):
    """Turns what is left of `out` round and gives it as agents."""
    for place in range(taken // 2):
        out[place], out[taken - 1 - place] = out[taken - 1 - place], out[place]
    sent = 0
    for place in range(taken):
        if out[place] >= 0:
            out[sent] = out[place] & LOW
            sent += 1
    return sent


@jit
def look_up(agent, end, now, asking, first, edges, records, stride, starts, size, position, out, placed, opened):
    for place in range(first[agent], end):
        if now[edges[place] >> 32]:
            sent = admitted(agent, edges[place], records, stride, starts, size, out, opened)
            if sent >= 0:
                if placed[agent]:
                    leave(agent, edges[end], records, stride, starts, size, opened)
                position[agent] = place + 1
                placed[agent] = 1
                settle(
                    send_away(sent, 0, asking, out, placed),
                    asking,
                    first,
                    edges,
                    records,
                    stride,
                    starts,
                    size,
                    position,
                    out,
                    placed,
                    opened,
                )
                return


@jit
def leave(agent, edge, records, stride, starts, size, opened):
    host = edge >> 32
    base = host * stride if stride else starts[host]
    remove(records, base, (edge & LOW) << 32 | agent)
    records[base] += size[agent]
    opened[host] = 1
