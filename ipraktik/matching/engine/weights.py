"""How much each thing counts, by travel type: data that a programme may set (programmes/…/matching.toml).

All are in one unit: a text that fits one standard deviation better than the host's others is worth 1.
"""

from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Weights:
    """The weights of one travel type. What an intern asks is `wish` × the wish + `own_job` × the own job."""

    wish: float = 1.0
    own_job: float = 0.0
    text: float = 1.0  # the intern's side: what is asked, held against the host's profile
    work_area: float = 0.0  # times the share of work areas in common, 0-1; below 0 leads away
    sector: float = 0.0  # if both are of one sector
    level: float = 0.0  # if both are of one level
    distance: float = 0.03  # taken off for each (100 km)², as the crow flies
    shown: float = 0.1  # taken off times ln(1 + how often the host has been shown)
    host_text: float = 1.0  # the host's side: whom it wishes for, held against the intern's job
    waiting: float = 0.1  # the host's side: for each month that the intern has waited, six at most


TOURIST = Weights(wish=0.5, own_job=0.5, work_area=1.0, level=0.3, distance=0.05)
BUSINESS_TRAVELLER = Weights(wish=0.85, own_job=-0.15, work_area=-0.3, sector=-0.5)
ADVENTURER = Weights(wish=0.5, own_job=-0.5, work_area=-2.0, sector=-0.3, distance=0.01)
TYPES = {"tourist": TOURIST, "business_traveller": BUSINESS_TRAVELLER, "adventurer": ADVENTURER}


@dataclass(frozen=True)
class Policy:
    """Weights for every travel type, and how scores become grades and fit.

    `intern_grade` and `host_grade`: scores closer than this are one grade, a tie. `host_share`: how much of a pair's fit
    is the host's side, 0-1; the rest is the intern's.
    """

    by_type: dict = field(default_factory=lambda: dict(TYPES))
    other: Weights = field(default_factory=Weights)  # “something else”, and any type that has no row
    intern_grade: float = 0.25
    host_grade: float = 0.5
    host_share: float = 0.4

    def of(self, travel_type):
        return self.by_type.get(travel_type, self.other)

    def over(self, weights):
        """The same with these instead, {travel type: {term: number}}."""
        changed = {kind: replace(self.of(kind), **terms) for kind, terms in weights.items()}
        return replace(self, by_type=self.by_type | changed)

    @classmethod
    def made_of(cls, types, grades):
        """From plain data: {travel type: {term: number}} and {name of a grade: number}; what is not given stays as here."""
        given = {kind: Weights(**(vars(TYPES.get(kind, Weights())) | terms)) for kind, terms in types.items()}
        return cls(by_type=TYPES | given, **grades)
