"""The shelf answers as a field of everybody would, and changes one host without touching the others."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from ipraktik.matching.engine.people import Host, Intern
from ipraktik.matching.engine.profiles import Field
from ipraktik.matching.engine.shelf import Shelf

HOSTS = [
    Host("school", work_areas=("school",), profile="En skole med 600 elever. Du følger lærerne i en uge.", seats=2),
    Host("ward", work_areas=("hospital",), profile="Et sengeafsnit. Sygeplejersker passer patienter.", ask="Lærere"),
    Host("payroll", work_areas=("payroll",), profile="Lønkontoret laver lønsedler hver måned.", all_year=False),
    Host("library", work_areas=("library",), profile="Biblioteket låner bøger ud og hjælper med lektier."),
]
TEACHER = Intern("teacher", job="Lærer på en folkeskole", wish="Jeg vil se, hvordan andre underviser.", any_time=True)


@pytest.fixture
def field(texts, calendar):
    return Field.made([TEACHER], HOSTS, texts, None, calendar)


@pytest.fixture
def shelf(field):
    return Shelf(field)


def keys(shelf, *interns):
    return [match.host for match in shelf.top(shelf.ask(*interns))]


def test_it_answers_as_the_field_does(field, shelf):
    pairs = field.pairs()
    question = shelf.ask(TEACHER)
    found = shelf.top(question)

    assert [match.host for match in found] == [field.hosts[row].key for row in pairs.host]
    assert np.allclose([match.fit for match in found], pairs.fit, atol=1e-5)
    assert shelf.stops(question) == field.stops("teacher") == {"payroll": "days_in_common"}
    assert shelf.stop(question, "payroll") == field.stop("teacher", "payroll")
    assert shelf.fit(question, "school").reasons == field.fit("teacher", "school").reasons


def test_a_host_comes_changes_and_goes_and_the_others_rows_stay(shelf):
    before = shelf.offered[: len(HOSTS)].copy()
    other = Host("other-school", profile="En friskole, hvor lærere underviser udenfor.", seats=3)

    shelf.put(other)
    assert set(keys(shelf, TEACHER)) == {"school", "ward", "library", "other-school"}
    assert keys(shelf, TEACHER, replace(TEACHER, key="second")) == ["other-school", "school"]
    shelf.put(replace(other, seats=1))
    assert keys(shelf, TEACHER, replace(TEACHER, key="second")) == ["school"]
    shelf.take_out("other-school")
    assert set(keys(shelf, TEACHER)) == {"school", "ward", "library"}
    assert len(shelf) == len(HOSTS)
    assert np.array_equal(shelf.offered[: len(HOSTS)], before)


def test_a_place_that_was_left_is_used_again_before_room_is_made(shelf):
    shelf.take_out("ward")
    shelf.put(Host("new", profile="Noget nyt"))

    assert (shelf.row_of_host["new"], len(shelf.hosts)) == (1, len(HOSTS))


def test_a_decline_takes_the_host_off_the_list_and_says_so(shelf):
    declined = replace(TEACHER, declined=frozenset({"school"}))

    assert "school" not in keys(shelf, declined)
    assert shelf.stop(shelf.ask(declined), "school").key == "not_tried"


def test_the_week_that_does_not_meet_is_told_with_its_dates(shelf):
    shelf.put(Host("busy", all_year=False, open=((date(2027, 9, 13), date(2027, 9, 17)),)))
    spring = replace(TEACHER, any_time=False, free=((date(2027, 3, 1), date(2027, 3, 5)),))

    stop = shelf.stop(shelf.ask(spring), "busy")

    assert stop.key == "days_in_common"
    assert stop.facts == {
        "intern": [(date(2027, 3, 1), date(2027, 3, 5))],
        "host": [(date(2027, 9, 13), date(2027, 9, 17))],
        "needed": 2,
    }
