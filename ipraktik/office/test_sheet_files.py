"""Files as people send them: read however they were saved; what is no sheet is said so, and nothing breaks."""

import io
import zipfile

import pytest
from django.utils import translation
from openpyxl import Workbook

from ipraktik.office import sheet_files
from ipraktik.office.headings import OFFER, WISH, find_headings
from ipraktik.office.sheet_files import FORMULA_WITHOUT_RESULT, Sheet, Unreadable

HEAD = ["Navn", "E-mail", "Nærmeste leder"]
ROW = ["Søren Ærø", "s@x.dk", "Åse Lund"]


def rows(data, name="x.csv"):
    return [sheet.rows for sheet in sheet_files.read(name, data)]


def refusal(data):
    with translation.override("en"), pytest.raises(Unreadable) as refused:
        sheet_files.read("x", data)
    return str(refused.value)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv_is_read_however_it_was_saved(delimiter, code, end):
    text = end.join(delimiter.join(row) for row in (HEAD, ROW))

    assert rows(text.encode(code)) == [[HEAD, ROW]]


def test_a_comma_in_a_text_does_not_part_what_semicolons_part():
    text = 'Navn;E-mail;Hvorfor\nIda;i@x.dk;"Løn, fravær, ferie, barsel, pension; og mere\nend det"'

    assert rows(text.encode())[0][1] == ["Ida", "i@x.dk", "Løn, fravær, ferie, barsel, pension; og mere\nend det"]


def workbook(*pages, hidden=()):
    book = Workbook()
    book.remove(book.active)
    for name, lines in pages:
        page = book.create_sheet(name)
        for line in lines:
            page.append(line)
        page.sheet_state = "hidden" if name in hidden else "visible"
    return book


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_workbook_gives_its_sheets_with_numbers_and_dates_as_text():
    from datetime import date, datetime

    data = saved(workbook(("A", [HEAD, [1.0, 2.5, datetime(2027, 3, 1)]]), ("B", [[date(2027, 3, 1), None, "x"]])))

    assert rows(data) == [[HEAD, ["1", "2.5", "2027-03-01"]], [["2027-03-01", "", "x"]]]


def test_a_hidden_sheet_is_left_out_and_told_of():
    data = saved(workbook(("A", [HEAD]), ("Gamle", [HEAD, ROW]), hidden=["Gamle"]))

    with translation.override("en"):
        shown, hidden = sheet_files.read("x.xlsx", data)

    assert (hidden.rows, hidden.notes) == ([], ["The sheet “Gamle” is hidden, and left out."])
    assert shown.rows == [HEAD]


def test_merged_cells_are_told_of():
    book = workbook(("A", [HEAD, ROW]))
    book.active.merge_cells("A1:B1")

    with translation.override("en"):
        (sheet,) = sheet_files.read("x.xlsx", saved(book))

    assert sheet.notes == ["Cells are merged (A1:B1): only the first of them has the text."]


def test_a_formula_without_a_result_is_known_as_one():
    data = saved(workbook(("A", [HEAD, ["=A1", "x", "y"]])))

    assert rows(data)[0][1] == [FORMULA_WITHOUT_RESULT, "x", "y"]


def test_an_apostrophe_of_our_own_files_is_taken_off_again():
    assert rows(b"Navn;Telefon;E-mail\nIda;'+45 12;i@x.dk")[0][1][1] == "+45 12"


def bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (80 * 1024 * 1024))
    return file.getvalue()


def other_zip():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("word/document.xml", "<document/>")
    return file.getvalue()


def with_entities():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>')
    return file.getvalue()


EMPTY = "The file is empty. Choose another."
OLD = "This is an old kind of spreadsheet. Open it, save it as XLSX, and choose that file."
NONE = "This is no spreadsheet. Choose a file saved as CSV or XLSX."
DAMAGED = "The spreadsheet is damaged. Open it, save it anew as XLSX, and choose that file."


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", EMPTY),
        (b"  \n \n", EMPTY),
        (b"%PDF-1.7\n" + bytes(range(256)) * 20, "The letters of the file cannot be read. Save it as CSV in UTF-8, or as XLSX."),
        (b"GIF89a" + b"\0\1\2\3" * 50, NONE),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, OLD),
        (b"PK\x03\x04 broken", DAMAGED),
        (saved(workbook(("A", [HEAD])))[:-200], DAMAGED),
        (other_zip(), NONE),
        (with_entities(), DAMAGED),
        (bomb(), "The spreadsheet is too big when it is unpacked. Keep only the rows of the sign-ups."),
        (b"Navn;E-mail\n" + b"x;y\n" * 5001, "The sheet has more than 5000 rows. Split it in several."),
        (b"Navn;E-mail\n" + b"x;" * 200, "The sheet has more than 100 columns."),
        (b"Navn;E-mail\nx;" + b"y" * 20_000, "Row 2 has a text that is far too long. Shorten it."),
        (b"Navn;E-mail\nx;" + b"y" * 200_000, "The file cannot be read as CSV. Open it in a spreadsheet and save it again."),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "file",
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_a_sentence(data, sentence):
    assert refusal(data) == sentence


# Headings


def found(*titles, name="Ark1", above=()):
    with translation.override("en"):
        return find_headings(Sheet(name, [*above, list(titles), ["x"] * len(titles)]))


@pytest.mark.parametrize(
    ("titles", "kind"),
    [
        (("Navn", "E-mail", "Nærmeste leder", "Leders e-mail"), WISH),
        (("Name", "Email", "Manager", "Why"), WISH),
        (("Arbejdsplads", "Kontaktperson", "E-mail", "Antal praktikanter"), OFFER),
        (("Workplace", "Contact person", "E-mail address", "Seats"), OFFER),
    ],
)
def test_the_kind_is_seen_from_the_headings(titles, kind):
    headings, _sentence = found(*titles)

    assert headings.kind == kind
    assert sorted(headings.columns[kind].values()) == [0, 1, 2, 3]


def test_headings_may_stand_below_a_title_and_an_unknown_column_is_told():
    headings, _sentence = found("Navn", "E-mail", "Leder", "Skostørrelse", above=(["Tilmeldinger 2027"], []))

    assert (headings.row, headings.unknown) == (2, ["Skostørrelse"])


def test_headings_that_both_kinds_have_are_told_apart_by_the_name_of_the_sheet():
    assert found("Navn", "E-mail", "Arbejdsplads", name="Værter 2027")[0].kind == OFFER
    assert found("Navn", "E-mail", "Arbejdsplads", name="praktikanter.csv")[0].kind == WISH
    assert found("Navn", "E-mail", "Arbejdsplads")[1] == (
        "We cannot tell whether these are interns or hosts. Add a column “Type” with intern or host."
    )


def test_a_sheet_without_headings_is_told():
    assert found("Ida", "ida@x.dk")[1] == (
        "We find no headings. The first row must say what stands in the columns, as name and e-mail."
    )
