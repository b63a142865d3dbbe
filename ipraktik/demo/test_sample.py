"""The sample of sign-ups is what it says: the same each time, and dirty exactly where it tells."""

import csv
from collections import Counter
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from ipraktik.demo import sample, signup, texts
from ipraktik.demo.dirt import HOSTS, INTERNS, SPOILS
from ipraktik.kit.cpr import find_cpr
from ipraktik.programme import programme

YEAR = 2027
INTERN_HEADINGS = [
    "Navn", "E-mail", "Stilling", "Arbejdsplads", "Organisation", "Kommune", "Nærmeste leder", "Leders e-mail",
    "Hvorfor", "Hvor vil du hen", "Hvornår", "Antal dage", "Rejsetype",
]  # fmt: skip
HOST_HEADINGS = [
    "Arbejdsplads", "Organisation", "Kommune", "Kontaktperson", "E-mail", "Reserve", "Antal praktikanter", "Dage",
    "Hvorfor", "Hvad kan man se", "Hvem ønsker I", "Perioder",
]  # fmt: skip


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return sample.build(tmp_path_factory.mktemp("sample"), YEAR)


def read_csv(path):
    with path.open(encoding="cp1252", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def read_workbook(path):
    return {page.title: [list(row) for row in page.iter_rows(values_only=True)] for page in load_workbook(path)}


def people(rows):
    return [row for row in rows[1:] if any(row)]


def test_two_sheets_of_csv_and_a_workbook_of_both(files):
    assert [path.name for path in files] == ["praktikanter.csv", "vaerter.csv", "tilmeldinger.xlsx"]
    assert [read_csv(path)[0] for path in files[:2]] == [INTERN_HEADINGS, HOST_HEADINGS]
    assert {title: rows[0] for title, rows in read_workbook(files[2]).items()} == {
        INTERNS: INTERN_HEADINGS, HOSTS: HOST_HEADINGS,
    }  # fmt: skip


def test_a_hundred_and_fifty_interns_two_of_them_twice_and_eighty_hosts(files):
    interns, hosts = (people(read_csv(path)) for path in files[:2])

    assert (len(interns), len(hosts)) == (150 + 2, 80)
    assert len({row[1].strip().casefold() for row in interns}) == 150


def test_the_same_year_gives_the_same_sheets(files, tmp_path):
    again = sample.build(tmp_path, YEAR)

    assert [path.read_bytes() for path in again[:2]] == [path.read_bytes() for path in files[:2]]
    assert read_workbook(again[2]) == read_workbook(files[2])


def test_another_year_moves_the_dates_and_nothing_else(tmp_path):
    moved = {(one.row, one.column) for one in set(sample.dirt(YEAR)) ^ set(sample.dirt(YEAR + 1))}
    dated = {
        (one.row, one.column) for one in sample.dirt(YEAR) if one.kind.startswith("date as") and "uge" not in one.kind
    }

    assert moved == dated


def test_dirt_tells_the_row_and_the_cell_as_they_stand_in_both_files(files):
    texts_of = {INTERNS: read_csv(files[0]), HOSTS: read_csv(files[1])}
    cells_of = read_workbook(files[2])
    for one in sample.dirt(YEAR):
        if one.column:
            at = texts_of[one.sheet][0].index(one.column)
            lost = sample.as_text(one.value).encode("cp1252", "replace").decode("cp1252")
            assert texts_of[one.sheet][one.row - 1][at] == lost
            assert as_value(cells_of[one.sheet][one.row - 1][at]) == (sample.as_cell(one.value))


def as_value(cell):
    return cell.date() if isinstance(cell, datetime) else cell


def test_every_kind_of_dirt_is_there_and_told():
    told = Counter(one.kind for one in sample.dirt(YEAR))

    assert told == Counter(spoil.kind for spoil in SPOILS) + Counter(
        {"an exact duplicate": 1, "a near duplicate": 1, "an empty row": 6}
    )


def test_no_spoiled_cell_is_as_it_was_before():
    before = {sheet: sample.clean(sheet) for sheet in (INTERNS, HOSTS)}
    after = {sheet: sample.spoiled(sheet, YEAR) for sheet in (INTERNS, HOSTS)}
    same = {s.kind for s in SPOILS if before[s.sheet][s.who][s.column] == after[s.sheet][s.who][s.column]}

    assert same == {"letter outside Windows-1252"}


def test_no_cell_is_spoiled_twice():
    assert [cell for cell, times in Counter((s.sheet, s.who, s.column) for s in SPOILS).items() if times > 1] == []


def found(kind):
    return [one.value for one in sample.dirt(YEAR) if one.kind == kind]


def test_empty_rows_are_empty(files):
    interns, hosts = (read_csv(path) for path in files[:2])
    rows = {INTERNS: interns, HOSTS: hosts}
    empty = [rows[one.sheet][one.row - 1] for one in sample.dirt(YEAR) if one.kind == "an empty row"]

    assert empty == [[""] * 13] * 4 + [[""] * 12] * 2


def test_the_exact_duplicate_is_exact_and_the_near_one_nearly(files):
    rows = read_csv(files[0])
    exact, near = (
        rows[one.row - 1] for one in sample.dirt(YEAR) if one.kind in ("an exact duplicate", "a near duplicate")
    )
    original = next(row for row in rows if row[0] == "Amalie Rosenlund")

    assert rows.count(exact) == 2
    assert [i for i in range(13) if near[i] != original[i]] == [0, 1, 10]


def test_the_number_in_a_text_looks_like_a_cpr_number_and_is_the_only_one(files):
    everything = " ".join(" ".join(row) for path in files[:2] for row in read_csv(path))

    assert find_cpr(everything) == ["010190-0000"]


def test_dates_stand_in_every_form_of_the_usual_sheets():
    assert found("date as 2026-11-23") == ["2027-04-19"]
    assert found("date as 23.11.2026") == ["26.04.2027"]
    assert found("date as 23/11/2026") == ["26/04/2027"]
    assert found("date as 23-11-2026") == ["04-10-2027"]
    assert found("date as uge 37") == ["uge 3"]
    assert found("date as 23. november 2026") == ["8. marts 2027"]
    assert found("date as a cell of its own kind") == [date(2027, 3, 1)]


def test_what_must_be_refused_is_what_the_programme_refuses():
    rules = programme().rules

    assert [int(days) > rules.days_max for days in found("six days")] == [True]
    assert [int(interns) > rules.interns_max for interns in found("four interns")] == [True]
    assert [programme().find_municipality(name) for name in found("unknown municipality")] == [None, None]
    assert [address for address in found("e-mail without @") if "@" in address] == []


def test_letters_that_windows_1252_has_not_got_are_lost_in_the_csv_alone(files):
    names = [row[0] for row in read_csv(files[0])]

    assert sorted(name for name in names if "?" in name) == ["Merima Hod\u017ei?", "Mustafa Bekta?", "Natasha Vidovi?"]
    assert {"Merima Hodžić", "Natasha Vidović"} < {row[0] for row in read_workbook(files[2])[INTERNS]}


def test_every_address_lies_in_a_domain_nobody_can_have(files):
    interns, hosts = (people(read_csv(path)) for path in files[:2])
    addresses = [row[1] for row in interns] + [row[7] for row in interns if row[7]] + [row[4] for row in hosts]

    assert [address for address in addresses if not address.strip().casefold().endswith(".example")] == []


def test_periods_and_weeks_are_written_as_people_write_them():
    host = next(text for text in texts.hosts() if text["key"] == "aabrinken")

    assert signup.periods(host) == "hele året, ikke uge 28-30, 51-52"
    assert signup.weeks([9, 14, 36, 37]) == "uge 9, 14, 36-37"


def test_the_command_writes_the_files_and_says_which(tmp_path, capsys):
    sample.sample([str(tmp_path / "new" / "folder")])

    assert sorted(path.name for path in (tmp_path / "new" / "folder").iterdir()) == [
        "praktikanter.csv", "tilmeldinger.xlsx", "vaerter.csv",
    ]  # fmt: skip
    assert capsys.readouterr().out.count("\n") == 3
