"""The first door: an intern has found a host, a firm that nobody had invited; nobody but the intern has an account."""

import pytest

from ipraktik.tests.journeys import deeds

pytestmark = pytest.mark.browser
HOST = {
    "door": "own_host", "host_workplace": "Lønhuset", "host_organisation": "Lønhuset A/S", "host_sector": "private",
    "contact_name": "Hanne Krogh", "contact_email": "hanne@ipraktik.example", "contacted_by": "intern",
    "where": "De har færre fejl end vi.",
}  # fmt: skip


def test_from_the_front_page_to_the_last_follow_up(stage):
    ida, signe, hanne, rune = map(stage.enter, ("Ida Lund", "Signe Dahl", "Hanne Krogh", "Rune Toft"))

    ask(ida, signe, hanne)
    prepare(ida, hanne, rune)
    agree(ida, hanne, signe)
    look_back(ida, hanne, signe)
    see_what_came_of_it(ida, hanne, signe)


def ask(ida, signe, hanne):
    deeds.come_in(ida, "I have found my own host")
    deeds.write_wish(ida, signe, "Lønkontoret", "Aarhus Kommune", HOST, care="Jeg spiser ikke svinekød.")
    deeds.consent(signe)
    hanne.open("you-are-invited-to-host")
    hanne.reads("De har færre fejl end vi.")
    hanne.never_reads("svinekød")
    hanne.press("Say yes")
    hanne.is_told("You have said yes. We tell the others.")


def prepare(ida, hanne, rune):
    hanne.reads("Jeg spiser ikke svinekød.")
    deeds.set_days(hanne, reserve="new", reserve_name=rune.name, reserve_email=rune.email)
    deeds.plan_days(hanne)
    deeds.expect_of_it(hanne, "At høre, hvad der undrer en udefra.")
    ida.go("/me/")
    ida.follow_about("Write what you hope for")
    deeds.expect_of_it(ida, "En fejlliste, vi kan bruge mandag morgen.")
    ida.reads("At høre, hvad der undrer en udefra.")


def agree(ida, hanne, signe):
    ida.go("/me/")
    ida.follow_about("Read and sign the agreement")
    deeds.sign(ida)
    hanne.open("the-agreement-waits-for-you")
    deeds.sign(hanne)
    signe.open("the-agreement-waits-for-you")
    signe.never_reads("Jeg spiser ikke svinekød.")
    deeds.sign(signe)
    for actor in (ida, hanne, signe):
        actor.open("the-agreement-is-signed")
        deeds.stands(actor, "agreed")


def look_back(ida, hanne, signe):
    deeds.let_it_end(deeds.number_of(ida), days_ago=2)
    hanne.open("did-it-take-place")
    hanne.press("It took place")
    hanne.is_told("Thank you. Now tell how it went.")
    hanne.follow("Evaluate the visit")
    deeds.evaluate(hanne, "Du så os.")
    signe.open("please-evaluate")
    signe.follow("Evaluate the visit")
    deeds.evaluate(signe, "Tak for lån.")
    ida.go("/me/")
    ida.follow_about("Tell how it went")
    ida.never_reads("Du så os.")
    deeds.evaluate(ida, "I er modige.")
    for actor in (hanne, signe):
        actor.open("the-evaluations-are-open")
        actor.follow("Evaluation")
    for actor in (ida, hanne, signe):
        actor.reads("Du så os.", "Tak for lån.", "I er modige.")


def see_what_came_of_it(ida, hanne, signe):
    """Intern and host are asked by letter; the manager, who is not, can answer by a link kept from before."""
    deeds.let_it_end(deeds.number_of(ida), days_ago=33)
    asked_by = {ida: "how-did-it-go-since", hanne: "how-did-it-go-since", signe: "the-evaluations-are-open"}
    for actor, letter in asked_by.items():
        actor.open(letter)
        deeds.follow_up(actor, f"{actor.name} har fået en fejlliste.")
    signe.reads("Ida Lund har fået en fejlliste.", "Hanne Krogh har fået en fejlliste.")
    signe.follow("Back to the visit")
    signe.is_told("Thank you for telling")
