"""A reason rests on words that say what a text is about, in pairs that are about the same."""

import numpy as np
import pytest

from ipraktik.matching.engine.empty_words import is_empty
from ipraktik.matching.engine.ngrams import Ngrams
from ipraktik.matching.engine.shared_words import WordPair, about_the_same, has_content, likeness, shared_words, split
from ipraktik.matching.engine.texts import Texts

EMPTY = """
    mellem vide vise viser want halvt kommuner kommune kommunen se lære gerne arbejde arbejder sammen fælles
    gange gang hvordan hvorfor bestemmer giver give gør gjort gøre holder hold står sidder lille store snart
    næsten yderst tilbage første sidste minutter sekunder klokken onsdag året dagen mennesker kolleger
    medarbejdere erfaringer besøg praktik spørger svarer møder kigger kendte egne selv hver anden måde sted
    opgave løsning muligheder spændende nysgerrig dagens with what when which first before after another rather
    stay see learn work works working know looking understand show people colleagues everything everyone
    something each eight hundred decides choose give help better different new large week morning experience
    workplace problem question ideas internship visit
"""
CONTENT = """
    udskrivning ældre demens løn lønafdeling digital miljø børn borger borgere unge skole lærer leder ledelse
    hospital sygeplejerske patient skov klima affald sortering bibliotek frivillige forening bolig
    gældsrådgivning tilsyn afgørelse jurist udbud indkøb byggeri vej køkken mad madspild data robot fængsel
    politi brand beredskab psykiatri autisme triage payroll nurse children elderly waste school library prison
    robots wind energy contracts housing trees sensors doors volunteers procurement kitchen engineers lawyers
    budget
"""


def test_words_that_say_nothing_are_known_in_both_languages():
    assert [word for word in EMPTY.split() if has_content(word)] == []
    assert len(EMPTY.split()) > 100


def test_words_with_content_are_never_taken_for_empty():
    assert [word for word in CONTENT.split() if not has_content(word)] == []
    assert len(CONTENT.split()) > 60


def test_the_genitive_of_an_empty_word_is_empty():
    assert (is_empty("kollegers"), is_empty("skoles"), is_empty("hus")) == (True, False, False)


@pytest.mark.parametrize(
    ("asked", "offered", "near", "named"),
    [
        ("løn", "løn", 1.0, True),
        ("udskriver", "udskrivning", 0.52, True),  # one word in two forms
        ("brev", "brevværkstedet", 0.52, True),  # one is a part of the other
        ("løn", "payroll", 0.53, True),  # what they mean has brought them together
        ("ældre", "demens", 0.45, False),
        ("music", "musik", 0.66, True),
        ("vide", "vise", 0.53, False),  # spelt alike, about something else
        ("skive", "skove", 0.6, False),
        ("tavle", "tale", 0.52, False),
        ("specialskole", "specialisere", 0.52, False),
        ("kvalitetskonsulent", "kommunikationskonsulent", 0.55, False),
    ],
)
def test_two_words_named_together_are_about_the_same(asked, offered, near, named):
    assert about_the_same(WordPair(asked, offered, 0.1, near)) is named


PAIRS = [
    (
        "Vi er to på lønkontoret og vil gerne vide, hvordan andre laver løn. Vise os det, mellem møder.",
        "Lønafdelingen udbetaler løn til kommunens skoler. Vi viser gerne, hvordan, og vil vide, hvad I gør mellem møder.",
        {"løn"},
    ),
    (
        "Kommunen udskriver ældre borgere, før nogen har spurgt dem. Jeg vil se og lære, hvordan andre kommuner gør.",
        "Afdelingen aftaler hver udskrivning af ældre patienter. Vi gør det hver dag, og kommunen kommer gerne og ser.",
        {"ældre", "udskriver"},
    ),
    (
        "I want to learn how others sort their waste before it is too late. We want to know more.",
        "Affald: vi lærer øen at sortere. We want people to know what happens with waste.",
        {"waste"},
    ),
]


@pytest.mark.parametrize(("asked", "offered", "expected"), PAIRS)
def test_what_is_named_is_what_both_are_about(texts, asked, offered, expected):
    texts.words.fit([text for pair in PAIRS for text in pair[:2]])

    named = {pair.asked for pair in shared_words(texts.words, asked, offered)}

    assert expected <= named
    assert [word for word in named if word in EMPTY.split()] == []


def test_two_texts_of_empty_words_share_none(texts):
    asked, offered = "Jeg vil gerne vide, hvordan andre gør det.", "Vi viser gerne, hvordan vi gør, og hvad vi ved."
    texts.words.fit([asked, offered, *(text for pair in PAIRS for text in pair[:2])])

    assert shared_words(texts.words, asked, offered) == []


def test_a_word_is_named_once_in_whatever_form(texts):
    asked, offered = "Brevet til borgeren. Et brev, der kan forstås.", "Breve til borgere. Et brev hver dag."
    texts.words.fit([asked, offered])

    named = shared_words(texts.words, asked, offered, count=9)

    assert sorted(pair.asked[:4] for pair in named) == ["borg", "brev"]


def test_all_words_still_count_in_the_shares(texts):
    asked, offered, _expected = PAIRS[1]
    texts.words.fit([asked, offered])

    own, _theirs, shares, _near = split(texts.words, asked, offered)

    assert {"hvordan", "jeg", "ældre"} <= set(own)
    assert np.isclose(shares.sum(), likeness(texts.words, asked, offered), atol=1e-5)


@pytest.mark.parametrize(("asked", "offered", "expected"), PAIRS)
def test_the_fallback_names_by_the_same_rule(asked, offered, expected):
    texts = Texts(Ngrams())
    texts.fit([text for pair in PAIRS for text in pair[:2]])

    named = {word for pair in shared_words(texts.words, asked, offered) for word in (pair.asked, pair.offered)}

    assert expected & named
    assert [word for word in named if word in EMPTY.split()] == []
