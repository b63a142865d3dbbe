"""A file someone has sent, read into sheets of plain text: CSV however it was saved, or XLSX. Nothing in it is trusted."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from ipraktik.office.headings import WITHIN, recognised

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 5_000, 100, 10_000
MOST_UNPACKED, MOST_PARTS = 60 * 1024 * 1024, 2_000
LETTERS = ("utf-8-sig", "cp1252")
DELIMITERS = (";", "\t", ",")
MERGED = re.compile(rb"<mergeCell\b[^>]*\bref=\"([A-Z0-9:]+)\"")
FORMULA_WITHOUT_RESULT = "\x1bformula"
APOSTROPHE = re.compile(r"^'(?=[=+\-@\t\r])")  # as our own files guard what begins like a formula


class Unreadable(Exception):
    """The file cannot be read; says what to do about it."""


@dataclass
class Sheet:
    name: str
    rows: list
    notes: list = field(default_factory=list)


def read(name, data):
    """The sheets of a file, in order. Raises Unreadable with a sentence."""
    if not data.strip():
        raise Unreadable(_("The file is empty. Choose another."))
    if data.startswith(b"PK"):
        return read_workbook(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(_("This is an old kind of spreadsheet. Open it, save it as XLSX, and choose that file."))
    return [read_text(name, data)]


# CSV


def read_text(name, data):
    text = decoded(data)
    if "\0" in text or unprintable(text) > len(text) / 50:
        raise Unreadable(_("This is no spreadsheet. Choose a file saved as CSV or XLSX."))
    return Sheet(name, checked(parsed(text)))


def decoded(data):
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return decode(data, ("utf-16",))
    return decode(data, LETTERS)


def decode(data, codes):
    for code in codes:
        try:
            return data.decode(code)
        except UnicodeDecodeError:
            continue
    raise Unreadable(_("The letters of the file cannot be read. Save it as CSV in UTF-8, or as XLSX."))


def unprintable(text):
    return sum(not letter.isprintable() and letter not in "\r\n\t\xa0\u200b\ufeff\x85" for letter in text)


def parsed(text):
    """The rows, by the delimiter that gives the most headings we know: a comma stands in many a text, too."""
    head = "\n".join(text.splitlines()[:WITHIN])
    best = max(DELIMITERS, key=lambda delimiter: recognised(rows_by(head, delimiter, strict=False)))
    return rows_by(text, best)


def rows_by(text, delimiter, strict=True):
    try:
        return [[tidy(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as mistake:
        if not strict:
            return []
        raise Unreadable(_("The file cannot be read as CSV. Open it in a spreadsheet and save it again.")) from mistake


def checked(rows):
    """Without empty cells and rows at the end; a sentence where there is too much of anything."""
    for row in rows:
        while row and not row[-1]:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    if len(rows) > MOST_ROWS:
        raise Unreadable(_("The sheet has more than %(most)s rows. Split it in several.") % {"most": MOST_ROWS})
    if any(len(row) > MOST_COLUMNS for row in rows):
        raise Unreadable(_("The sheet has more than %(most)s columns.") % {"most": MOST_COLUMNS})
    for number, row in enumerate(rows, 1):
        if any(len(cell) > LONGEST_CELL for cell in row):
            raise Unreadable(_("Row %(row)s has a text that is far too long. Shorten it.") % {"row": number})
    return rows


def tidy(value):
    """A cell as text: dates as 2026-11-23, whole numbers without a point, without spaces around."""
    if value is None:
        return ""
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return APOSTROPHE.sub("", str(value).replace("\xa0", " ").strip())


# XLSX


def read_workbook(data):
    try:
        notes = look_inside(data)
        values = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        formulas = load_workbook(io.BytesIO(data), read_only=True)
        sheets = [read_sheet(sheet, formulas[sheet.title], notes) for sheet in values.worksheets]
    except Unreadable:
        raise
    except Exception as mistake:  # whatever a broken file makes the reader stumble over
        raise Unreadable(
            _("The spreadsheet is damaged. Open it, save it anew as XLSX, and choose that file.")
        ) from mistake
    return sheets


def look_inside(data):
    """Raises Unreadable for what is no workbook, or unpacks to far more than a sheet of sign-ups can be."""
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as mistake:
        raise Unreadable(
            _("The spreadsheet is damaged. Open it, save it anew as XLSX, and choose that file.")
        ) from mistake
    parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unreadable(_("The spreadsheet is too big when it is unpacked. Keep only the rows of the sign-ups."))
    if "xl/workbook.xml" not in packed.namelist():
        raise Unreadable(_("This is no spreadsheet. Choose a file saved as CSV or XLSX."))
    return merged_cells(packed)


def merged_cells(packed):
    """A note where cells are merged: only the first of them has the text."""
    found = []
    for part in packed.namelist():
        if part.endswith(".xml"):
            text = packed.read(part)
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise Unreadable(_("The spreadsheet is damaged. Open it, save it anew as XLSX, and choose that file."))
            found += MERGED.findall(text)
    said = ", ".join(each.decode() for each in found[:5])
    return [_("Cells are merged (%(cells)s): only the first of them has the text.") % {"cells": said}] if found else []


def read_sheet(sheet, formulas, notes):
    if sheet.sheet_state != "visible":
        return Sheet(sheet.title, [], [_("The sheet “%(name)s” is hidden, and left out.") % {"name": sheet.title}])
    sheet.reset_dimensions()
    formulas.reset_dimensions()
    rows = []
    for values, written in zip(limited(sheet), limited(formulas), strict=False):
        rows.append([cell(*pair) for pair in zip(values, written, strict=False)])
    return Sheet(sheet.title, checked(rows), notes)


def limited(sheet):
    return sheet.iter_rows(max_row=MOST_ROWS + 50, max_col=MOST_COLUMNS + 1, values_only=True)


def cell(value, written):
    """The result of a formula counts; one that has none is said so where it is read."""
    if value is None and isinstance(written, str) and written.startswith("="):
        return FORMULA_WITHOUT_RESULT
    return tidy(value)
