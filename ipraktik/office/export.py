"""A list as a file: CSV that Danish and English spreadsheets open as it is, or XLSX. No cell can become a formula."""

import csv
import io
from datetime import date, datetime

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
LONGEST_CELL, LONGEST_NAME = 32_000, 31


def plain(value):
    """What a spreadsheet has a type for: dates, numbers, text without unseen marks."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, datetime):
        return timezone.localdate(value)
    return value if isinstance(value, date) else ILLEGAL_CHARACTERS_RE.sub("", str(value))[:LONGEST_CELL]


def rows_of(listing, rows):
    yield [str(column.title) for column in listing.columns]
    for row in rows.iterator(chunk_size=1000):
        yield [plain(column.value(row)) for column in listing.columns]


def harmless(value):
    """A text that begins as a formula does gets an apostrophe before it: spreadsheets then read it as text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(BEGINS_FORMULA) else value


def as_csv(rows):
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([harmless(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(rows, name):
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name[:LONGEST_NAME])
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows):
        sheet.append([cell(sheet, value, bold=number == 0) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def cell(sheet, value, bold):
    """Text is written as text, whatever it begins with."""
    made = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        made.data_type = "s"
    if bold:
        made.font = Font(bold=True)
    return made


def as_file(rows, ending, name):
    return as_csv(rows) if ending == "csv" else as_xlsx(rows, name)
