"""Calendars read by another library than the one that writes them (vobject; its series by dateutil)."""

import re
from dataclasses import dataclass
from datetime import date, datetime

import vobject


@dataclass(frozen=True)
class Turn:
    """What stands in a calendar on one day: the local hours, or the last day of a whole-day entry (inclusive)."""

    begins: str
    ends: str
    event: object


def read(text):
    """The one calendar of a text; anything that is not lawful is an error."""
    text = text.decode() if isinstance(text, bytes) else text
    (calendar,) = vobject.readComponents(text)
    return calendar


def events(calendar):
    return calendar.contents.get("vevent", [])


def turns(calendar):
    """Every entry, day by day, as a calendar shows it: series unfolded, what is different on a day in its place."""
    changed = {str(each.recurrence_id.value): each for each in events(calendar) if hasattr(each, "recurrence_id")}
    found = []
    for event in events(calendar):
        if not hasattr(event, "recurrence_id"):
            found += [turn(changed.get(str(begins), event), begins) for begins in starts(event)]
    return found


def starts(event):
    first = event.dtstart.value
    if not hasattr(event, "rrule"):
        return [first]
    unfolded = list(event.rruleset)
    if isinstance(first, datetime):
        return [each.replace(tzinfo=first.tzinfo) for each in unfolded]
    return [each.date() for each in unfolded]


def turn(event, begins):
    first, last = event.dtstart.value, event.dtend.value
    if not hasattr(event, "recurrence_id"):
        last, first = begins + (last - first), begins
    return Turn(
        said(first), said(last if isinstance(last, datetime) else date.fromordinal(last.toordinal() - 1)), event
    )


def said(moment):
    return f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else f"{moment:%Y-%m-%d}"


def shown(calendar):
    """[(from, to)] of all that stands there, in order."""
    return sorted((each.begins, each.ends) for each in turns(calendar))


def on(calendar, day):
    """What is said on this day."""
    (found,) = [each.event.description.value for each in turns(calendar) if each.begins.startswith(f"{day:%Y-%m-%d}")]
    return found


def too_long(text):
    """Lines that are longer than a calendar may have (RFC 5545: 75 octets)."""
    return [line for line in re.split("\r\n", text) if len(line.encode()) > 75]
