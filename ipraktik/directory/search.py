"""The hosts that fit what was asked: the list, their number and the map, from one look at the database."""

import re
from collections import Counter
from functools import cache, cached_property
from math import ceil, cos, hypot, inf, radians
from operator import itemgetter

from django.db.models import FloatField, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from ipraktik.directory import lifecycle
from ipraktik.directory.asked import BEST, NEAR, NEWEST, SEATS, Asked
from ipraktik.directory.availability import has_run
from ipraktik.directory.capacity import seats_left
from ipraktik.directory.offer_parts import OfferPeriod
from ipraktik.directory.offers import Offer
from ipraktik.directory.text import marked, terms
from ipraktik.kit.names import sort_key
from ipraktik.programme import programme

PER_PAGE = 20


class Search(Asked):
    """What was found; what was asked and not understood is `ignored`, which says so."""

    def offers(self):
        """The hosts that fit everything that was asked but the municipality and the days."""
        asked = self.asked
        found = Offer.objects.filter(state=lifecycle.PUBLISHED).with_room(int(asked.get("seats", 1)))
        found = found.that_say(asked.get("q", ""))
        if "work_area" in asked:
            found = found.filter(search_text__contains=f" {marked(asked['work_area'])} ")
        if "sector" in asked:
            found = found.filter(workplace__organisation__sector=asked["sector"])
        if "region" in asked:
            found = found.filter(workplace__municipality__in=self.municipalities_of(asked["region"]))
        return found.filter(self.length())

    def municipalities_of(self, region):
        today = lifecycle.today()
        places = ((code, place.region_on(today)) for code, place in programme().municipalities.items())
        return [code for code, of in places if of and of.key == region]

    def length(self):
        """A visit may last so many days, or as the travel type does."""
        wanted = Q()
        if days := self.asked.get("days"):
            wanted &= Q(days_min__lte=days, days_max__gte=days)
        if travel := programme().travel_types.get(self.asked.get("travel")):
            wanted &= Q(days_min__lte=travel.days[1], days_max__gte=travel.days[0])
        return wanted

    @cached_property
    def rows(self):
        """(name's key, number, municipality) of every host found wherever it is, in order.

        One look at the database serves the list, the count and the map.
        """
        columns = ["sort_key", "pk", "workplace__municipality", *self.more_columns]
        found = self.offers().annotate(least=Cast("days_min", FloatField()))
        found = found.order_by("-created_at", "-pk") if self.sort == NEWEST else found.order_by()
        rows = list(found.values_list(*columns))
        return self.sorted(self.free(rows) if self.stretches else rows)

    @property
    def more_columns(self):
        """What only some searches read: how long a visit is, and how many seats."""
        lengths = ["all_year", "least"] if self.stretches else []
        return lengths + (["seats", "at_a_time", "cap_year"] if self.sort == SEATS else [])

    def sorted(self, rows):
        """Sorted here: a database is not to be trusted with the order of letters."""
        if self.sort == NEWEST:
            return rows
        rows = sorted(rows, key=itemgetter(0, 1))
        if self.sort == BEST:
            is_named = named_by(self.asked.get("q", ""))
            rows.sort(key=lambda row: is_named(row[0]) is None)
        if self.sort == SEATS:
            taken = Offer.objects.seat_counts()
            rows.sort(key=lambda row: -seats_left(*row[-3:], *taken.get(row[1], ())))
        return self.by_distance(rows) if self.sort == NEAR else rows

    def free(self, rows):
        """Those with days enough in a row within what was asked."""
        wanted, periods, days = self.calendar.union(self.stretches), self.periods(), float(self.asked.get("days", 0))

        @cache
        def fits(length, all_year, *periods):
            return has_run(self.calendar.of_periods(all_year, periods) & wanted, length)

        return [row for row in rows if fits(ceil(max(days, row[4])), row[3], *periods.get(row[1], ()))]

    def periods(self):
        """{offer: [(first, last, is open), …]} where they touch the days asked for; whichever offers those are."""
        first, last = min(each[0] for each in self.stretches), max(each[1] for each in self.stretches)
        touching = OfferPeriod.objects.filter(first__lte=last, last__gte=first)
        periods = {}
        for offer, *period in touching.order_by().values_list("offer", "first", "last", "is_open"):
            periods.setdefault(offer, []).append(tuple(period))
        return periods

    def by_distance(self, rows):
        here, places = self.near, programme().municipalities
        away = {code: distance(here, place) for code, place in places.items()}
        return sorted(rows, key=lambda row: away.get(row[2], inf))

    @cached_property
    def hits(self):
        only = self.asked.get("municipality")
        return [row[1] for row in self.rows if only in (None, row[2])]

    @cached_property
    def places(self):
        """{municipality: number of hosts}, whichever municipality was asked for."""
        return Counter(row[2] for row in self.rows if row[2])

    @property
    def total(self):
        return len(self.hits)

    @cached_property
    def last_page(self):
        return max(1, -(-self.total // PER_PAGE))

    @cached_property
    def page(self):
        if self.number > self.last_page:
            self.leave_out(_("There are not so many pages. This is the last one."))
        return min(self.number, self.last_page)

    @cached_property
    def on_page(self):
        """The hosts of this page, whole."""
        numbers = self.hits[(self.page - 1) * PER_PAGE : self.page * PER_PAGE]
        whole = Offer.objects.filter(pk__in=numbers).with_seats().select_related("workplace__organisation")
        return sorted(whole, key=lambda offer: numbers.index(offer.pk))

    @property
    def ignored(self):
        """Sentences about what was asked and not understood; whether a page is there shows only when all is found."""
        return self.left_out if self.page else []


def named_by(query):
    """A test of a name's key: has it every word that was asked for?"""
    ahead = ("|".join(re.escape(sort_key(form)) for form in forms) for forms in terms(query))
    return re.compile("".join(f"(?=.*(?:{forms}))" for forms in ahead)).match


def distance(here, there):
    """In degrees of latitude: enough to tell near from far in a country."""
    return hypot(here.lat - there.lat, (here.lon - there.lon) * cos(radians(here.lat)))
