"""interns.csv and hosts.csv as the engine's Interns and Hosts, and what is wrong between their lines."""

from dataclasses import dataclass
from datetime import date

from ipraktik.matching.engine.people import Host, Intern
from ipraktik.matching.engine.tables import Column, Unusable, Whole, read, text
from ipraktik.matching.files.profile_cells import Known, Periods, Places, days, ids, several, truth
from ipraktik.programme.loader import Programme

LEVEL_HELP = "any word, as leader"


def maybe(name, kind, help, default=""):
    return Column(name, kind, help, may_be_empty=True, may_be_missing=True, default=default)


@dataclass(frozen=True)
class Form:
    """The columns of both files, as this programme knows its sectors, work areas, travel types and places."""

    programme: Programme
    today: date

    @property
    def common(self):
        names = self.programme
        sector = Known.of("sector", {key: each.name for key, each in names.sectors.items()})
        areas = Known.of("work area", names.work_areas)
        return [
            Column("id", text, "any word, once"),
            maybe("workplace", text, "its name: nobody visits the own workplace"),
            maybe("organisation", text, "its name"),
            maybe("municipality", Places(names), "name or code: gives distance and region", None),
            maybe("sector", sector, "a key or name of the programme, as municipality or Kommune"),
            maybe("work_areas", areas.several, "keys or names of the programme, several with |", ()),
            maybe("level", text, LEVEL_HELP),
            maybe(
                "names",
                lambda cell: tuple(several(cell)),
                "persons' names, taken out of the texts before they are read",
                (),
            ),
            maybe("wish_sectors", sector.several, "a limit: no other sectors", ()),
            maybe("wish_work_areas", areas.several, "a limit: no other work areas", ()),
        ]

    @property
    def interns(self):
        names, regions = self.programme, {key: each.name for key, each in self.programme.regions.items()}
        types = Known.of("travel type", {key: each.name for key, each in names.travel_types.items()})
        return [
            *self.common,
            maybe("job", text, "title and what one does"),
            maybe("wish", text, "why and where to"),
            maybe("travel_type", types, "a key or name of the programme, as tourist or Turist"),
            maybe("days", days, "3 or 2-4 working days; 2-5 if empty", (2, 5)),
            maybe("periods", Periods(self.today), "37-39 2027 | 2027-03-08/2027-03-12; any time if empty", ()),
            maybe("wish_regions", Known.of("region", regions).several, "a limit: no other regions", ()),
            maybe("wish_municipalities", Places(names).several, "a limit: no other municipalities", ()),
            maybe("own_organisation", truth, "no: not a host of the own organisation; yes if empty", True),
            maybe("companion", ids, "ids of interns who go along: together or not at all", frozenset()),
            maybe("named_host", text, "the id of the only host wanted"),
            maybe("declined", ids, "ids of hosts where one of the two has said no", frozenset()),
            maybe("waiting", Whole(0), "days since the wish was sent", 0),
        ]

    @property
    def hosts(self):
        return [
            *self.common,
            maybe("profile", text, "who we are, what there is to see, why we would like a visit"),
            maybe("ask", text, "whom we wish for"),
            maybe("seats", Whole(0, 1000), "how many at a time; 1 if empty", 1),
            maybe("days", days, "3 or 2-4 working days; 2-5 if empty", (2, 5)),
            maybe("periods", Periods(self.today), "as for interns; all year if empty", ()),
            maybe("closed", Periods(self.today), "weeks or days when nobody can come", ()),
            maybe("wish_levels", lambda cell: tuple(several(cell)), "a limit: no other levels", ()),
            maybe("shown", Whole(0), "how often the host has been suggested already", 0),
        ]


def read_people(interns_path, hosts_path, form):
    """([Intern, …], [Host, …]). Unusable with every mistake in either file."""
    interns, hosts = read_both((interns_path, form.interns), (hosts_path, form.hosts))
    problems = [*twice(interns), *twice(hosts), *unknown(interns, "companion", interns["id"])]
    problems += unknown(interns, "declined", hosts["id"]) + unknown(interns, "named_host", hosts["id"])
    problems += themselves(interns) or too_many(interns, max(hosts["seats"]))
    if problems:
        raise Unusable(problems)
    groups = together(interns)
    seekers = [an_intern(interns, row, groups, form.today) for row in range(len(interns))]
    return seekers, [a_host(hosts, row, form.today) for row in range(len(hosts))]


def read_both(*files):
    """Their Tables; Unusable with the mistakes of both."""
    tables, problems = [], []
    for path, columns in files:
        try:
            tables.append(read(path, columns))
        except Unusable as wrong:
            problems += wrong.problems
    if problems:
        raise Unusable(problems)
    return tables


def twice(table):
    seen, found = {}, []
    for row, own in enumerate(table["id"]):
        if own in seen:
            found.append(table.problem(row, "id", f"“{own}” stands on line {table.lines[seen[own]]} too."))
        seen.setdefault(own, row)
    return found


def unknown(table, column, known):
    known, found = set(known), []
    for row, cell in enumerate(table[column]):
        for own in sorted({cell} if isinstance(cell, str) else cell):
            if own and own not in known:
                found.append(table.problem(row, column, f"“{own}” is the id of nobody here."))
    return found


def themselves(interns):
    rows = enumerate(zip(interns["id"], interns["companion"], strict=True))
    return [
        interns.problem(row, "companion", "nobody goes along with themselves.")
        for row, (own, also) in rows
        if own in also
    ]


def too_many(interns, seats):
    """Groups that no host has seats for, told once each."""
    groups, found = together(interns), {}
    for row, own in enumerate(interns["id"]):
        if own in groups:
            found.setdefault(groups[own], []).append(row)
    return [group_problem(interns, rows, seats) for rows in found.values() if len(rows) > seats]


def group_problem(interns, rows, seats):
    names = ", ".join(interns["id"][row] for row in rows)
    return interns.problem(rows[0], "companion", f"{names} go together; no host has more than {seats} seats.")


def together(interns):
    """{id: the group's name}: who names somebody, or is named, goes with them and with theirs."""
    group = {}
    for own, also in zip(interns["id"], interns["companion"], strict=True):
        for other in also:
            one, two = group.get(own, {own}), group.get(other, {other})
            group |= dict.fromkeys(one | two, one | two)
    return {own: min(members) for own, members in group.items()}


def common_of(table, row, today):
    place = table["municipality"][row]
    known = {
        name: table[name][row]
        for name in ("workplace", "organisation", "sector", "work_areas", "level", "days", "names")
    }
    return {
        **known,
        "key": table["id"][row],
        **where(place, today),
        "sectors": table["wish_sectors"][row],
        "areas": table["wish_work_areas"][row],
    }


def where(place, today):
    if place is None or isinstance(place, str):
        return {"municipality": place or ""}
    region = place.region_on(today)
    return {"municipality": place.code, "place": (place.lat, place.lon), "region": region.key if region else ""}


def an_intern(table, row, groups, today):
    copied = ("job", "wish", "travel_type", "own_organisation", "named_host", "declined", "waiting")
    periods = table["periods"][row]
    return Intern(
        **common_of(table, row, today),
        **{name: table[name][row] for name in copied},
        any_time=not periods,
        free=periods,
        regions=table["wish_regions"][row],
        municipalities=table["wish_municipalities"][row],
        group=groups.get(table["id"][row], ""),
    )


def a_host(table, row, today):
    periods = table["periods"][row]
    return Host(
        **common_of(table, row, today),
        **{name: table[name][row] for name in ("profile", "ask", "seats", "closed", "shown")},
        all_year=not periods,
        open=periods,
        levels=table["wish_levels"][row],
    )
