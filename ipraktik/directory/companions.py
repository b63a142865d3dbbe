"""Colleagues who go along: each has an own wish, to confirm and to say why; one who falls out leaves the others whole."""

from contextlib import suppress

from ipraktik.directory import asking
from ipraktik.kit.lifecycle import NotYet
from ipraktik.people.models import Person

SHARED = ("workplace", "manager", "manager_name", "door", "asked_offer", "sectors", "work_areas", "regions", "municipalities",
          "own_organisation", "travel_type", "days_min", "days_max", "any_time", "group")  # fmt: skip


def invite(wish, by):
    """Those who were named get a draft of their own, as the first one's reads, and hear of it."""
    if not wish.group_id:
        return
    for named in wish.group.to_invite:
        invite_one(wish, by, Person.objects.known_as(named["email"], named["name"]))
    wish.group.to_invite = []
    wish.group.save(update_fields=["to_invite"])


def invite_one(wish, by, colleague):
    if wish.group.wishes.filter(intern=colleague).exists():
        return
    theirs = type(wish)(intern=colleague, entered_by=wish.intern, **{name: getattr(wish, name) for name in SHARED})
    theirs.save()
    for period in wish.periods.all():
        theirs.periods.create(first=period.first, last=period.last)
    theirs.record("invite-companion", by)


def leave(wish, by=None):
    """This one goes on alone, or not at all: those who were to go along hear of it, and their wishes stand."""
    if not wish.group_id:
        return
    left = list(wish.companions)
    wish.group = None
    wish.save(update_fields=["group"])
    for each in (wish, *left):
        stand_alone(each)
    for companion in left:
        companion.record("companion-fell-out", by)
    with suppress(NotYet):  # a host who cannot take those who are left: they look for another
        for companion in left[:1]:
            asking.ask(companion)


def let_go(wish, companion, by):
    """The first one takes a colleague out again: the colleague's own wish stays, to be used or not."""
    companion.group = None
    companion.save(update_fields=["group"])
    stand_alone(companion)
    companion.record("companion-let-go", by)


def stand_alone(wish):
    """Who followed a colleague to the colleague's own host may still ask that host, once we know it; or another."""
    if wish.door == wish.Door.OWN_HOST and not wish.host_in_mind:
        wish.door = wish.Door.BROWSE if wish.asked_offer_id else wish.Door.POOL
        wish.save(update_fields=["door"])
