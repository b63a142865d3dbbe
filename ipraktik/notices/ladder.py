"""Climbs the ladder: silence is met by a letter, then another, then by the office. Each rung once for each thing.

After days in which nothing ran, only the latest rung that is due is climbed; those below it are taken as climbed. The
event names the rung; who reads it, and whether it still matters, is asked when the letter is made.
"""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Prefetch, Subquery
from django.utils import timezone

from ipraktik.directory.models import Consent, Offer, Wish
from ipraktik.history.models import Event
from ipraktik.kit.calendar import working_days_after, working_days_before
from ipraktik.notices.each import do_each
from ipraktik.notices.models import Reminded
from ipraktik.notices.rungs import ladders
from ipraktik.people.parties import COORDINATOR
from ipraktik.placements.models import Participant, Placement
from ipraktik.programme import programme
from ipraktik.reflections.models import Evaluation, Pulse
from ipraktik.reflections.months import months_after

TOO_LATE = timedelta(days=30)  # nobody is asked about a visit so long gone


def climb(today=None):
    climbed = set(Reminded.objects.filter(person=None).values_list("kind", "target", "rung"))
    do_each(ladders(), partial(climb_one, today=today or timezone.localdate(), climbed=climbed))


def climb_one(ladder, today, climbed):
    waiting = WAITING[ladder[0].subject](ladder[0].state, ladder[0].party)
    do_each(waiting, lambda each: each.climb(ladder, today, climbed))


class Waiting:
    """Something that waits for a party: since when, until when, and what tells one waiting from the next."""

    def __init__(self, subject, since, *, begins=None, mark="", ends=None, **facts):
        self.subject, self.since, self.begins, self.ends = subject, since, begins, ends
        self.mark = mark or f"{since}"
        self.facts = facts

    def climb(self, ladder, today, climbed):
        """`climbed`: what had been climbed when we began, so that who has heard costs no question to the database."""
        due = [rung for rung in ladder if self.day_of(rung) and self.day_of(rung) <= today]
        if not due or (self.ends and today >= self.ends):
            return
        latest = max(due, key=self.day_of)
        if tuple(self.place_of(latest).values()) in climbed:
            return
        with transaction.atomic():
            fresh = {rung.key for rung in due if self.tick_off(rung)}
            if latest.key in fresh:
                self.subject.record("reminder", rung=latest.key, **self.facts)

    def day_of(self, rung):
        """The day on which a rung is due; None where its day is not known yet."""
        country = programme().country
        if rung.before_start_days is not None:
            if self.begins is None:
                return None
            if rung.working_days:
                return working_days_before(self.begins, rung.before_start_days, country)
            return self.begins - timedelta(days=rung.before_start_days)
        if rung.working_days:
            return working_days_after(self.since, rung.after_days, country)
        return self.since + timedelta(days=rung.after_days)

    def tick_off(self, rung):
        """Whether this rung had not been climbed yet."""
        return Reminded.objects.get_or_create(**self.place_of(rung), person=None)[1]

    def place_of(self, rung):
        return {"kind": self.subject._meta.model_name, "target": self.subject.pk, "rung": f"{rung.key}@{self.mark}"}


def placements(state):
    """With what it takes to say whose hand is missing."""
    participants = Prefetch("participants", Participant.objects.select_related("person"))
    read_along = (participants, "participants__goals", "hands", "versions__signatures", "visit__items")
    return Placement.objects.for_page().filter(state=state).prefetch_related(*read_along).order_by("pk")


def is_missing(placement, party):
    """Does the placement wait for a hand of this party? (The office hears as long as it waits for anybody.)"""
    waited_for = placement.waited_for
    return any(each.pk in waited_for and party in (each.party, COORDINATOR) for each in placement.participants.all())


def unanswered(state, party):
    """Suggestions, agreements to be signed, and visits nobody has said anything about."""
    for placement in placements(state):
        visit = placement.visit
        if state == "agreed":
            if visit.last_day:
                yield Waiting(placement, visit.last_day, mark=f"{visit.last_day}")
        elif is_missing(placement, party):
            since = timezone.localdate(placement.created_at)
            yield Waiting(
                placement, since, begins=visit.first_day, ends=visit.first_day, mark=f"{state} {placement.chapter}"
            )


def unsigned_amendments(state, party):
    """Counted from the day each was proposed; when the visit is over nobody can sign any more."""
    today = timezone.localdate()
    for placement in placements("agreed").filter(visit__last_day__gte=today).with_open_amendment():
        for amendment in placement.open_amendments:
            if any(party in (each.party, COORDINATOR) for each in amendment.missing):
                since, ends = timezone.localdate(amendment.created_at), placement.visit.last_day + timedelta(days=1)
                yield Waiting(placement, since, mark=f"amendment {amendment.pk}", ends=ends, amendment=amendment.pk)


def without_consent(state, party):
    for consent in Consent.objects.waiting().filter(state=state).order_by("pk"):
        yield Waiting(consent, timezone.localdate(consent.asked_at))


def not_evaluated(state, party):
    """Counted from the visit's end, or from the day somebody said that it took place, when that was later."""
    done = Evaluation.objects.filter(participant__placement=OuterRef("pk"), participant__party=party)
    ends = Event.objects.filter(placement=OuterRef("pk"), name__in=("confirm", "close", "settle-held")).order_by("-pk")
    held = completed().filter(~Exists(done), disputed=False).annotate(said_at=Subquery(ends.values("at")[:1]))
    for placement in held:
        since = max(placement.visit.last_day, said_on(placement))
        yield Waiting(placement, since, ends=since + TOO_LATE, mark="evaluation")


def said_on(placement):
    return timezone.localdate(placement.said_at) if placement.said_at else placement.visit.last_day


def not_followed_up(state, party):
    for month in programme().rules.pulse_months:
        answered = Pulse.objects.filter(participant__placement=OuterRef("pk"), participant__party=party, month=month)
        for placement in completed(month).filter(~Exists(answered)):
            since = months_after(placement.visit.last_day, month)
            if since <= timezone.localdate():
                yield Waiting(placement, since, ends=since + TOO_LATE, mark=f"month {month}", month=month)


def completed(months=0):
    found = Placement.objects.filter(state="completed", visit__last_day__gte=long_ago(months))
    return found.select_related("visit").order_by("pk")


def long_ago(months=0):
    """No visit that ended before this can have a rung left to climb."""
    return timezone.localdate() - timedelta(days=31 * (months + 4)) - TOO_LATE


def unfinished(state, party):
    for wish in Wish.objects.filter(state=state).select_related("intern").order_by("pk"):
        yield Waiting(wish, timezone.localdate(wish.created_at))


def untouched(state, party):
    """Offers that nothing has happened to; our asking counts, so that we ask again after as long."""
    for offer in Offer.objects.filter(state=state).annotate(newest=Max("events__at")).order_by("pk"):
        yield Waiting(offer, timezone.localdate(offer.newest or offer.created_at))


def without_homecoming(state, party):
    """Visits before which nobody has set the day of the talk."""
    ahead = Placement.objects.filter(state="agreed", visit__first_day__gt=timezone.localdate(), homecoming=None)
    for placement in ahead.select_related("visit").order_by("pk"):
        first = placement.visit.first_day
        yield Waiting(placement, timezone.localdate(placement.created_at), begins=first, ends=first, mark="homecoming")


WAITING = {
    "homecoming": without_homecoming,
    "placement": unanswered,
    "amendment": unsigned_amendments,
    "consent": without_consent,
    "evaluation": not_evaluated,
    "pulse": not_followed_up,
    "wish": unfinished,
    "offer": untouched,
}
