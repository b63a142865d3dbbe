"""The host directory searched: what was asked, what of it was understood, and what was found."""

from collections import Counter
from functools import cached_property
from math import ceil, cos, hypot, inf, radians
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ipraktik.directory import lifecycle
from ipraktik.directory.availability import calendar_from, has_run
from ipraktik.directory.offers import Offer, OfferPeriod
from ipraktik.directory.text import MOST_WORDS, marked, words
from ipraktik.directory.when import NotUnderstood, read_stretches
from ipraktik.kit.fields import UNSEEN
from ipraktik.people.workplace_forms import municipality_choices
from ipraktik.programme import programme

PER_PAGE = 20
LONGEST = 200
NAME, NEWEST, SEATS, NEAR = "name", "newest", "seats", "near"
SORTS = {
    NAME: gettext_lazy("Name"),
    NEWEST: gettext_lazy("Newest first"),
    SEATS: gettext_lazy("Most seats free"),
    NEAR: gettext_lazy("Nearest first"),
}
LABELS = {
    "q": gettext_lazy("Words"),
    "when": gettext_lazy("When"),
    "work_area": gettext_lazy("Work area"),
    "sector": gettext_lazy("Sector"),
    "region": gettext_lazy("Region"),
    "municipality": gettext_lazy("Municipality"),
    "days": gettext_lazy("Number of days"),
    "seats": gettext_lazy("Seats free"),
    "travel": gettext_lazy("Travel type"),
    "sort": gettext_lazy("Sort by"),
    "near": gettext_lazy("Near"),
    "page": gettext_lazy("Page"),
}
ARRANGING = ("sort", "near", "page")  # how it is shown, not what is found
UNKNOWN = gettext_lazy("We left out “%(value)s” under “%(label)s”: it is not on the list.")


def choices():
    """{filter: {value: label}} of what this programme lets one choose between."""
    rules, today = programme().rules, lifecycle.today()
    places = dict(municipality_choices())
    every = {
        "work_area": programme().work_areas,
        "sector": {key: each.name for key, each in programme().sectors.items() if each.may_host},
        "region": {key: each.name for key, each in programme().regions.items() if each.valid_on(today)},
        "municipality": places,
        "days": {f"{days:f}": days_words(days) for days in days_allowed()},
        "seats": {str(seats): seats_words(seats) for seats in range(1, rules.interns_max + 1)},
        "travel": {key: each.name for key, each in programme().travel_types.items()},
        "sort": SORTS if places else {key: SORTS[key] for key in (NAME, NEWEST, SEATS)},
        "near": places,
    }
    return {name: options for name, options in every.items() if options}


def days_allowed():
    rules = programme().rules
    steps = int((rules.days_max - rules.days_min) / rules.day_step)
    return [rules.days_min + rules.day_step * step for step in range(steps + 1)]


def days_words(days):
    return ngettext("%(days)s day", "%(days)s days", ceil(days)) % {"days": number_format(days.normalize())}


def seats_words(seats):
    return ngettext("at least %(seats)s seat", "at least %(seats)s seats", seats) % {"seats": seats}


class Search:
    """What was asked for (a query string, as it came), understood as far as it goes; `ignored` says what was left out."""

    def __init__(self, query, home=""):
        self.query, self.home = query, home
        self.choices, self.left_out = choices(), []
        self.typed = {name: UNSEEN.sub("", query.get(name, "")).strip()[:LONGEST] for name in LABELS}
        self.asked = {name: value for name, value in self.typed.items() if value}
        self.asked |= {name: self.known(name) for name in self.choices if name in self.asked}
        self.asked = {name: value for name, value in self.asked.items() if value}
        self.stretches = self.read_when()
        self.check_words()
        self.number = self.read_number()

    # what was asked

    def known(self, name):
        value = self.asked[name]
        if name in ("municipality", "near") and (place := programme().find_municipality(value)):
            return place.code
        if value in self.choices[name]:
            return value
        return self.leave_out(UNKNOWN % {"value": value, "label": LABELS[name]})

    def leave_out(self, sentence):
        self.left_out.append(sentence)
        return ""

    def read_when(self):
        try:
            stretches = read_stretches(self.asked.get("when", ""), lifecycle.today())
        except NotUnderstood as wrong:
            self.leave_out(str(wrong))
            stretches = []
        if stretches and not self.calendar.union(stretches):
            stretches = self.leave_out(_("These days are over, or too far ahead to search for.")) or []
        if not stretches:
            self.asked.pop("when", None)
        return stretches

    def check_words(self):
        if len(words(self.asked.get("q", ""))) > MOST_WORDS or len(self.query.get("q", "")) > LONGEST:
            self.leave_out(_("That is many words. We looked for the first ones only."))

    def read_number(self):
        page = self.asked.pop("page", "1")
        if page.isascii() and page.isdigit() and page.strip("0"):
            return int(page[:9])
        self.leave_out(UNKNOWN % {"value": page, "label": LABELS["page"]})
        return 1

    @property
    def calendar(self):
        return calendar_from(lifecycle.today(), programme().country)

    @property
    def near(self):
        return programme().municipalities.get(self.asked.get("near") or self.home)

    @cached_property
    def sort(self):
        """The order asked for; “nearest” needs to know from where."""
        sort = self.asked.get("sort", NEAR if "near" in self.asked else NAME)
        if sort == NEAR and not self.near:
            self.leave_out(_("Choose what it should be near. Until then the hosts stand by name."))
            return NAME
        return sort

    # what was found

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
        """(number, municipality) of every host found wherever it is, in order: one look serves list, count and map."""
        found = self.offers()
        if self.sort == NEWEST:
            rows = found.order_by("-created_at", "-pk").values_list("pk", "workplace__municipality")
        elif self.sort == SEATS:
            rows = found.with_seats().order_by("-seats_left", "sort_key").values_list("pk", "workplace__municipality")
        else:
            by_name = found.order_by().values_list("sort_key", "pk", "workplace__municipality")
            rows = [row[1:] for row in sorted(by_name)]  # the database's own order of letters is not to be trusted
        return self.by_distance(self.free(list(rows)))

    def free(self, rows):
        """Those with days enough in a row within what was asked."""
        if not self.stretches:
            return rows
        wanted, periods, terms = self.calendar.union(self.stretches), self.periods(), self.terms()
        return [row for row in rows if self.receives(wanted, *terms[row[0]], periods.get(row[0], ()))]

    def receives(self, wanted, all_year, days, periods):
        is_open = self.calendar.of_periods(all_year, periods) if periods or not all_year else self.calendar.all
        return has_run(is_open & wanted, days)

    def periods(self):
        """{offer: [(first, last, is open), …]} where they touch the days asked for."""
        first, last = min(each[0] for each in self.stretches), max(each[1] for each in self.stretches)
        touching = OfferPeriod.objects.filter(offer__state=lifecycle.PUBLISHED, first__lte=last, last__gte=first)
        periods = {}
        for offer, *period in touching.order_by().values_list("offer", "first", "last", "is_open"):
            periods.setdefault(offer, []).append(period)
        return periods

    def terms(self):
        """{offer: (all year, the days a visit lasts at least)}."""
        days = float(self.asked.get("days", 0))
        published = Offer.objects.filter(state=lifecycle.PUBLISHED).order_by()
        terms = published.values_list("pk", "all_year", "days_min")
        return {pk: (all_year, ceil(max(days, float(least)))) for pk, all_year, least in terms}

    def by_distance(self, rows):
        if self.sort != NEAR:
            return rows
        here, places = self.near, programme().municipalities
        away = {code: distance(here, place) for code, place in places.items()}
        return sorted(rows, key=lambda row: away.get(row[1], inf))

    @cached_property
    def hits(self):
        only = self.asked.get("municipality")
        return [pk for pk, place in self.rows if only in (None, place)]

    @cached_property
    def places(self):
        """{municipality: number of hosts}, whichever municipality was asked for."""
        return Counter(place for _pk, place in self.rows if place)

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

    # addresses

    def link(self, **changes):
        """The address of this search with something changed; an empty value takes it away."""
        pairs = {**self.asked, **changes}
        return f"{reverse('offers')}?{urlencode({name: value for name, value in pairs.items() if value})}"

    def without(self, *names):
        return [(name, value) for name, value in self.asked.items() if name not in names]


def distance(here, there):
    """In degrees of latitude: enough to tell near from far in a country."""
    return hypot(here.lat - there.lat, (here.lon - there.lon) * cos(radians(here.lat)))
