"""Entries as iCalendar (RFC 5545): one series for each visit and reader, in the programme's time zone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress

from ipraktik.calendars import words
from ipraktik.programme import programme

A_DAY = timedelta(days=1)
A_YEAR = timedelta(days=366)
REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"


@dataclass(frozen=True)
class Identity:
    """Which entry it is, and which version of it; `person` is who is invited, and nobody in what one fetches oneself."""

    uid: str
    sequence: int
    stamp: datetime
    person: object = None


def invitation(entry, identity):
    return written(REQUEST, series(entry, identity))


def cancellation(entry, identity):
    """The whole series goes: one word about it suffices."""
    event = common(entry, identity, entry.days[0]) | {"status": "CANCELLED", "summary": words.cancelled(entry.place)}
    return written(CANCEL, [made(event | times(entry, entry.days[0]) | repeated(entry))])


def written(method, events, **about):
    """A calendar as text, with each time zone that it uses."""
    calendar = Calendar()
    head = {"version": "2.0", "prodid": f"-//Ipraktik//{programme().key}//EN", "calscale": "GREGORIAN"}
    for name, value in (head | {"method": method} | about).items():
        calendar.add(name, value)
    for event in events:
        calendar.add_component(event)
    add_time_zones(calendar, events)
    return calendar.to_ical().decode()


def add_time_zones(calendar, events):
    """The years around what stands in it: the library's own span would be four kB of old summers."""
    days = [as_date(event["dtstart"].dt) for event in events]
    if days:
        calendar.add_missing_timezones(first_date=min(days) - A_YEAR, last_date=max(days) + A_YEAR)


def as_date(moment):
    return moment.date() if isinstance(moment, datetime) else moment


def series(entry, identity):
    """The first day, repeated; then each other day by itself, for what is different on it."""
    first, *others = entry.days
    if entry.is_span:
        return [made(common(entry, identity, first) | times(entry, first))]
    return [
        made(common(entry, identity, first) | times(entry, first) | repeated(entry)),
        *(made(common(entry, identity, day) | times(entry, day) | instead_of(entry, day)) for day in others),
    ]


def made(values):
    event = Event()
    for name, value in values.items():
        event.add(name, value)
    return event


def common(entry, identity, day):
    return {
        "uid": identity.uid,
        "sequence": identity.sequence,
        "dtstamp": identity.stamp,
        "summary": words.title(entry),
        "location": words.location(entry),
        "description": words.about(entry, day),
        "url": settings.SITE_URL + entry.page,
        "status": "CONFIRMED" if entry.is_agreed else "TENTATIVE",
        "transp": "OPAQUE" if entry.is_busy else "TRANSPARENT",
        "organizer": organizer(),
        **({"attendee": attendee(identity.person, entry.has_signed)} if identity.person else {}),
    }


def organizer():
    return address(programme().office.email, str(programme().office.name))


def attendee(person, has_signed=False):
    """Who has signed need not answer once more; nobody's answer is waited for."""
    who = address(person.email, str(person))
    who.params |= {"ROLE": "REQ-PARTICIPANT", "RSVP": "FALSE", "CUTYPE": "INDIVIDUAL"}
    who.params["PARTSTAT"] = "ACCEPTED" if has_signed else "NEEDS-ACTION"
    return who


def address(email, name):
    who = vCalAddress(f"mailto:{email}")
    who.params["CN"] = words.one_line(name).replace('"', "'")
    return who


def times(entry, day):
    if not entry.has_hours:
        last = entry.days[-1] if entry.is_span else day
        return {"dtstart": day.date, "dtend": last.date + A_DAY}
    begins, ends = day.hours
    return {"dtstart": at(day.date, begins), "dtend": at(day.date, ends)}


def at(day, clock):
    return datetime.combine(day, clock, ZoneInfo(programme().timezone))


def repeated(entry):
    """Every day from the first to the last, but for those between that are not part of the visit."""
    first, last = entry.days[0].date, entry.days[-1].date
    if first == last or entry.is_span:
        return {}
    span = [first + n * A_DAY for n in range((last - first).days + 1)]
    free = [each for each in span if each not in {day.date for day in entry.days}]
    return {"rrule": {"freq": "DAILY", "count": len(span)}} | (
        {"exdate": [turn(entry, d) for d in free]} if free else {}
    )


def instead_of(entry, day):
    return {"recurrence-id": turn(entry, day.date)}


def turn(entry, day):
    """When the series itself would begin on this day."""
    return at(day, entry.days[0].hours[0]) if entry.has_hours else day
