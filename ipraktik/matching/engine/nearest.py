"""The best hosts of each agent that nothing stops: exact, block by block.

A block of agents is held against all hosts at once (one matrix multiplication); who is best is picked by the fastest path
there is: compiled where numba is installed and it pays, by thresholds otherwise.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ipraktik.matching.engine import thresholds
from ipraktik.matching.engine.columns import Hosts
from ipraktik.matching.engine.parties import Parties
from ipraktik.matching.engine.paths import path_of

BLOCK = 256  # agents at a time at most: the same blocks everywhere, so that every machine rounds alike
LEAST = -20.0  # the score of a pair that a limit rules out, where it is there all the same
CELLS = 8_000_000  # scores at a time at most: what the allocator keeps and gives again (32 MB)
COMPILED_FROM = 20_000_000  # pairs: loading the compiled path takes about as long as the plain one needs for so many


@dataclass(frozen=True, eq=False)
class Scoring:
    """All that a block needs, to be sent to whoever does it. Calling it with (first, last) agent gives
    (agents int32[e], host rows int32[e], scores float32[e], host's scores float32[e]), best first for each agent.
    `path` is "plain" or "compiled"; both give the same answer."""

    asking: np.ndarray
    offering: np.ndarray
    jobs: np.ndarray
    asks: np.ndarray
    parties: Parties
    hosts: Hosts
    most: np.ndarray  # int32[A]: how many each agent gets at most
    path: str = ""

    def __call__(self, block):
        agents = np.arange(*block)
        scores = self.asking[slice(*block)] @ self.offering.T
        rows, columns = self.picker(scores, agents, self.most[agents])
        theirs = self.of_hosts(agents[rows], columns)
        return agents[rows].astype(np.int32), columns.astype(np.int32), scores[rows, columns], theirs

    @property
    def path_taken(self):
        pays = len(self.most) * len(self.hosts) >= COMPILED_FROM
        return path_of(self.path, pays, thresholds, "compiled_nearest")

    @cached_property
    def picker(self):
        return self.path_taken.Picker(self.parties, self.hosts)

    def of_hosts(self, agents, rows):
        """float32[e]: the host's side of each pair."""
        return self.path_taken.products(self.jobs, agents, self.asks, rows)


def blocks(count, hosts):
    """[(first, last), …] of `count` agents against so many hosts; one empty block for nobody."""
    step = int(np.clip(CELLS // max(hosts, 1), 64, BLOCK))
    return [(first, min(first + step, count)) for first in range(0, max(count, 1), step)]


def with_others(scoring, found, also):
    """What was found (agents, rows, scores, hosts' scores), and the pairs of `also` that are not among them."""
    agents, rows = found[:2]
    known = set(zip(agents.tolist(), rows.tolist(), strict=True)) if also else ()
    new = np.array(sorted(set(also) - set(known)), dtype=np.int32).reshape(-1, 2)
    scores = np.einsum("ed,ed->e", scoring.asking[new[:, 0]], scoring.offering[new[:, 1]])
    more = new[:, 0], new[:, 1], np.maximum(scores, LEAST), scoring.of_hosts(new[:, 0], new[:, 1])
    return [np.concatenate(each) for each in zip(found, more, strict=True)]
