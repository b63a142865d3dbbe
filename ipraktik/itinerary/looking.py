"""Reads what `warnings` asks about: the rows, whom each takes the time of, and the host's other visits on those days."""

import re

from django.db.models import Q
from django.utils.text import Truncator

from ipraktik.directory.capacity import STANDING
from ipraktik.itinerary.days import sees_all
from ipraktik.itinerary.warnings import Row, warnings
from ipraktik.placements.models import ItineraryItem
from ipraktik.programme import programme


def worth_a_look(placement, person, names, days, goals):
    """Sentences for who plans; of the host's other visits only the host hears."""
    visit = placement.visit
    all_seen = sees_all(placement, person)
    here = names if all_seen else {placement.pk: names.get(placement.pk, str(placement.wish.intern))}
    contact = str(visit.contact) if visit.contact else ""
    rows = [row_of(item, here, contact) for day in days for item in day.items]
    if all_seen and visit.has_days:
        rows += [row_of(item, {}, contact, is_ours=False) for item in at_other_visits(visit)]
    needs = {kind.need for kind in programme().itinerary.kinds.values()} - {""}
    said = warnings(rows, visit.days, list(here.values()), needs, [(goal.pk, short(goal)) for goal in goals])
    return [*said, *visit.day_warnings] if visit.has_days else said


def short(goal):
    return Truncator(str(goal)).chars(60)


def at_other_visits(visit):
    """Rows of this host's other visits on the same days."""
    held = Q(placement=None) | Q(placement__state__in=STANDING)
    rows = ItineraryItem.objects.filter(held, day__in=visit.days, visit__offer=visit.offer_id)
    standing = rows.filter(visit__placements__state__in=STANDING).exclude(visit=visit)
    return standing.prefetch_related("colleagues", "goals").distinct()


def row_of(item, names, contact, is_ours=True):
    interns = [names[item.placement_id]] if item.placement_id in names else list(names.values())
    return Row(
        day=item.day,
        what=item.what,
        starts=item.starts,
        ends=item.ends,
        need=item.need,
        interns=frozenset(interns),
        people=frozenset(hosts_people(item, contact)),
        goals=frozenset(goal.pk for goal in item.goals.all()),
        is_ours=is_ours,
    )


def hosts_people(item, contact):
    """Colleagues by name, and the contact person where the row names them."""
    named = {str(each) for each in item.colleagues.all()}
    return named | {contact} if contact and mentions(item.with_whom, contact) else named


def mentions(text, person):
    """The whole name, or the first one as a word by itself."""
    names = {person, person.split()[0]}
    return any(re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE) for name in names)
