"""All that stands in a person's calendar, as one file: what their feed answers, and what they fetch from a page."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import override

from ipraktik.calendars import homecoming, talks
from ipraktik.calendars.entries import STANDS, entry_for, first_day, for_office, gathered, touched
from ipraktik.calendars.models import Invitation, new_uid
from ipraktik.calendars.writing import PUBLISH, Identity, series, written
from ipraktik.placements.models import Placement
from ipraktik.preparing.cover import homecoming_of
from ipraktik.preparing.talk import THOSE_WHO_MEET
from ipraktik.programme import programme

A_YEAR = timedelta(days=365)
OFTEN_ENOUGH = timedelta(hours=4)


@dataclass(frozen=True)
class File:
    text: str
    changed_at: datetime | None

    @property
    def etag(self):
        return f'"{hashlib.sha256(self.text.encode()).hexdigest()[:32]}"'


def feed_of(person):
    """The visits of the past year, and those to come, with the talks before and after them; in the person's language."""
    since = timezone.localdate() - A_YEAR
    everything = Placement.objects.filter(visit__last_day__gte=since)
    mine = list(gathered(everything.filter(participants__person=person).distinct()))
    own = [(placements, entry_for(person, placements)) for placements in by_visit(mine)]
    if person.is_coordinator:
        known = {placements[0].visit_id for placements, entry in own if entry}
        others = gathered(everything.filter(state__in=STANDS).exclude(visit__in=known))
        own += [(placements, first_day(placements)) for placements in by_visit(others)]
    with override(language_of(person)):
        more = [(touch_of(each), event) for each in with_talks(person, since) for event in talks_of(each, person)]
        return file([(placements, entry) for placements, entry in own if entry], person, head(), more)


def with_talks(person, since):
    """The person's placements that have a talk; also where no days are agreed yet."""
    recent = Q(expectations_talk__begins__date__gte=since) | Q(homecoming__starts_at__date__gte=since)
    found = touched(Placement.objects.filter(recent, participants__person=person).distinct().for_page().order_by("pk"))
    return found.select_related("expectations_talk", "homecoming").prefetch_related(
        "participants__person", "expectations_talk__answers__participant"
    )


def talks_of(placement, person):
    """The talks of the placement that this person takes part in."""
    stamp, found = touch_of(placement), []
    first, home = getattr(placement, "expectations_talk", None), homecoming_of(placement)
    if first and placement.parties_of(person) & THOSE_WHO_MEET:
        found += talks.in_feed(first, person, stamp)
    if home and person in homecoming.everyone(placement):
        found += homecoming.in_feed(placement, home, person, stamp)
    return found


def touch_of(placement):
    return placement.touched or placement.created_at


def head():
    name = str(programme().name)
    return {"name": name, "x-wr-calname": name, "refresh-interval": OFTEN_ENOUGH, "x-published-ttl": "PT4H"}


def language_of(person):
    spoken = programme().languages
    return person.language if person.language in spoken else spoken[0]


def of_visit(person, placements):
    """One visit, for who has its page before them; None where there is nothing to put in a calendar."""
    shown = list(gathered(placements))
    entry = entry_for(person, shown) if shown else None
    if shown and not entry and person.is_coordinator:
        entry = for_office(shown)
    return file([(shown, entry)], person) if entry else None


def by_visit(placements):
    return [list(group) for _visit, group in groupby(placements, key=lambda each: each.visit_id)]


def file(entries, person, about=None, more=()):
    """With `more`, [(when it was last touched, event), …].

    Reading it again without anything having changed gives the same, to the letter.
    """
    visits = [placements[0].visit_id for placements, _entry in entries]
    known = {each.visit_id: each for each in Invitation.objects.filter(visit__in=visits, person=person)}
    events, newest = [], None
    for placements, entry in entries:
        stamp = max(map(touch_of, placements))
        newest = max(filter(None, (newest, stamp)))
        events += series(entry, identity(known.get(placements[0].visit_id), placements[0].visit, person, stamp))
    newest = max(filter(None, (newest, *(stamp for stamp, _event in more))), default=None)
    return File(written(PUBLISH, [*events, *(event for _stamp, event in more)], **about or {}), newest)


def identity(invitation, visit, person, stamp):
    if invitation is None:
        return Identity(new_uid(visit, person), 0, stamp)
    return Identity(invitation.uid, invitation.sequence, stamp)
