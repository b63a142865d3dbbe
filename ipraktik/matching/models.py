"""The room's models, as one import line for the house."""

from ipraktik.matching.decisions import Decision
from ipraktik.matching.proposals import Pairing, Proposal
from ipraktik.matching.rounds import Round
from ipraktik.matching.vectors import Vector

__all__ = ["Decision", "Pairing", "Proposal", "Round", "Vector"]
