"""What people write in a sheet, and what it means."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from ipraktik.office import cells

TODAY = date(2026, 11, 23)


def refusal(reader, *given, language="en"):
    with translation.override(language), pytest.raises(cells.NotUnderstood) as refused:
        reader(*given)
    return str(refused.value)


@pytest.mark.parametrize(
    ("written", "least", "most"),
    [
        ("2", 2, 2), ("to dage", 2, 2), ("2 dage", 2, 2), ("3-4 dage", 3, 4), ("3 til 4", 3, 4), ("3 to 4 days", 3, 4),
        ("tre eller fire dage", 3, 4), ("Two days", 2, 2), ("op til 4", 2, 4), ("en uge", 5, 5), ("3 – 5", 3, 5),
    ],
)  # fmt: skip
def test_days_are_read_as_people_write_them(written, least, most):
    assert cells.days(written) == (Decimal(least), Decimal(most))


def test_days_that_the_programme_does_not_have_are_refused_with_its_own_words():
    assert refusal(cells.days, "6") == "A visit lasts 2 to 5 days. Change the number of days."
    assert refusal(cells.days, "1 dag") == "A visit lasts 2 to 5 days. Change the number of days."


@pytest.mark.parametrize("written", ["nogle", "1 2 3", "4-3", "efter aftale"])
def test_what_is_no_number_is_said_so(written):
    assert refusal(cells.days, written) == f"Write a number, as 3 or 3-4. We do not understand “{written}”."


def test_days_of_which_the_spreadsheet_has_made_a_date_are_told():
    assert refusal(cells.days, "2026-04-03") == (
        "The spreadsheet has made a date of “2026-04-03”. Write it as text, as “3-4 days”."
    )


def test_seats_are_the_most_that_was_said_and_four_are_too_many():
    assert (cells.seats("1-2"), cells.seats("3 praktikanter")) == (2, 3)
    assert refusal(cells.seats, "4") == "A host receives 1 to 3 at a time. Change the number."


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("  IDA@Aarhus.DK ", "ida@aarhus.dk"),
        ("mailto:ida@aarhus.dk", "ida@aarhus.dk"),
        ("<ida@aarhus.dk>", "ida@aarhus.dk"),
    ],
)
def test_addresses_are_read_with_the_usual_dirt(written, read):
    assert cells.email(written) == read


@pytest.mark.parametrize(
    "written", ["ida@aarhus,dk", "ida(at)aarhus.dk", "ida @aarhus.dk", "ida@@aarhus.dk", "ida@aarhus..dk"]
)
def test_a_slip_in_an_address_is_told_with_what_was_meant(written):
    assert refusal(cells.email, written) == (
        f"The e-mail address “{written}” cannot be read. Did you mean ida@aarhus.dk?"
    )


def test_an_address_that_cannot_be_mended_is_only_told():
    assert refusal(cells.email, "ida.aarhus.dk") == "The e-mail address “ida.aarhus.dk” cannot be read."


def test_a_domain_that_is_nearly_one_of_the_great_ones_is_wondered_at():
    with translation.override("en"):
        assert (
            cells.doubtful_domain("ida@gmial.com")
            == "Is the e-mail address right? It ends in gmial.com, not gmail.com."
        )
        assert cells.doubtful_domain("ida@gmail.com") == cells.doubtful_domain("ida@aarhus.dk") == ""


@pytest.mark.parametrize("written", ["Aarhus", "Århus", "aarhus kommune", "  AARHUS ", "0751"])
def test_a_municipality_is_known_however_it_is_spelt(written):
    assert cells.municipality(written) == "0751"


def test_an_unknown_municipality_is_told_with_the_one_that_was_meant():
    assert refusal(cells.municipality, "Århs") == "We do not know the municipality “Århs”. Did you mean Aarhus?"
    assert refusal(cells.municipality, "Atlantis") == "We do not know the municipality “Atlantis”."


@pytest.mark.parametrize("written", ["Turist", "turist", "Tourist", "tourist"])
def test_a_travel_type_is_known_in_both_languages(written):
    assert cells.travel_type(written) == "tourist"


def test_a_sector_that_is_none_is_told_with_those_there_are():
    assert refusal(cells.sector, "Kirke") == (
        "We do not know the sector “Kirke”. Write one of: "
        "Municipality, Region, Central government, Private company, Association."
    )


def test_work_areas_are_read_one_by_one_and_unknown_ones_told():
    assert cells.work_areas("Løn, Jura; Alkymi") == (["payroll", "law"], ["Alkymi"])


@pytest.mark.parametrize("written", ["når som helst", "Hele året", "any time", " FLEKSIBEL "])
def test_any_time_is_said_in_many_ways(written):
    assert cells.is_any_time(written)


def test_a_host_says_all_year_but_not_in_some_weeks():
    closed = [(date(2027, 7, 12), date(2027, 8, 1)), (date(2026, 12, 14), date(2026, 12, 27))]

    assert cells.opening("hele året, ikke uge 28-30, 51-52", TODAY) == (True, [], sorted(closed))
    assert cells.opening("uge 10 og 11 og uge 36-39", TODAY) == (
        False,
        [
            (date(2027, 3, 8), date(2027, 3, 14)),
            (date(2027, 3, 15), date(2027, 3, 21)),
            (date(2027, 9, 6), date(2027, 10, 3)),
        ],
        [],
    )


def test_weeks_that_cannot_be_read_are_told():
    assert refusal(cells.opening, "efter aftale", TODAY).endswith("We do not understand “efter aftale”.")


@pytest.mark.parametrize("written", ["2027-04-19", "19.04.2027", "19/04/2027", "19-04-2027", "19. april 2027"])
def test_a_date_is_read_in_five_forms(written):
    assert cells.one_day(written) == date(2027, 4, 19)


def test_a_first_day_alone_stands_for_the_working_days_from_it():
    assert cells.from_first_day(date(2027, 4, 16), Decimal(3)) == (date(2027, 4, 16), date(2027, 4, 20))


def test_two_columns_are_one_stretch_and_reversed_ones_are_told():
    assert cells.span("3.5.2027", "7.5.2027") == (date(2027, 5, 3), date(2027, 5, 7))
    assert refusal(cells.span, "7.5.2027", "3.5.2027") == "The last day comes before the first."
    assert refusal(cells.span, "i maj", "") == "Write the date as 23.11.2026. We do not understand “i maj”."
