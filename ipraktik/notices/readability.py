"""LIX: how hard a text is to read. Below 30 is easy, as a story for children or a good letter; above 45 is an authority's."""

import re

END = re.compile(r"[.!?:](?=\s|$)|\n\s*\n")
NUMBERED = re.compile(r"(?<=\d)\.(?=\s)")  # the point of “12. maj” ends no sentence
WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|\d+")
LONG = 6


def lix(text):
    """Words for each sentence, and how many of a hundred words are longer than six letters."""
    text = NUMBERED.sub("", text)
    words = WORD.findall(text)
    sentences = [part for part in END.split(text) if WORD.search(part)]
    if not words:
        return 0
    long_ones = sum(len(word) > LONG for word in words)
    return round(len(words) / len(sentences) + 100 * long_ones / len(words))
