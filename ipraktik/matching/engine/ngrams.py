"""The fallback: a text as its runs of three to five letters, weighed by how rare they are (TF-IDF), hashed to 4,096 places.

Needs nothing but numpy. It knows no meaning: “løn” and “payroll” are strangers to it.
"""

import math
import re
import zlib
from collections import Counter

import numpy as np

WIDTH = 4096


class Ngrams:
    """The same seam as Sentences. Until `fit` every run weighs the same."""

    width = WIDTH
    model = "char-3-5-tfidf-4096"

    def __init__(self):
        self.rarity = np.ones(WIDTH, dtype=np.float32)

    def fit(self, texts):
        """Learns from `texts` how rare each run is."""
        seen = np.zeros(WIDTH)
        for text in texts:
            seen[list({place for place, _sign in runs(text)})] += 1
        self.rarity = (np.log((1 + len(texts)) / (1 + seen)) + 1).astype(np.float32)

    def vectors(self, texts):
        rows = np.zeros((len(texts), WIDTH), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for (place, sign), count in Counter(runs(text)).items():
                row[place] += sign * (1 + math.log(count))
        rows *= self.rarity
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)

    queries = passages = vectors


def runs(text):
    """(place, sign) of each run of letters within the words; the sign keeps two that share a place from adding up."""
    found = []
    for word in re.findall(r"\w+", text.casefold()):
        padded = f" {word} "
        spans = (padded[n : n + size] for size in (3, 4, 5) for n in range(len(padded) - size + 1))
        hashes = (zlib.crc32(span.encode()) for span in spans)
        found += [(number % WIDTH, 1 if number >> 31 else -1) for number in hashes]
    return found
