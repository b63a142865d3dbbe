"""The directory's models, told apart by what they are."""

from ipraktik.directory.consents import Consent
from ipraktik.directory.offer_parts import OfferPeriod, OfferPerson, SavedOffer
from ipraktik.directory.offers import Offer
from ipraktik.directory.wish_parts import NamedHost, Period, TravelGroup
from ipraktik.directory.wishes import Wish

__all__ = [
    "Consent", "NamedHost", "Offer", "OfferPeriod", "OfferPerson", "Period", "SavedOffer", "TravelGroup", "Wish",
]  # fmt: skip
