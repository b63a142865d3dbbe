"""Texts to vectors with what this machine can run, each text read once and kept where the caller says."""

import hashlib

import numpy as np

from ipraktik.matching.engine.ngrams import Ngrams
from ipraktik.matching.engine.private import without_persons
from ipraktik.matching.engine.sentences import sentences
from ipraktik.matching.engine.space import Read
from ipraktik.matching.engine.wordtable import WordTable


class Texts:
    """`reader` makes the vectors that are compared, `words` those that explain.

    `store` maps a key to a vector (float32[d]) and is the caller's to keep: keys carry no text, only its digest. Vectors
    of another `model` are other keys, so they are made anew when it changes.
    """

    def __init__(self, reader, store=None, words=None):
        self.reader = reader
        self.store = {} if store is None else store
        self.words = WordTable(reader, words)
        self.width, self.model = reader.width, reader.model

    @property
    def is_fallback(self):
        return isinstance(self.reader, Ngrams)

    def queries(self, texts):
        return self.vectors("query", texts)

    def passages(self, texts):
        return self.vectors("passage", texts)

    def vectors(self, kind, texts):
        """float32[n, d]; zeros for an empty text. Reads only what the store lacks."""
        keys = [self.key(kind, text) if text else "" for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key and key not in self.store}
        if new:
            read = self.reader.queries if kind == "query" else self.reader.passages
            self.store.update(zip(new, read(list(new.values())), strict=True))
        nothing = np.zeros(self.width, dtype=np.float32)
        found = [self.store[key] if key else nothing for key in keys]
        return np.array(found, dtype=np.float32).reshape(len(texts), self.width)

    def key(self, kind, text):
        return hashlib.blake2b(f"{self.model}\0{kind}\0{text}".encode(), digest_size=20).hexdigest()

    def fit(self, texts):
        """Learns how common words are. The fallback's vectors depend on it: what was stored of them is forgotten."""
        if self.is_fallback:
            self.reader.fit(texts)
            self.store.clear()
        self.words.fit(texts)

    def read(self, interns, hosts):
        """The raw vectors of everybody: a Read. Names and personal numbers never reach the model."""
        return Read(
            wish=self.queries([cleaned(each, "wish") for each in interns]),
            job=self.passages([cleaned(each, "job") for each in interns]),
            profile=self.passages([cleaned(each, "profile") for each in hosts]),
            ask=self.queries([cleaned(each, "ask") for each in hosts]),
            model=self.model,
        )


def cleaned(person, role):
    return without_persons(getattr(person, role), person.names)


def everything_said(interns, hosts):
    """All texts, as they may be read."""
    said = [(each, role) for each in interns for role in ("wish", "job")]
    said += [(each, role) for each in hosts for role in ("profile", "ask")]
    return [text for text in (cleaned(*each) for each in said) if text]


def texts_here(store=None, words=None):
    """The best this machine can run: meaning where it can, letters where it cannot."""
    return Texts(sentences() or Ngrams(), store, words)
