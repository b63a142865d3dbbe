"""Who seeks and who receives all year, as the engine reads them: an offer with the seats it has now, and who goes together."""

from dataclasses import replace

from ipraktik.directory import lifecycle
from ipraktik.directory.models import Offer, Wish
from ipraktik.matching.words import reading
from ipraktik.programme import programme

AT_A_TIME = 500  # of a thousand numbers SQLite takes no more


def hosts(numbers=None):
    """[Host, …] of the published offers, or of those among these numbers."""
    return [host(offer) for offer in in_parts(receiving().with_seats().for_page(), numbers)]


def receiving():
    keys = [key for key, sector in programme().sectors.items() if sector.may_host]
    return Offer.objects.filter(state=lifecycle.PUBLISHED, workplace__organisation__sector__in=keys)


def host(offer):
    """As fitting.py counts: a seat somebody is asked about is still a seat, until too many are asked."""
    asked_by_many = offer.asking >= offer.seats * programme().rules.open_requests_per_seat
    return replace(reading.host(offer), seats=0 if asked_by_many else max(0, offer.seats_left))


def wishes(numbers=None):
    """The open wishes with all that `interns` reads, or those among these numbers."""
    found = sending().select_related("intern", "manager", "workplace__organisation", "group")
    return in_parts(found.prefetch_related("periods", "placements", "group__wishes"), numbers)


def sending():
    keys = [key for key, sector in programme().sectors.items() if sector.may_send]
    return Wish.objects.open().filter(workplace__organisation__sector__in=keys)


def in_parts(rows, numbers):
    if numbers is None:
        return list(rows)
    numbers = sorted(numbers)
    parts = (numbers[first : first + AT_A_TIME] for first in range(0, len(numbers), AT_A_TIME))
    return [row for part in parts for row in rows.filter(pk__in=part)]


def who_goes(wishes):
    """{key: [wish, …]}: each by itself, and together those who go together or not at all; the newest first."""
    found = {}
    for wish in sorted(wishes, key=lambda wish: -wish.pk):
        found.setdefault(
            key_of(wish.pk, wish.group_id if wish.group and wish.group.together_only else None), []
        ).append(wish)
    return found


def key_of(wish, group):
    return f"group {group}" if group else f"wish {wish}"


def intern(wish):
    """A host that the intern has in mind is one among the others here: the desk shows what else there is."""
    return replace(reading.intern(wish, alone=True), named_host="")


def question(shelf, interns, size):
    """The engine's Question of those who go together, `size` of them with those who have not sent their wish yet. What is
    searched for takes no heed of limits on sector and region, so that what only a limit stops is scored as the others."""
    asked = shelf.ask(*interns)
    free = shelf.ask(*(replace(each, sectors=(), regions=()) for each in interns))
    sizes = asked.party.size * 0 + size
    slots = tuple(replace(each, size=each.size * 0 + size) for each in asked.party.slots)
    return replace(asked, asked=free.asked, party=replace(asked.party, size=sizes, slots=slots))
