"""The room's models, as one import line for the house."""

from ipraktik.matching.rounds.decisions import Decision
from ipraktik.matching.rounds.proposals import Pairing, Proposal
from ipraktik.matching.rounds.rounds import Round
from ipraktik.matching.weights.learnt import LearntWeights
from ipraktik.matching.weights.verdicts import Verdict
from ipraktik.matching.weights.weighing import Trial, Weighing
from ipraktik.matching.words.vectors import Vector
from ipraktik.matching.year.listing import Listed, Ranking

__all__ = [
    "Decision",
    "LearntWeights",
    "Listed",
    "Pairing",
    "Proposal",
    "Ranking",
    "Round",
    "Trial",
    "Vector",
    "Verdict",
]
__all__ += ["Weighing"]
