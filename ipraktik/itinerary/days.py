"""The days of a visit with their rows, as one reader sees them."""

from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Prefetch, prefetch_related_objects

from ipraktik.directory.capacity import COUNTED
from ipraktik.people.parties import COORDINATOR, HOST
from ipraktik.placements.models import ItineraryItem


@dataclass
class Slot:
    """A row that all have, or what each intern does meanwhile: [(the intern, rows)]."""

    item: object = None
    columns: list = field(default_factory=list)


@dataclass
class Day:
    date: object
    items: list
    outside: bool = False
    names: dict = field(default_factory=dict)  # {placement: intern}, where several interns' rows are seen

    @property
    def slots(self):
        """One after another; rows of single interns that follow each other stand side by side."""
        found = []
        for is_own, rows in groupby(self.items, key=lambda item: len(self.names) > 1 and bool(item.placement_id)):
            together = list(rows)
            found += [Slot(columns=self.columns(together))] if is_own else [Slot(item) for item in together]
        return found

    def columns(self, rows):
        of_each = ((name, [row for row in rows if row.placement_id == pk]) for pk, name in self.names.items())
        return [(name, own) for name, own in of_each if own]


def with_rows(placement):
    """The placement with the rows of its visit and what stands in them, in as many queries for ten rows as for one."""
    rows = ItineraryItem.objects.prefetch_related("colleagues", "goals")
    prefetch_related_objects([placement.visit], Prefetch("items", rows))
    return placement


def sees_all(placement, person):
    """The host receives them all; an intern sees what is shared, and their own."""
    return bool(placement.parties_of(person) & {HOST, COORDINATOR})


def interns_of(visit):
    """{placement: intern} of those who come to this visit."""
    standing = visit.placements.filter(state__in=COUNTED).select_related("wish__intern").order_by("pk")
    return {each.pk: str(each.wish.intern) for each in standing}


def say_goals(days, goals):
    """Each row knows which of these goals it serves."""
    for item in (item for day in days for item in day.items):
        serves = {goal.pk for goal in item.goals.all()}
        item.serves = [goal for goal in goals if goal.pk in serves]


def days_of(placement, names=None):
    """Each day of the visit with its rows; then days that are no longer part of it but still have rows.

    With `names`, the rows of all these interns; else those of this placement's intern.
    """
    rows = placement.visit.itinerary_for(placement)
    if names:
        rows = [item for item in placement.visit.items.all() if item.placement_id in {None, *names}]
    stray = sorted({row.day for row in rows} - set(placement.visit.days))
    inside = [(day, False) for day in placement.visit.days] + [(day, True) for day in stray]
    return [Day(day, [row for row in rows if row.day == day], outside, names or {}) for day, outside in inside]
