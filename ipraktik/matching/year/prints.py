"""What `reading` rests on, one number for each offer and each wish: where it is another than before, something has changed.

Every column that is read stands here, so that no change can be missed, whoever made it and whether or not history tells of
it; and a look at all of ten thousand takes a second, since no text is understood and no object made.
"""

from collections import defaultdict

from ipraktik.directory import lifecycle
from ipraktik.directory.models import Offer, OfferPeriod, OfferPerson, Period, Wish
from ipraktik.matching.year import seeking
from ipraktik.placements.models import Placement

PLACE = ("name", "municipality", "work_areas", "organisation", "organisation__name", "organisation__sector")
OF_AN_OFFER = (
    "pk", "workplace", *(f"workplace__{name}" for name in PLACE), "about", "see", "why", "wishes_for", "wanted_sectors",
    "wanted_work_areas", "seats", "at_a_time", "cap_year", "days_min", "days_max", "all_year",
)  # fmt: skip
OF_A_WISH = (
    "pk", "group", "workplace", *(f"workplace__{name}" for name in PLACE), "intern__name", "intern__title", "manager__name",
    "why", "where", "travel_type", "days_min", "days_max", "any_time", "sectors", "work_areas", "regions", "municipalities",
    "own_organisation", "door", "asked_offer", "submitted_at", "group__together_only",
)  # fmt: skip


def of_offers():
    """{offer: number} of all that receive."""
    published = {"offer__state": lifecycle.PUBLISHED}
    beside = [
        by_first(
            OfferPeriod.objects.filter(**published).order_by("pk").values_list("offer", "first", "last", "is_open")
        ),
        by_first(OfferPerson.objects.filter(**published).order_by("pk").values_list("offer", "person__name")),
        by_first(Placement.objects.filter(state="suggested").order_by("pk").values_list("offer", "pk")),
        Offer.objects.seat_counts(),
    ]
    return numbers(seeking.receiving().values_list(*OF_AN_OFFER), beside)


def of_wishes():
    """({wish: number} of all that are open, {wish: the key of who goes along})."""
    open_ones = {"wish__state": lifecycle.OPEN}
    rows = list(seeking.sending().values_list(*OF_A_WISH))
    groups = by_first(Wish.objects.exclude(group=None).order_by("pk").values_list("group", "pk", "state"))
    beside = [
        by_first(Period.objects.filter(**open_ones).order_by("pk").values_list("wish", "first", "last")),
        by_first(Placement.objects.filter(**open_ones).order_by("pk").values_list("wish", "offer", "state")),
        {row[0]: groups[row[1]] for row in rows if row[1]},
    ]
    keys = {row[0]: seeking.key_of(row[0], row[1] if row[-1] else None) for row in rows}
    return numbers(rows, beside), keys


def by_first(rows):
    found = defaultdict(list)
    for key, *rest in rows:
        found[key].append(rest)
    return found


def numbers(rows, beside):
    """A hash of 64 bits; those of one process alone are compared."""
    return {row[0]: hash(repr((row, *(each.get(row[0]) for each in beside)))) for row in rows}
