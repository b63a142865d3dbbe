"""CSV files in and out: typed columns, and every mistake told at once with its file, line and column.

A file is UTF-8 (a byte order mark is fine), separated by commas or semicolons, with the columns' names in its first line, in
any order. A clean file is read a block at a time, column by column; only where something is wrong is it read again line
by line, to say where.
"""

import csv
import gc
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

BLOCK = 100_000
BROKEN = [[]]
TOLD = 20
LONGEST_CELL = 10_000_000
LONGEST_TOLD = 400
MOST_DIGITS = 18


class Wrong(ValueError):
    """What a column's kind raises: one sentence about the cell, such as “-1 is less than 0.”"""


class Unusable(Exception):
    """A file that cannot be used. Its text is one line for each mistake, twenty at most and how many more there are."""

    def __init__(self, problems):
        self.problems = list(problems)
        more = len(self.problems) - TOLD
        lines = [str(problem) for problem in self.problems[:TOLD]]
        super().__init__("\n".join([*lines, *([f"… and {more} more."] if more > 0 else [])]))


@dataclass(frozen=True)
class Problem:
    file: str
    sentence: str
    line: int | None = None
    column: str | None = None

    def __str__(self):
        line = f", line {self.line}" if self.line else ""
        column = f", column {self.column}" if self.column else ""
        return f"{self.file}{line}{column}: {shortened(self.sentence)}"


def shortened(sentence):
    """Cells may be megabytes."""
    return (
        sentence
        if len(sentence) <= LONGEST_TOLD
        else f"{sentence[: LONGEST_TOLD // 2]} … {sentence[-LONGEST_TOLD // 4 :]}"
    )


@dataclass(frozen=True)
class Column:
    """`kind` makes a value of a cell's text, without the spaces around it, or raises Wrong. An empty cell is `default`
    where `may_be_empty`; a column that is not there is `default` in every line where `may_be_missing`."""

    name: str
    kind: Any
    help: str = ""
    may_be_empty: bool = False
    may_be_missing: bool = False
    default: Any = None


@dataclass
class Table:
    """`columns[name]` is a list with a value for each row. `lines[i]` is the line in the file where row i ends."""

    path: Path
    columns: dict = field(default_factory=dict)
    present: frozenset = frozenset()
    lines: Any = ()

    def __len__(self):
        return len(self.lines)

    def __getitem__(self, name):
        return self.columns[name]

    def problem(self, row, column, sentence):
        return Problem(self.path.name, sentence, int(self.lines[row]), column)


def text(cell):
    return cell


@dataclass(frozen=True)
class Whole:
    """A whole number from `least` to `most`."""

    least: int | None = None
    most: int = 2**31 - 1

    def __call__(self, cell):
        if not re.fullmatch(r"[+-]?[0-9]+", cell):
            raise Wrong(f"“{cell}” is not a whole number.")
        if len(cell) > MOST_DIGITS:
            raise Wrong("this number has too many digits.")
        return within(int(cell), self.least, self.most)


@dataclass(frozen=True)
class Decimal:
    """A number with a decimal point, from `least` to `most`."""

    least: float
    most: float

    def __call__(self, cell):
        try:
            number = float(cell)
        except ValueError:
            raise Wrong(f"“{cell}” is not a number (write a decimal point, as in 0.75).") from None
        if number != number:
            raise Wrong(f"“{cell}” is not a number.")
        return within(number, self.least, self.most)


def within(number, least, most):
    if least is not None and number < least:
        raise Wrong(f"{number} is less than {least}.")
    if number > most:
        raise Wrong(f"{number} is more than {most}.")
    return number


def read(path, columns):
    """A Table of the file, or Unusable with every mistake in it (an empty file and one without rows are mistakes)."""
    path = Path(path)
    with opened(path) as file, no_collecting():
        reader, names = headed(file, path, columns)
        table = in_blocks(reader, path, columns, names)
    if table is None:
        with opened(path) as file:
            reader, names = headed(file, path, columns)
            table = line_by_line(reader, path, columns, names)
    if not len(table):
        raise Unusable([Problem(path.name, "there are no rows below the header.")])
    return table


@contextmanager
def opened(path):
    """The file, whose cells may be long; the limit is the whole process's, and so it is put back."""
    limit = csv.field_size_limit(LONGEST_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield file
    except OSError as mistake:
        raise Unusable([Problem(path.name, f"{mistake.strerror}.")]) from None
    except UnicodeDecodeError:
        raise Unusable([Problem(path.name, "this is not UTF-8 text.", not_utf8(path))]) from None
    except csv.Error as mistake:
        raise Unusable([Problem(path.name, f"this is no CSV file ({mistake}).")]) from None
    finally:
        csv.field_size_limit(limit)


@contextmanager
def no_collecting():
    """Millions of short rows make no circles; looking for them takes half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def not_utf8(path):
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        try:
            line.decode()
        except UnicodeDecodeError:
            return number
    return None


def headed(file, path, columns):
    """The reader, past the header; and the columns' names in the file's order."""
    first = file.readline()
    if not first.strip():
        listed = ", ".join(column.name for column in columns if not column.may_be_missing)
        raise Unusable([Problem(path.name, f"the file is empty. Its first line names its columns: {listed}.")])
    delimiter = max(",;", key=first.count)
    names = [name.strip() for name in next(csv.reader([first], delimiter=delimiter))]
    problems = [Problem(path.name, sentence, 1) for sentence in about_header(names, columns)]
    if problems:
        raise Unusable(problems)
    return csv.reader(file, delimiter=delimiter, strict=True), names


def about_header(names, columns):
    known = {column.name for column in columns}
    for column in columns:
        if column.name not in names and not column.may_be_missing:
            yield f"the column {column.name} is missing."
    for name in dict.fromkeys(names):
        if name not in known:
            yield f"there is no column “{name}” here; known are {', '.join(sorted(known))}."
        elif names.count(name) > 1:
            yield f"the column {name} stands there twice."


def in_blocks(reader, path, columns, names):
    """The quick way: None where anything is wrong, or a row is not one line."""
    table = started(path, columns, names)
    while block := next_block(reader):
        table.lines = range(2, 2 + len(table.lines) + len(block))
        if block == BROKEN or set(map(len, block)) != {len(names)} or reader.line_num != len(table.lines):
            return None
        cells = dict(zip(names, zip(*block, strict=True), strict=True))
        try:
            for name, column in at_hand(columns, names):
                table.columns[name].extend(values(column, cells[name]))
        except ValueError:
            return None
    return filled(table, columns)


def next_block(reader):
    try:
        return list(islice(reader, BLOCK))
    except csv.Error:
        return BROKEN


def at_hand(columns, names):
    return [(column.name, column) for column in columns if column.name in names]


def values(column, cells):
    """Each different text is read once: ids, ranks and fits repeat."""
    known = {cell: value(column, cell.strip()) for cell in set(cells)}
    return list(map(known.__getitem__, cells))


def value(column, cell):
    if cell:
        return column.kind(cell)
    if not column.may_be_empty:
        raise Wrong("this is empty.")
    return column.default


def line_by_line(reader, path, columns, names):
    """The slow way, which says what is wrong and where, and passes over blank lines."""
    problems, table = [], started(path, columns, names)
    wanted = at_hand(columns, names)
    for line, row in numbered(reader, path):
        table.lines.append(line)
        if len(row) != len(names):
            problems.append(Problem(path.name, f"there are {len(row)} cells; the header has {len(names)}.", line))
            continue
        cells = dict(zip(names, row, strict=True))
        for name, column in wanted:
            try:
                table.columns[name].append(value(column, cells[name].strip()))
            except Wrong as wrong:
                problems.append(Problem(path.name, str(wrong), line, name))
    if problems:
        raise Unusable(problems)
    return filled(table, columns)


def numbered(reader, path):
    """(line where it ends, row). Unusable where quotation marks swallow the rest of the file: with the line where they open."""
    ended = 0
    try:
        for row in reader:
            ended = reader.line_num
            if any(map(str.strip, row)):
                yield ended + 1, row
    except csv.Error as mistake:
        sentence = f"from here on the quotation marks do not match ({mistake})."
        raise Unusable([Problem(path.name, sentence, ended + 2)]) from None


def started(path, columns, names):
    present = frozenset(names)
    return Table(path, {column.name: [] for column in columns if column.name in present}, present, [])


def filled(table, columns):
    for column in columns:
        if column.name not in table.present:
            table.columns[column.name] = [column.default] * len(table)
    return table


def described(columns):
    """The columns for --help, a line each."""
    width = max(len(column.name) for column in columns)
    return "\n".join(f"  {column.name:<{width}}  {column.help}" for column in columns)
