"""Sheets of sign-ups understood row by row: what can be imported, what is told, what stops. Nothing is saved here."""

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from ipraktik.kit.cpr import find_cpr
from ipraktik.office import cells, offer_rows, wish_rows
from ipraktik.office.headings import FREE_TEXTS, OFFER, WISH, find_headings, kind_in_words
from ipraktik.office.sheet_files import FORMULA_WITHOUT_RESULT
from ipraktik.office.surroundings import Surroundings

READY, DRAFT, DOUBLE, STOPPED = "ready", "draft", "double", "stopped"
READERS = {WISH: wish_rows.read, OFFER: offer_rows.read}


@dataclass
class Row:
    """One sign-up: its cells as written, what they mean, and what there is to say about them."""

    sheet: str
    number: int  # as a spreadsheet counts
    kind: str
    cells: dict
    values: dict = field(default_factory=dict)
    errors: list = field(default_factory=list)  # what must be put right first
    lacks: list = field(default_factory=list)  # what the person is to add: comes in as a draft
    notes: list = field(default_factory=list)  # how something was read
    doubles: list = field(default_factory=list)  # where it is already
    personal: list = field(default_factory=list)  # numbers that look like personal ones
    unknown_organisation: str = ""

    @property
    def key(self):
        return f"{self.sheet}:{self.number}"

    @property
    def state(self):
        if self.errors:
            return STOPPED
        if self.doubles:
            return DOUBLE
        return DRAFT if self.lacks else READY

    @property
    def who(self):
        name = cells.one_line(self.cells.get("name") or self.cells.get("contact") or "")
        return self.values.get("name") or name or cells.one_line(self.cells.get("workplace", ""))

    @property
    def said(self):
        """All there is to tell, the worst first."""
        return [*self.errors, *self.doubles, *self.lacks, *self.notes]

    @property
    def natural_key(self):
        values = self.values
        named = (values["email"], values["organisation_folded"], values["workplace_folded"])
        return "|".join(named)[:400]

    def read(self, name, reader, *more):
        """What a cell means; None, with its sentence among the errors, where it cannot be read."""
        try:
            return reader(self.cells.get(name, ""), *more)
        except cells.NotUnderstood as wrong:
            self.errors.append(str(wrong))
            return None


@dataclass
class Understood:
    rows: list
    notes: list
    organisations: list  # those whose kind must be known: (name, folded, sector)

    def of(self, *states):
        return [row for row in self.rows if row.state in states]

    @property
    def good(self):
        return self.of(READY, DRAFT)

    @property
    def counts(self):
        return {state: len(self.of(state)) for state in (READY, DRAFT, DOUBLE, STOPPED)}


def understand(sheets, sectors=None, not_personal=()):
    """Every row of every sheet. `sectors`: {folded organisation: sector}; `not_personal`: keys of rows looked at."""
    notes, rows = [], []
    for sheet in sheets:
        notes += sheet.notes
        rows += rows_of(sheet, notes)
    around = Surroundings(rows, sectors or {}, timezone.localdate())
    for row in rows:
        look_for_personal_numbers(row, not_personal)
        look_for_formulas(row)
        READERS[row.kind](row, around)
    mark_doubles(rows, around)
    return Understood(rows, list(dict.fromkeys(notes)), around.asked)


def rows_of(sheet, notes):
    if not any(any(row) for row in sheet.rows):
        return []
    found, sentence = find_headings(sheet)
    if found is None:
        notes.append(f"{sheet.name}: {sentence}")
        return []
    if found.unknown:
        said = _("%(sheet)s: we do not use the column %(names)s.")
        notes.append(said % {"sheet": sheet.name, "names": ", ".join(f"“{name}”" for name in found.unknown)})
    lines = enumerate(sheet.rows[found.row + 1 :], found.row + 2)
    return [as_row(sheet, found, number, line) for number, line in lines if any(line)]


def as_row(sheet, found, number, line):
    def at(kind, name):
        place = found.columns[kind].get(name)
        return line[place] if place is not None and place < len(line) else ""

    kind = kind_in_words(at(found.kind, "kind")) or found.kind
    return Row(sheet.name, number, kind, {name: at(kind, name) for name in found.columns[kind]})


def look_for_personal_numbers(row, not_personal):
    row.personal = [number for name in FREE_TEXTS[row.kind] for number in find_cpr(row.cells.get(name, ""))]
    if row.personal and row.key not in not_personal:
        said = _(
            "“%(numbers)s” looks like a personal number. Take it out of the sheet, or tick that it is something else."
        )
        row.errors.append(said % {"numbers": ", ".join(row.personal)})


def look_for_formulas(row):
    if FORMULA_WITHOUT_RESULT in row.cells.values():
        row.errors.append(
            _("A cell holds a formula without a result. Open the file in a spreadsheet, save it, and choose it again.")
        )
        row.cells = {name: "" if text == FORMULA_WITHOUT_RESULT else text for name, text in row.cells.items()}


def mark_doubles(rows, around):
    """A row that says the same sign-up as an earlier one, or as one that is here already."""
    seen = {}
    for row in rows:
        if row.errors:
            continue
        first = seen.setdefault((row.kind, row.natural_key), row)
        if first is not row:
            row.doubles.append(_("The same sign-up as row %(row)s.") % {"row": first.number})
        elif sentence := around.is_here(row):
            row.doubles.append(sentence)
