"""Every pair has its reasons, and what speaks against it, as keys and facts that can be said."""

from dataclasses import replace
from datetime import date

import pytest

from ipraktik.matching.engine import profiles
from ipraktik.matching.engine.english import SENTENCES, say
from ipraktik.matching.engine.people import Host, Intern
from ipraktik.matching.engine.profiles import Field
from ipraktik.matching.engine.rules import KEYS

AARHUS, RANDERS, COPENHAGEN = (56.16, 10.2), (56.46, 10.04), (55.68, 12.57)
WEEK = (date(2027, 9, 13), date(2027, 9, 17))
WARD = Host(
    "ward", sector="region", work_areas=("hospital",), place=AARHUS, shown=6,
    profile="Medicinsk afdeling. Hver udskrivning af ældre patienter aftales med hjemmeplejen dagen før.",
    ask="Sygeplejersker og visitatorer fra kommunerne.", all_year=False, open=(WEEK,),
)  # fmt: skip
ROADS = Host(
    "roads", sector="municipality", work_areas=("roads",), place=COPENHAGEN, profile="Vi lapper huller i vejene."
)
NURSE = Intern(
    "nurse", sector="municipality", work_areas=("hospital",), place=RANDERS, any_time=True, travel_type="business_traveller",
    job="Sygeplejerske i hjemmeplejen.", wish="Jeg vil se, hvordan ældre bliver udskrevet fra hospitalet.", waiting=40,
)  # fmt: skip


@pytest.fixture
def fits(texts, calendar):
    def fit(intern, host, others=(ROADS, WARD)):
        hosts = [*(each for each in others if each.key != host.key), host]
        return Field.made([intern], hosts, texts, None, calendar).fit(intern.key, host.key)

    return fit


def keys(reasons):
    return [reason.key for reason in reasons]


def test_the_reasons_of_a_good_pair_begin_with_the_words_of_both(fits):
    fit = fits(NURSE, WARD)
    by_key = {reason.key: reason.facts for reason in fit.reasons}

    assert keys(fit.reasons)[:3] == ["words", "host_words", "days"]
    assert ("ældre", "ældre") in [pair[:2] for pair in by_key["words"]["words"]]
    assert by_key["days"] == {"stretches": (WEEK,), "needed": 2}
    assert (by_key["another_sector"], by_key["near"]) == ({"sector": "region"}, {"km": 35})
    assert by_key["waiting"] == {"days": 40}


def test_many_pairs_are_told_as_each_by_itself(texts, calendar, monkeypatch):
    field = Field.made([NURSE, replace(NURSE, key="driver", job="Chauffør.")], [ROADS, WARD], texts, None, calendar)
    pairs = [("nurse", "ward"), ("driver", "roads"), ("nurse", "roads")]
    monkeypatch.setattr(profiles, "AT_ONCE", 2)

    assert list(field.fits(pairs)) == [field.fit(*pair) for pair in pairs]


def test_what_speaks_against_is_told_too(fits):
    assert keys(fits(NURSE, WARD).against) == ["own_work_area", "few_days", "often_shown"]
    assert {"weak_text", "far", "own_sector"} <= set(keys(fits(NURSE, ROADS).against))
    assert "no_wish" in keys(fits(replace(NURSE, wish=""), WARD).against)


def test_the_same_facts_speak_for_the_tourist_and_against_the_adventurer(fits):
    tourist, adventurer = (fits(replace(NURSE, travel_type=kind), WARD) for kind in ("tourist", "adventurer"))

    assert "shared_work_area" in keys(tourist.reasons)
    assert "own_work_area" in keys(adventurer.against)
    assert tourist.intern_score > adventurer.intern_score


def test_a_named_host_is_the_first_reason(fits):
    assert keys(fits(replace(NURSE, named_host="ward"), WARD).reasons)[0] == "named"


def test_a_place_that_is_not_known_says_nothing_of_distance(fits):
    fit = fits(replace(NURSE, place=None), WARD)

    assert (fit.km, fit.terms["distance"]) == (None, 0)
    assert not {"near", "far"} & set(keys(fit.reasons + fit.against))


def test_everything_has_an_english_sentence(fits):
    told = [
        say(reason) for host in (WARD, ROADS) for reason in (*fits(NURSE, host).reasons, *fits(NURSE, host).against)
    ]

    assert "Both can 2027-09-13 to 2027-09-17." in told
    assert "It is another sector: region." in told
    assert set(KEYS) <= set(SENTENCES)
    assert [sentence for sentence in told if not sentence.endswith(".")] == []


STOPS = {
    "named_host": ({"named_host": "roads"}, {}, "The intern has named another host: roads."),
    "not_tried": ({"declined": frozenset({"ward"})}, {}, "One of the two has said no."),
    "not_own_workplace": ({"workplace": "M2"}, {"workplace": "M2"}, "It is the intern's own workplace."),
    "seats": ({}, {"seats": 0}, "There are seats for 0, and 1 go together."),
    "number_of_days": ({"days": (4, 5)}, {"days": (2, 3)}, "The intern goes for 4-5 days, the host receives for 2-3."),
    "days_in_common": (
        {"any_time": False, "free": ((date(2027, 3, 1), date(2027, 3, 5)),)},
        {},
        "They have not 2 working days in a row in common: the intern can 2027-03-01 to 2027-03-05, "
        "the host 2027-09-13 to 2027-09-17.",
    ),
    "sector": ({"sectors": ("state",)}, {}, "The intern wishes for state, and the host is region."),
    "work_area": ({"areas": ("law",)}, {}, "The intern wishes to see law, and the host works with hospital."),
    "region": (
        {"regions": ("north",)},
        {"region": "middle"},
        "The intern wishes for north, and the host is in middle.",
    ),
    "municipality": (
        {"municipalities": ("0751", "0730")},
        {"municipality": "0101"},
        "The intern wishes for 0751 and 0730, and the host is in 0101.",
    ),
    "organisation": (
        {"organisation": "Region", "own_organisation": False},
        {"organisation": "Region"},
        "The intern wishes for another organisation than the own.",
    ),
    "wanted_sector": ({}, {"sectors": ("state",)}, "The host wishes for interns from state."),
    "wanted_work_area": ({}, {"areas": ("law",)}, "The host wishes for interns who work with law."),
    "wanted_level": ({}, {"levels": ("leader",)}, "The host wishes for somebody at the level leader."),
}


@pytest.mark.parametrize("key", KEYS)
def test_the_one_rule_that_stops_a_pair_is_told(texts, calendar, key):
    of_intern, of_host, sentence = STOPS[key]
    intern, host = replace(NURSE, **of_intern), replace(WARD, **of_host)
    field = Field.made([intern], [host, ROADS], texts, None, calendar)

    assert (field.stop("nurse", "ward").key, say(field.stop("nurse", "ward"))) == (key, sentence)


def test_a_key_twice_is_refused(texts, calendar):
    with pytest.raises(ValueError, match="The host “ward” stands twice"):
        Field.made([NURSE], [WARD, WARD], texts, None, calendar)


def test_more_sectors_than_there_is_room_for_are_refused(texts, calendar):
    hosts = [Host(str(number), sector=f"s{number}") for number in range(17)]

    with pytest.raises(ValueError, match="There are more than 16 different sectors"):
        Field.made([], hosts, texts, None, calendar)
