"""Three interns from three workplaces at one visit, at a firm nobody had invited; their managers have no accounts.

One declines, one cancels, and the third goes as if nothing had happened.
"""

import pytest

from ipraktik.tests.journeys import deeds
from ipraktik.tests.journeys.conftest import crosswise
from ipraktik.tests.journeys.test_door_own_host import HOST

pytestmark = [pytest.mark.browser, crosswise]
GOAL = "At lære noget, vi kan bruge mandag morgen."
TABS = ("Overview", "Expectations", "Itinerary", "Days and people", "Agreement", "History")
SUGGESTED = "the-office-suggests-a-match"


class Party:
    """An intern, who sends them and from where."""

    def __init__(self, stage, intern, manager, workplace, organisation):
        self.intern, self.manager = stage.enter(intern), stage.enter(manager)
        self.names = (intern, manager, workplace)
        self.workplace, self.organisation = workplace, organisation

    def seek(self, door, where=None):
        deeds.come_in(self.intern, door)
        deeds.write_wish(self.intern, self.manager, self.workplace, self.organisation, where)
        deeds.consent(self.manager)


def test_one_declines_one_cancels_and_the_third_stands(stage):
    ida = Party(stage, "Ida Lund", "Signe Dahl", "Lønkontoret", "Aarhus Kommune")
    mona = Party(stage, "Mona Skov", "Jens Juhl", "Akutten", "Vejle Kommune")
    emil = Party(stage, "Emil Ravn", "Tove Munk", "Nordskolen", "Odense Kommune")
    hanne, rune, karl = stage.enter("Hanne Krogh"), stage.enter("Rune Toft"), stage.coordinator()

    ida.seek("I have found my own host", HOST)
    open_for_three(hanne, rune, karl)
    for party in (mona, emil):
        party.seek("Find a place for me")
        join(karl, party.intern)
    answer(mona.intern, emil.intern)
    receive_all_in_one_form(hanne, mona)
    prepare(hanne, ida, mona)
    sign_all_in_one_form(hanne, ida, mona)
    see_nothing_of_each_other(ida, mona, emil)
    cancel(mona.manager)
    stand(hanne, ida, mona, emil)


def open_for_three(hanne, rune, karl):
    """She was named by an intern; now she signs in, and makes room for two more."""
    hanne.open("you-are-invited-to-host")
    hanne.go("/account/sign-in/")
    hanne.sign_in()
    hanne.follow("Lønhuset")
    hanne.follow("Go on writing")
    people = {"reserve_name": rune.name, "reserve_email": rune.email}
    pages = [
        {"about": "Vi er tolv lønkonsulenter."}, {"why": "Vi vil ses efter."}, {"see": "Vores tavlemøder."}, {},
        {"open_when": "all-year"}, {"seats": "3", "at_a_time": "3"}, people, {"meet": "I receptionen."},
    ]  # fmt: skip
    for answers in pages:
        hanne.fill(**answers)
        hanne.press("Save and go on")
    hanne.press("Send to the office")
    karl.go("/office/")
    karl.follow("Look and publish")
    karl.press("Publish")


def join(karl, intern):
    """The office suggests the visit that is there already."""
    karl.go("/office/")
    karl.follow_about("Find a host")
    karl.is_at("Find a host for %(who)s", who=intern.name)
    karl.follow("Suggest")
    karl.main.locator("[name='visit']").nth(1).check()
    karl.press("Suggest it to both")
    karl.is_told("Suggested. %(intern)s and the host are asked.", intern=intern.name)


def answer(mona, emil):
    """Each by a link: one yes, one no."""
    for actor in (mona, emil):
        actor.forget_who_i_am()
        actor.open(SUGGESTED)
        actor.never_reads("Ida Lund", "Signe Dahl")
    mona.press("Say yes")
    emil.follow("Say no")
    emil.fill(reason="Jeg har fået nyt job.")
    emil.press("Say no")
    emil.is_told("You have said no. We tell the others.")


def receive_all_in_one_form(hanne, mona):
    hanne.go("/me/")
    hanne.follow_about("Will you receive %(intern)s?", intern=mona.intern.name)
    hanne.follow("Answer for all of them at once")
    hanne.reads("Ida Lund", "Mona Skov")
    hanne.press("Say yes to those chosen")
    hanne.is_told("You have said yes to: %(names)s.", names="Ida Lund, Mona Skov")


def prepare(hanne, ida, mona):
    """Days and itinerary once, expectations with each."""
    hanne.follow("Ida Lund")
    deeds.set_days(hanne, reserve="Rune Toft")
    deeds.plan_days(hanne)
    deeds.expect_of_it(hanne, GOAL)
    hanne.follow("Overview")
    hanne.follow("Answer for all of them at once")
    hanne.follow("Mona Skov")
    deeds.expect_of_it(hanne, GOAL)
    for party in (ida, mona):
        party.intern.open("you-have-a-match")
        deeds.expect_of_it(party.intern, GOAL)


def sign_all_in_one_form(hanne, ida, mona):
    for party in (ida, mona):
        deeds.sign(party.intern)
    hanne.open("the-agreement-waits-for-you")
    hanne.follow("Answer for all of them at once")
    hanne.press("Sign for those chosen")
    hanne.is_told("You have signed for: %(names)s.", names="Ida Lund, Mona Skov")
    for party in (ida, mona):
        party.manager.open("the-agreement-waits-for-you")
        deeds.sign(party.manager)
        deeds.stands_on_overview(party.manager, "agreed")


def see_nothing_of_each_other(ida, mona, emil):
    """The managers; and no intern sees who sends another."""
    parties = (ida, mona, emil)
    for party in (ida, mona):
        theirs = [name for other in parties if other is not party for name in other.names]
        senders = [other.manager.name for other in parties if other is not party]
        walk_through(party.manager, theirs)
        walk_through(party.intern, senders)


def walk_through(actor, never):
    for tab in TABS:
        actor.follow(tab)
        actor.never_reads(*never)


def cancel(jens):
    jens.open("the-agreement-is-signed")
    jens.follow("Cancel the visit")
    jens.fill(reason="Vi mangler folk i den uge.")
    jens.press("Cancel the visit")
    jens.is_told("The visit is cancelled. We tell the others.")


def stand(hanne, ida, mona, emil):
    """Each as it went for each; and the third is held."""
    mona.intern.open("the-visit-is-cancelled")
    deeds.stands(mona.intern, "cancelled")
    deeds.stands(emil.intern, "declined")
    ida.intern.open("the-agreement-is-signed")
    deeds.stands(ida.intern, "agreed")
    deeds.let_it_end(deeds.number_of(ida.intern), days_ago=2)
    hanne.open("did-it-take-place")
    hanne.reads("Ida Lund")
    hanne.press("It took place")
    deeds.stands(hanne, "completed")
    ida.manager.open("please-evaluate")
    ida.manager.never_reads(*mona.names, *emil.names)
