"""What search reads, what it looks for, and what the public does not read."""

import pytest

from ipraktik.directory.text import has_contact_data, searchable, terms, without_contact_data


def finds(query, *texts):
    line = searchable(texts)
    return all(any(form in line for form in forms) for forms in terms(query))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("hospital", "Universitetshospital"),
        ("HOSPITALER", "Aarhus Universitetshospital"),
        ("skoler", "Folkeskolen ved søen"),
        ("lønnen", "Vi retter fejl i løn"),
        ("løn", "Lønservice"),
        ("Århus", "Aarhus"),
        ("aarhus", "Århus"),
        ("libraries", "A small library"),
        ("it", "Vi driver it for alle"),
        ("løn fejl", "fejl i lønnen"),
        ("café", "cafe"),
    ],
)
def test_words_stems_and_parts_of_compounds_are_found(query, text):
    assert finds(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [("it", "Et kapitel om børn"), ("hospital", "Skole"), ("løn plads", "Lønservice"), ("hr", "Træhuset")],
)
def test_what_is_not_there_is_not_found(query, text):
    assert not finds(query, text)


def test_a_long_query_is_cut_and_an_empty_one_asks_for_nothing():
    assert len(terms("ord " * 5000)) == 12
    assert terms(" … !") == []


def test_a_word_is_looked_for_in_as_few_forms_as_will_do():
    assert terms("hospitaler") == [["hospital"]]
    assert terms("it") == [[" it "]]


def test_the_line_has_an_end_and_its_keys_come_first():
    line = searchable(["ord" + str(n) for n in range(9000)], ["payroll"])

    assert len(line) == 20_000
    assert line.startswith(" #payroll ord0 ")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Skriv til hanne.krogh@ipraktik.example.", "Skriv til […]."),
        ("Ring 12 34 56 78 eller +45 12345678", "Ring […] eller […]"),
        ("Ring på 8612-3456 i dag", "Ring på […] i dag"),
        ("Vi har 12.345 borgere, 2024-2025, uge 29-31 og 12.05.2027", None),
        ("1.234,5 og 12 34 56", None),
    ],
)
def test_addresses_and_numbers_to_call_are_not_for_everyone(text, read):
    assert without_contact_data(text) == (read or text)
    assert has_contact_data(text) is bool(read)


def test_nobody_finds_a_place_by_an_address():
    assert not finds("hanne", "Skriv til hanne@ipraktik.example")
