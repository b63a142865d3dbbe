"""The placements' models, told apart by what they are."""

from ipraktik.agreements.models import Scan, Signature, Version
from ipraktik.placements.conversation import Message
from ipraktik.placements.goals import Goal
from ipraktik.placements.items import ItineraryItem
from ipraktik.placements.participants import Hand, Participant
from ipraktik.placements.placements import Placement
from ipraktik.placements.visits import Visit

__all__ = [
    "Goal",
    "Hand",
    "ItineraryItem",
    "Message",
    "Participant",
    "Placement",
    "Scan",
    "Signature",
    "Version",
    "Visit",
]
