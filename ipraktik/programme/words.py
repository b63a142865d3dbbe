"""A text in every language of the programme. It speaks the reader's own language when it is shown."""

import re
from dataclasses import dataclass

from django.utils.translation import get_language

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, init=False)
class Text:
    words: tuple  # (language, words) in the programme's order: the first one is spoken when the reader's is missing

    def __init__(self, **by_language):
        object.__setattr__(self, "words", tuple(by_language.items()))

    def __str__(self):
        return self.in_(get_language())

    def in_(self, language):
        by_language = dict(self.words)
        own = (language or "").split("-")[0].lower()
        return by_language.get(own, next(iter(by_language.values()), ""))

    def fill(self, **values):
        return Text(**{language: fill(words, language, values) for language, words in self.words})


def fill(words, language, values):
    """Puts values in their places, once: what people have typed is never read for placeholders of its own."""
    return PLACEHOLDER.sub(lambda found: spoken(values[found[1]], language), words)


def spoken(value, language):
    return value.in_(language) if isinstance(value, Text) else str(value)


def placeholders(words):
    return set(PLACEHOLDER.findall(words))


def stray_braces(words):
    return bool(re.search(r"[{}]", PLACEHOLDER.sub("", words)))
