"""The import's pages and its command: what is shown, what is asked, and that nothing is saved before a yes."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from ipraktik import cast as the_cast
from ipraktik.directory.models import Offer, Wish
from ipraktik.office.conftest import problems, words
from ipraktik.office.import_command import main
from ipraktik.office.models import ImportRow, ImportSheet, forget_old_sheets
from ipraktik.people.models import Person

pytestmark = pytest.mark.django_db
HEAD = "Navn;E-mail;Arbejdsplads;Organisation;Nærmeste leder;Leders e-mail;Hvorfor;Hvornår;Antal dage;Rejsetype;Kommune"
NANNA = (
    "Nanna Ny;nanna@x.example;Skolen;Aarhus Kommune;Signe Dahl;signe@x.example;Jeg vil se;når som helst;2;Turist;Århus"
)
OLE = "Ole Ny;ole@x.example;Skolen;Aarhus Kommune;;;Jeg vil se;uge 10;to dage;turist;Århs"
PIA = "Pia Ny;pia@x.example;Arkivet;Det Gyldne Hus;Signe Dahl;signe@x.example;Se 010190-0000;uge 10;2;Turist;Vejle"
SHEET = "\n".join((HEAD, NANNA, OLE, PIA))


def upload(desk, text=SHEET, name="tilmeldinger.csv", status=302):
    data = text if isinstance(text, bytes) else text.encode()
    return desk.post("import", data={"file": SimpleUploadedFile(name, data)}, status=status)


def table(page):
    """{who: [state, sentences …]}"""
    return {
        words(row.select("td")[1]).rsplit(" ", 1)[0]: [words(row.select_one(".badge")), *map(words, row.select("li"))]
        for row in page.select("tbody tr")
    }


def kept():
    return ImportSheet.objects.get()


def test_what_was_understood_is_shown_row_by_row_and_nothing_is_saved(desk, cast):
    upload(desk)

    page = desk.get("import-sheet", kept().pk)

    assert table(page) == {
        "Nanna Ny": ["Comes in"],
        "Ole Ny": [
            "Stopped", "We do not know the municipality “Århs”. Did you mean Aarhus?",
            "The nearest manager is missing: the intern names one.",
        ],
        "Pia Ny": [
            "Stopped",
            "“010190-0000” looks like a personal number. Take it out of the sheet, or tick that it is something else.",
            "Say what kind of organisation Det Gyldne Hus is.",
        ],
    }  # fmt: skip
    assert [words(row.select("td")[0]) for row in page.select("tbody tr")] == [
        f"{number} tilmeldinger.csv" for number in (3, 4, 2)
    ]
    assert words(page.select_one("[name=import]")) == "Import 1 wish"
    assert (Wish.objects.count(), ImportRow.objects.count(), Person.objects.filter(email="nanna@x.example").count()) == (
        0, 0, 0,
    )  # fmt: skip


def test_a_yes_brings_in_the_good_rows_and_tells_of_the_others(desk, cast):
    upload(desk)
    sheet = kept()

    desk.post("import-sheet", sheet.pk, data={"import": "1", "sector-0": "municipality"})
    page = desk.get("import-sheet", sheet.pk)

    assert words(page.h1) == "Imported: 1 wish"
    assert [words(row.select("td")[1]) for row in page.select("tbody tr")] == ["Ole Ny", "Pia Ny"]
    assert [wish.intern.email for wish in Wish.objects.all()] == ["nanna@x.example"]
    assert kept().sheets == []


def test_what_the_coordinator_chooses_is_read_again_before_anything_comes_in(desk, cast):
    upload(desk)
    sheet = kept()
    chosen = {"sector-0": "municipality", "sector-1": "association", "personal-0": "on"}

    desk.post("import-sheet", sheet.pk, data=chosen | {"import": "1"})
    before = Wish.objects.count()
    page = desk.get("import-sheet", sheet.pk)

    assert before == 0
    assert table(page)["Pia Ny"] == [
        "Stopped", "The programme does not take interns from this kind of organisation.",
    ]  # fmt: skip
    desk.post("import-sheet", sheet.pk, data=chosen | {"sector-1": "state", "look": "1"})
    assert words(desk.get("import-sheet", sheet.pk).select_one("[name=import]")) == "Import 2 wishes"


def test_taken_as_sent_they_are_open_and_the_manager_is_asked(desk, cast):
    upload(desk)

    desk.post("import-sheet", kept().pk, data={"import": "1", "sector-0": "municipality", "agreed": "on"})

    wish = Wish.objects.get()
    assert (wish.state, wish.consent.state, wish.entered_by) == ("open", "asked", cast["karl"])


def test_a_second_press_and_a_second_file_add_nothing(desk, cast):
    yes = {"import": "1", "sector-0": "municipality"}
    upload(desk)
    first = kept()
    desk.post("import-sheet", first.pk, data=yes)
    desk.post("import-sheet", first.pk, data=yes, status=200)
    upload(desk)
    second = ImportSheet.objects.latest("pk")

    assert table(desk.get("import-sheet", second.pk))["Nanna Ny"] == ["Here already", "Has been imported before."]
    assert Wish.objects.count() == 1


def test_a_person_who_has_a_wish_is_left_alone_and_told_of(desk, cast):
    the_cast.wish(cast)
    upload(desk, f"{HEAD}\n{NANNA.replace('nanna@x.example', 'Ida@ipraktik.example')}")

    assert table(desk.get("import-sheet", kept().pk))["Nanna Ny"] == [
        "Here already", "This person has a wish here already.",
    ]  # fmt: skip


def test_a_sheet_is_thrown_away_when_asked_and_after_a_day(desk, cast):
    upload(desk)
    desk.post("import-sheet", kept().pk, data={"discard": "1", "sector-0": "municipality"})
    assert ImportSheet.objects.count() == 0

    upload(desk)
    old = kept()
    old.made_at -= timedelta(days=1, minutes=1)
    old.save()
    desk.get("import-sheet", old.pk, status=404)
    desk.get("import")
    assert ImportSheet.objects.count() == 1  # looking changes nothing

    forget_old_sheets()
    assert ImportSheet.objects.count() == 0


def test_a_sheet_is_there_for_the_coordinator_who_chose_it(desk, cast):
    upload(desk)
    desk.client.force_login(cast["kirsten"])

    desk.get("import-sheet", kept().pk, status=404)


def test_hosts_and_interns_may_stand_in_one_sheet_with_a_column_that_says_which(desk, cast):
    head = "Type,Name,E-mail,Workplace,Organisation,Municipality,Number of days"
    intern = "Intern,Nanna Ny,nanna@x.example,Skolen,Aarhus Kommune,Aarhus,2"
    host = "Host,Hans Ny,hans@x.example,Arkivet,Vejle Kommune,Vejle,2-3"
    upload(desk, f"{head}\n{intern}\n{host}")

    desk.post("import-sheet", kept().pk, data={"import": "1", "sector-0": "municipality", "sector-1": "municipality"})

    assert [wish.intern.name for wish in Wish.objects.all()] == ["Nanna Ny"]
    assert [(offer.contact.name, offer.days_max) for offer in Offer.objects.all()] == [("Hans Ny", 3)]


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "x.csv", "The file is empty. Choose another."),
        (b"x" * (5 * 1024 * 1024 + 1), "x.csv", "The file is too big. Choose one of at most 5 MB."),
        (b"%PDF", "x.pdf", "Choose a file of the kind .csv, .txt, .tsv, .xlsx."),
        (b"PK\x03\x04", "x.xlsx", "The spreadsheet is damaged. Open it, save it anew as XLSX, and choose that file."),
        (b"\0\1\2\3" * 99, "x.csv", "This is no spreadsheet. Choose a file saved as CSV or XLSX."),
    ],
    ids=["empty", "too big", "another kind", "damaged", "no text"],
)
def test_a_file_that_is_no_sheet_is_told_on_the_page(desk, cast, data, name, sentence):
    assert problems(upload(desk, data, name, status=200)) == [sentence]
    assert ImportSheet.objects.count() == 0


def test_without_a_file_it_says_what_to_choose(desk, cast):
    assert problems(desk.post("import", data={}, status=200)) == ["Choose the file with the sign-ups."]


def test_a_sheet_without_headings_is_told_and_brings_nothing_in(desk, cast):
    upload(desk, "Ida,ida@x.example\nBo,bo@x.example")

    page = desk.get("import-sheet", kept().pk)

    assert [words(note) for note in page.select(".alert-info .alert-text")] == [
        "tilmeldinger.csv: We find no headings. The first row must say what stands in the columns, as name and e-mail."
    ]
    assert page.select_one("[name=import]") is None


def test_a_waiting_sheet_is_found_again(desk, cast):
    upload(desk)

    link = desk.get("import").select_one(".page-main ul a")

    assert (words(link), link["href"]) == ("tilmeldinger.csv", reverse("import-sheet", args=[kept().pk]))


def test_ten_rows_ask_the_database_no_more_than_one(desk, cast):
    upload(desk, f"{HEAD}\n{NANNA}")
    one = ImportSheet.objects.latest("pk")
    desk.get("import-sheet", one.pk)
    lines = [NANNA.replace("nanna", f"nanna{number}") for number in range(10)]
    upload(desk, "\n".join((HEAD, *lines)))

    assert desk.queries("import-sheet", ImportSheet.objects.latest("pk").pk) == desk.queries("import-sheet", one.pk)


# The command


@pytest.fixture
def file(tmp_path, cast):
    cast["kirsten"].is_coordinator = False
    cast["kirsten"].save()
    path = tmp_path / "tilmeldinger.csv"
    path.write_text(SHEET)
    with translation.override("en"):
        yield path


def test_the_command_speaks_one_language_from_the_first_row_to_the_question(file, capsys, monkeypatch):
    asked = []
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or "n")

    with translation.override("da"):
        main([str(file)])

    said = capsys.readouterr().out.strip().splitlines()
    assert said[-1] == "Intet blev importeret."
    assert "Skriv, hvilken slags disse er, med --sector NAVN=SEKTOR: Det Gyldne Hus" in said
    assert [question.startswith("Importér ") for question in asked] == [True]


def test_the_command_tells_and_imports_nothing_without_a_yes(file, capsys, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda question: "n")

    main([str(file)])

    said = capsys.readouterr().out
    assert "tilmeldinger.csv:3" in said and "Århs" in said
    assert said.strip().splitlines()[-1] == "Nothing was imported."
    assert (Wish.objects.count(), ImportSheet.objects.count()) == (0, 0)


def test_the_command_imports_with_a_yes_and_twice_adds_nothing(file, capsys):
    for _time in range(2):
        main([str(file), "--yes", "--sector", "Det Gyldne Hus=state", "--not-personal", "tilmeldinger.csv:4"])

    assert sorted(wish.intern.email for wish in Wish.objects.all()) == ["nanna@x.example", "pia@x.example"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--by", "olga@ipraktik.example"], "Say who imports: --by with the e-mail address of a coordinator."),
        (
            ["--sector", "X=church"],
            "“church” is no sector. Write one of: municipality, region, state, private, association.",
        ),
    ],
)
def test_the_command_says_what_it_needs(file, arguments, sentence):
    with pytest.raises(SystemExit) as said:
        main([str(file), *arguments])

    assert str(said.value) == sentence


def test_a_file_that_is_not_there_is_told(file):
    with pytest.raises(SystemExit) as said:
        main([str(file.with_name("andre.csv"))])

    assert str(said.value).endswith("andre.csv: No such file or directory.")
