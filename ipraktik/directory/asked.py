"""What one looks for in the host directory: what was asked, what of it was understood, and what was left out."""

from functools import cached_property
from math import ceil
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ipraktik.directory import lifecycle
from ipraktik.directory.availability import calendar_from
from ipraktik.directory.text import MOST_WORDS, words
from ipraktik.directory.when import NotUnderstood, read_stretches
from ipraktik.kit.fields import UNSEEN
from ipraktik.people.workplace_forms import municipality_choices
from ipraktik.programme import programme

LONGEST = 200
BEST, NAME, NEWEST, SEATS, NEAR = "best", "name", "newest", "seats", "near"
SORTS = {
    BEST: gettext_lazy("Best match first"),
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
FREE = ("q", "when", "near", "page")  # typed, not chosen
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
        "sort": SORTS if places else {key: SORTS[key] for key in (BEST, NAME, NEWEST, SEATS)},
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


def readable(text):
    return UNSEEN.sub("", text[:LONGEST]).replace("\0", "").strip()


class Asked:
    """What was asked for (a query string, as it came), understood as far as it goes; `left_out` says what was not."""

    def __init__(self, query, home=""):
        self.query, self.home = query, home
        self.choices, self.left_out = choices(), []
        names = [name for name in LABELS if name in self.choices or name in FREE]
        self.typed = {name: readable(query.get(name, "")) for name in names}
        self.asked = {name: value for name, value in self.typed.items() if value}
        self.asked |= {name: self.known(name) for name in (*self.choices, "near") if name in self.asked}
        self.asked = {name: value for name, value in self.asked.items() if value}
        if self.asked.get("sort") == BEST:
            del self.asked["sort"]
        self.stretches = self.read_when()
        self.check_words()
        self.number = self.read_number()

    def known(self, name):
        value = self.asked[name]
        if name in ("municipality", "near") and (place := programme().find_municipality(value)):
            return place.code
        if value in self.choices.get(name, ()):
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

    @cached_property
    def calendar(self):
        return calendar_from(lifecycle.today(), programme().country)

    @property
    def near(self):
        return programme().municipalities.get(self.asked.get("near") or self.home)

    @cached_property
    def sort(self):
        """The order asked for; “nearest” needs to know from where."""
        sort = self.asked.get("sort", NEAR if self.asked.get("near", self.home) != self.home else BEST)
        if sort == NEAR and not self.near:
            self.leave_out(_("Choose what it should be near. Until then the hosts stand by name."))
            return BEST
        return sort

    def link(self, **changes):
        """The address of this search with something changed; an empty value takes it away."""
        pairs = {**self.asked, **changes}
        return f"{reverse('offers')}?{urlencode({name: value for name, value in pairs.items() if value})}"

    def without(self, *names):
        return [(name, value) for name, value in self.asked.items() if name not in names]
