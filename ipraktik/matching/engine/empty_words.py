"""Words that say nothing of what a text is about (empty_words.toml), and when two words are one."""

import tomllib
from functools import cache
from pathlib import Path

import snowballstemmer

STEMMERS = [snowballstemmer.stemmer(language) for language in ("danish", "english")]


@cache
def empty_words():
    """All of them, in both languages: a text may mix them, and nobody says which it is in."""
    languages = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return frozenset(word for kinds in languages.values() for words in kinds.values() for word in words.split())


def is_empty(word):
    return word in empty_words() or word.removesuffix("s") in empty_words()


@cache
def stems(word):
    """Its stem in Danish and in English: two forms of one word have one in common (Porter's Snowball)."""
    return frozenset(stemmer.stemWord(word) for stemmer in STEMMERS)
