"""Every letter can be read in a minute, says what to do, and tells no more than it must."""

import re

import pytest

from ipraktik.notices.readability import lix
from ipraktik.notices.samples import sample
from ipraktik.programme.loader import load
from ipraktik.programme.test_loader import DEFAULT, OUTSIDE_VIEW

OURS = load(DEFAULT)
ALL = [(language, letter) for language in OURS.languages for letter in OURS.letters.values()]
THEIRS = [("en", letter) for letter in load(OUTSIDE_VIEW).letters.values()]
# What people have typed may be about their health: it is on the page, and not in a mailbox.
TYPED_BY_PEOPLE = {"reason"}
WITHOUT_A_PAGE = {
    "you-need-not-answer",
    "the-visit-leaves-your-calendar",
    "sign-in-code",
    "confirm-your-address",
    "the-itinerary-does-without-you",
}


def named(values):
    return [f"{letter.key}-{language}" for language, letter in values]


@pytest.mark.parametrize(("language", "letter"), ALL, ids=named(ALL))
def test_a_letter_is_easy_to_read(language, letter):
    said = sample(letter, language)
    own = [line for line in said.body.split("\n") if line and not line.startswith("- ")]

    assert lix("\n\n".join([said.subject, *own])) <= 30 if language == "da" else lix("\n\n".join(own)) <= 35


@pytest.mark.parametrize(("language", "letter"), ALL + THEIRS, ids=named(ALL) + [f"second-{n}" for n in named(THEIRS)])
def test_a_letter_has_five_lines_at_most_and_a_subject_that_fits(language, letter):
    body, subject = letter.body.in_(language), letter.subject.in_(language)

    assert 1 <= len([line for line in body.split("\n") if line.strip()]) <= 5
    assert len(re.sub(r"\{\w+\}", "x" * 12, subject)) <= 70


@pytest.mark.parametrize(("language", "letter"), ALL + THEIRS, ids=named(ALL) + [f"second-{n}" for n in named(THEIRS)])
def test_a_letter_holds_nothing_that_people_have_typed(language, letter):
    places = set(re.findall(r"\{(\w+)\}", letter.subject.in_(language) + letter.body.in_(language)))

    assert places & TYPED_BY_PEOPLE == set()


def test_every_letter_has_a_button_unless_it_leads_nowhere():
    assert {letter.key for letter in OURS.letters.values() if letter.button is None} == WITHOUT_A_PAGE


def test_the_second_programme_speaks_its_own_words():
    theirs = load(OUTSIDE_VIEW).letters

    assert [key for key, letter in theirs.items() if letter.body.in_("en") == OURS.letters[key].body.in_("en")] == []


def test_a_letter_speaks_to_one_person():
    polite = re.compile(r"\b(De|Dem|Deres|bedes|venligst|vedrørende|såfremt|fremsendes)\b")

    said = [(letter.key, polite.findall(letter.body.in_("da"))) for letter in OURS.letters.values()]

    assert [(key, found) for key, found in said if set(found) - {"De"}] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Du må tage af sted.", 5),
        ("Du må tage af sted. Det er godt.", 4),
        ("Aftalen begynder 12. maj.", 54),
        ("", 0),
    ],
)
def test_lix_counts_words_sentences_and_long_words(text, expected):
    assert lix(text) == expected
