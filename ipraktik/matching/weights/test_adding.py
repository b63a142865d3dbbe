"""What each weight adds on real wishes, as it counts now: kept by the solver, told by the weights page."""

import pytest

from ipraktik import cast as the_cast
from ipraktik.directory.models import Offer
from ipraktik.matching.engine.ngrams import Ngrams
from ipraktik.matching.engine.texts import Texts
from ipraktik.matching.weights import adding
from ipraktik.matching.weights.conftest import KIND, as_numbers, cells
from ipraktik.matching.weights.forms import IN_WORDS
from ipraktik.matching.weights.weighing import Trial, Weighing
from ipraktik.matching.year import seeking
from ipraktik.matching.year.rolling import Rolling
from ipraktik.office.conftest import words

pytestmark = pytest.mark.django_db


def test_the_page_tells_what_each_weight_adds_on_real_wishes_without_a_trial(desk, rolling, cast):
    page = desk.get("weights", KIND)
    shelf = rolling.shelf

    told = [(words(each.h3), words(each.p), as_numbers(cells(each.table))) for each in page.select("#added .sheet")]
    assert [each[:2] for each in told] == [
        (str(cast["bo"]), "Museet, Vejle Kommune comes first."),
        (str(cast["ida"]), "Lønservice, Region Midt comes first."),
    ]
    for (_name, _first, table), wish in zip(told, (cast["bo"].wishes.get(), cast["ida"].wishes.get()), strict=True):
        question = seeking.question(shelf, [seeking.intern(wish)], 1)
        fit = shelf.fit(question, str(wish.listed.get(order=1).offer_id))
        assert table["For the intern, in all"] == pytest.approx([fit.intern_score], abs=0.01)
        assert table["For the host, in all"] == pytest.approx([fit.host_score], abs=0.01)
        assert table["The wish"] == pytest.approx([fit.terms["text"]], abs=0.01)
    assert Trial.objects.count() == 0


def test_what_is_added_follows_the_wishes_and_the_weights(desk, rolling, cast):
    Weighing.objects.accept({KIND: {"text": 0.5}}, by=cast["karl"], reason="Prøv", seen=0)
    waiting = words(desk.get("weights", KIND).select_one("#added"))
    cast["bo"].wishes.get().perform("withdraw", by=cast["bo"], reason="Jeg skal på barsel.")

    rolling.catch_up()

    assert "is being worked out" in waiting
    assert [words(each) for each in desk.get("weights", KIND).select("#added h3")] == [str(cast["ida"])]


def test_what_is_added_is_kept_anew_only_where_something_else_is_to_be_told(rolling, monkeypatch):
    kept = []
    monkeypatch.setattr(adding, "keep", lambda kind, _told: kept.append(kind))

    rolling.catch_up()
    Offer.objects.filter(workplace__name="Museet").update(see="Vi viser malerier og skulpturer frem.")
    rolling.catch_up()

    assert kept == [KIND]


def test_where_no_host_can_the_page_says_so(desk, cast):
    the_cast.wish(cast, travel_type=KIND)
    Rolling(Texts(Ngrams())).catch_up()

    page = desk.get("weights", KIND)

    assert "No host can take the newest wishes of this travel type" in words(page.select_one("#added"))
    assert len(page.select("main input[inputmode=decimal]")) == len(IN_WORDS)


def test_lists_that_are_not_made_yet_are_not_the_same_as_no_wishes(desk, cast):
    none = words(desk.get("weights", KIND).main)
    the_cast.wish(cast, travel_type=KIND)

    unmade = words(desk.get("weights", KIND).main)

    said = "The lists are not made yet", "There is no open wish of this travel type"
    assert [[sentence in page for sentence in said] for page in (none, unmade)] == [[False, True], [True, False]]
