"""The room's models, as one import line for the house."""

from ipraktik.matching.decisions import Decision
from ipraktik.matching.listing import Listed, Ranking
from ipraktik.matching.proposals import Pairing, Proposal
from ipraktik.matching.rounds import Round
from ipraktik.matching.vectors import Vector
from ipraktik.matching.weighing import Trial, Weighing

__all__ = ["Decision", "Listed", "Pairing", "Proposal", "Ranking", "Round", "Trial", "Vector", "Weighing"]
