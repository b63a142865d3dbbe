"""From the outbox to letters: one letter for each event, reader and key; the row goes in the same transaction."""

import logging
import time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from ipraktik.calendars import homecoming, invitations, talks
from ipraktik.history.models import Outbox
from ipraktik.kit.trouble import described
from ipraktik.notices.models import Letter
from ipraktik.notices.notice import FIRST_TALK, ONLY, TALK
from ipraktik.notices.readers import COLLEAGUE, addressed, link_for, readers_of
from ipraktik.notices.table import notices_of
from ipraktik.notices.values import values, why
from ipraktik.people.parties import COORDINATOR
from ipraktik.programme import programme
from ipraktik.programme.letters import render

logger = logging.getLogger(__name__)
REST_OF_THE_SICK = 600  # seconds until an event that could not be told is tried again


class Maker:
    """Turns what waits in the outbox into letters. What cannot be told stays there, and the others pass it by."""

    def __init__(self):
        self.sick = {}

    def make_all(self, stop=None):
        made = 0
        while not (stop and stop.is_set()) and self.make_next():
            made += 1
        return made

    def make_next(self):
        """Whether there was a row to take."""
        now = time.monotonic()
        self.sick = {pk: until for pk, until in self.sick.items() if until > now}
        with transaction.atomic():
            waiting = Outbox.objects.select_for_update(skip_locked=True).exclude(pk__in=self.sick).order_by("pk")
            row = waiting.first()
            if row is None:
                return False
            self.make(row, now)
        return True

    def make(self, row, now):
        try:
            with transaction.atomic():
                tell(row.event)
                row.delete()
        except Exception as trouble:  # a mistake about one event must not silence all others
            logger.error("event %s could not be told", row.event_id, extra=described(trouble))
            self.sick[row.pk] = now + REST_OF_THE_SICK


def tell(event):
    for notice in notices_of(event):
        for party, person in readers_of(event, notice):
            if notice.still(event, person):
                enclose(write(event, notice, party, person), notice)


def write(event, notice, party, person):
    key, language = notice.letter, language_of(person)
    with override(language):
        said = render(programme().letters[key], language, **values(event, party, person))
        about = {
            "language": language, "subject": said.subject[:200], "body": said.body, "button": said.button[:120],
            "why_you": why(party, about_what(event))[:300], "next_try_at": timezone.now() + notice.pause,
        }  # fmt: skip
    reader, address = addressed(person)
    letter = {"event": event, "reader": reader, "address": address, "key": key}
    return Letter.objects.get_or_create(**letter, defaults=about | leads_to(event, party, person))[0]


def about_what(event):
    return "depicted" if "depicted" in event.facts else event.kind


def enclose(letter, notice):
    """What the reader's calendar has not heard yet goes along, and the letter says so in a line."""
    if not notice.calendar or letter.reader is None or letter.calendar:
        return
    with override(letter.language):
        told = news_for(letter, notice)
        sentence = str(told.sentence) if told else ""
    if told:
        letter.calendar, letter.body = told.calendar, f"{letter.body.rstrip()}\n\n{sentence}"
        letter.save(update_fields=["calendar", "body"])
    elif notice.calendar == ONLY:
        letter.delete()


def news_for(letter, notice):
    placement, reader = letter.event.placement, letter.reader
    if notice.calendar == TALK:
        return homecoming.tell(placement, reader)
    if notice.calendar == FIRST_TALK:
        return talks.tell(placement, reader, Letter.objects.of_first_talk(placement, reader).exists())
    return invitations.tell(placement.visit, reader)


def leads_to(event, party, person):
    """A link of one's own; the office, and coordinators who take part, sign in with their second factor instead."""
    if party == COORDINATOR or person.is_coordinator:
        return {"page": event.subject.get_absolute_url()}
    if party == COLLEAGUE:
        return {"link_kind": COLLEAGUE, "link_target": person.pk}
    kind, target = link_for(event, party)
    return {"link_kind": kind, "link_target": target}


def language_of(person):
    spoken = programme().languages
    return person.language if person and person.language in spoken else spoken[0]
