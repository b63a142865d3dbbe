"""The engine's texts and weights in this installation: vectors kept in the database, weights as they stand now."""

from functools import lru_cache

from ipraktik.matching.engine.texts import Texts, texts_here
from ipraktik.matching.vectors import Kept
from ipraktik.matching.weighing import policy

__all__ = ["policy", "save", "texts"]


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
