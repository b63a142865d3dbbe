"""A trial: who would come first, which change does it, what each weight adds; and nothing is saved by trying."""

import pytest

from ipraktik.directory.models import Offer
from ipraktik.matching.weights.conftest import KIND, as_numbers, cells, numbers, str_of, trial_of
from ipraktik.matching.weights.weighing import Trial, Weighing, policy
from ipraktik.matching.year import seeking
from ipraktik.office.conftest import words
from ipraktik.programme import programme

pytestmark = pytest.mark.django_db


def test_weights_are_tried_on_real_wishes_and_nothing_is_saved(desk, rolling):
    where = desk.post("weights", KIND, data=numbers(text=-1))
    waiting = words(desk.get("weights-trial", Trial.objects.get().pk).main)
    rolling.catch_up()

    page = desk.get("weights-trial", Trial.objects.get().pk)

    assert where.endswith(f"/trials/{Trial.objects.get().pk}/")
    assert "It is being worked out" in waiting
    assert [[words(line) for line in lists.select("li")] for lists in page.select("article details ol")] == [
        ["Lønservice, Region Midt · up 1", "Museet, Vejle Kommune · down 1"],
        ["Museet, Vejle Kommune · up 1", "Lønservice, Region Midt · down 1"],
    ]
    assert Weighing.objects.count() == 0
    assert vars(policy().of(KIND)) == programme().matching.weights[KIND]


def test_a_trial_says_who_comes_first_and_why(desk, rolling, cast):
    page = trial_of(desk, rolling, text=-1)

    first = page.select_one("main article.mt-7")
    assert words(first.select_one("strong")) == (
        "Lønservice, Region Midt comes first instead of Museet, Vejle Kommune."
    )
    assert "2 of the ten best are new or have another place." in words(first)
    assert [words(each) for each in first.select(".overline")] == ["Would come first", "Comes first now"]
    assert [words(each) for each in first.select("h4")] == ["Lønservice, Region Midt", "Museet, Vejle Kommune"]


def test_a_trial_tells_what_each_weight_adds_now_and_then_and_the_sums_are_the_engines(desk, rolling, cast):
    page = trial_of(desk, rolling, text=2, waiting=3)
    shelf, wish = rolling.shelf, cast["bo"].wishes.get()
    museum = str(wish.listed.get(order=1).offer_id)

    table = as_numbers(cells(page.select_one("main article.mt-7 .sheet table")))

    now = shelf.fit(seeking.question(shelf, [seeking.intern(wish)], 1), museum)
    assert list(table) == ["The wish", "For the intern, in all", "The host's wish", "For the host, in all"]
    assert table["For the intern, in all"] == pytest.approx([now.intern_score, 2 * now.intern_score], abs=0.01)
    assert table["The wish"] == pytest.approx([now.terms["text"], 2 * now.terms["text"]], abs=0.01)
    assert table["For the host, in all"] == pytest.approx([now.host_score, now.host_score], abs=0.01)


def test_a_trial_of_several_tells_what_each_does_alone(desk, rolling):
    page = trial_of(desk, rolling, text=-1, sector=0.5)

    assert [words(each) for each in page.select("main article.mt-7")[0].select("h3 + ul:not(.sheets) li")] == [
        "The texts: Lønservice, Region Midt comes first instead of Museet, Vejle Kommune. "
        "2 of the ten best are new or have another place.",
        "The same sector: Nothing moves among the ten best.",
    ]


def test_a_trial_of_one_says_nothing_of_it_alone(desk, rolling):
    page = trial_of(desk, rolling, sector=0.5)

    assert "Each change by itself" not in words(page.main)
    assert [words(each) for each in page.select_one("main article.mt-7").select(".overline")] == [
        "Comes first either way"
    ]
    assert words(page.select_one("main article.mt-7 strong")) == "Museet, Vejle Kommune comes first, as now."


def test_a_trial_kept_before_shares_were_is_still_shown(desk, rolling, cast):
    wish, (first, second) = cast["bo"].wishes.get(), Offer.objects.order_by("pk")
    kept = {str(wish.pk): {"now": [first.pk], "then": [first.pk, second.pk]}}
    made = Trial.objects.create(weights={}, wishes=[wish.pk], lists=kept, travel_type=KIND, by=cast["karl"])

    page = desk.get("weights-trial", made.pk)

    assert page.select("main .sheet") == []
    assert [words(each) for each in page.select("article details li")] == [
        str_of(first),
        f"{str_of(second)} · new on the list",
    ]


def test_who_is_off_the_list_is_told_with_its_place_now(desk, rolling, cast):
    wish, (first, second) = cast["bo"].wishes.get(), Offer.objects.order_by("pk")
    kept = {str(wish.pk): {"now": [first.pk, second.pk], "then": [first.pk]}}
    made = Trial.objects.create(weights={}, wishes=[wish.pk], lists=kept, travel_type=KIND, by=cast["karl"])

    page = desk.get("weights-trial", made.pk)

    assert [words(each) for each in page.select("article details ol + p + ul li")] == [
        f"{str_of(second)} · number 2 now"
    ]
