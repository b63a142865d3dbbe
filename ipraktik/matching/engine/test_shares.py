"""What each weight adds to a pair, or takes from it, is told apart exactly: together it is the two scores."""

from dataclasses import replace

import pytest

from ipraktik.matching.engine.ngrams import Ngrams
from ipraktik.matching.engine.people import Host, Intern
from ipraktik.matching.engine.profiles import Field
from ipraktik.matching.engine.shares import SIDES, shares
from ipraktik.matching.engine.shelf import Shelf
from ipraktik.matching.engine.texts import Texts

AARHUS, COPENHAGEN = (56.16, 10.2), (55.68, 12.57)
HOSTS = [
    Host("school", sector="municipality", work_areas=("school",), level="leader", place=COPENHAGEN, shown=6,
         profile="En skole med 600 elever. Du følger lærerne i en uge.", ask="Lærere"),
    Host("ward", sector="region", work_areas=("hospital",), profile="Et sengeafsnit. Sygeplejersker passer patienter."),
    Host("payroll", sector="state", work_areas=("payroll",), profile="Lønkontoret laver lønsedler hver måned."),
]  # fmt: skip
TEACHER = Intern(
    "teacher", sector="municipality", work_areas=("school", "library"), level="leader", place=AARHUS, any_time=True,
    waiting=61, job="Lærer på en folkeskole", wish="Jeg vil se, hvordan andre passer patienter.",
)  # fmt: skip


@pytest.fixture
def shelf(calendar):
    return Shelf(Field.made([TEACHER], HOSTS, Texts(Ngrams()), None, calendar))


def told(shelf, intern, host="school", **weights):
    """(each side's shares, the two scores) as these weights count."""
    with shelf.under(shelf.policy.over({intern.travel_type: weights})):
        question = shelf.ask(intern)
        found, fit = shares(shelf, question, host), shelf.fit(question, host)
    sides = [{term: found[term] for term in terms} for terms in SIDES.values()]
    return sides, (fit.intern_score, fit.host_score)


@pytest.mark.parametrize("kind", ["tourist", "business_traveller", "adventurer", "something_else"])
@pytest.mark.parametrize("host", [each.key for each in HOSTS])
@pytest.mark.parametrize("text", [1.0, -0.5, 0.0])
def test_the_shares_of_a_side_sum_to_its_score(shelf, kind, host, text):
    sides, scores = told(shelf, replace(TEACHER, travel_type=kind), host, text=text)

    assert [sum(side.values()) for side in sides] == pytest.approx(scores, abs=1e-5)


@pytest.mark.parametrize("said", [{"wish": ""}, {"job": ""}, {"wish": "", "job": ""}, {"wish": TEACHER.job}])
def test_a_text_that_is_missing_adds_nothing_and_the_sum_holds(shelf, said):
    (own, theirs), scores = told(shelf, replace(TEACHER, travel_type="adventurer", **said))

    assert [sum(own.values()), sum(theirs.values())] == pytest.approx(scores, abs=1e-5)
    assert [own["wish" if name == "wish" else "own_job"] for name in said if not said[name]] == [0.0] * (
        len(said) - ("" not in said.values())
    )


def test_each_share_is_what_the_table_of_weights_says(shelf):
    given = {"work_area": 2.0, "sector": 0.3, "level": 0.7, "shown": 0.1, "waiting": 0.1, "distance": 0.0}

    (own, theirs), _scores = told(shelf, TEACHER, **given)

    assert {term: round(own[term], 3) for term in ("work_area", "sector", "level", "shown", "distance")} == {
        "work_area": 1.414, "sector": 0.3, "level": 0.7, "shown": -0.195, "distance": 0.0,
    }  # fmt: skip
    assert round(theirs["waiting"], 3) == 0.201


def test_the_own_job_leads_away_where_its_weight_is_below_0(shelf):
    near, away = (told(shelf, TEACHER, wish=0.5, own_job=weight)[0][0]["own_job"] for weight in (0.5, -0.5))

    assert away < 0 < near
