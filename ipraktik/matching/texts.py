"""The engine's texts and weights in this installation: vectors kept in the database, weights from the programme."""

from functools import lru_cache

from ipraktik.matching.engine.texts import texts_here
from ipraktik.matching.vectors import Kept
from ipraktik.programme import programme


@lru_cache(maxsize=1)
def texts():
    """Loaded once in a process; `save()` keeps what was read since."""
    return texts_here(Kept("text"), Kept("word"))


def save():
    texts().store.save()
    texts().words.cache.save()


def policy():
    return programme().policy
