"""Regions, municipalities and the map: each of them may be absent in a programme."""

import csv
import json
import math
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from .words import Text

COLUMNS = ("code", "name", "official_name", "lat", "lon", "regions", "aliases")


@dataclass(frozen=True)
class Region:
    key: str
    name: Text
    valid_from: date | None = None
    valid_to: date | None = None

    def valid_on(self, day):
        return (self.valid_from or day) <= day <= (self.valid_to or day)


@dataclass(frozen=True)
class Municipality:
    code: str
    name: str
    official_name: str
    lat: float
    lon: float
    aliases: tuple = ()
    regions: tuple = ()  # every region it has belonged to or will

    def region_on(self, day):
        return next((region for region in self.regions if region.valid_on(day)), None)


@dataclass(frozen=True)
class Map:
    view_box: str
    paths: dict
    credit: Text


@dataclass(frozen=True)
class Places:
    regions: dict
    municipalities: dict
    map: Map | None
    leave_out: tuple = ()  # words that say nothing of which place it is, as “municipality”
    spellings: dict = field(default_factory=dict)  # letters that are written in two ways

    @cached_property
    def by_name(self):
        known = {}
        for place in self.municipalities.values():
            for name in (place.name, place.official_name, *place.aliases):
                known[self.fold(name)] = place
        return known

    def find_municipality(self, name):
        return self.municipalities.get(name.strip()) or self.by_name.get(self.fold(name))

    def fold(self, name):
        """The name as it is compared: `Århus  kommune` and `Aarhus` are the same."""
        name = name.casefold().replace("-", " ")
        for letter, written in self.spellings.items():
            name = name.replace(letter, written)
        return " ".join(word for word in name.split() if word not in self.leave_out)


NOWHERE = Places(regions={}, municipalities={}, map=None)


def read_places(book):
    page = book.optional("places.toml")
    if page is None:
        return NOWHERE
    regions = [read_region(table) for table in page.each("region", name="regions")]
    regions = {region.key: region for region in regions}
    return Places(
        regions=regions,
        municipalities=read_municipalities(book, regions),
        map=read_map(book, page),
        leave_out=page.strings("leave_out", optional=True),
        spellings=page.take("spellings", dict, "a table of letters", {}, optional=True),
    )


def read_region(table):
    region = Region(table.string("key"), table.own_text(), table.day("valid_from", True), table.day("valid_to", True))
    if region.valid_from and region.valid_to and region.valid_from > region.valid_to:
        table.complain("valid_from comes after valid_to. Swap or correct them.")
    return region


def read_municipalities(book, regions):
    path = book.folder / "municipalities.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if is_whole(book, row)]
    for key in sorted({key for row in rows for key in row["regions"].split()} - regions.keys()):
        book.complain("municipalities.csv", "", f"the region “{key}” is not in places.toml. Add it there.")
    return {row["code"]: read_municipality(row, regions) for row in rows}


def is_whole(book, row):
    if all(isinstance(row.get(name), str) for name in COLUMNS) and is_number(row["lat"]) and is_number(row["lon"]):
        return True
    said = ",".join(str(value) for value in row.values())
    book.complain("municipalities.csv", said, f"the row is not {','.join(COLUMNS)}. Correct it.")
    return False


def is_number(words):
    try:
        return math.isfinite(float(words))
    except ValueError:
        return False


def read_municipality(row, regions):
    return Municipality(
        code=row["code"],
        name=row["name"],
        official_name=row["official_name"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        aliases=tuple(filter(None, row["aliases"].split("|"))),
        regions=tuple(regions[key] for key in row["regions"].split() if key in regions),
    )


def read_map(book, page):
    path = book.folder / "map.json"
    if not path.is_file():
        return None
    try:
        drawn = json.loads(path.read_text(encoding="utf-8"))
        return Map(drawn["viewBox"], drawn["paths"], page.text("map_credit"))
    except (ValueError, KeyError, TypeError) as mistake:
        book.complain("map.json", "", f"cannot be read as {{“viewBox”: …, “paths”: …}}: {mistake!r}. Correct it.")
        return None
