"""Where texts lie: what all have in common taken out, and how far they spread.

A model's vectors share a large part that says “a Danish text about work”: centred, what differs is left. And a wish's
products with the hosts are put on one scale: divided by their standard deviation over the hosts, they are z-scores, which
can be weighed against distance or sector. The deviation is √(q' C q) with C the hosts' covariance, so that a z-score
stays one inner product and a host can be added without looking at the others.
"""

from dataclasses import dataclass

import numpy as np

AS_MANY = 10  # a middle made of few texts is held towards the reader's own (zero), as if it had so many more of them
TINY = 1e-9


@dataclass(frozen=True, eq=False)
class Read:
    """Raw vectors, float32[n, d] each: interns' wishes and jobs, hosts' profiles and whom they ask for.

    Made beforehand and kept, or by `texts.read`. A text that is empty is a row of zeros.
    """

    wish: np.ndarray
    job: np.ndarray
    profile: np.ndarray
    ask: np.ndarray
    model: str = ""


@dataclass(frozen=True, eq=False)
class Space:
    """`middles`: what is taken out, by role. `profiles` and `jobs`: covariances float32[d, d]. `blocks`: slices of d that
    are put on one scale each (one for each reader)."""

    middles: dict
    profiles: np.ndarray
    jobs: np.ndarray
    blocks: tuple

    @classmethod
    def fit(cls, read, blocks):
        rows = {role: getattr(read, role) for role in ("wish", "job", "profile", "ask")}
        rows = {role: own[own.any(axis=1)] for role, own in rows.items()}
        middles = {role: own.sum(axis=0) / np.float32(len(own) + AS_MANY) for role, own in rows.items()}
        spreads = [covariance(centred(rows[role], middles[role], blocks)) for role in ("profile", "job")]
        return cls(middles, *spreads, blocks)

    def place(self, role, raw):
        """Centred, each block of unit length; what was empty stays zero."""
        return centred(raw, self.middles[role], self.blocks)

    def scaled(self, asked, spread):
        """Rows whose products with placed rows are z-scores over those that `spread` describes."""
        found = np.zeros_like(asked)
        for own in self.blocks:
            rows = asked[:, own]
            deviation = np.sqrt(np.maximum(np.einsum("nd,nd->n", rows @ spread[own, own], rows), 0))
            np.divide(rows, deviation[:, None], out=found[:, own], where=deviation[:, None] > TINY)
        return found / max(len(self.blocks), 1) ** 0.5


def centred(raw, middle, blocks):
    moved = np.where(raw.any(axis=1, keepdims=True), raw - middle, np.float32(0))
    for own in blocks:
        lengths = np.linalg.norm(moved[:, own], axis=1, keepdims=True)
        np.divide(moved[:, own], lengths, out=moved[:, own], where=lengths > TINY)
    return moved


def covariance(rows):
    """Of unit rows; few of them are held towards the same spread in every direction."""
    width = rows.shape[1]
    level = np.float32(1 / max(width, 1))
    around = rows - rows.mean(axis=0) if len(rows) else rows
    even = np.eye(width, dtype=np.float32) * (level * AS_MANY)
    return ((around.T @ around) + even) / np.float32(len(rows) + AS_MANY)
