"""Why a round suggested these two to each other, said to each of them on the suggestion's own page."""

from ipraktik.matching.rounds.proposals import Pairing
from ipraktik.matching.words.phrasing import AGAINST, said
from ipraktik.matching.words.phrasing_to import said_to_host, said_to_intern
from ipraktik.people.parties import COORDINATOR, HOST, INTERN

LEFT_OUT = ("days", "near", *AGAINST)  # the page tells of days and distance itself, and asks why, not why not
SENTENCES = 3


def why_suggested(placement, party):
    """The sentences, what says most first; none for the sender, or where no round made the suggestion."""
    pairing = Pairing.objects.filter(placement=placement).order_by("-pk").first()
    if pairing is None or party not in READERS:
        return []
    reasons = [each for each in pairing.reasons if each[0] not in LEFT_OUT]
    told = (READERS[party](placement, *each) for each in reasons)
    return [sentence for sentence in told if sentence][:SENTENCES]


def to_host(placement, key, facts):
    wish = placement.wish
    return said_to_host(key, facts, " ".join([wish.why, *wish.workplace.work_area_names]))


READERS = {
    INTERN: lambda placement, key, facts: said_to_intern(key, facts),
    HOST: to_host,
    COORDINATOR: lambda placement, key, facts: said(key, facts),
}
