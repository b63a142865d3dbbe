"""Weights: tried on real wishes without a trace, made to count with a reason, undone, and never overwritten unseen."""

from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.matching import forgetting
from ipraktik.matching.engine.ngrams import Ngrams
from ipraktik.matching.engine.texts import Texts
from ipraktik.matching.weights.forms import IN_WORDS
from ipraktik.matching.weights.weighing import Overtaken, Trial, Weighing, policy
from ipraktik.matching.words.vectors import Vector
from ipraktik.matching.year.rolling import Rolling
from ipraktik.office.conftest import Desk, problems, words
from ipraktik.programme import programme
from ipraktik.programme.matching import TERMS

pytestmark = pytest.mark.django_db
KIND = "something_else"


@pytest.fixture
def desk(client, cast, settings):
    settings.COORDINATORS_NEED_SECOND_FACTOR = False
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(cast["karl"])
    return Desk(client)


@pytest.fixture
def rolling(cast):
    """Two hosts and two wishes with lists: one about payroll, one about paintings."""
    the_cast.offer(cast, see="Vi retter fejl i lønnen, før nogen opdager dem.")
    the_cast.offer(cast, at="Museet", of="Vejle Kommune", host="per", reserve="emil", see="Vi viser malerier frem.")
    the_cast.wish(cast, travel_type=KIND)
    the_cast.wish(cast, intern="bo", at="Havnen", travel_type=KIND, why="Jeg vil se malerier.")
    made = Rolling(Texts(Ngrams()))
    made.catch_up()
    return made


def numbers(**changed):
    return {name: str(number) for name, number in (vars(policy().of(KIND)) | changed).items()} | {"on": "newest"}


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


def test_weights_are_tried_on_real_wishes_and_nothing_is_saved(desk, rolling):
    where = desk.post("weights", KIND, data=numbers(text=-1))
    waiting = words(desk.get("weights-trial", Trial.objects.get().pk).main)
    rolling.catch_up()

    page = desk.get("weights-trial", Trial.objects.get().pk)

    assert where.endswith(f"/trials/{Trial.objects.get().pk}/")
    assert "It is being worked out" in waiting
    assert [[words(cell) for cell in row.select("td")] for row in page.select("tbody tr")] == [
        ["Lønservice, Region Midt", "2", "1", "up 1"], ["Museet, Vejle Kommune", "1", "2", "down 1"],
        ["Museet, Vejle Kommune", "2", "1", "up 1"], ["Lønservice, Region Midt", "1", "2", "down 1"],
    ]  # fmt: skip
    assert Weighing.objects.count() == 0
    assert vars(policy().of(KIND)) == programme().matching.weights[KIND]


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

    assert problems(page) == ["Write a number from -5 to 5, as 0.5 or -1."]
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
