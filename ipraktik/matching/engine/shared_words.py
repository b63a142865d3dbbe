"""The words that made two texts alike: the word table's likeness, split exactly into pairs of words."""

from typing import NamedTuple

import numpy as np

LEAST_LETTERS = 4
LEAST = 0.01  # of the texts' likeness: what is less says nothing
ALIKE = 0.5  # two words this near (cosine) are said to be about the same


class WordPair(NamedTuple):
    """`share` of the likeness of the two texts (all shares of a pair of texts sum to it); `near`, the words' cosine."""

    asked: str
    offered: str
    share: float
    near: float


def likeness(words, asked, offered):
    """Cosine of two texts by the table of words."""
    one, other = words.vectors([asked, offered]).astype(float)
    lengths = np.linalg.norm(one) * np.linalg.norm(other)
    return float(one @ other / lengths) if lengths else 0.0


def split(words, asked, offered):
    """(asked words, offered words, float64[m, n] that sums to `likeness`, float64[m, n] of cosines)."""
    (own, weights, vectors), (theirs, others, across) = words.parts(asked), words.parts(offered)
    products = (vectors @ across.T).astype(float)
    length = np.linalg.norm(weights @ vectors) * np.linalg.norm(others @ across)
    norms = np.linalg.norm(vectors, axis=1)[:, None] * np.linalg.norm(across, axis=1)
    shares = products * weights[:, None] * others / length if length else products * 0
    return own, theirs, shares, products / np.maximum(norms, 1e-9)


def shared_words(words, asked, offered, count=3):
    """The pairs of words that say most of why two texts are alike, each word once: [WordPair, …], best first."""
    own, theirs, shares, near = split(words, asked, offered)
    mine, others = (np.array([len(word) >= LEAST_LETTERS for word in each], dtype=bool) for each in (own, theirs))
    open_ones = np.where((near >= ALIKE) & mine[:, None] & others, shares, 0.0)
    found = []
    while open_ones.size and len(found) < count and open_ones.max() >= LEAST:
        row, column = np.unravel_index(open_ones.argmax(), open_ones.shape)
        found.append(WordPair(own[row], theirs[column], float(shares[row, column]), float(near[row, column])))
        open_ones[row], open_ones[:, column] = 0, 0
    return found
