"""The words that made two texts alike: the word table's likeness, split exactly into pairs of words; and which are named.

The split is of all words. Named are only words with content (empty_words.py), in pairs that are about the same. How near the
model holds two words is in part how alike they are spelt (“vide – vise”), so what is asked of a pair depends on its letters.
"""

from difflib import SequenceMatcher
from typing import NamedTuple

import numpy as np

from ipraktik.matching.engine.empty_words import is_empty, stems

LEAST_LETTERS = 3
LEAST = 0.01  # of the texts' likeness: what is less says nothing
# Two words so near (cosine) are about the same. Judged by eye on samples of the demo's own 2,800 nearest pairs of words:
ALIKE = 0.5
SPELT_ALIKE = 0.65  # of two that are spelt alike and are not related, since spelling brings words near too
LETTERS = 0.5  # spelt alike: this share of their letters in the same order (Ratcliff and Obershelp)
A_PART = 4  # letters of a stem, so that it is no chance to find it in another word
RULE = 2  # which words are named: another number where that changes, for whoever keeps reasons


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
    """The pairs of words with content that say most of why two texts are alike: [WordPair, …], best first. A word stands
    once, in whatever form."""
    own, theirs, shares, near = split(words, asked, offered)
    mine, others = (np.array([has_content(word) for word in each], dtype=bool) for each in (own, theirs))
    rows, columns = np.nonzero((near >= ALIKE) & (shares >= LEAST) & mine[:, None] & others)
    found, told = [], frozenset()
    for place in np.argsort(-shares[rows, columns], kind="stable"):
        row, column = rows[place], columns[place]
        pair = WordPair(own[row], theirs[column], float(shares[row, column]), float(near[row, column]))
        both = stems(pair.asked) | stems(pair.offered)
        if not both & told and about_the_same(pair):
            found.append(pair)
            told |= both
        if len(found) == count:
            break
    return found


def has_content(word):
    return len(word) >= LEAST_LETTERS and not is_empty(word)


def about_the_same(pair):
    """Whether the two words may be named together."""
    if related(pair.asked, pair.offered):
        return pair.near >= ALIKE
    alike = SequenceMatcher(None, pair.asked, pair.offered, autojunk=False).ratio() >= LETTERS
    return pair.near >= (SPELT_ALIKE if alike else ALIKE)


def related(one, other):
    """Forms of one word, or one is a part of the other, as in a compound."""
    if stems(one) & stems(other):
        return True
    return any(
        len(stem) >= A_PART and stem in whole
        for part, whole in ((one, other), (other, one))
        for stem in stems(part)
    )  # fmt: skip
