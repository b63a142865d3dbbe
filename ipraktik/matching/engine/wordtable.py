"""A table of words distilled from the model: each word read once by itself, a text the weighed mean of its words.

Source: Arora, Liang and Ma (2017), “A simple but tough-to-beat baseline for sentence embeddings” (SIF: a word weighs
a / (a + its share of all words)); Mu and Viswanath (2018), “All-but-the-top” (the mean and the first components of the
table say how a word looks, not what it means, and are taken out). A mean of words splits into its words exactly: that is
the explanation (reasons.py).
"""

import re
from collections import Counter

import numpy as np

A = 1e-3
COMPONENTS = 8
WORD = re.compile(r"[^\W\d_]{2,}")


def words_of(text):
    return WORD.findall(text.casefold())


class WordTable:
    """`cache` maps a word to its raw vector (float32[d]) and is the caller's to keep: each new word costs one reading.

    `fit` must have been called before anything is read.
    """

    def __init__(self, source, cache=None):
        self.source = source
        self.cache = {} if cache is None else cache
        self.width = source.width
        self.model = f"words-{COMPONENTS}/{source.model}"
        self.weights, self.rare = {}, 1.0
        self.middle, self.looks = np.zeros(self.width, np.float32), np.zeros((0, self.width), np.float32)
        self.known = {}

    def read(self, words):
        """Reads the words that the cache lacks."""
        new = sorted({word for word in words if word not in self.cache})
        if new:
            self.cache.update(zip(new, self.source.passages(new), strict=True))

    def fit(self, texts):
        """Learns from `texts` how common each word is, and what all words have in common."""
        counts = Counter(word for text in texts for word in words_of(text))
        if not counts:
            return
        self.read(counts)
        total = sum(counts.values())
        self.weights = {word: A / (A + count / total) for word, count in counts.items()}
        self.rare = A / (A + 1 / total)
        table = np.array([self.cache[word] for word in sorted(counts)])
        self.middle = table.mean(axis=0)
        few = min(COMPONENTS, len(table) // 8)
        _u, _s, looks = np.linalg.svd(table - self.middle, full_matrices=False)
        self.looks = looks[:few].astype(np.float32)
        self.known = {}

    def vector(self, word):
        """float32[d] of a word, without what all words have in common."""
        if word not in self.known:
            self.read([word])
            raw = self.cache[word] - self.middle
            self.known[word] = raw - self.looks.T @ (self.looks @ raw)
        return self.known[word]

    def parts(self, text):
        """(words, share of each float64[w] that sums to 1, vectors float32[w, d]); a word stands once."""
        counts = Counter(words_of(text))
        if not counts:
            return [], np.zeros(0), np.zeros((0, self.width), np.float32)
        words = list(counts)
        shares = np.array([counts[word] * self.weights.get(word, self.rare) for word in words])
        return words, shares / shares.sum(), np.array([self.vector(word) for word in words])

    def vectors(self, texts):
        """float32[n, d]: the weighed mean of each text's words; zeros for a text without words."""
        self.read(word for text in texts for word in words_of(text))
        rows = np.zeros((len(texts), self.width), dtype=np.float32)
        for number, text in enumerate(texts):
            _words, shares, vectors = self.parts(text)
            rows[number] = shares.astype(np.float32) @ vectors
        return rows

    queries = passages = vectors
