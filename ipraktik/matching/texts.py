"""The engine's texts and weights in this installation: vectors kept in the database, weights as they stand now."""

from functools import lru_cache

from ipraktik.matching.engine.texts import Texts, cleaned, texts_here
from ipraktik.matching.engine.wordtable import words_of
from ipraktik.matching.vectors import Kept
from ipraktik.matching.weighing import policy

__all__ = ["policy", "read_ahead", "save", "texts"]
WORDS = 50  # read at a time


@lru_cache(maxsize=1)
def texts():
    """Loaded once in a process; `save()` keeps what was read since. What the fallback makes of a text depends on all the
    others, so that is made anew each time."""
    found = texts_here(Kept("text"), Kept("word"))
    return Texts(found.reader) if found.is_fallback else found


def save():
    if not texts().is_fallback:
        texts().store.save()
        texts().words.cache.save()


def read_ahead(interns, hosts, tell):
    """Reads what no vector is kept of yet, a little at a time; `tell(share)` hears how far it is, 0 to 1."""
    here = texts()
    steps = [(here.queries, cleaned(each, "wish")) for each in interns]
    steps += [(here.passages, cleaned(each, "job")) for each in interns]
    steps += [(here.passages, cleaned(each, "profile")) for each in hosts]
    steps += [(here.queries, cleaned(each, "ask")) for each in hosts]
    for done, (read, text) in enumerate(steps):
        read([text])
        tell(done / len(steps) / 2)
    words = sorted({word for _read, text in steps for word in words_of(text) if word not in here.words.cache})
    for at in range(0, len(words), WORDS):
        here.words.read(words[at : at + WORDS])
        tell(0.5 + at / len(words) / 2)
    save()
