"""The engine's texts and weights in this installation: vectors kept in the database, weights from the programme."""

from functools import lru_cache

from ipraktik.matching.engine.texts import cleaned, texts_here
from ipraktik.matching.engine.weights import Policy
from ipraktik.matching.engine.wordtable import words_of
from ipraktik.matching.vectors import Kept
from ipraktik.programme import programme

WORDS = 50  # read at a time


@lru_cache(maxsize=1)
def texts():
    """Loaded once in a process; `save()` keeps what was read since."""
    return texts_here(Kept("text"), Kept("word"))


def save():
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


def policy():
    told = programme().matching
    return Policy.made_of(told.weights, told.grades)
