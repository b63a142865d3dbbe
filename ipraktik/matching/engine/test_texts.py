"""Texts become vectors: meaning across languages, kept once, without persons; letters where meaning cannot be had."""

import logging

import numpy as np
import pytest

from ipraktik.matching.engine import sentences as the_model
from ipraktik.matching.engine.languages import PAIRS
from ipraktik.matching.engine.ngrams import Ngrams
from ipraktik.matching.engine.people import Host, Intern
from ipraktik.matching.engine.private import without_persons
from ipraktik.matching.engine.shared_words import likeness, shared_words, split
from ipraktik.matching.engine.texts import Texts, everything_said, texts_here

WISH = "Vi vil se, hvordan andre udskriver ældre patienter fra hospitalet, så de ikke bliver indlagt igen."
PROFILE = "Medicinsk afdeling. Hver udskrivning af ældre patienter aftales med hjemmeplejen dagen før."
OTHER = "Vejvæsenet lapper huller og rydder sne om vinteren."


def cosine(one, other):
    return float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))


def test_a_wish_lies_nearer_to_what_it_is_about(texts):
    wish = texts.queries([WISH])[0]
    near, far = texts.passages([PROFILE, OTHER])

    assert cosine(wish, near) > cosine(wish, far)


def test_danish_and_english_meet(texts):
    danish, english = (texts.queries([pair[side] for pair in PAIRS]) for side in (0, 1))
    danish, english = danish - danish.mean(axis=0), english - english.mean(axis=0)

    nearest = [max(range(len(PAIRS)), key=lambda n: cosine(one, english[n])) for one in danish]  # noqa: B023

    assert nearest == list(range(len(PAIRS)))


def test_a_text_is_read_once_and_an_empty_one_never():
    class Counting:
        width, model, read = 2, "counting", []

        def passages(self, texts):
            self.read += texts
            return np.ones((len(texts), 2), dtype=np.float32)

    texts, store = Texts(Counting(), {}), {}
    texts.store = store

    assert texts.passages(["a", "", "b", "a"]).tolist() == [[1, 1], [0, 0], [1, 1], [1, 1]]
    texts.passages(["b"])
    assert Counting.read == ["a", "b"]
    assert not {"a", "b"} & set(store)


def test_another_model_makes_other_keys():
    one, other = Texts(Ngrams(), {}), Texts(Ngrams(), {})
    other.model = "another"

    assert one.key("query", "a") != other.key("query", "a") != other.key("passage", "a")


def test_persons_and_numbers_never_reach_the_model(caplog):
    class Listening:
        width, model, heard = 2, "listening", []

        def passages(self, texts):
            self.heard += texts
            return np.ones((len(texts), 2), dtype=np.float32)

        queries = passages

    written = "Jeg hedder Ida Krogh-Lund, 010190-1234, ida@ipraktik.example, 12 34 56 78. Idas wish: en skov."
    caplog.set_level(logging.DEBUG)
    texts = Texts(Listening())
    intern, host = (
        Intern("1", wish=written, job=written, names=("Ida Krogh-Lund",)),
        Host("2", profile=written, ask=written, names=("Ida Krogh-Lund",)),
    )

    texts.fit(everything_said([intern], [host]))
    texts.read([intern], [host])

    assert without_persons(written, ["Ida Krogh-Lund"]) == "Jeg hedder - , , , . wish: en skov."
    assert not any("010190" in heard or "@" in heard or "12 34" in heard for heard in Listening.heard)
    assert not any("krogh" in heard.casefold() for heard in Listening.heard)
    assert [record for record in caplog.records if "skov" in record.getMessage()] == []


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("Bo Li", "Bo bor i Bolig. BO! Li's hus", "bor i Bolig. ! hus"),
        ("Åse Ørn", "Åses dag med Ørn og ørnen", "dag med og ørnen"),
        ("O", "O og en ø", "O og en ø"),
    ],
)
def test_a_name_is_dropped_as_a_whole_word(name, text, left):
    assert without_persons(text, [name]) == left


def test_the_pairs_of_words_sum_to_the_likeness(texts):
    texts.words.fit([WISH, PROFILE, OTHER])
    for asked, offered in ((WISH, PROFILE), (WISH, OTHER), (PROFILE, PROFILE)):
        own, theirs, shares, _near = split(texts.words, asked, offered)
        assert shares.shape == (len(own), len(theirs))
        assert np.isclose(shares.sum(), likeness(texts.words, asked, offered), atol=1e-5)
    assert np.isclose(likeness(texts.words, PROFILE, PROFILE), 1, atol=1e-5)


def test_the_words_that_say_why_are_what_both_write_about(texts):
    texts.words.fit([WISH, PROFILE, OTHER])

    found = [(pair.asked, pair.offered) for pair in shared_words(texts.words, WISH, PROFILE)]

    assert set(found) & {("udskriver", "udskrivning"), ("ældre", "ældre"), ("patienter", "patienter")}
    assert shared_words(texts.words, "", PROFILE) == shared_words(texts.words, WISH, "") == []


def test_each_new_word_is_read_once_and_kept_where_the_caller_says(texts):
    kept = {}
    words = Texts(texts.reader, {}, kept).words
    words.fit(["skole og hospital"])

    words.vectors(["hospital og skov"])

    assert set(kept) == {"skole", "og", "hospital", "skov"}


def without_the_model(monkeypatch, probe):
    the_model.sentences.cache_clear()
    monkeypatch.setattr(the_model, "PROBE", probe)


@pytest.mark.parametrize("probe", ["import a_module_that_is_not", "import os; os.kill(os.getpid(), 4)"])
def test_where_the_model_cannot_run_letters_take_its_place(monkeypatch, probe):
    without_the_model(monkeypatch, probe)
    texts = texts_here()
    the_model.sentences.cache_clear()

    texts.fit([WISH, PROFILE, OTHER])
    wish, (near, far) = texts.queries([WISH])[0], texts.passages([PROFILE, OTHER])

    assert (texts.is_fallback, texts.model) == (True, "char-3-5-tfidf-4096")
    assert cosine(wish, near) > cosine(wish, far)
    assert ("ældre", "ældre") in [pair[:2] for pair in shared_words(texts.words, WISH, PROFILE)]


def test_where_the_model_cannot_be_loaded_letters_take_its_place(monkeypatch):
    without_the_model(monkeypatch, "")

    def refuses(name):
        raise OSError(name)

    monkeypatch.setattr(the_model, "import_module", refuses)

    assert texts_here().is_fallback
    the_model.sentences.cache_clear()
