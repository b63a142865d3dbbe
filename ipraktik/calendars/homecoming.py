"""The talk after the visit as an invitation: to the intern and the manager by mail, and as a file for their colleagues."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ipraktik.calendars import words
from ipraktik.calendars.invitations import CHANGED, CLEARED, NEW, Told
from ipraktik.calendars.writing import CANCEL, PUBLISH, REQUEST, attendee, made, organizer, written
from ipraktik.preparing.cover import at_home, homecoming_of

TITLE = gettext_lazy("What %(intern)s brings home")


def tell(placement, person):
    """What a letter about the talk brings the reader's calendar: it, its new hour, or that it is off."""
    talk = homecoming_of(placement)
    if talk is None:
        return None
    if not talk.stands:
        return Told(calendar(placement, talk, CANCEL, [person], talk.times_told), CLEARED)
    sentence = NEW if talk.times_told <= 1 else CHANGED
    return Told(calendar(placement, talk, REQUEST, everyone(placement)), sentence)


def everyone(placement):
    return [each.person for each in at_home(placement)]


def file(placement):
    """To send on to colleagues; nobody is invited in it. None where there is no talk, or none any more."""
    talk = homecoming_of(placement)
    return calendar(placement, talk, PUBLISH, []) if talk and talk.stands else None


def calendar(placement, talk, method, people, sequence=None):
    """`sequence` is higher than the last one told when the talk is off."""
    number = talk.times_told - 1 if sequence is None else sequence
    return written(method, [event(placement, talk, method, people, max(number, 0), timezone.now())])


def in_feed(placement, talk, reader, stamp):
    """As it stands in the reader's own feed."""
    return [event(placement, talk, REQUEST, [reader], max(talk.times_told - 1, 0), stamp)] if talk.stands else []


def event(placement, talk, method, people, sequence, stamp):
    event = made(
        {
            "uid": f"homecoming-{placement.pk}@{urlsplit(settings.SITE_URL).hostname}",
            "sequence": sequence,
            "dtstamp": stamp,
            "dtstart": local(talk.starts_at),
            "dtend": local(talk.ends_at),
            "summary": words.one_line(TITLE % {"intern": placement.wish.intern}),
            "location": words.one_line(talk.where),
            "description": about(placement, method),
            "status": "CANCELLED" if method == CANCEL else "CONFIRMED",
            "organizer": organizer(),
        }
    )
    for person in people:
        event.add("attendee", attendee(person))
    return event


def local(moment):
    return timezone.localtime(moment)


def about(placement, method):
    """A colleague who gets the file has no page to see."""
    said = _("A talk about what the visit showed, and what we do with it.")
    if method == PUBLISH:
        return said
    page = settings.SITE_URL + reverse("placement-cover", args=[placement.pk])
    return f"{said}\n\n{_('All about it: %(address)s') % {'address': page}}"
