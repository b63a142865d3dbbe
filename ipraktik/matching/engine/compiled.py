"""Deferred acceptance, compiled by numba (the extra `fast`): the same answers as `deferred`, to the letter.

An edge is one int64, host << 32 | the host's key, so that a proposal touches one line of the memory for its edge and one for
its host's record (see `records`).
"""

from typing import NamedTuple

import numpy as np

from ipraktik.matching.engine.compiled_groups import together
from ipraktik.matching.engine.deferred import ROUNDS
from ipraktik.matching.engine.records import LOW, allocating, jit, push, sift

# Records of at most this many int64 lie at equal distances; longer ones each where `starts` says.
EVEN = 8


def accepted(market, rounds=ROUNDS):
    """As `deferred.accepted`."""
    return run(packed(market), rounds)


class Layout(NamedTuple):
    """A market for the kernels. `bases` int64[H]: where each host's record begins, `stride` apart or (0) unevenly."""

    first: np.ndarray
    edges: np.ndarray
    records: np.ndarray
    stride: int
    bases: np.ndarray
    size: np.ndarray
    owner: np.ndarray
    has_groups: bool


def packed(market):
    """The market's Layout, to be used once: `run` writes in it."""
    edges = market.host.astype(np.int64) << 32 | market.key
    most = int(market.seats.max(initial=0))
    stride = 1 << most.bit_length() if most < EVEN else 0
    lengths = np.full(market.hosts, stride) if stride else market.seats.astype(np.int64) + 1
    bases = np.cumsum(lengths) - lengths
    # One more, for a glance past the last record where its host has no seats.
    records = np.zeros(int(lengths.sum()) + 1, dtype=np.int64)
    records[bases] = market.seats
    return Layout(market.first, edges, records, stride, bases, market.size, market.agent, market.has_groups)


def run(layout, rounds=ROUNDS):
    first, edges, records, stride, bases, size, owner, has_groups = layout
    position = first[:-1].copy()
    if has_groups:
        together(first, edges, records, bases, size, owner, position, rounds)
    else:
        singles(first, edges, records, stride, bases, position)
    return held(records, bases, position)


@jit
def singles(first, edges, records, stride, bases, position):
    for agent in range(len(position)):
        asking = agent
        while position[asking] < first[asking + 1]:
            edge = edges[position[asking]]
            position[asking] += 1
            host = edge >> 32
            base = host * stride if stride else bases[host]
            entry = (edge & LOW) << 32 | asking
            if records[base] & LOW:
                records[base] -= 1
                push(records, base, entry)
                break
            if records[base] and records[base + 1] > entry:
                asking = records[base + 1] & LOW
                sift(records, base, 1, entry)


@allocating
def held(records, bases, position):
    """An agent who is held proposed last to who holds it."""
    found = np.full(len(position), -1, dtype=np.int64)
    for base in bases:
        for place in range(1, (records[base] >> 32) + 1):
            agent = records[base + place] & LOW
            found[agent] = position[agent] - 1
    return found
