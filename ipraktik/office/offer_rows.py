"""A host's row: what it says, and the offer that it becomes."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ipraktik.directory.models import Offer
from ipraktik.office import cells
from ipraktik.office.people_named import membership, person, workplace
from ipraktik.office.wish_rows import LONGEST, read_email, read_name, read_place
from ipraktik.programme import programme

TEXTS = ("about", "why", "see", "wishes_for", "meet", "dress", "equipment", "access")
NEEDED = {
    "about": gettext_lazy("It does not say who they are: the host writes it."),
    "why": gettext_lazy("It does not say why they would like a visit: the host writes it."),
    "see": gettext_lazy("It does not say what there is to see: the host writes it."),
}


def read(row, around):
    row.values["name"] = read_name(row, "contact", _("Write the contact person's name."))
    row.values["email"] = read_email(row, "email")
    read_place(row, around)
    read_reserve(row)
    read_numbers(row)
    read_when(row, around.today)
    row.lacks += [str(sentence) for name, sentence in NEEDED.items() if not row.cells.get(name, "").strip()]
    sector = programme().sectors.get(row.values.get("sector"))
    if sector and not sector.may_host:
        row.errors.append(_("The programme does not take hosts from this kind of organisation."))


def read_reserve(row):
    """The reserve is invited by e-mail: without an address the host names one."""
    name = cells.one_line(row.cells.get("reserve", ""))[:120]
    written = row.cells.get("reserve_email", "").strip()
    address = row.read("reserve_email", cells.email) if written else ""
    if address and address == row.values["email"]:
        row.lacks.append(_("The reserve has the contact person's e-mail address: the host names another."))
        address = ""
    elif not written:
        said = _("The e-mail address of the reserve %(name)s is missing: the host writes it.")
        row.lacks.append(said % {"name": name} if name else _("The reserve is missing: the host names one."))
    row.values |= {"reserve_name": name, "reserve_email": address}


def read_numbers(row):
    rules, given = programme().rules, row.cells
    seats = row.read("seats", cells.seats) if given.get("seats", "").strip() else rules.interns_min
    days = row.read("days", cells.days) if given.get("days", "").strip() else (rules.days_min, rules.days_max)
    cap = row.read("cap_year", cells.numbers) if given.get("cap_year", "").strip() else None
    least, most = days or (rules.days_min, rules.days_max)
    row.values |= {"seats": seats, "cap_year": int(cap[1]) if cap else None, "days_min": least, "days_max": most}
    if seats and given.get("seats", "").strip() and cells.numbers(given["seats"])[0] != seats:
        row.notes.append(
            _("We read “%(text)s” as at most %(count)s at a time.") % {"text": given["seats"], "count": seats}
        )


def read_when(row, today):
    text, first = row.cells.get("when", "").strip(), row.cells.get("first", "").strip()
    closed = row.read("closed", cells.stretches, today) if row.cells.get("closed", "").strip() else []
    row.values |= {"all_year": False, "open": [], "closed": closed or []}
    if text:
        all_year, opens, shut = row.read("when", cells.opening, today) or (False, [], [])
        row.values |= {"all_year": all_year, "open": opens, "closed": [*row.values["closed"], *shut]}
    elif first:
        span = row.read("first", cells.span, row.cells.get("last", "").strip())
        row.values["open"] = [span] if span else []
    else:
        row.lacks.append(_("It does not say when: the host writes it."))
    if row.values["open"] and all(last < today for _first, last in row.values["open"]):
        row.lacks.append(_("The days are over: the host writes new ones."))


def save(row, by):
    """The offer, still a draft, of the contact person whom the row names."""
    return make(row.values, row.cells, workplace(row.values), by)


def make(values, texts, place, by):
    """`values` as they were understood; `texts` as they were written."""
    contact = person(values["email"], values["name"], texts)
    membership(contact, place)
    offer = Offer.objects.create(
        workplace=place, entered_by=by, at_a_time=values["seats"], hours=texts.get("hours", "")[:200],
        **{name: values[name] for name in ("seats", "cap_year", "days_min", "days_max", "all_year")},
        **{name: texts.get(name, "")[:LONGEST] for name in TEXTS},
    )  # fmt: skip
    offer.name_person("contact", contact)
    if values["reserve_email"]:
        offer.name_person("reserve", person(values["reserve_email"], values["reserve_name"]))
    for is_open, stretches in ((True, values["open"]), (False, values["closed"])):
        for first, last in stretches:
            offer.periods.create(first=first, last=last, is_open=is_open)
    return offer
