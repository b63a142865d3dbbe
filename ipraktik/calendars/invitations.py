"""What a person's calendar is to be told about a visit, and what it has been told."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.calendars.entries import Entry, bare_days, entry_for, gathered, place
from ipraktik.calendars.models import Invitation
from ipraktik.calendars.writing import Identity, cancellation, invitation
from ipraktik.people.parties import INTERN
from ipraktik.placements.models import Placement, Visit

NEW = _("An invitation for your calendar is attached.")
CHANGED = _("An update for your calendar is attached.")
UNSURE = _("An update for your calendar is attached: the days are no longer certain.")
CLEARED = _("A cancellation for your calendar is attached.")
LOOK_BACK = timedelta(days=60)


@dataclass(frozen=True)
class Told:
    """What goes with a letter: the calendar as text, and the line that says so."""

    calendar: str
    sentence: str


def wanted(visit, person):
    """What ought to stand in this person's calendar; None for nothing."""
    return entry_for(person, list(gathered(Placement.objects.filter(visit=visit))))


def news(known, entry):
    """Whether the calendar must be told this. One that has never heard of the visit hears of it when it is agreed."""
    if entry is None:
        return bool(known.digest)
    is_over = entry.days[-1].date < timezone.localdate()
    is_first = not known.digest
    return not is_over and (entry.is_agreed or not is_first) and entry.digest(known.person.email) != known.digest


def tell(visit, person):
    """What a letter to this person brings their calendar now, and keeps that it was told; None when all is known."""
    entry, known = wanted(visit, person), Invitation.objects.of(visit, person)
    if not news(known, entry):
        return None
    was_there = bool(known.digest)
    identity = Identity(known.uid, known.tell(entry.digest(person.email) if entry else ""), timezone.now(), person)
    if entry is None:
        return Told(cancellation(last_words(visit), identity), CLEARED)
    return Told(invitation(entry, identity), sentence(entry, was_there))


def sentence(entry, was_there):
    if not entry.is_agreed:
        return UNSURE
    return CHANGED if was_there else NEW


def last_words(visit):
    """Days and place, and nothing else: it is about to disappear."""
    one = Placement.objects.filter(visit=visit).for_page().first()
    return Entry(party=INTERN, is_agreed=False, days=bare_days(one), **place([one]))


@dataclass(frozen=True)
class Look:
    """A visit, what of it is in the calendar of some, and what ought to be."""

    visit: Visit
    placements: list
    known: list


def looks():
    """At each visit of which something stands in somebody's calendar, and that is not long over."""
    since = timezone.localdate() - LOOK_BACK
    visits = list(Visit.objects.filter(last_day__gte=since, invitations__digest__gt="").distinct().order_by("pk"))
    placements = by_visit(gathered(Placement.objects.filter(visit__in=visits)))
    known = by_visit(Invitation.objects.filter(visit__in=visits).select_related("person"))
    return [Look(visit, placements[visit.pk], known[visit.pk]) for visit in visits]


def by_visit(things):
    found = defaultdict(list)
    for thing in things:
        found[thing.visit_id].append(thing)
    return found


def is_quiet(look):
    """Is every calendar of the visit as it ought to be, with nothing noticed that waits for the next look?"""
    return not any(row.noticed or news(row, entry) for row, entry in compared(look))


def compared(look):
    """(what somebody's calendar has been told, what ought to stand there) of everybody concerned."""
    known = {each.person_id: each for each in look.known}
    for person in concerned(look):
        row = known.get(person.pk) or Invitation(visit=look.visit, person=person)
        yield row, entry_for(person, look.placements)


def untold(look):
    """(people to tell of a change, people to clear): what has changed without a letter that said so.

    Only what stays the same from one look to the next: nobody is written to while somebody is still correcting.
    """
    changed, cleared = [], []
    for row, entry in compared(look):
        if is_settled(row, entry):
            (changed if entry else cleared).append(row.person_id)
    return changed, cleared


def concerned(look):
    there = {each.person for placement in look.placements for each in placement.participants.all()}
    everyone = there | {row.person for row in look.known}
    return sorted((person for person in everyone if person.is_active), key=lambda person: person.pk)


def is_settled(row, entry):
    """Notes what is new; says yes when it was just as new the last time. What is told then is waited for anew."""
    digest = entry.digest(row.person.email) if entry else "nothing"
    is_new = news(row, entry)
    noticed = digest if is_new and row.noticed != digest else ""
    if noticed != row.noticed:
        Invitation.objects.note(row.visit, row.person, noticed)
    return is_new and row.noticed == digest
