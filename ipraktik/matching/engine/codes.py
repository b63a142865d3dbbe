"""Words as small numbers, and sets of them as bits."""

import numpy as np


class Codes:
    """Numbers the words it is shown, from 0; -1 is “not said”. Sets are rows of uint64[width]; `most` words may come."""

    def __init__(self, called, most=0):
        self.called, self.most, self.width, self.numbers = called, most, -(-most // 64), {}

    def code(self, word):
        """The number of a word, a new one if it is new. ValueError when there is no room for more."""
        if not word:
            return -1
        if word not in self.numbers:
            if self.most and len(self.numbers) == self.most:
                raise ValueError(f"There are more than {self.most} different {self.called}.")
            self.numbers[word] = len(self.numbers)
        return self.numbers[word]

    def each(self, words):
        return np.array([self.code(word) for word in words], dtype=np.int32)

    def sets(self, lists):
        """uint64[n, width]."""
        rows = np.zeros((len(lists), self.width), dtype=np.uint64)
        for row, words in zip(rows, lists, strict=True):
            for word in words:
                number = self.code(word)
                row[number >> 6] |= np.uint64(1 << (number & 63))
        return rows


def holds(sets, codes):
    """bool[n]: is the code of each row in its set? A set that is empty holds everything."""
    words = sets[np.arange(len(codes)), np.maximum(codes, 0) >> 6]
    inside = (words >> (codes & 63).astype(np.uint64) & np.uint64(1)).astype(bool) & (codes >= 0)
    return inside | ~sets.any(axis=1)


def meets(one, other):
    """bool[n]: have the two sets of each row something in common? `one` that is empty asks for nothing."""
    return (one & other).any(axis=1) | ~one.any(axis=1)
