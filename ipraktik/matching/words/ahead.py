"""The texts that nobody has read yet, read a few at a time and kept at once: who is stopped in the middle loses little."""

from ipraktik.matching.engine.texts import cleaned
from ipraktik.matching.engine.wordtable import words_of

TEXTS, WORDS = 8, 100  # at a time: about half a second


class Ahead:
    """What is to be read of these people. `step()` reads some of it; false when all is read."""

    def __init__(self, texts, interns, hosts):
        self.texts, said = texts, []
        for kind, people, role in (
            ("query", interns, "wish"), ("passage", interns, "job"), ("passage", hosts, "profile"), ("query", hosts, "ask"),
        ):  # fmt: skip
            said += [(kind, text) for text in (cleaned(each, role) for each in people) if text]
        self.left = [] if texts.is_fallback else [each for each in said if texts.key(*each) not in texts.store]
        words = {word for _kind, text in said for word in words_of(text)}
        self.words = [] if texts.is_fallback else sorted(word for word in words if word not in texts.words.cache)

    @property
    def rest(self):
        """How much there is left to read."""
        return len(self.left) + len(self.words)

    def step(self):
        some, self.left = self.left[:TEXTS], self.left[TEXTS:]
        for kind in ("query", "passage"):
            self.texts.vectors(kind, [text for own, text in some if own == kind])
        if not some:
            words, self.words = self.words[:WORDS], self.words[WORDS:]
            self.texts.words.read(words)
        return bool(self.rest)
