"""itinerary.toml: what a row of an itinerary may be, and base sketches of whole visits. May be absent."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import time
from itertools import pairwise
from math import ceil

from .words import Text

NEEDS = ("talk", "writing", "lunch", "closing")  # what makes a day good; the closing belongs to the last one
TONES = ("sun", "leaf", "rose", "air", "plum", "sand")
PARTS = ("first", "each", "middle", "last")
ALL = 0  # a row for all interns


@dataclass(frozen=True)
class Kind:
    key: str
    name: Text
    advice: Text  # to the colleague who is named in such a row
    need: str
    mark: str  # the drawing's name
    tone: str


@dataclass(frozen=True)
class SketchRow:
    key: str
    what: Text
    kind: str
    on: tuple
    starts: time
    ends: time
    own: bool = False
    intern: int = ALL
    interns: tuple = ()  # only when so many come

    def whose(self, interns):
        """The numbers of the interns who have such a row each; ALL where they share it, or only one comes."""
        if self.interns and interns not in self.interns or self.intern > interns:
            return ()
        if interns == 1 or not (self.own or self.intern):
            return (ALL,)
        return (self.intern,) if self.intern else tuple(range(1, interns + 1))


@dataclass(frozen=True)
class Sketch:
    key: str
    name: Text
    lead: Text
    travel_type: str
    days: tuple
    interns: tuple
    rows: tuple

    def fits(self, days, interns):
        return days in self.days and interns in self.interns

    def plan(self, days, interns):
        """[(number of the day, number of the intern or ALL, row)]: each day in the order of the clock."""
        rows = sorted(self.rows, key=lambda row: (row.starts, row.intern, row.key))
        return [
            (day, whose, row)
            for day in range(days)
            for row in rows
            if parts_of(day, days) & {*row.on}
            for whose in row.whose(interns)
        ]


def parts_of(day, days):
    """Which parts of a visit a day is."""
    ends = {name for name, number in (("first", 0), ("last", days - 1)) if day == number}
    return {"each"} | (ends or {"middle"})


@dataclass(frozen=True)
class Itinerary:
    kinds: dict
    sketches: tuple

    def for_visit(self, days, interns, travel_type):
        """The sketches that fit, those of this way of travelling first."""
        fitting = [each for each in self.sketches if each.fits(days, interns)]
        return sorted(fitting, key=lambda each: each.travel_type != travel_type)


NOTHING = Itinerary({}, ())


def read_itinerary(book, travel_types, rules):
    page = book.optional("itinerary.toml", key="itinerary")
    if page is None:
        return NOTHING
    kinds = [read_kind(table) for table in page.each("kind", name="kinds")]
    kinds = {kind.key: kind for kind in kinds}
    shared = tuple(read_row(table, kinds, rules) for table in page.each("row", optional=True, name="rows"))
    tables = page.each("sketch", optional=True, name="sketches")
    sketches = tuple(read_sketch(table, kinds, shared, travel_types, rules) for table in tables)
    if sketches:
        complain_about_gaps(page, sketches, travel_types, rules)
    return Itinerary(kinds, sketches)


def read_kind(table):
    return Kind(
        key=table.string("key"),
        name=table.own_text(),
        advice=table.text("advice"),
        need=table.one_of("need", NEEDS, optional=True),
        mark=table.string("mark"),
        tone=table.one_of("tone", TONES),
    )


def read_row(table, kinds, rules):
    row = SketchRow(
        key=table.string("key"),
        what=table.own_text(),
        kind=table.one_of("kind", kinds),
        on=table.some_of("on", PARTS),
        starts=table.clock("starts"),
        ends=table.clock("ends"),
        own=table.truth("own", optional=True),
        intern=table.whole("intern", optional=True) or ALL,
        interns=table.wholes("interns", optional=True),
    )
    if row.ends <= row.starts and table.has("starts") and table.has("ends"):
        table.complain(f"ends {row.ends:%H:%M}, before it begins. Correct one of the times.", "ends")
    for number in (row.intern, *row.interns):
        if not 0 <= number <= rules.interns_max:
            table.complain(f"{number} interns never come: at most {rules.interns_max}. Correct the number.", "interns")
    return row


def read_sketch(table, kinds, shared, travel_types, rules):
    own = tuple(read_row(inner, kinds, rules) for inner in table.each("row", optional=True, name=""))
    sketch = Sketch(
        key=table.string("key"),
        name=table.own_text(),
        lead=table.text("lead"),
        travel_type=table.one_of("travel_type", travel_types),
        days=table.wholes("days"),
        interns=table.wholes("interns"),
        rows=(*shared, *own),
    )
    check_reach(table, sketch, travel_types, rules)
    return sketch


def check_reach(table, sketch, travel_types, rules):
    kind = travel_types.get(sketch.travel_type)
    for days in sketch.days if kind else ():
        if not kind.days[0] <= days <= kind.days[1]:
            table.complain(f"{days} is not within {kind.days[0]}-{kind.days[1]}, as {kind.key} travels.", "days")
    for interns in sketch.interns:
        if not rules.interns_min <= interns <= rules.interns_max:
            allowed = f"{rules.interns_min}-{rules.interns_max}"
            table.complain(f"{interns} is not within the programme's {allowed}. Correct it.", "interns")
    for said in sorted(
        {said for days in sketch.days for interns in sketch.interns for said in crowded(sketch, days, interns)}
    ):
        table.complain(said)


def crowded(sketch, days, interns):
    """Sentences about rows that the same intern would have at the same time."""
    seen = defaultdict(list)
    for day, whose, row in sketch.plan(max(days, 0), max(interns, 0)):
        for intern in [whose] if whose else range(1, interns + 1):
            seen[day, intern].append(row)
    for rows in seen.values():
        for before, after in pairwise(rows):
            if after.starts < before.ends:
                yield f"“{before.key}” and “{after.key}” are at the same time. Move one of them."


def complain_about_gaps(page, sketches, travel_types, rules):
    for kind in travel_types.values():
        for days in range(ceil(kind.days[0]), int(kind.days[1]) + 1):
            for interns in range(rules.interns_min, rules.interns_max + 1):
                if not any(each.travel_type == kind.key and each.fits(days, interns) for each in sketches):
                    page.complain(f"no sketch for {kind.key}, {days} days and {interns} interns. Add one.", "sketch")
