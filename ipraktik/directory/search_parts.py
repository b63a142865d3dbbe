"""What stands around the hosts that were found: the form, the chips of what was asked for, the ways to other pages."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ipraktik.directory.asked import ARRANGING, LABELS
from ipraktik.kit.fields import Select, TextField
from ipraktik.kit.forms import Form
from ipraktik.kit.names import sort_key
from ipraktik.programme import programme

ANY = gettext_lazy("Any")
MORE = ("sector", "region", "municipality", "days", "seats", "travel")
BESIDE = 2  # how many pages are named on each side of this one


class SearchForm(Form):
    """Shows what was asked; whether it is understood is for the search to say, which leaves out what is not."""

    says_optional = False
    q = TextField(label=LABELS["q"], help_text=gettext_lazy("Part of a word is enough, as “hospital” or “pay”."))
    when = TextField(label=LABELS["when"], help_text=gettext_lazy("Weeks or dates, as “week 37-39”."))
    near = TextField(label=LABELS["near"], help_text=gettext_lazy("The name of a municipality."))

    def __init__(self, search):
        super().__init__(initial=search.typed | search.asked)
        for name, options in search.choices.items():
            self.fields[name] = Select(label=LABELS[name], choices=self.options(name, options), required=False)
        self.initial["near"] = search.near.name if search.near else search.typed["near"]
        if not programme().municipalities:
            del self.fields["near"]
        self.initial["sort"] = search.sort
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"
            field.required = False

    def options(self, name, options):
        return list(options.items()) if name == "sort" else [("", ANY), *options.items()]

    @property
    def main(self):
        return [self[name] for name in ("q", "work_area", "when") if name in self.fields]

    @property
    def more(self):
        return [self[name] for name in MORE if name in self.fields]

    @property
    def arranging(self):
        return [self[name] for name in ("sort", "near") if name in self.fields]


class Chip(NamedTuple):
    """Something that was asked for, and the address of the search without it."""

    name: str
    words: str
    url: str


def chips(search):
    return [
        Chip(name, chip_words(search, name), search.link(**{name: ""}))
        for name in search.asked
        if name not in ARRANGING
    ]


def chip_words(search, name):
    value = search.asked[name]
    if name == "q":
        return _("“%(text)s”") % {"text": value}
    return str(search.choices[name][value]) if name in search.choices else value


class Way(NamedTuple):
    """A page to go to; without an address it is the one where one is, or a gap."""

    number: int | None
    url: str
    here: bool = False


def pages(search):
    """The first page, the last, and those around this one."""
    near = range(search.page - BESIDE, search.page + BESIDE + 1)
    shown = [number for number in range(1, search.last_page + 1) if number in (1, search.last_page) or number in near]
    ways = []
    for before, number in zip([0, *shown], shown, strict=False):
        if number > before + 1:
            ways.append(Way(None, ""))
        ways.append(way_to(search, number))
    return ways


def way_to(search, number):
    return Way(number, search.link(page=number if number > 1 else ""), number == search.page)


def municipalities(search):
    """(name, number of hosts, address, whether it was asked for) of each that has any, by the alphabet."""
    known = programme().municipalities
    rows = [(known[code].name, count, code) for code, count in search.places.items() if code in known]
    asked = search.asked.get("municipality")
    return [
        (name, count, search.link(municipality=code), code == asked)
        for name, count, code in sorted(rows, key=lambda row: sort_key(row[0]))
    ]
