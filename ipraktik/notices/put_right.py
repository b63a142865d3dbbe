"""Calendars that are no longer right: a phone number, a name, a contact who left, whoever made the change."""

from django.db import transaction

from ipraktik.calendars import invitations
from ipraktik.notices.each import do_each


def put_calendars_right():
    do_each(invitations.looks(), put_right)


def put_right(look):
    if invitations.is_quiet(look):
        return
    with transaction.atomic():
        changed, cleared = invitations.untold(look)
        for name, people in (("calendar-changed", changed), ("calendar-cleared", cleared)):
            for person in people:
                subject_for(look.visit, person).record(name, people=[person])


def subject_for(visit, person):
    """The person's own placement of the visit; who has left it hears by the first."""
    own = visit.placements.filter(participants__person=person)
    return own.order_by("pk").first() or visit.placements.order_by("pk").first()
