"""An intern or a host of a round, found by a part of a name."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ipraktik import cast as the_cast
from ipraktik.matching.rounds import finding, who_goes_where
from ipraktik.matching.rounds.conftest import read, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast, ida, bo, payroll):
    """Ida goes to the payroll office, and Bo nowhere."""
    return the_cast.a_round(cast, pairs=[(ida, payroll)], without=[bo])


def sent(client, made, words):
    return client.post(reverse("round-find", args=[made.pk]), {"words": words})


def listed(client, made, words):
    """The page of those who are found."""
    return BeautifulSoup(sent(client, made, words).content, "html.parser").main


def page_of(made, wish):
    return reverse("round-wish", args=[made.pk, wish.pk])


@pytest.mark.parametrize("words", ["ida", "IDA LUND", "lund ida", "ída", "Ida Lønkontoret", "ida@"])
def test_an_only_one_is_gone_to_at_once_however_the_name_is_written(office, made, ida, words):
    assert sent(office, made, words).url == page_of(made, ida)


def test_a_host_is_shown_on_the_desk_with_those_who_go_there(office, made, payroll):
    address, anchor = sent(office, made, "lønservice").url.split("#")

    assert address == made.get_absolute_url()
    assert "Ida Lund" in text(read(office, address).find(id=anchor))


def test_a_host_further_down_is_shown_on_the_whole_desk(office, cast, made, ida, payroll, monkeypatch):
    monkeypatch.setattr(who_goes_where, "SHOWN", 1)
    zoo = the_cast.offer(cast, at="Zoo", of="Odense Kommune")
    the_cast.propose(made, [(ida, payroll), (the_cast.wish(cast, intern="rune", at="Broen"), zoo)])
    assert read(office, made.get_absolute_url()).find(id=f"host-{zoo.pk}") is None

    address, anchor = sent(office, made, "zoo").url.split("#")

    assert "Rune" in text(read(office, address).find(id=anchor))


def test_a_host_to_whom_nobody_goes_has_its_own_page(office, cast, made, ida, payroll):
    zoo = the_cast.offer(cast, at="Zoo", of="Odense Kommune")
    the_cast.propose(made, [(ida, payroll)], seats={str(payroll.pk): 1, str(zoo.pk): 2})

    assert sent(office, made, "zoo").url == zoo.get_absolute_url()


def test_several_are_listed_by_name_with_where_they_go(office, made, ida, bo, payroll):
    page = listed(office, made, "l")

    rows = [(link["href"], text(link.parent)) for link in page.select(".tasks a")]
    assert text(page.find(role="status")) == "Fandt 3."
    assert rows == [
        (page_of(made, bo), "Bo Winther Havnen, Aarhus Kommune Uden vært"),
        (page_of(made, ida), "Ida Lund Lønkontoret, Aarhus Kommune Vært: Lønservice, Region Midt"),
        (f"{made.get_absolute_url()}#host-{payroll.pk}", "Lønservice, Region Midt"),
    ]


def test_who_is_only_in_an_earlier_proposal_is_found(office, cast, made, ida, payroll):
    the_cast.propose(made, [(the_cast.wish(cast, intern="rune", at="Broen"), payroll)])

    assert sent(office, made, "ida lund").url == page_of(made, ida)
    assert text(read(office, page_of(made, ida)).h1) == "Ida Lund"


def test_of_two_lines_the_one_that_is_looked_at_is_told(office, cast, made, ida, payroll):
    the_cast.propose(made, [], [ida, the_cast.wish(cast, intern="rune", at="Lund Skole")])

    assert "Ida Lund Lønkontoret, Aarhus Kommune Uden vært" in text(listed(office, made, "lund"))


def test_no_more_than_some_are_shown_and_the_rest_is_counted(office, made, monkeypatch):
    monkeypatch.setattr(finding, "SHOWN", 1)

    said = text(listed(office, made, "l"))

    assert "Fandt 3. 1 af dem er ikke vist: skriv mere af navnet." in said
    assert "Ida Lund" not in said


@pytest.mark.parametrize("words", ["", "  ", "-!"])
def test_nothing_to_look_for_is_asked_for(office, made, words):
    page = listed(office, made, words)

    assert text(page.find(class_="error-summary")) == "Se på det her igen Skriv en del af det navn, du leder efter."


def test_who_is_not_there_is_told_and_what_was_typed_stays(office, made):
    page = listed(office, made, "Zacharias")

    assert text(page.find(role="status")) == (
        "Ingen praktikant og ingen vært i runden hedder sådan. Skriv mindre af navnet."
    )
    assert page.find("input", {"name": "words"})["value"] == "Zacharias"


def test_no_name_is_in_an_address(office, made, ida):
    """Neither where one is led to nor in how the form is sent."""
    form = read(office, made.get_absolute_url()).find("form", {"action": reverse("round-find", args=[made.pk])})

    assert form["method"] == "post"
    assert sent(office, made, "ida").url == page_of(made, ida)


def test_a_round_that_was_never_solved_has_nobody_to_find(office, cast):
    empty = the_cast.a_round(cast)
    empty.proposals.all().delete()

    assert office.get(reverse("round-find", args=[empty.pk])).status_code == 404


def test_ten_are_found_with_as_many_questions_as_two(office, cast, made):
    def asked():
        with CaptureQueriesContext(connection) as questions:
            sent(office, made, "e")
        return len(questions)

    two = asked()
    pairs = [
        (the_cast.wish(cast, intern=newcomer(cast, n), at=f"Enhed {n}"), the_cast.offer(cast, at=f"Sted {n}"))
        for n in range(8)
    ]
    the_cast.propose(made, pairs)

    assert asked() == two


def newcomer(cast, number):
    cast[f"new{number}"] = the_cast.person(f"new{number}", f"Else {number}", "lærer")
    return f"new{number}"
