"""The text that search reads: words folded, their stems beside them. Pure functions."""

import re

import snowballstemmer

from ipraktik.kit.names import folded

STEMMERS = {name: snowballstemmer.stemmer(name) for name in ("danish", "english")}
LONGEST = 20_000


def words(text):
    return re.findall(r"\w+", folded(text))


def stems(word):
    """The word's stem in Danish and in English, whichever differ from it."""
    return {stemmer.stemWord(word) for stemmer in STEMMERS.values()}


def searchable(texts):
    """One line of the words and stems of all texts, each once, with spaces around: searched by LIKE."""
    found = dict.fromkeys(word for text in texts for word in words(text))
    stemmed = dict.fromkeys(stem for word in found for stem in sorted(stems(word)))
    return f" {' '.join(found | stemmed)} "[:LONGEST]


def terms(query):
    """What to look for: for each word typed, the word itself or its Danish stem (a part of a compound also hits)."""
    return [sorted({word, STEMMERS["danish"].stemWord(word)}, key=len) for word in words(query)[:12]]
