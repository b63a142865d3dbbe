"""“Ja” or “nej” as the first line of an answer to a suggestion. In doubt nothing happens but a letter that asks."""

import re
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from ipraktik.kit.lifecycle import NotYet
from ipraktik.notices.rungs import rungs
from ipraktik.placements import lifecycle
from ipraktik.replies.models import Kind

WORDS = {"ja": "accept", "yes": "accept", "ja tak": "accept", "yes please": "accept", "nej": "decline", "no": "decline",
         "nej tak": "decline", "no thanks": "decline", "no thank you": "decline"}  # fmt: skip
DOUBT = "doubt"  # the event that asks for a letter
ASKS = {"suggest", "accept-hand", "remind", "reminder", DOUBT}  # events whose letters put the question
PATIENCE = timedelta(minutes=10)
MOST_A_DAY = 3
LONGEST_REASON = 2000


def answer_in(text):
    """(move, rest): the answer that the first line is, and what else was written; ("", text) where it is none."""
    first, _newline, rest = text.strip().partition("\n")
    said = " ".join(re.sub(r"[^\w\s]", " ", first).lower().split())
    return (WORDS[said], rest.strip()) if said in WORDS else ("", text)


def puts_the_question(letter):
    event = letter.event
    if event.name == "remind":
        return event.facts.get("move") == "accept"
    if event.name == "reminder":
        rung = rungs().get(event.facts.get("rung"))
        return rung is not None and rung.state == lifecycle.SUGGESTED
    return event.name in ASKS


def is_waited_for(placement, person):
    waits = placement.state == lifecycle.SUGGESTED
    return waits and any(each.person_id == person.pk for each in placement.missing_people("accept"))


def act_on(placement, person, move, rest):
    """The kind of arrival that the answer makes, or None where it is in doubt."""
    if not is_waited_for(placement, person) or (move == "accept") is bool(rest):
        return None
    try:
        with transaction.atomic():
            placement.perform(move, by=person, reason=rest[:LONGEST_REASON])
    except (NotYet, PermissionDenied):
        return None
    return Kind.ACCEPTED if move == "accept" else Kind.DECLINED


def ask(placement, person):
    """A letter with a personal link to the page where they say it; not one for each mail of a quarrel."""
    now = timezone.now()
    today = placement.events.filter(name=DOUBT, at__gt=now - timedelta(days=1))
    asked = [event.at for event in today if person.pk in event.facts["people"]]
    if len(asked) < MOST_A_DAY and not any(at > now - PATIENCE for at in asked):
        placement.record("doubt", people=[person.pk])
