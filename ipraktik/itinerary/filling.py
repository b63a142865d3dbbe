"""What one press writes: a sketch or an earlier visit's rows on the days that are still empty, or a day once more."""

from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from ipraktik.directory.capacity import COUNTED
from ipraktik.itinerary.forms import ENOUGH, MOST_A_DAY
from ipraktik.itinerary.models import Colleague
from ipraktik.kit.days import say_days
from ipraktik.kit.lifecycle import NotYet
from ipraktik.people.models import Membership
from ipraktik.people.parties import COORDINATOR, HOST
from ipraktik.placements.models import ItineraryItem, Placement, Visit
from ipraktik.programme import programme
from ipraktik.programme.itinerary import ALL

MOST_VISITS = 5
COPIED = ("starts", "ends", "what", "where", "with_whom", "kind")


@dataclass(frozen=True)
class Draft:
    """Rows that are not written yet: (row, [(name, e-mail) of colleagues])."""

    key: str
    name: str
    lead: str
    rows: list

    def on(self, days):
        return replace(self, rows=[(row, named) for row, named in self.rows if row.day in days])

    @property
    def items(self):
        return [row for row, _named in self.rows]


def drafts_for(placement, person, names):
    """The sketches that fit, and this host's earlier visits that the person was host of."""
    visit = placement.visit
    found = programme().itinerary.for_visit(len(visit.days), len(names), placement.wish.travel_type)
    earlier = earlier_visits(placement, person)
    members = members_of(placement.offer) if earlier else set()
    return [of_sketch(each, visit, names) for each in found] + [of_visit(each, visit, members) for each in earlier]


def of_sketch(sketch, visit, names):
    """The rows in the reader's language."""
    numbered = dict(enumerate(names, start=1)) | {ALL: None}
    rows = [
        (
            row_of(
                visit,
                visit.days[day],
                numbered[intern],
                starts=row.starts,
                ends=row.ends,
                what=str(row.what),
                kind=row.kind,
            ),
            [],
        )
        for day, intern, row in sketch.plan(len(visit.days), len(names))
    ]
    return Draft(f"sketch-{sketch.key}", str(sketch.name), str(sketch.lead), rows)


def row_of(visit, day, placement, **said):
    return ItineraryItem(visit=visit, day=day, placement_id=placement, **said)


def earlier_visits(placement, person):
    """The newest that were held at this workplace before this one."""
    if not placement.parties_of(person) & {HOST, COORDINATOR} or not placement.visit.has_days:
        return []
    held = Exists(Placement.objects.filter(visit=OuterRef("pk"), state__in=COUNTED))
    shared = ItineraryItem.objects.filter(placement=None).prefetch_related("colleagues")
    visits = Visit.objects.visible_to(person).filter(
        held, offer__workplace=placement.offer.workplace_id, last_day__lt=placement.visit.first_day
    )
    return [
        each
        for each in visits.prefetch_related(Prefetch("items", shared)).order_by("-first_day", "pk")[:MOST_VISITS]
        if each.items.all()
    ]


def of_visit(earlier, visit, members):
    """Its shared rows on the same part of this visit. A name comes along; an address only of who still belongs there."""
    days = mapped(earlier.days, visit.days)
    rows = [
        (row_of(visit, days[item.day], None, **said(item)), still_there(item, members))
        for item in earlier.items.all()
        if item.day in days
    ]
    name = _("As at the visit on %(days)s") % {"days": say_days(earlier.first_day, earlier.last_day)}
    return Draft(f"visit-{earlier.pk}", name, _("The rows that all shared then, on the same part of this visit."), rows)


def said(item):
    return {name: getattr(item, name) for name in COPIED}


def still_there(item, members):
    return [(each.name, each.email if each.email in members else "") for each in item.colleagues.all()]


def members_of(offer):
    """The addresses of those who belong to the host's workplace now, or stand behind its offer."""
    now = Membership.objects.current().filter(workplace=offer.workplace_id)
    return {
        *now.values_list("person__email", flat=True),
        *offer.people.values_list("person__email", flat=True),
    }


def mapped(before, after):
    """{a day then: a day now}: first on first, last on last, and those between in their order."""
    if not before or not after:
        return {}
    between = dict(zip(before[1:-1], after[1:-1], strict=False))
    last = {before[-1]: after[-1]} if len(before) > 1 and len(after) > 1 else {}
    return {before[0]: after[0]} | between | last


def empty_days(visit):
    """Days on which nobody has anything, whoever could see it."""
    return set(visit.days) - set(visit.items.values_list("day", flat=True))


def fill(visit, draft):
    """Write the draft on the days that are empty. Gives how many rows that became."""
    written = draft.on(empty_days(visit))
    at = timezone.now()
    for row in written.items:
        row.filled_at = at
    ItineraryItem.objects.bulk_create(written.items)
    for row, named in written.rows:
        row.colleagues.add(*(Colleague.objects.known_as(visit, *each) for each in named))
    return len(written.rows)


def undo(visit, pks):
    """Take out what the press wrote, but not what somebody has changed since."""
    visit.items.filter(pk__in=pks).exclude(filled_at=None).delete()
    visit.colleagues.drop_unused()


def copy_day(placement, source, target, shared):
    """The rows of one day on another as well: all this intern sees, or only the intern's own. Raises NotYet."""
    seen = placement.visit.itinerary_for(placement)
    rows = [item for item in seen if item.day == source and (shared or item.placement_id)]
    if len(rows) + sum(item.day == target for item in seen) > MOST_A_DAY:
        raise NotYet([ENOUGH % {"most": MOST_A_DAY}], placement)
    for row in rows:
        copy = ItineraryItem.objects.create(
            visit=placement.visit, day=target, placement_id=row.placement_id, **said(row)
        )
        copy.colleagues.set(row.colleagues.all())
        copy.goals.set(row.goals.all())
