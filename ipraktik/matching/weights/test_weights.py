"""Weights: tried on real wishes without a trace, made to count with a reason, undone, and never overwritten unseen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.matching import forgetting
from ipraktik.matching.engine.learning import learn
from ipraktik.matching.engine.simulated_answers import simulated
from ipraktik.matching.models import LearntWeights
from ipraktik.matching.weights.conftest import KIND, numbers, trial_of
from ipraktik.matching.weights.forms import IN_WORDS
from ipraktik.matching.weights.weighing import Overtaken, Trial, Weighing, policy
from ipraktik.matching.words.vectors import Vector
from ipraktik.office.conftest import problems, words
from ipraktik.programme import programme
from ipraktik.programme.matching import TERMS

pytestmark = pytest.mark.django_db


def test_every_weight_of_the_engine_is_in_words():
    assert tuple(IN_WORDS) == TERMS


def test_without_a_change_the_programmes_weights_count(db):
    assert vars(policy().of("adventurer")) == programme().matching.weights["adventurer"]


def test_the_page_says_what_each_is_and_what_it_is_now(desk, rolling):
    page = desk.get("weights", KIND)

    assert [each["value"] for each in page.select("main input[inputmode=decimal]")] == [
        "1",
        "0",
        "1",
        "0",
        "0",
        "0",
        "0.03",
        "0.1",
        "1",
        "0.1",
    ]
    assert "Above 0 leads near what the intern does today, below 0 away from it." in words(page.main)


def test_ten_wishes_ask_the_database_no_more_than_two(desk, rolling, cast):
    trial_of(desk, rolling, text=-1, sector=0.5)
    pages = [("weights", KIND), ("weights-trial", Trial.objects.get().pk)]
    few = [desk.queries(*page) for page in pages]
    Trial.objects.all().delete()
    for number in range(8):
        cast[number] = the_cast.person(f"søger-{number}", f"Søger {number}", "lærer")
        the_cast.wish(cast, intern=number, at=f"Kontor {number}", travel_type=KIND)
        the_cast.offer(cast, at=f"Afdeling {number}")
    trial_of(desk, rolling, text=-1, sector=0.5)
    pages = [("weights", KIND), ("weights-trial", Trial.objects.get().pk)]

    assert [desk.queries(*page) for page in pages] == few


WIDE_TABLES = (
    "[...document.querySelectorAll('.table-scroll')].filter((each) => each.scrollWidth > each.clientWidth).length"
)


@pytest.mark.browser
@pytest.mark.anywhere
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["da", "en"])
def test_on_a_phone_no_table_hides_a_column(browser, live_server, desk, rolling, cast, language):
    trial_of(desk, rolling, text=-1, sector=0.5)
    learnt = LearntWeights.objects.propose(
        learn(simulated(300, policy(), policy()), policy()), {"wishes": 0, "others": 0, "examples": []}
    )
    context = browser.new_context(viewport={"width": 390, "height": 844})
    cookies = {"language": language, "sessionid": desk.client.cookies["sessionid"].value}
    context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
    page, wide, tables = context.new_page(), [], []

    for path in ("", f"{KIND}/", f"trials/{Trial.objects.get().pk}/", f"learnt/{learnt.pk}/"):
        page.goto(f"{live_server.url}/office/weights/{path}")
        page.locator("details.details").evaluate_all("(all) => all.forEach((each) => (each.open = true))")
        tables.append(page.locator(".table-scroll").count())
        wide.append(page.evaluate(WIDE_TABLES))
    context.close()

    assert (wide, [count > 0 for count in tables]) == ([0, 0, 0, 0], [False, True, True, True])


def test_accepted_weights_count_with_who_and_why_and_the_lists_follow(desk, rolling, cast):
    desk.post("weights", KIND, data=numbers(text=-1))
    rolling.catch_up()
    desk.post("weights-trial", Trial.objects.get().pk, data={"seen": "0", "reason": "Prøv det modsatte."})
    rolling.catch_up()

    version = Weighing.objects.get()
    assert (version.number, version.by, version.reason) == (1, cast["karl"], "Prøv det modsatte.")
    assert policy().of(KIND).text == -1
    assert policy().of("tourist").text == 1
    newest = cast["bo"].wishes.get().listed.order_by("order")
    assert [str(each.offer) for each in newest] == ["Lønservice", "Museet"]


def test_a_version_is_undone_by_making_an_earlier_one_count_again(desk, cast):
    for number, text in enumerate((0.5, 0.7)):
        Weighing.objects.accept({KIND: {"text": text}}, by=cast["karl"], reason="Prøv", seen=number)

    desk.post("weights-again", 1, data={"seen": "2"})
    assert (policy().of(KIND).text, Weighing.objects.current().again) == (0.5, 1)
    desk.post("weights-again", 0, data={"seen": "3"})

    assert vars(policy().of(KIND)) == programme().matching.weights[KIND]
    assert [each.number for each in Weighing.objects.all()] == [4, 3, 2, 1]


def test_what_another_has_changed_meanwhile_is_not_overwritten(desk, rolling, cast):
    desk.post("weights", KIND, data=numbers(text=-1))
    rolling.catch_up()
    Weighing.objects.accept({KIND: {"text": 0.5}}, by=cast["kirsten"], reason="Først", seen=0)

    page = desk.post("weights-trial", Trial.objects.get().pk, data={"seen": "0", "reason": "Mine ord"}, status=200)
    desk.post("weights-again", 0, data={"seen": "0"})

    assert problems(page) == [
        "Another coordinator has changed the weights meanwhile. Look at what counts now, then decide."
    ]
    assert page.select_one("textarea").text.strip() == "Mine ord"
    assert policy().of(KIND).text == 0.5
    with pytest.raises(Overtaken):
        Weighing.objects.accept({}, by=cast["karl"], reason="", seen=0)


@pytest.mark.parametrize("typed", ["", "much", "6", "1e999999", "NaN", "١٢"])
def test_what_is_no_weight_is_told_and_kept(desk, rolling, typed):
    page = desk.post("weights", KIND, data=numbers(text=typed), status=200)

    assert problems(page) == ["The texts: Write a number from -5 to 5, as 0.5 or -1."]
    assert page.select_one("[name=text]").get("value", "") == typed
    assert Trial.objects.count() == 0


def test_without_a_reason_nothing_counts(desk, rolling):
    desk.post("weights", KIND, data=numbers(text=-1))
    rolling.catch_up()

    page = desk.post("weights-trial", Trial.objects.get().pk, data={"seen": "0", "reason": " "}, status=200)

    assert problems(page) == ["Write why these weights are to count."]
    assert Weighing.objects.count() == 0


def test_a_travel_type_that_is_none_is_not_here(desk):
    desk.get("weights", "astronaut", status=404)


def test_at_night_what_nobody_needs_goes(cast):
    Vector.objects.create(key="old", values=b"", used_on=timezone.localdate() - timedelta(days=31))
    Vector.objects.create(key="used", values=b"", used_on=timezone.localdate() - timedelta(days=29))
    Trial.objects.create(
        weights={}, wishes=[], travel_type=KIND, by=cast["karl"], at=timezone.now() - timedelta(days=8)
    )

    forgetting.sweep()

    assert [each.key for each in Vector.objects.all()] == ["used"]
    assert Trial.objects.count() == 0
