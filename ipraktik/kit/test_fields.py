from datetime import date

import pytest
import time_machine
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from ipraktik.kit import fields
from ipraktik.kit.days import say_week


def refusal(field, value):
    with override("en"):
        with pytest.raises(forms.ValidationError) as refused:
            field.clean(value)
        return refused.value.messages


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-23",
        "23.11.2026",
        "23/11/2026",
        "23-11-2026",
        "23 11 2026",
        "23. november 2026",
        "23 Nov 2026",
        "23rd November, 2026",
        "  23.  November  2026 ",
    ],
)
def test_a_day_is_read_however_it_is_written(written):
    assert fields.DateField().clean(written) == date(2026, 11, 23)


@pytest.mark.parametrize("month", ["maj", "May", "Maj."])
def test_months_are_read_in_both_languages(month):
    assert fields.DateField().clean(f"1. {month} 2027") == date(2027, 5, 1)


@pytest.mark.parametrize("written", ["i morgen", "23.11", "1. hest 2027", "\x00"])
def test_what_is_no_day_is_met_with_how_to_write_one(written):
    assert refusal(fields.DateField(), written) == ["Write the date as 23.11.2026."]


@pytest.mark.parametrize("written", ["31.02.2027", "31. februar 2027", "2027-02-31", "11/23/2026", "0.0.0000"])
def test_a_day_that_the_calendar_has_not_is_told_from_what_is_no_day(written):
    said = ["There is no such day. Write the date as 23.11.2026, with the day first."]

    assert refusal(fields.DateField(), written) == said


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_day_is_shown_alike_in_both_languages(language):
    with override(language):
        assert fields.DateField().prepare_value(date(2026, 11, 23)) == "23.11.2026"


def test_what_was_typed_is_shown_again_as_typed():
    assert fields.DateField().prepare_value("i morgen") == "i morgen"


@time_machine.travel("2026-11-23")
@pytest.mark.parametrize(
    ("written", "weeks"),
    [
        ("uge 50", [(2026, 50)]),
        ("37-39, 45", [(2027, 37), (2027, 38), (2027, 39), (2027, 45)]),
        ("48", [(2026, 48)]),
        ("week 2 and 3", [(2027, 2), (2027, 3)]),
        ("uge 37 2028", [(2028, 37)]),
        ("2027-W05", [(2027, 5)]),
        ("52-2", [(2026, 52), (2026, 53), (2027, 1), (2027, 2)]),
    ],
)
def test_weeks_are_read_and_one_without_a_year_is_the_next_to_come(written, weeks):
    assert fields.WeeksField().clean(written) == weeks


@time_machine.travel("2026-11-23")
def test_weeks_that_were_shown_are_read_back_as_the_same():
    weeks = [(2026, 52), (2026, 53), (2027, 1), (2027, 8)]

    shown = fields.WeeksField().prepare_value(weeks)

    assert shown == "52-53 2026, 1 2027, 8 2027"
    assert fields.WeeksField().clean(shown) == weeks


@pytest.mark.parametrize("written", ["uge 60", "når som helst", "0", "37-"])
def test_what_is_no_week_is_met_with_how_to_write_one(written):
    assert refusal(fields.WeeksField(), written) == ["Write week numbers, as 37-39, 45."]


def test_unseen_marks_are_taken_out_and_an_emoji_stays_whole():
    assert fields.TextField().clean("\u202eIda\u202c \u200bLund 👩‍⚕️ \ufeff") == "Ida Lund 👩‍⚕️"


def test_a_nul_is_refused_in_plain_words():
    assert refusal(fields.FreeText(), "a\x00b") == [
        "The text has a character that cannot be saved. Write it again by hand instead of pasting it."
    ]


def test_a_megabyte_is_refused_with_how_much_there_is_room_for():
    assert refusal(fields.FreeText(), "a" * 1_000_000) == ["Write at most 5000 characters. There are 1000000 now."]


def test_a_name_stays_on_its_line_also_where_no_browser_keeps_it_there():
    written = "Ida Lund\r\nBcc: olga@ipraktik.example\u2028Vi ses"

    assert fields.TextField().clean(written) == "Ida Lund Bcc: olga@ipraktik.example Vi ses"
    assert fields.FreeText().clean("Først\r\nså") == "Først\nså"


def test_the_end_of_a_line_counts_as_one_character():
    assert fields.FreeText(max_length=3).clean("a\r\nb") == "a\nb"


def test_a_browser_does_not_cut_a_long_text_in_silence():
    assert "maxlength" not in str(forms.BoundField(forms.Form(), fields.TextField(), "name"))


def test_each_field_has_its_own_sentence_for_what_is_missing():
    assert refusal(fields.TextField(missing="Write your name."), "  ") == ["Write your name."]


@pytest.mark.parametrize(
    ("given", "said"), [("4", "Write a number no higher than 3."), ("0", "Write a number from 1 and up.")]
)
def test_a_number_out_of_bounds_hears_the_bound(given, said):
    assert refusal(fields.WholeNumber(at_least=1, at_most=3), given) == [said]


def test_a_word_for_a_number_hears_what_to_write():
    assert refusal(fields.WholeNumber(at_least=1, at_most=3), "to") == ["Write a whole number from 1 to 3."]


@pytest.mark.parametrize(("given", "value"), [("yes", True), ("no", False), ("", None)])
def test_yes_no_and_no_answer_are_three_things(given, value):
    assert fields.YesNo(required=False).clean(given) is value


def test_a_file_of_another_kind_hears_which_to_choose():
    file = SimpleUploadedFile("billede.png", b"x")

    assert refusal(fields.UploadField(endings=(".csv", ".xlsx")), file) == ["Choose a file of the kind .csv, .xlsx."]


def test_a_file_that_is_too_big_hears_the_bound():
    file = SimpleUploadedFile("liste.csv", b"x" * (1024 * 1024 + 1))

    assert refusal(fields.UploadField(megabytes=1), file) == ["The file is too big. Choose one of at most 1 MB."]


def test_an_address_that_is_none_hears_what_one_looks_like():
    assert refusal(fields.EmailField(), "ida@") == ["Write an e-mail address such as name@organisation.dk."]


@override("da")
def test_weeks_over_a_new_year_say_which_year():
    assert say_week(date(2027, 5, 10), date(2027, 5, 21)) == "uge 19-20"
    assert say_week(date(2026, 12, 28), date(2027, 7, 9)) == "uge 53 2026 – 27 2027"
