"""The third door: someone finds a host for the intern: the office, a host that asks, or the office that writes it all."""

import pytest

from ipraktik import cast as the_cast
from ipraktik.people.models import Person
from ipraktik.tests.journeys import deeds
from ipraktik.tests.journeys.conftest import crosswise

pytestmark = pytest.mark.browser
SUGGESTED = "the-office-suggests-a-match"


@pytest.fixture
def hanne(stage):
    """Her workplace stood in the directory before; she has not been here since."""
    the_cast.offer(the_cast.gather())
    Person.objects.filter(email__startswith="hanne").update(language=stage.way.language)
    return stage.enter("Hanne Krogh")


def test_the_office_suggests_and_both_say_yes_by_a_link(stage, hanne):
    line, sofie, karl = stage.enter("Line Lund"), stage.enter("Sofie Dahl"), stage.coordinator()

    seek(line, sofie)
    suggest(karl, line)
    line.forget_who_i_am()
    line.open(SUGGESTED)
    line.reads("De retter fejl om mandagen.")
    line.press("Say yes")
    line.is_told("You have said yes. We tell the others.")
    hanne.open(SUGGESTED)
    hanne.press("Say yes")

    deeds.stands(hanne, "preparing")
    line.open("you-have-a-match")
    deeds.stands(line, "preparing")
    sofie.open("your-employee-has-a-host")
    deeds.stands(sofie, "preparing")
    karl.go("/office/placements/")
    karl.reads("Line Lund", "Lønservice")


def seek(line, sofie):
    deeds.come_in(line, "Find a place for me")
    deeds.write_wish(line, sofie, "Lønkontoret", "Vejle Kommune")
    deeds.consent(sofie)


def suggest(karl, line):
    """From the first screen to the desk, and a word to both."""
    karl.go("/office/")
    karl.follow_about("Find a host")
    karl.is_at("Find a host for %(who)s", who=line.name)
    karl.follow("Suggest")
    karl.fill(message="De retter fejl om mandagen.")
    karl.press("Suggest it to both")
    karl.is_told("Suggested. %(intern)s and the host are asked.", intern=line.name)


@crosswise
def test_a_host_asks_for_someone_who_seeks_a_host(stage, hanne):
    line, sofie = stage.enter("Line Lund"), stage.enter("Sofie Dahl")
    seek(line, sofie)

    hanne.go("/account/sign-in/")
    hanne.sign_in()
    hanne.follow("Lønservice")
    hanne.follow("Ask for someone who seeks a host")
    hanne.never_reads("Line Lund", "line@ipraktik.example")
    hanne.follow("Write to this intern")
    hanne.fill(message="Kom og se vores fejlliste.")
    hanne.press("Ask this intern")
    hanne.is_told("You have asked. The intern gets a letter, and you see the answer on your page.")
    line.forget_who_i_am()
    line.open("a-host-asks-for-you")
    line.reads("Kom og se vores fejlliste.")
    line.press("Say yes")

    deeds.stands(line, "preparing")
    hanne.open("you-have-a-match")
    deeds.stands(hanne, "preparing")


@crosswise
def test_the_office_writes_the_wish_and_the_intern_sends_it_by_a_link(stage, hanne):
    line, sofie, karl = stage.enter("Line Lund"), stage.enter("Sofie Dahl"), stage.coordinator()

    enter(karl, line, sofie)
    line.open("please-confirm-your-wish")
    line.never_reads("Hanne Krogh")
    line.follow("Look it through")
    deeds.send(line)
    deeds.consent(sofie)
    suggest(karl, line)

    line.open(SUGGESTED)
    line.press("Say yes")
    line.is_told("You have said yes. We tell the others.")
    hanne.open("the-other-side-says-yes")
    hanne.press("Say yes")
    deeds.stands(hanne, "preparing")


def enter(karl, line, sofie):
    karl.go("/office/wishes/")
    karl.follow("Enter a wish for someone")
    karl.fill(name=line.name, email=line.email, title="Lønkonsulent")
    karl.fill(manager_name=sofie.name, manager_email=sofie.email, why=deeds.WHY, any_time=True, travel_type="tourist")
    deeds.add_workplace(karl, "Lønkontoret", "Vejle Kommune")
    karl.press("Save it and write to them")
    karl.is_told("Saved. They get a link, and send it themselves when they have looked at it.")
