"""The sign-up sheets a programme office has today, with the usual dirt: made to try an import on.

`build(folder)` writes them as CSV (`;`, Windows-1252) and as a workbook; `dirt()` tells what is wrong, and where.
"""

import argparse
import csv
import random
from datetime import date
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook

from ipraktik.demo import texts
from ipraktik.demo.dirt import COPIES, EMPTY, EMPTY_ROW, HOSTS, INTERNS, SPOILS
from ipraktik.demo.signup import host_row, intern_row
from ipraktik.kit.terminal import say

SEED = 2015  # the first year of the programme; the order in which people happened to write
FILES = {INTERNS: "praktikanter.csv", HOSTS: "vaerter.csv"}
WORKBOOK = "tilmeldinger.xlsx"


class Dirt(NamedTuple):
    kind: str
    sheet: str
    row: int  # as a spreadsheet counts: the headings are row 1
    column: str
    value: str | date


def sample(arguments):
    parser = argparse.ArgumentParser(prog="ipraktik sample", description="Writes sign-up sheets to try an import on.")
    parser.add_argument("folder")
    for path in build(parser.parse_args(arguments).folder):
        say(path)


def build(path, year=None):
    """Writes the sheets into this folder; the same year gives the same sheets. Returns the files."""
    folder = Path(path)
    folder.mkdir(parents=True, exist_ok=True)
    sheets = {sheet: [row for _who, row in lines(sheet, year)] for sheet in FILES}
    for sheet, rows in sheets.items():
        write_csv(folder / FILES[sheet], rows)
    write_workbook(folder / WORKBOOK, sheets)
    return [folder / name for name in (*FILES.values(), WORKBOOK)]


def dirt(year=None):
    return [found for sheet in FILES for found in dirt_in(sheet, year)]


def dirt_in(sheet, year):
    for number, (who, row) in enumerate(lines(sheet, year), 2):
        for spoil in SPOILS:
            if (spoil.sheet, spoil.who) == (sheet, who):
                yield Dirt(spoil.kind, sheet, number, spoil.column, row[spoil.column])
        if who == EMPTY_ROW or who in {copy.kind for copy in COPIES}:
            yield Dirt(who, sheet, number, "", "")


def lines(sheet, year=None):
    """[(who, row), …] as they stand in the file; an empty row has no cells."""
    rows = spoiled(sheet, year or date.today().year + 1)
    order = list(rows.items())
    random.Random(SEED).shuffle(order)
    for copy in COPIES:
        if copy.sheet == sheet:
            order.insert(copy.at, (copy.kind, rows[copy.who] | copy.changes))
    for at in EMPTY[sheet]:
        order.insert(at, (EMPTY_ROW, dict.fromkeys(order[0][1], "")))
    return order


def spoiled(sheet, year):
    rows = clean(sheet)
    for spoil in SPOILS:
        if spoil.sheet == sheet:
            row = rows[spoil.who]
            row[spoil.column] = spoil.how(row[spoil.column], year)
    return rows


def clean(sheet):
    if sheet == INTERNS:
        return {text["name"]: intern_row(text) for text in texts.interns() + texts.signups()}
    return {text["key"]: host_row(text) for text in texts.hosts()}


def write_csv(path, rows):
    """As a spreadsheet saves it: a letter that Windows-1252 has not got becomes a question mark."""
    with path.open("w", encoding="cp1252", errors="replace", newline="") as file:
        table = csv.writer(file, delimiter=";")
        table.writerow(rows[0])
        table.writerows([as_text(value) for value in row.values()] for row in rows)


def as_text(value):
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else value


def write_workbook(path, sheets):
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        page.append(list(rows[0]))
        for row in rows:
            page.append([as_cell(value) for value in row.values()])
    book.save(path)


def as_cell(value):
    """A number typed in a spreadsheet is a number, and an empty cell is nothing."""
    return int(value) if isinstance(value, str) and value.isdigit() else value or None
