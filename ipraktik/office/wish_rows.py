"""An intern's row: what it says, and the wish that it becomes."""

from django.utils.translation import gettext as _

from ipraktik.directory.models import Wish
from ipraktik.kit.days import say_days
from ipraktik.kit.names import folded
from ipraktik.office import cells
from ipraktik.office.people_named import membership, person, workplace
from ipraktik.programme import programme

LONGEST = 5_000


def read(row, around):
    """Fills the row's values; says what is wrong, what is missing, and how something was read."""
    row.values["name"] = read_name(row, "name", _("Write the intern's name."))
    row.values["email"] = read_email(row, "email")
    read_place(row, around)
    read_manager(row)
    read_texts(row)
    read_travel(row)
    read_when(row, around.today)
    sector = programme().sectors.get(row.values.get("sector"))
    if sector and not sector.may_send:
        row.errors.append(_("The programme does not take interns from this kind of organisation."))


def read_name(row, column, missing):
    name = cells.one_line(row.cells.get(column, ""))[:120]
    if not name:
        row.errors.append(missing)
    if "?" in name:
        row.notes.append(
            _("A letter of the name “%(name)s” may have been lost when the sheet was saved.") % {"name": name}
        )
    if name.isupper() and " " in name:
        row.notes.append(_("We write the name as %(name)s.") % {"name": name.title()})
        return name.title()
    return name


def read_email(row, column):
    if not row.cells.get(column, "").strip():
        row.errors.append(_("Write the e-mail address: the link to confirm goes there."))
        return ""
    address = row.read(column, cells.email) or ""
    if note := cells.doubtful_domain(address):
        row.notes.append(note)
    return address


def read_place(row, around):
    around.organisation(row)
    name = cells.one_line(row.cells.get("workplace", ""))[:160] or row.values.get("organisation", "")
    row.values |= {"workplace": name, "workplace_folded": folded(name)}
    row.values["municipality"] = read_municipality(row)
    keys, unknown = cells.work_areas(row.cells.get("work_areas", ""))
    row.values["work_areas"] = keys
    if unknown:
        row.notes.append(
            _("We do not know the work area “%(names)s”, and leave it out.") % {"names": ", ".join(unknown)}
        )


def read_municipality(row):
    """As it is written, or, where nothing is, as the organisation's name says."""
    if row.cells.get("municipality", "").strip():
        return row.read("municipality", cells.municipality) or ""
    place = programme().find_municipality(row.values.get("organisation", ""))
    return place.code if place else ""


def read_manager(row):
    """A manager who is missing is named by the intern; one whose address cannot be read stops the row."""
    name = cells.one_line(row.cells.get("manager", ""))[:120]
    written = row.cells.get("manager_email", "").strip()
    address = row.read("manager_email", cells.email) if written else ""
    if not name and not written:
        row.lacks.append(_("The nearest manager is missing: the intern names one."))
    elif not written:
        row.lacks.append(
            _("The e-mail address of the manager %(name)s is missing: the intern writes it.") % {"name": name}
        )
    elif address and address == row.values["email"]:
        row.lacks.append(_("The manager has the intern's own e-mail address: the intern names the manager."))
        address = ""
    row.values |= {"manager_name": name, "manager_email": address}


def read_texts(row):
    row.values["why"] = row.cells.get("why", "")[:LONGEST]
    if not row.values["why"].strip():
        row.lacks.append(_("There is no reason: the intern writes why."))


def read_travel(row):
    """Days and travel type: the one that is missing follows from the other."""
    days = row.read("days", cells.days) if row.cells.get("days", "").strip() else None
    kind = row.read("travel_type", cells.travel_type) if row.cells.get("travel_type", "").strip() else None
    if row.errors and not (days or kind):
        return
    if kind is None and days:
        kind = next((key for key, each in types() if each.days[0] <= days[0] and days[1] <= each.days[1]), None)
        if kind:
            row.notes.append(_("No travel type: from the days we read %(type)s.") % {"type": type_name(kind)})
    if days is None and kind:
        days = programme().travel_types[kind].days
    put_travel(row, kind, days)


def put_travel(row, kind, days):
    if not kind:
        row.lacks.append(_("The travel type is missing: the intern chooses it."))
    elif not programme().travel_types[kind].days[0] <= days[0] <= days[1] <= programme().travel_types[kind].days[1]:
        row.lacks.append(
            _("The days do not suit the travel type %(type)s: the intern chooses.") % {"type": type_name(kind)}
        )
    rules = programme().rules
    least, most = days or (rules.days_min, rules.days_max)
    row.values |= {"travel_type": kind or "", "days_min": least, "days_max": most}


def types():
    return programme().travel_types.items()


def type_name(key):
    return f"“{programme().travel_types[key].name}”"


def read_when(row, today):
    text, first = row.cells.get("when", "").strip(), row.cells.get("first", "").strip()
    row.values |= {"any_time": cells.is_any_time(text), "periods": []}
    if row.values["any_time"]:
        return
    if not text and not first:
        row.lacks.append(_("It does not say when: the intern writes it."))
        return
    row.values["periods"] = read_periods(row, text, today)
    if row.values["periods"] and all(last < today for _first, last in row.values["periods"]):
        row.lacks.append(_("The days are over: the intern writes new ones."))


def read_periods(row, text, today):
    if not text:
        found = row.read("first", cells.span, row.cells.get("last", "").strip())
        return [found] if found else []
    day = cells.one_day(text)
    if day is None:
        return row.read("when", cells.stretches, today) or []
    first, last = cells.from_first_day(day, row.values.get("days_max", 1))
    row.notes.append(_("We read the date as the first day: %(days)s.") % {"days": say_days(first, last)})
    return [(first, last)]


def save(row, by):
    """The wish, still a draft, of the intern whom the row names."""
    return make(row.values, row.cells, workplace(row.values), by)


def make(values, texts, place, by):
    """`values` as they were understood; `texts` as they were written."""
    intern = person(values["email"], values["name"], texts)
    membership(intern, place)
    wish = Wish.objects.create(
        intern=intern, entered_by=by, workplace=place, where=texts.get("where", "")[:LONGEST],
        manager=person(values["manager_email"], values["manager_name"]) if values["manager_email"] else None,
        manager_name=values["manager_name"][:120],
        special_needs=texts.get("special_needs", "")[:LONGEST],
        **{name: values[name] for name in ("why", "travel_type", "days_min", "days_max", "any_time")},
    )  # fmt: skip
    for first, last in values["periods"]:
        wish.periods.create(first=first, last=last)
    return wish
