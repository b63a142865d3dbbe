"""A few answers suggest how to travel."""

import pytest

from ipraktik.programme.loader import load
from ipraktik.programme.test_loader import DEFAULT, OUTSIDE_VIEW


@pytest.fixture(scope="module")
def danish():
    return load(DEFAULT)


@pytest.mark.parametrize(
    ("answers", "suggested"),
    [
        ({"how-far": "near", "what-for": "roughly", "how-long": "two", "how-prepared": "an-hour"}, "tourist"),
        ({"how-far": "another-field", "what-for": "precisely", "how-long": "three-or-four"}, "business_traveller"),
        ({"how-far": "far", "what-for": "let-it-come", "how-long": "five"}, "adventurer"),
        ({"how-far": "own-idea", "how-long": "spread-out"}, "something_else"),
        ({}, "something_else"),
        ({"how-far": "nowhere", "shoe-size": "44"}, "something_else"),
    ],
)
def test_answers_suggest_a_travel_type(danish, answers, suggested):
    assert danish.suggest_travel_type(answers)[0] == suggested


def test_a_tie_goes_to_the_type_that_stands_first(danish):
    assert danish.suggest_travel_type({"how-far": "far", "what-for": "precisely"})[0] == "business_traveller"
    assert danish.suggest_travel_type({"how-far": "near", "what-for": "let-it-come"})[0] == "tourist"


def test_the_reasons_are_those_that_spoke_for_it_the_strongest_first(danish):
    _, reasons = danish.suggest_travel_type({"how-long": "two", "how-far": "near", "what-for": "let-it-come"})

    assert [reason.in_("en") for reason in reasons] == [
        "You want to see how others solve tasks like yours.",
        "Two days are enough for a visit close to your own job.",
    ]


def test_every_type_can_be_suggested(danish):
    questions = danish.quiz.questions.values()
    single = {danish.suggest_travel_type({q.key: a})[0] for q in questions for a in q.answers}

    assert single == set(danish.travel_types)


def test_another_programme_has_its_own_questions():
    assert load(OUTSIDE_VIEW).suggest_travel_type({"how-long": "two-days"})[0] == "stay"
