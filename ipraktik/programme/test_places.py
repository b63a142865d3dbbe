"""Municipalities are found however they are written, and their region depends on the day."""

from datetime import date

import pytest

from ipraktik.programme.loader import load
from ipraktik.programme.test_loader import DEFAULT, OUTSIDE_VIEW, edit, problems


@pytest.fixture(scope="module")
def danish():
    return load(DEFAULT)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Århus", "Aarhus"),
        ("Aarhus", "Aarhus"),
        ("  aarhus   KOMMUNE ", "Aarhus"),
        ("Aarhus Kommune", "Aarhus"),
        ("Københavns Kommune", "København"),
        ("koebenhavn", "København"),
        ("Copenhagen", "København"),
        ("Bornholms Regionskommune", "Bornholm"),
        ("Høje Tåstrup", "Høje-Taastrup"),
        ("Lyngby-Tårbæk", "Lyngby-Taarbæk"),
        ("Vesthimmerland", "Vesthimmerlands"),
        ("Åbenrå", "Aabenraa"),
        ("0751", "Aarhus"),
    ],
)
def test_a_municipality_is_found_however_it_is_written(danish, written, name):
    assert danish.find_municipality(written).name == name


@pytest.mark.parametrize("written", ["", "Kommune", "Atlantis", "Aarhusianer"])
def test_what_is_no_municipality_is_not_found(danish, written):
    assert danish.find_municipality(written) is None


def test_no_two_municipalities_answer_to_the_same_name(danish):
    places = danish.places
    for municipality in danish.municipalities.values():
        for name in (municipality.name, municipality.official_name, *municipality.aliases):
            assert places.find_municipality(name) == municipality


def test_the_eastern_regions_become_one_in_2027(danish):
    for name, before in (("København", "hovedstaden"), ("Roskilde", "sjaelland")):
        place = danish.find_municipality(name)
        assert place.region_on(date(2026, 12, 31)).key == before
        assert place.region_on(date(2027, 1, 1)).key == "oestdanmark"


def test_the_other_regions_stay(danish):
    place = danish.find_municipality("Aalborg")

    assert {place.region_on(date(year, 1, 1)).key for year in (2020, 2027, 2040)} == {"nordjylland"}


def test_every_municipality_lies_in_one_region_before_and_after(danish):
    outside = [m.name for m in danish.municipalities.values() if m.region_on(date(2026, 1, 1)) is None]

    assert outside == ["Christiansø"]
    for day in (date(2026, 12, 31), date(2027, 1, 1)):
        for place in danish.municipalities.values():
            assert sum(region.valid_on(day) for region in place.regions) == (place.name != "Christiansø")


def test_the_map_draws_every_municipality(danish):
    assert danish.map.view_box == "0 0 1000 1240"
    assert danish.municipalities.keys() - danish.map.paths.keys() == {"0411"}
    assert danish.map.credit.in_("da") == "Indeholder data fra Klimadatastyrelsen (DAGI), 2014"


def test_a_programme_without_municipalities_finds_none():
    assert load(OUTSIDE_VIEW).find_municipality("Aarhus") is None


def test_a_row_that_is_no_municipality_is_told(folder):
    (folder / "municipalities.csv").write_text(
        "code,name,official_name,lat,lon,regions,aliases\n1,Nowhere,Nowhere,here,1.5,north,\n2,Ayr,Ayr,1,1,east,\n"
    )

    assert problems(folder) == [
        "municipalities.csv: 1,Nowhere,Nowhere,here,1.5,north,: "
        "the row is not code,name,official_name,lat,lon,regions,aliases. Correct it.",
        "municipalities.csv: the region “east” is not in places.toml. Add it there.",
    ]


def test_a_map_that_is_no_map_is_told(folder):
    (folder / "map.json").write_text('{"paths": {}}')

    assert problems(folder) == [
        "map.json: cannot be read as {“viewBox”: …, “paths”: …}: KeyError('viewBox'). Correct it."
    ]


def test_a_region_whose_days_are_reversed(folder):
    edit(folder, "places.toml", 'en = "The north"', 'en = "The north"\nvalid_from = 2027-01-01\nvalid_to = 2026-01-01')

    assert problems(folder) == ["places.toml: region “north”: valid_from comes after valid_to. Swap or correct them."]
