"""When things happen in the demo world: visits near today, and what began some days ago."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from ipraktik.agreements.models import Signature, Version
from ipraktik.agreements.terms import AGREEMENT, CONFIDENTIALITY
from ipraktik.kit.calendar import is_working_day, working_days_after, working_days_before
from ipraktik.programme import programme


def put_on(visit, days):
    """The visit is held on these days, and the rows of its itinerary come along."""
    before = visit.days
    visit.first_day, visit.last_day = days[0], days[-1]
    visit.save(update_fields=["first_day", "last_day"])
    for item in visit.items.all():
        item.day = days[before.index(item.day)]
        item.save(update_fields=["day"])
    for placement in visit.placements.all():
        for event in placement.events.filter(name="set-days"):
            event.facts |= {"first": days[0].isoformat(), "last": days[-1].isoformat()}
            event.save(update_fields=["facts"])
        sign_as_it_stands(placement)
    return days


def sign_as_it_stands(placement):
    """What was signed says the days on which the visit is held."""
    for version in placement.versions.filter(kind__in=(AGREEMENT, CONFIDENTIALITY)):
        now = Version.objects.draft(version.kind, type(placement).objects.for_page().get(pk=placement.pk))
        told = {"terms": now.terms, "text": now.text, "sha256": now.sha256, "digests": now.digests}
        Version.objects.filter(pk=version.pk).update(**told)


def trip(day, length):
    """`length` working days of one week, as people travel: from `day` on, or from as few days before it as need be."""
    while True:
        if is_working_day(day, programme().country):
            days = in_a_row(day, length)
            if days[0].isocalendar().week == days[-1].isocalendar().week:
                return days
        day -= timedelta(days=1)


def under_way(length):
    """The days of a visit that goes on today, be it over a weekend."""
    today = timezone.localdate()
    days = trip(today, length)
    return days if days[-1] >= today else in_a_row(working_days_before(today, 1, programme().country), length)


def in_a_row(first, length):
    return [working_days_after(first, number, programme().country) for number in range(length)]


def age(subject, days):
    """It began that many days ago, and its history with it."""
    back = timedelta(days=days)
    columns = {"wish": "submitted_at"}.get(subject._meta.model_name, "created_at")
    begun = getattr(subject, columns) or timezone.now()
    type(subject)._base_manager.filter(pk=subject.pk).update(**{columns: begun - back})
    age_events(subject, back)
    if hasattr(subject, "consents"):
        for consent in subject.consents.all():
            type(consent).objects.filter(pk=consent.pk).update(asked_at=consent.asked_at - back)
            age_events(consent, back)
    elif hasattr(subject, "wish"):
        Signature.objects.filter(version__placement=subject).update(at=F("at") - back)
        Version.objects.filter(placement=subject).update(created_at=F("created_at") - back)
        age(subject.wish, days + 20)


def age_events(subject, back):
    for event in subject.events.all():
        event.at -= back
        event.save(update_fields=["at"])
