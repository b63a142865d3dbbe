"""Colleagues who are named in an agreed itinerary hear when and why: once, and again when their times change.

Only what stays the same from one look to the next is told: nobody is written to while somebody is still correcting. So
a colleague gets one letter, however many rows were changed, and however many interns' agreements were signed.
"""

import hashlib
import json

from django.db import transaction
from django.utils import timezone
from django.utils.formats import time_format

from ipraktik.itinerary.models import Colleague
from ipraktik.kit.days import say_weekday
from ipraktik.placements.models import Visit

NOTHING = "nothing"


def tell_colleagues():
    """By the clock."""
    for visit in visits_ahead():
        with transaction.atomic():
            look_at(visit)


def visits_ahead():
    """Those not yet over, in which colleagues with an address are named."""
    ahead = Visit.objects.filter(last_day__gte=timezone.localdate(), colleagues__email__gt="").distinct()
    return ahead.prefetch_related("placements__participants__person", "placements__wish__intern").order_by("pk")


def look_at(visit):
    parties = {each.person.email for placement in visit.placements.all() for each in placement.participants.all()}
    for colleague in visit.colleagues.select_for_update().exclude(email="").exclude(email__in=parties):
        digest = digest_of(rows_of(colleague, visit))
        if is_settled(colleague, digest):
            say(visit, colleague, digest)


def rows_of(colleague, visit=None):
    """Their rows that are agreed, in order."""
    agreed = {each.pk for each in (visit or colleague.visit).placements.all() if each.state == "agreed"}
    rows = colleague.items.all() if agreed else []
    return [row for row in rows if row.placement_id in {None, *agreed}]


def digest_of(rows):
    """Of what they are told; nothing for nothing."""
    told = [[str(each) for each in (row.day, row.starts, row.ends, row.what, row.where, row.kind)] for row in rows]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest() if told else ""


def is_settled(colleague, digest):
    """Notes what is new; says yes when it was just as new the last time."""
    is_new = digest != colleague.told
    seen, colleague.noticed = colleague.noticed, (digest or NOTHING) if is_new else ""
    if colleague.noticed != seen:
        colleague.save(update_fields=["noticed"])
    return is_new and colleague.noticed == seen


def say(visit, colleague, digest):
    """Other times are a new question: an earlier “I cannot” was about the times before."""
    colleague.told, colleague.noticed, colleague.cannot = digest, "", "" if digest else colleague.cannot
    colleague.save(update_fields=["told", "noticed", "cannot"])
    placement = told_about(visit)
    name = "tell-colleague" if digest else "release-colleague"
    placement.record(name, colleague=colleague.pk, seen=digest[:16])


def told_about(visit):
    """The placement in whose history it stands: the first that is agreed, else the first."""
    return min(visit.placements.all(), key=lambda each: (each.state != "agreed", each.pk))


def answer(colleague, cannot):
    """They cannot, or are not the right one: the contact person hears, once for each answer."""
    with transaction.atomic():
        mine = Colleague.objects.select_for_update().get(pk=colleague.pk)
        if mine.cannot == cannot:
            return
        mine.cannot = cannot
        mine.save(update_fields=["cannot"])
        placement = told_about(mine.visit)
        contact = mine.visit.contact_id
        placement.record("colleague-cannot", colleague=mine.pk, people=[contact] if contact else [])


def interns_in(rows, visit):
    """Whom they meet: by the rows, each intern once."""
    whose = {row.placement_id for row in rows}
    agreed = [each for each in visit.placements.select_related("wish__intern").order_by("pk") if each.state == "agreed"]
    return [str(each.wish.intern) for each in agreed if None in whose or each.pk in whose]


def in_words(row):
    """“Monday 23 November, 9:00–10:00: Morning meeting, room 2”."""
    hours = "–".join(time_format(clock) for clock in (row.starts, row.ends) if clock)
    when = ", ".join(filter(None, (say_weekday(row.day), hours)))
    return f"{when}: {', '.join(filter(None, (row.what, row.where)))}"
