"""The text that search reads: words folded, their stems beside them; and what the public does not read. Pure functions."""

import re

import snowballstemmer

from ipraktik.kit.names import folded

STEMMERS = {name: snowballstemmer.stemmer(name) for name in ("danish", "english")}
LONGEST = 20_000
MOST_WORDS = 12
SHORT = 2  # “it” stands in the middle of “kapitel”: so short a word must stand alone, and a stem is longer
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
YEARS = r"(?!(?:19|20)\d\d[ -](?:19|20)\d\d)"  # “2024-2025” is no number to call
PHONE = re.compile(
    rf"(?<![\d.,])(?:\+\d{{2}}[ -]?)?{YEARS}(?:\d{{8}}|\d{{2}}(?:[ .-]\d{{2}}){{3}}|\d{{4}}[ -]\d{{4}})(?!\d|[.,]\d)"
)
HIDDEN = "[…]"


def words(text):
    return re.findall(r"\w+", folded(text))


def stems(word):
    """The word's stem in Danish and in English, whichever differ from it."""
    return {stemmer.stemWord(word) for stemmer in STEMMERS.values()}


def searchable(texts, keys=()):
    """One line of keys, words and stems, each once, with spaces around: searched by LIKE."""
    found = dict.fromkeys(word for text in texts for word in words(without_contact_data(text)))
    stemmed = dict.fromkeys(stem for word in found for stem in sorted(stems(word)))
    return f" {' '.join([*map(marked, keys), *(found | stemmed)])} "[:LONGEST]


def marked(key):
    """A key as it stands in the searchable line, where no word that anyone types can hit it whole."""
    return f"#{key}"


def terms(query):
    """For each word typed, the parts of the searchable line to look for: any of them will do.

    A part of a compound also hits: “hospital” finds “universitetshospital”.
    """
    return [parts(word) for word in words(query)[:MOST_WORDS]]


def parts(word):
    if len(word) <= SHORT:
        return [f" {word} "]
    forms = sorted({word, *(stem for stem in stems(word) if len(stem) > SHORT)}, key=lambda form: (len(form), form))
    return [form for number, form in enumerate(forms) if not any(shorter in form for shorter in forms[:number])]


def has_contact_data(text):
    return bool(ADDRESS.search(text) or PHONE.search(text))


def without_contact_data(text):
    """The text as others read it: addresses and phone numbers are for those who take part."""
    return PHONE.sub(HIDDEN, ADDRESS.sub(HIDDEN, text))
