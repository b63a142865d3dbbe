"""The placements' models, told apart by what they are."""

from ipraktik.placements.agreement import Signature, Version
from ipraktik.placements.placements import Hand, Participant, Placement
from ipraktik.placements.visits import ItineraryItem, Visit

__all__ = ["Hand", "ItineraryItem", "Participant", "Placement", "Signature", "Version", "Visit"]
