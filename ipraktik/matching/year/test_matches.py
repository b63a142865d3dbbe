"""A wish's list as it is shown: to the office, to the intern, to the host; and that it never offers what is impossible."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as django_settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ipraktik import cast as the_cast
from ipraktik.directory.models import Offer, Wish
from ipraktik.matching.engine.ngrams import Ngrams
from ipraktik.matching.engine.texts import Texts
from ipraktik.matching.year import kept_lists
from ipraktik.matching.year.listing import Listed, Ranking
from ipraktik.matching.year.rolling import Rolling
from ipraktik.office.conftest import words
from ipraktik.placements.models import Placement
from ipraktik.programme import programme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(client, settings):
    settings.COORDINATORS_NEED_SECOND_FACTOR = False
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"


@pytest.fixture
def payroll(cast):
    return the_cast.offer(cast, see="Vi retter fejl i lønnen, før nogen opdager dem.", wishes_for="En lønkonsulent.")


@pytest.fixture
def museum(cast):
    return the_cast.offer(
        cast, at="Museet", of="Vejle Kommune", host="per", reserve="emil", see="Vi viser malerier frem."
    )


@pytest.fixture
def wish(cast):
    return the_cast.wish(cast, door="pool")


def listed():
    Rolling(Texts(Ngrams())).catch_up()


def page_of(client, person, name, *args, query=""):
    client.force_login(person)
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").select_one("main")


def sheets(page):
    return [words(each.h3) for each in page.select("article.sheet") if each.h3]


def lines(page, number=0):
    return [words(each) for each in page.select("article.sheet")[number].select("li")]


# the office's desk


def test_the_desk_shows_the_best_first_with_the_words_that_made_it(client, cast, wish, museum, payroll):
    listed()

    page = page_of(client, cast["karl"], "desk", wish.pk)

    assert sheets(page) == [payroll.workplace.full_name, museum.workplace.full_name]
    assert lines(page)[0].startswith("Both write about “")
    assert "fejl" in lines(page)[0]
    assert "Both can at any time" in lines(page)


def test_what_has_become_impossible_since_is_never_offered(client, cast, wish, museum, payroll):
    listed()
    Offer.objects.filter(pk=payroll.pk).update(state="paused")

    page = page_of(client, cast["karl"], "desk", wish.pk)

    assert sheets(page) == [museum.workplace.full_name]
    assert [words(each) for each in page.select(".task")] == [
        f"{payroll.workplace.full_name} The host does not receive at the moment."
    ]


def test_what_the_list_called_full_is_offered_once_it_can(client, cast, wish, payroll):
    the_cast.placement(cast, "preparing", wish_=the_cast.wish(cast, intern="bo", at="Havnen"), offer_=payroll)
    Offer.objects.filter(pk=payroll.pk).update(seats=1, at_a_time=1)
    listed()
    full = page_of(client, cast["karl"], "desk", wish.pk)
    Offer.objects.filter(pk=payroll.pk).update(seats=2, at_a_time=2)

    page = page_of(client, cast["karl"], "desk", wish.pk)

    assert (sheets(full), sheets(page)) == ([], [payroll.workplace.full_name])
    assert "All seats are taken." in words(full)


def test_each_that_cannot_says_the_one_rule_with_its_facts_and_they_are_counted(client, cast, museum, payroll):
    other = list(programme().regions)[-1]
    wish = the_cast.wish(cast, any_time=False, state="draft", regions=[other])
    monday = the_cast.soon()
    wish.periods.create(first=monday, last=monday)
    wish.perform("submit", by=cast["ida"])
    listed()

    page = page_of(client, cast["karl"], "desk", wish.pk)

    stops = [words(each).removeprefix(words(each.a)).strip() for each in page.select(".task")]
    assert len(stops) == 2
    assert stops[0].startswith(
        f"No days in common: the intern can in week {monday.isocalendar().week}, the host in week"
    )
    assert "What stops the hosts, and how many: no days in common (2)." in words(page)


def test_a_limit_may_be_set_aside(client, cast, payroll):
    wish = the_cast.wish(cast, sectors=[next(key for key in programme().sectors if key != payroll.sector.key)])
    listed()

    page = page_of(client, cast["karl"], "desk", wish.pk)

    assert [words(each) for each in page.select("h2")][:2] == [
        "They can receive 0",
        "They can, if you set a wish aside 1",
    ]
    assert "The intern wishes for another sector." in words(page)


def test_before_the_solver_has_been_there_some_hosts_stand_in_a_plain_order(client, cast, wish, museum, payroll):
    page = page_of(client, cast["karl"], "desk", wish.pk)

    assert len(sheets(page)) == 2
    assert "The list of the best hosts is on its way" in words(page)


def test_a_host_that_is_on_no_list_is_found_by_name(client, cast, wish, museum, payroll):
    listed()

    found = page_of(client, cast["karl"], "desk", wish.pk, query="?host=malerier")
    nothing = page_of(client, cast["karl"], "desk", wish.pk, query="?host=xylofon%00%F0")

    assert sheets(found).count(museum.workplace.full_name) == 2
    assert "No host in the directory says that." in words(nothing)


def test_twenty_hosts_ask_no_more_than_two(client, cast, wish, museum, payroll):
    def asked():
        listed()
        page_of(client, cast["karl"], "desk", wish.pk)
        with CaptureQueriesContext(connection) as queries:
            page_of(client, cast["karl"], "desk", wish.pk)
        return len(queries)

    two = asked()
    for number in range(18):
        the_cast.offer(cast, at=f"Sted {number}", of=f"Region {number}", days_min=2 + number % 3)

    assert asked() == two


# the intern's page


def test_an_intern_sees_the_hosts_that_fit_and_may_ask_them(client, cast, wish, museum, payroll):
    listed()

    page = page_of(client, cast["ida"], "wish", wish.pk)

    assert sheets(page)[:2] == [payroll.workplace.full_name, museum.workplace.full_name]
    assert lines(page)[0].startswith("You both write about “")
    assert [each["href"] for each in page.select("article.sheet a.button")] == [
        reverse("offer-ask", args=[each.pk]) for each in (payroll, museum)
    ]


def test_once_somebody_is_asked_no_others_are_shown(client, cast, wish, museum, payroll):
    listed()
    Placement.objects.suggest(wish, payroll, by=cast["karl"], origin="office")

    assert page_of(client, cast["ida"], "wish", wish.pk).select_one("#matches") is None


@pytest.mark.parametrize("reader", ["karl", "bo"])
def test_the_list_is_the_interns_own(client, cast, wish, payroll, reader):
    listed()
    if reader == "bo":
        Wish.objects.filter(pk=wish.pk).update(entered_by=cast["bo"])

    client.force_login(cast[reader])
    answer = client.get(reverse("wish", args=[wish.pk]))

    assert b'id="matches"' not in answer.content


def test_a_list_that_is_not_there_yet_is_said_to_be_on_its_way(client, cast, wish, payroll):
    assert "Look again in a minute or two." in words(page_of(client, cast["ida"], "wish", wish.pk))


def test_where_the_programme_leaves_it_to_the_office_the_intern_sees_no_list(client, db, settings):
    settings.PROGRAMME_DIR = django_settings.PACKAGE / "tests" / "programmes" / "outside_view"
    cast = the_cast.gather()
    wish = the_cast.wish(cast, door="pool")
    the_cast.offer(cast)
    listed()

    page = page_of(client, cast["ida"], "wish", wish.pk)

    assert Listed.objects.filter(wish=wish).count() == 1
    assert page.select_one("#matches") is None


# the host's page


def test_a_host_whose_seats_are_taken_is_told_so_and_not_that_nobody_fits(client, cast, payroll):
    page = page_of(client, cast["hanne"], "offer-pool", payroll.pk)
    assert page.select_one(".empty h2").get_text() == "Nobody who fits seeks a host right now"
    the_cast.placement(cast, "preparing", wish_=the_cast.wish(cast), offer_=payroll)
    Offer.objects.update(seats=1, at_a_time=1)
    the_cast.wish(cast, intern="mona", door="pool", at="Skolen")

    page = page_of(client, cast["hanne"], "offer-pool", payroll.pk)

    assert page.select_one(".empty h2").get_text() == "All your seats are taken"


def test_a_host_sees_the_pool_in_the_order_it_fits_with_why(client, cast, wish, payroll):
    Wish.objects.filter(pk=wish.pk).update(why="Jeg vil se malerier.")
    the_cast.wish(cast, intern="bo", door="pool", at="Havnen", why="Jeg vil se, hvordan I retter fejl i lønnen.")
    listed()

    page = page_of(client, cast["hanne"], "offer-pool", payroll.pk)

    whys = [words(each.select_one("p:not(.soft)")) for each in page.select("article.sheet")]
    assert whys == ["Jeg vil se, hvordan I retter fejl i lønnen.", "Jeg vil se malerier."]
    assert lines(page)[0].startswith("You both write about “")


def test_nothing_of_an_intern_reaches_a_host_but_what_stands_there_anyway(client, cast, payroll):
    wish = the_cast.wish(
        cast, door="pool", at="Hemmelige Lønkontor Silkeborg", why="Jeg vil se fejl.", where="Lønfejl i Silkeborg",
    )  # fmt: skip
    Offer.objects.filter(pk=payroll.pk).update(
        wishes_for="En lønkonsulent fra et lønkontor i Silkeborg.", about="Silkeborg, lønkontor, lønfejl."
    )
    listed()
    kept = str(list(Listed.objects.filter(wish=wish).values_list("reasons", flat=True)))

    page = page_of(client, cast["hanne"], "offer-pool", payroll.pk)

    assert "silkeborg" in kept or "lønkonsulent" in kept
    said = words(page).replace(words(page.h1), "")
    assert [
        each for each in ("Silkeborg", "silkeborg", "lønkonsulent", "lønkontor", "Ida", "Signe") if each in said
    ] == []


def test_a_wish_that_is_gone_takes_its_list_along(cast, wish, payroll):
    listed()

    Wish.objects.get(pk=wish.pk).delete()

    assert (Ranking.objects.count(), Listed.objects.count()) == (0, 0)


def test_reasons_are_made_anew_when_other_words_are_named(monkeypatch, cast, wish, payroll):
    listed()
    before = Listed.objects.get().made_of
    listed()
    assert Listed.objects.get().made_of == before

    monkeypatch.setattr(kept_lists, "RULE", kept_lists.RULE + 1)
    listed()

    assert Listed.objects.get().made_of != before
