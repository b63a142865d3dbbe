"""Answers to suggestions: what the weights saw in a pair when it was suggested, and whether each side then said yes.

A side's score is the sum of weight × feature over its terms, so a feature is what a term is with a weight of 1:

  text        z-score: how well what is sought fits the host's text   work_area  share of work areas in common, 0-1
  sector      1 if both are of one sector, else 0                      level      1 if both are of one level, else 0
  distance    −(km / 100)²                                             shown      −ln(1 + how often the host was shown)
  host_text   z-score: the intern's job, for whom the host wishes      waiting    months waited, six at most
"""

from dataclasses import dataclass

import numpy as np

from ipraktik.matching.engine.tables import Column, Decimal, Wrong, read, text

SIDES = {"intern": ("text", "work_area", "sector", "level", "distance", "shown"), "host": ("host_text", "waiting")}
FEATURES = (*SIDES["intern"], *SIDES["host"])
UNFIT = "days"  # a no about days says nothing about weights: days are a rule, not a weight


def a_day(cell):
    if len(cell) != 10:
        raise Wrong(f"“{cell}” is no date. Write it as 2027-01-04.")
    return cell


def yes_or_no(cell):
    if cell not in ("yes", "no"):
        raise Wrong(f"“{cell}” is neither yes nor no.")
    return cell == "yes"


def maybe(name, kind, said):
    return Column(
        name, kind, said, may_be_empty=True, may_be_missing=True, default="" if kind in (text, a_day) else None
    )


COLUMNS = (
    maybe("suggestion", text, "its number"),
    Column("travel_type", text, "the travel type's key"),
    maybe("origin", text, "who began: own_host, browse (the intern), host, office"),
    maybe("version", text, "the weights that counted: the version's number, 0 the programme's own"),
    maybe("suggested", a_day, "the day, as 2027-01-04"),
    maybe("outcome", text, "the suggestion's state"),
    maybe("about", text, "what a no was about, by key; “days” is left out of the fit"),
    maybe("intern_said", yes_or_no, "yes, no, or empty: not asked, or silent"),
    maybe("host_said", yes_or_no, "likewise"),
    *(Column(name, Decimal(-1e6, 1e6), "the feature: what the term is with a weight of 1") for name in FEATURES),
)
HEADER = tuple(column.name for column in COLUMNS)


@dataclass(frozen=True, eq=False)
class Answers:
    """One side's: `kind` int[n], a number in `kinds`; `x` float[n, p], the features of SIDES[side]; `yes` bool[n]."""

    side: str
    kinds: tuple
    kind: np.ndarray
    x: np.ndarray
    yes: np.ndarray

    def __len__(self):
        return len(self.yes)

    def only(self, rows):
        return Answers(self.side, self.kinds, self.kind[rows], self.x[rows], self.yes[rows])


def answers(rows, side):
    """The Answers of one side, of rows that are dictionaries with the columns above."""
    told = [row for row in rows if row[f"{side}_said"] is not None and not is_unfit(row, side)]
    kinds = tuple(sorted({row["travel_type"] for row in told}))
    number = {kind: n for n, kind in enumerate(kinds)}
    x = np.array([[row[name] for name in SIDES[side]] for row in told], dtype=float).reshape(-1, len(SIDES[side]))
    kind = np.array([number[row["travel_type"]] for row in told], dtype=np.int64)
    return Answers(side, kinds, kind, x, np.array([row[f"{side}_said"] for row in told], dtype=bool))


def is_unfit(row, side):
    return row["about"] == UNFIT and row[f"{side}_said"] is False


def read_answers(path):
    """The rows of answers.csv. Unusable with every mistake in it."""
    table = read(path, COLUMNS)
    return [dict(zip(HEADER, row, strict=True)) for row in zip(*(table[name] for name in HEADER), strict=True)]


def as_cells(row):
    """A row as it is written to the file."""
    said = {True: "yes", False: "no", None: ""}
    return [said[row[name]] if name.endswith("_said") else row[name] for name in HEADER]
