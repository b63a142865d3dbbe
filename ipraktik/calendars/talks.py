"""The talk before the visit as an invitation: tentative while only one has said yes, then certain; and taken out again."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ipraktik.calendars import words
from ipraktik.calendars.invitations import CHANGED, CLEARED, NEW, Told
from ipraktik.calendars.writing import CANCEL, REQUEST, attendee, made, organizer, written
from ipraktik.preparing.talk import TalkYes, talk_of

LASTS = timedelta(minutes=30)


@dataclass(frozen=True)
class Meeting:
    """The talk, as it is told to one reader."""

    talk: object
    reader: object

    @property
    def uid(self):
        return f"talk-{self.talk.pk}-{self.reader.pk}@{urlsplit(settings.SITE_URL).hostname}"

    @property
    def has_said_yes(self):
        return any(each.participant.person_id == self.reader.pk for each in self.talk.said_yes(TalkYes.TIME))

    def event(self, sequence, status, stamp):
        begins = timezone.localtime(self.talk.begins)
        return {
            "uid": self.uid,
            "sequence": sequence,
            "dtstamp": stamp,
            "dtstart": begins,
            "dtend": begins + LASTS,
            "summary": title(self.talk.placement),
            "location": words.one_line(self.talk.reached_by),
            "description": about(self.talk),
            "url": settings.SITE_URL + page_of(self.talk.placement),
            "status": status,
            "organizer": organizer(),
            "attendee": attendee(self.reader, self.has_said_yes),
        }


def tell(placement, reader, is_known):
    """What a letter about the talk brings a calendar that knows of it, or not yet; None when there is no talk to come."""
    talk = talk_of(placement)
    if not talk.is_coming:
        return None
    if not talk.stands:
        return Told(file(talk, reader, CANCEL, 2, "CANCELLED"), CLEARED)
    status = "CONFIRMED" if talk.is_set else "TENTATIVE"
    return Told(file(talk, reader, REQUEST, int(talk.is_set), status), CHANGED if is_known else NEW)


def file(talk, reader, method, step, status):
    return written(method, [event(talk, reader, step, status, timezone.now())])


def event(talk, reader, step, status, stamp):
    """Each proposal may be settled, and then called off: three numbers for each, and the next has higher ones."""
    return made(Meeting(talk, reader).event(3 * talk.times_proposed + step, status, stamp))


def in_feed(talk, reader, stamp):
    """As it stands in the reader's own feed: what was only proposed and is past does not."""
    if talk.begins is None or not talk.stands or not (talk.is_set or talk.is_coming):
        return []
    return [event(talk, reader, int(talk.is_set), "CONFIRMED" if talk.is_set else "TENTATIVE", stamp)]


def title(placement):
    said = {"intern": placement.wish.intern, "host": placement.offer.workplace.full_name}
    return words.one_line(_("Talk before the visit: %(intern)s and %(host)s") % said)


def about(talk):
    how = f"{talk.get_way_display().capitalize()}: {talk.reached_by}"
    return words.clean(f"{how}\n\n{settings.SITE_URL}{page_of(talk.placement)}")


def page_of(placement):
    return reverse("placement-expectations", args=[placement.pk])
