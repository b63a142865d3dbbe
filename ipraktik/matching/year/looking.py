"""One wish held against every host of the year: the best that can, the best that could, the best that cannot, and why."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ipraktik.matching.engine.comparing import compared
from ipraktik.matching.engine.grading import fit_of
from ipraktik.matching.engine.rules import KEYS, LIMITS, stopped_by
from ipraktik.matching.engine.shelf import Question, Shelf

CAN, ASIDE, CANNOT = range(3)  # nothing stops it; only what one of the two wished for does; something else does
MOST = (20, 10, 20)  # how many of each are kept
WISHED_FOR = {*LIMITS, "organisation"}
BUCKET = np.array(
    [*(ASIDE if key in WISHED_FOR else CANNOT for key in KEYS), CAN]
)  # by the rule's number; -1 is the last


@dataclass(frozen=True, eq=False)
class Look:
    """What was found for a Question on a Shelf. `live`: the shelf's rows that hold a host. `rows`: those of the best in each
    of the three, best first. `least`: the score that the next one needs to come among them. `counts` int[len(KEYS) + 1]: how
    many each rule stops; the last, how many nothing does. `numbers`: the rule that stops each row told. `scores` by row."""

    shelf: Shelf
    question: Question
    live: np.ndarray
    rows: tuple
    least: np.ndarray
    counts: np.ndarray
    numbers: dict
    scores: np.ndarray

    @cached_property
    def above(self):
        """float[members, rows of the shelf]: of the hosts, the share whose text fits less well."""
        width = self.shelf.texts.width
        with self.shelf.lock:
            text = self.question.asked[:, :width] @ self.shelf.offered[:, :width].T
        ranked = np.sort(text[:, self.live], axis=1)
        found = [np.searchsorted(own, row) for own, row in zip(ranked, text, strict=True)]
        return np.array(found) / max(len(self.live), 1)

    def fit_with_reasons(self, row, member=0):
        """The engine's Fit of one of the question's interns and the host in a row of the shelf."""
        shelf = self.shelf
        pair = shelf.pair(self.question, shelf.hosts[row].key, member, float(self.above[member, row]))
        return compared(pair, shelf.policy, shelf.texts, shelf.calendar)

    def fits(self, rows):
        """float[n]: how well each suits both sides, 0-1."""
        theirs = self.shelf.asks[rows] @ self.question.jobs.mean(axis=0) + self.question.added.mean()
        return fit_of(self.scores[rows], theirs, self.shelf.policy)

    def stop(self, row):
        """What stops the host in one of the rows that are told of."""
        return self.shelf.stop_by(self.question, self.shelf.hosts[row].key, self.numbers[int(row)])


def looked(shelf, question):
    """The Look of a Question. Exact: every host is scored, and every rule asked. (The first rule that stops a host is
    what is told, and what the two wished for is asked last: so who is stopped by that alone could come.)"""
    with shelf.lock:
        scores = shelf.offered @ question.asked.mean(axis=0)
        live = np.flatnonzero(shelf.bias == 0)
        numbers = stopped_by(question.party, shelf.columns, np.zeros(len(live), dtype=np.int64), live)
    parts = [best(live[BUCKET[numbers] == kind], scores, MOST[kind]) for kind in (CAN, ASIDE, CANNOT)]
    told = dict(zip(live.tolist(), numbers.tolist(), strict=True))
    return Look(
        shelf, question, live,
        rows=tuple(rows for rows, _least in parts),
        least=np.array([least for _rows, least in parts], dtype=np.float32),
        counts=np.bincount(numbers % (len(KEYS) + 1), minlength=len(KEYS) + 1),
        numbers={int(row): told[int(row)] for rows, _least in parts for row in rows},
        scores=scores,
    )  # fmt: skip


def best(rows, scores, most):
    """(the rows of the highest scores, best first; the score that another must reach)."""
    if len(rows) > most:
        rows = rows[np.argpartition(-scores[rows], most - 1)[:most]]
    rows = rows[np.lexsort((rows, -scores[rows]))]
    return rows, scores[rows[-1]] if len(rows) == most else -np.inf
