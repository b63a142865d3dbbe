"""Reminds of the daily talk: at the end of each day of an agreed visit, or on the morning it was put off to."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ipraktik.notices.each import do_each
from ipraktik.notices.models import Reminded
from ipraktik.placements import lifecycle
from ipraktik.placements.models import Participant, Visit
from ipraktik.programme import programme
from ipraktik.programme.rules import BY_DAY
from ipraktik.reflections.talks import BOTH, TalkSnooze, unanswered

A_DAY = timedelta(days=1)


def remind_of_talks():
    """May be run at any time, often: it asks nobody in the night, and nobody twice."""
    now = timezone.localtime()
    if not BY_DAY[0] <= now.time() < BY_DAY[1]:
        return
    do_each(put_off_until(now), lambda each: ask(each.visit, each.person, each.day, "put-off"))
    if now.time() >= programme().rules.talk_reminder_at:
        do_each(going_on(now.date()), lambda visit: remind_at(visit, now))


def put_off_until(now):
    """Those whose morning has come; one that nothing ran on is not made up for."""
    found = TalkSnooze.objects.filter(until__lte=now).select_related("visit", "person").order_by("pk")
    return [each for each in found.filter(until__gt=now - A_DAY) if each.is_up(now)]


def going_on(day):
    """Agreed visits of which this is a day."""
    visits = Visit.objects.filter(first_day__lte=day, last_day__gte=day, placements__state=lifecycle.AGREED)
    return [visit for visit in visits.distinct().order_by("pk") if day in visit.days]


def remind_at(visit, now):
    quiet = {each.person_id for each in visit.talk_snoozes.all() if each.is_silent(now)}
    for person in speakers(visit):
        if person.pk not in quiet:
            ask(visit, person, now.date())


def speakers(visit):
    """Each intern, and who signs for the host: each once, however many placements the visit has."""
    seats = Participant.objects.filter(
        placement__visit=visit, placement__state=lifecycle.AGREED, party__in=BOTH, signs=True, second=False
    )
    return list({each.person_id: each.person for each in seats.select_related("person").order_by("pk")}.values())


def ask(visit, person, day, when="evening"):
    """One letter a person and day, about the first of the visit's placements where their answer is missing."""
    placement = unanswered(visit, person, day).first()
    if placement is None:
        return
    with transaction.atomic():
        rung = f"talk {when} {day}"
        if Reminded.objects.get_or_create(kind="visit", target=visit.pk, rung=rung, person=person)[1]:
            placement.record("ask-talk", people=[person.pk], day=day.isoformat())
