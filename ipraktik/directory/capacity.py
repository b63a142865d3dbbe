"""Which states take a seat, and how many seats are left. (The placement's own table names the states.)"""

from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Least

STANDING = ("preparing", "agreed")  # a seat is taken until the visit is over
COUNTED = (*STANDING, "completed")  # a visit of the year, for the yearly cap


def counted(placements, condition):
    """Subquery: how many of this offer's placements meet the condition."""
    mine = placements.filter(condition, offer=OuterRef("pk")).order_by().values("offer")
    return Coalesce(Subquery(mine.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), Value(0))


def under_way(today):
    """Placements that hold a seat today: agreed or being prepared, and not over."""
    return Q(state__in=STANDING) & (Q(visit__last_day=None) | Q(visit__last_day__gte=today))


def of_year(year):
    """Placements that count in a year's cap: by the visit's first day, or when they began if no day is set."""
    dated = Q(visit__first_day__year=year)
    return Q(state__in=COUNTED) & (dated | Q(visit__first_day=None, created_at__year=year))


def with_seats(offers, placements, today):
    """Offers with `seats_taken`, `visits_this_year`, `asking` (suggestions open) and `seats_left`.

    `seats_left` is never above the seats of one visit.
    """
    offers = offers.annotate(
        seats_taken=counted(placements, under_way(today)),
        visits_this_year=counted(placements, of_year(today.year)),
        asking=counted(placements, Q(state="suggested")),
    )
    left_this_year = Coalesce(F("cap_year"), Value(1000)) - F("visits_this_year")
    return offers.annotate(seats_left=Least(F("seats"), F("at_a_time") - F("seats_taken"), left_this_year))


def with_room(offers, placements, today, seats=1):
    """Offers with at least so many seats left: the same as `with_seats().filter(seats_left__gte=seats)`.

    The placements are counted once for all offers, not anew for each of them: over ten thousand that is what takes time.
    """
    enough = Q(seats__gte=seats, at_a_time__gte=seats) & (Q(cap_year=None) | Q(cap_year__gte=seats))
    return offers.filter(enough).exclude(pk__in=too_full(placements, today, seats))


def too_full(placements, today, seats):
    full = Q(offer__at_a_time__lt=F("taken") + seats) | Q(offer__cap_year__lt=F("this_year") + seats)
    return counts(placements, today).filter(full).values("offer")


def counts(placements, today):
    """`taken` and `this_year` of each offer that has any, by one look at all placements."""
    counted = placements.filter(under_way(today) | of_year(today.year)).order_by().values("offer")
    return counted.annotate(
        taken=Count("pk", filter=under_way(today)), this_year=Count("pk", filter=of_year(today.year))
    )


def seats_left(seats, at_a_time, cap_year, taken=0, this_year=0):
    """The same sum as `with_seats()` makes, for who has the numbers."""
    return min(seats, at_a_time - taken, seats if cap_year is None else cap_year - this_year)


def opens_again(offer, today):
    """("year" | "seat" | "days", the last day that stands in the way) of a full offer from `with_seats()`.

    “days” is a seat held by someone whose days are not set yet: nobody knows the date.
    """
    if offer.cap_year is not None and offer.visits_this_year >= offer.cap_year:
        return "year", today.replace(month=12, day=31)
    days = offer.placements.filter(under_way(today)).values_list("visit__last_day", flat=True)
    dated = sorted(last for last in days if last)
    too_many = max(offer.seats_taken - offer.at_a_time, 0)  # a host may have lowered its number
    return ("seat", dated[too_many]) if too_many < len(dated) else ("days", None)
