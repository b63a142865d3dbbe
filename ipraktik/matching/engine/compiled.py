"""Deferred acceptance, compiled by numba (the extra `fast`): the same answers as `deferred`, to the letter.

An edge is one int64, host << 32 | the host's key, so that a proposal touches one line of the memory for its edge and one for
its host's record (see `records`).
"""

import numpy as np

from ipraktik.matching.engine.compiled_groups import together
from ipraktik.matching.engine.records import LOW, allocating, jit, push, sift

# Records of at most this many int64 lie at equal distances; longer ones each where `starts` says.
EVEN = 8


def accepted(market):
    """int64[A]: the edge each agent ends on, -1 for none."""
    return run(packed(market))


def packed(market):
    """The market in the kernel's layout, to be used once: `run` writes in it."""
    edges = market.host.astype(np.int64) << 32 | market.key
    most = int(market.seats.max(initial=0))
    starts = np.zeros(0, dtype=np.int64) if most < EVEN else np.cumsum(market.seats, dtype=np.int64) - market.seats
    if most < EVEN:
        stride = 1 << most.bit_length()
        records = np.zeros((market.hosts, stride), dtype=np.int64)
        records[:, 0] = market.seats
        records = records.ravel()
    else:
        stride, starts = 0, starts + np.arange(market.hosts)
        records = np.zeros(int(market.seats.sum(dtype=np.int64)) + market.hosts, dtype=np.int64)
        records[starts] = market.seats
    size = market.size if market.has_groups else np.zeros(0, dtype=np.int32)
    return market.first, edges, records, stride, starts, size


def run(layout):
    first, edges, records, stride, starts, size = layout
    position = first[:-1].copy()
    if len(size):
        together(first, edges, records, starts if stride == 0 else np.arange(0, len(records), stride), size, position)
    else:
        singles(first, edges, records, stride, starts, position)
    return held(records, stride, starts, position)


@jit
def singles(first, edges, records, stride, starts, position):
    for agent in range(len(position)):
        asking = agent
        while position[asking] < first[asking + 1]:
            edge = edges[position[asking]]
            position[asking] += 1
            host = edge >> 32
            base = host * stride if stride else starts[host]
            entry = (edge & LOW) << 32 | asking
            if records[base] & LOW:
                records[base] -= 1
                push(records, base, entry)
                break
            if records[base] and records[base + 1] > entry:
                asking = records[base + 1] & LOW
                sift(records, base, 1, entry)


@allocating
def held(records, stride, starts, position):
    """An agent who is held proposed last to who holds it."""
    found = np.full(len(position), -1, dtype=np.int64)
    hosts = len(starts) if stride == 0 else len(records) // stride
    for host in range(hosts):
        base = host * stride if stride else starts[host]
        for place in range(1, (records[base] >> 32) + 1):
            agent = records[base + place] & LOW
            found[agent] = position[agent] - 1
    return found
