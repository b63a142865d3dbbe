"""A signatory who seems to have left: said beside the missing signature, with the one thing to do about it."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ipraktik.people.bounces import bouncing
from ipraktik.people.models import Person
from ipraktik.people.parties import HOST, SENDER
from ipraktik.placements.participants import Participant

NO_LONGER_THERE = _("%(who)s no longer works at %(workplace)s, as far as we know.")
UNREACHABLE = _("Letters to %(who)s come back. Perhaps %(who)s has left.")
WAYS = {SENDER: _("Hand over to the right manager"), HOST: _("Let %(reserve)s take over")}
ANOTHER = _("Name somebody else to sign")


@dataclass(frozen=True)
class Gone:
    """Why we think so, and what this reader may do; without an address it is not theirs to do."""

    sentence: str
    label: str = ""
    url: str = ""


def workplace_of(placement, party):
    """Where who signs for this party works; None for the intern, whom nobody can stand in for."""
    return {SENDER: placement.wish.workplace, HOST: placement.offer.workplace}.get(party)


def has_left(placement, participant):
    """Somebody who signs for a workplace, and whom we cannot reach there any more."""
    workplace = workplace_of(placement, participant.party)
    person = participant.person
    return workplace is not None and (person.bounces or person.has_left(workplace))


def gone(placement, participant, reader):
    """What to say beside their missing signature, or None."""
    if not has_left(placement, participant):
        return None
    workplace = workplace_of(placement, participant.party)
    said = NO_LONGER_THERE if participant.person.has_left(workplace) else UNREACHABLE
    sentence = str(said) % {"who": participant.person, "workplace": workplace}
    return Gone(sentence, *(way(placement, participant, reader) or ()))


def way(placement, participant, reader):
    """(label, address) of the one thing to do; None where this reader may not, or has nobody to hand over to."""
    party, right = participant.party, "second" if participant.second else "hand-over"
    if not (reader.is_coordinator or party in placement.parties_of(reader)) or not placement.may(reader, right):
        return None
    if right == "hand-over" and party == HOST and not placement.visit.has_contact_and_reserve:
        return _("Name contact person and reserve"), reverse("placement-practical", args=[placement.pk])
    label = ANOTHER if participant.second else WAYS[party] % {"reserve": placement.visit.reserve}
    return label, reverse(f"placement-{right}", args=[placement.pk, party])


def without_a_hand(placements):
    """Numbers of those being prepared that wait for the signature of somebody who has left.

    Few have: only the placements that such a one has a part in are read as a whole.
    """
    gone = Q(is_active=False) | Q(pk__in=bouncing(Person.objects.all())) | Q(memberships__ended__isnull=False)
    theirs = Participant.objects.filter(placement=OuterRef("pk"), person__in=Person.objects.filter(gone).order_by())
    found = placements.filter(Exists(theirs))
    return [each.pk for each in found if any(has_left(each, seat) for seat in awaited(each))]


def awaited(placement):
    waited_for = placement.waited_for
    return [seat for seat in placement.participants.all() if seat.pk in waited_for]
