"""The engine's texts in this installation: their vectors are kept in the database."""

from functools import lru_cache

from ipraktik.matching.engine.texts import Texts, texts_here
from ipraktik.matching.words.vectors import Kept


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
