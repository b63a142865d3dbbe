"""The desk of a round, as a coordinator reads it: what is proposed, what can be done, what came of it."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import formats, timezone

from ipraktik import cast as the_cast
from ipraktik.matching.models import Round
from ipraktik.matching.rounds.conftest import read
from ipraktik.matching.rounds.publishing import send_published
from ipraktik.placements.models import Placement

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast):
    wish = the_cast.wish(cast)
    alone = the_cast.wish(cast, intern="bo", manager="jens", at="Havnen")
    return the_cast.a_round(cast, pairs=[(wish, the_cast.offer(cast))], without=[alone])


def said(client, url):
    return read(client, url).find("main").get_text(" ", strip=True)


def send(client, made, name, **given):
    made = Round.objects.get(pk=made.pk)
    return client.post(f"/office/rounds/{made.pk}/{name}/", {"seen": made.revision, **given}, follow=True)


def told(response):
    return [str(each) for each in response.context["messages"]]


def next_step(page):
    for token in page.find_all(attrs={"name": "csrfmiddlewaretoken"}):
        token.decompose()
    return str(page.find(id="next"))


def day(of):
    return formats.date_format(of, "SHORT_DATE_FORMAT")


def test_a_new_round_is_made_and_its_next_step_is_to_solve(office, cast):
    first = the_cast.soon(60)
    given = {
        "name": "Uge 37",
        "first": day(first),
        "last": day(first + timedelta(days=4)),
        "answer_by": day(first - timedelta(days=9)),
    }

    page = office.post("/office/rounds/new/", given, follow=True)

    made = Round.objects.get()
    assert page.redirect_chain == [(f"/office/rounds/{made.pk}/", 302)]
    assert (made.first, made.answer_by, made.joins_until) == (first, first - timedelta(days=9), None)
    assert BeautifulSoup(page.content, "html.parser").find(id="next-title").text == "Vælg et mål, og lav et udkast"


def typed(date):
    return f"{date.day}.{date.month}.{date.year}"


SATURDAY = the_cast.soon(60) + timedelta(days=(5 - the_cast.soon(60).weekday()) % 7)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Giv runden et navn, for eksempel ”Uge 37”."),
        ({"last": "1.1.2020"}, "Den sidste dag ligger før den første. Ret en af dem."),
        ({"first": "1.1.2020", "last": "5.1.2020"}, "De dage er gået. Vælg dage, der ikke er kommet endnu."),
        ({"last": "1.1.2099"}, "Det er for langt fremme. Vælg dage inden for det næste halvandet år."),
        ({"answer_by": "1.1.2020"}, "Vælg en dag, der ikke er gået."),
        ({"answer_by": "1.1.2098"}, "Praktikant og vært skal have svaret før den første dag."),
        (
            {"first": typed(SATURDAY), "last": typed(SATURDAY + timedelta(days=1))},
            "Der er ingen arbejdsdage mellem den første og den sidste dag.",
        ),
        ({"joins_until": typed(the_cast.soon(59))}, "Tilmeldingen skal slutte, før svarene skal være der."),
    ],
)
def test_what_is_wrong_with_a_round_is_said_and_what_was_typed_stays(office, wrong, sentence):
    first = the_cast.soon(60)
    given = {
        "name": "Uge 37",
        "first": day(first),
        "last": day(first),
        "answer_by": day(first - timedelta(days=9)),
    } | wrong

    page = BeautifulSoup(office.post("/office/rounds/new/", given).content, "html.parser")

    assert sentence in page.find(class_="error-summary").get_text()
    assert {name: page.find(attrs={"name": name})["value"] for name in given if given[name]} == {
        name: value for name, value in given.items() if value
    }
    assert not Round.objects.exists()


def test_the_proposal_tells_who_goes_where_and_who_has_no_host(office, made):
    page = said(office, made.get_absolute_url())

    assert "1 af 2 får en vært" in page
    assert "Lønservice, Region Midt Pladser: 1 af 3 Ida Lund Lønkontoret, Aarhus Kommune Passer bedst." in page
    assert "Bo Winther Havnen, Aarhus Kommune Der er ingen vært tilbage, der passer." in page


def test_locking_asks_for_a_new_proposal_before_anything_is_sent(office, made, cast):
    pairing = made.proposal.placed.get()

    send(office, made, "decide", kind="lock", wish=pairing.wish_id, offer=pairing.offer_id)

    page = read(office, made.get_absolute_url())
    assert page.find(id="next-title").text == "Lav et nyt udkast"
    assert "Disse to skal sammen: Ida Lund – Lønservice, Region Midt" in page.find("main").get_text(" ", strip=True)
    response = office.post(f"/office/rounds/{made.pk}/do/publish/", follow=True)
    assert told(response) == ["Der er ændret noget, siden udkastet blev lavet. Lav et nyt udkast først."]
    assert not Placement.objects.exists()


@pytest.mark.parametrize(("locked", "begins"), [(0, "Ingen praktikant"), (1, "Blandt dem, der ikke er låst, ville")])
def test_nothing_is_claimed_of_those_who_are_locked(office, made, cast, locked, begins):
    pairing = made.proposal.placed.get()
    the_cast.propose(made, [(pairing.wish, pairing.offer)], locked=locked)

    assert f"{begins} " in said(office, made.get_absolute_url())


def test_undoing_the_last_decision_takes_it_away(office, made):
    pairing = made.proposal.placed.get()
    send(office, made, "decide", kind="forbid", wish=pairing.wish_id, offer=pairing.offer_id)

    response = send(office, made, "undo")

    assert told(response) == ["Fortrudt. Lav et nyt udkast for at se, hvad det gør."]
    assert Round.objects.get(pk=made.pk).standing == []


@pytest.mark.parametrize(("seconds", "is_told"), [(5, False), (30, True)])
def test_what_no_solver_is_at_says_so(office, made, cast, seconds, is_told):
    asked = made.ask_to_solve(cast["karl"], "fit")
    made.proposals.filter(pk=asked.pk).update(created_at=timezone.now() - timedelta(seconds=seconds))

    assert ("løseren kører måske ikke" in said(office, made.get_absolute_url())) is is_told


@pytest.mark.parametrize(("seconds", "is_told"), [(60, False), (120, True)])
def test_a_solver_that_has_died_is_told_of(office, made, cast, seconds, is_told):
    asked, long_ago = made.ask_to_solve(cast["karl"], "fit"), timezone.now() - timedelta(seconds=seconds)
    made.proposals.filter(pk=asked.pk).update(state="solving", created_at=long_ago, heard_at=long_ago)

    assert ("løseren kører måske ikke" in said(office, made.get_absolute_url())) is is_told


def test_any_decision_is_taken_back_by_its_own_button(office, made, cast):
    pairing = made.proposal.placed.get()
    send(office, made, "decide", kind="forbid", wish=pairing.wish_id, offer=pairing.offer_id)
    send(office, made, "decide", kind="seat", offer=pairing.offer_id)
    first, seat = Round.objects.get(pk=made.pk).standing
    buttons = read(office, made.get_absolute_url()).find(id="decisions").find_next("ul").find_all("form")
    assert [form.find(attrs={"name": "decision"})["value"] for form in buttons] == [str(first.pk), str(seat.pk)]

    send(office, made, "undo", decision=first.pk)

    assert Round.objects.get(pk=made.pk).standing == [seat]
    assert told(send(office, made, "undo", decision=first.pk)) == ["Der er ikke noget at fortryde."]


def test_a_seat_that_the_host_has_not_given_is_told_apart(office, made, cast):
    pairing = made.proposal.placed.get()
    made.decide(cast["karl"], made.revision, kind="seat", offer=pairing.offer)
    the_cast.propose(Round.objects.get(pk=made.pk), [(pairing.wish, pairing.offer)])

    assert "Pladser: 1 af 3 (1 på prøve)" in said(office, made.get_absolute_url())


def test_limits_that_are_set_aside_are_told_before_anything_is_sent(office, made, cast):
    alone = made.proposal.unplaced.get()
    made.decide(cast["karl"], made.revision, kind="relax", wish=alone.wish, limit="region")
    round_ = Round.objects.get(pk=made.pk)
    the_cast.propose(round_, [(made.proposal.placed.get().wish, made.proposal.placed.get().offer)])

    page = said(office, f"/office/rounds/{made.pk}/do/publish/")

    assert (
        "I dette udkast har I sat grænser til side. Har dem, det gælder, sagt ja til det? Sæt en grænse til side"
        in page
    )


def test_who_decides_on_a_page_that_is_old_is_told_who_came_first(office, made, cast):
    pairing = made.proposal.placed.get()
    made.decide(cast["kirsten"], 0, kind="forbid", wish=pairing.wish, offer=pairing.offer)

    response = office.post(
        f"/office/rounds/{made.pk}/decide/", {"seen": 0, "kind": "seat", "offer": pairing.offer_id}, follow=True
    )

    assert told(response) == [
        "Kirsten Holm har ændret runden imens. Se på den, som den er nu, og gør det igen, hvis du stadig vil."
    ]


def test_what_was_decided_on_another_page_leads_back_to_it_but_never_off_the_round(office, made):
    pairing = made.proposal.placed.get()
    about = {"kind": "seat", "offer": pairing.offer_id}
    page = f"/office/rounds/{made.pk}/missing/"

    assert send(office, made, "decide", next=page, **about).redirect_chain[0][0] == page
    for elsewhere in ("https://evil.example/", "/office/", "//evil.example/"):
        assert send(office, made, "decide", next=elsewhere, **about).redirect_chain[0][0] == made.get_absolute_url()


def test_publishing_says_how_many_go_out_and_then_shows_what_came_of_each(office, made, cast):
    assert "1 forslag bliver sendt." in said(office, f"/office/rounds/{made.pk}/do/publish/")

    office.post(f"/office/rounds/{made.pk}/do/publish/")
    assert "Forslagene er på vej" in said(office, made.get_absolute_url())
    send_published()

    assert "Svarene indtil nu Venter på svar: 1" in said(office, made.get_absolute_url())
    Placement.objects.get().perform("decline", by=cast["hanne"], reason="Vi har for travlt.")
    assert "Svarene indtil nu Afslået: 1" in said(office, made.get_absolute_url())


def test_an_interns_page_tells_why_and_what_else_could_be(office, made, cast):
    pairing = made.proposal.placed.get()
    pairing.reasons = [["near", {"km": 12}]]
    pairing.save()

    page = said(office, f"/office/rounds/{made.pk}/wishes/{pairing.wish_id}/")

    assert "Kun 12 km væk." in page
    assert "Lønservice, Region Midt Passer bedst. For værten er praktikanten nummer 1. Det er udkastet." in page


def test_a_limit_that_alone_stands_in_the_way_can_be_set_aside_from_the_interns_page(office, made, cast):
    alone, offer = made.proposal.unplaced.get(), made.proposal.placed.get().offer
    alone.reasons = [["all_taken", {"hosts": 1}], ["one_limit", {"offer": offer.pk, "limit": "region"}]]
    alone.save()
    url = f"/office/rounds/{made.pk}/wishes/{alone.wish_id}/"
    form = read(office, url).find("h2", id="limits").find_next("form")

    office.post(form["action"], {each["name"]: each.get("value") for each in form.find_all("input")})

    assert [(each.kind, each.wish_id, each.limit) for each in Round.objects.get(pk=made.pk).standing] == [
        ("relax", alone.wish_id, "region")
    ]
    limits = read(office, url).find("h2", id="limits").find_next("ul")
    assert limits.find("form") is None
    assert "Sat til side. Lav et nyt udkast for at se, hvad det gør." in limits.get_text(" ", strip=True)


def test_hosts_that_the_same_limit_keeps_away_stand_together_with_one_button(office, made, cast):
    alone, offer = made.proposal.unplaced.get(), made.proposal.placed.get().offer
    another = the_cast.offer(cast, at="Parken")
    told_of = [["one_limit", {"offer": each.pk, "limit": "region"}] for each in (offer, another)]
    theirs = [["one_limit", {"offer": each.pk, "limit": "wanted_sector"}] for each in (offer, another)]
    alone.reasons = [["all_taken", {"hosts": 1}], *told_of, *theirs]
    alone.save()

    limits = read(office, f"/office/rounds/{made.pk}/wishes/{alone.wish_id}/").find("h2", id="limits").find_next("ul")

    assert [len(row.find_all("a")) for row in limits.find_all("li")] == [2, 1, 1]
    assert len(limits.find_all("form")) == 3


def test_two_proposals_are_compared_by_who_goes_elsewhere(office, made, cast):
    first, moved = made.proposal, made.proposal.placed.get()
    other = the_cast.offer(cast, host="per", reserve="emil", at="Museet", of="Viborg Kommune")
    second = the_cast.propose(made, [(moved.wish, other)], aim="fit")

    page = said(office, f"/office/rounds/{made.pk}/compare/?a={first.pk}&b={second.pk}")

    assert "Ida Lund Lønservice, Region Midt Museet, Viborg Kommune" in page


@pytest.mark.parametrize("query", ["", "?a=1", "?a=x&b=y", "?a=999999&b=999999"])
def test_a_comparison_of_nothing_shows_the_choice(office, made, query):
    assert "Sammenlign to udkast" in said(office, f"/office/rounds/{made.pk}/compare/{query}")


def test_while_it_is_solved_the_page_tells_how_far_and_can_stop_it(office, made, cast):
    waiting = made.ask_to_solve(cast["karl"], "fit")
    assert "Det venter på, at det bliver dets tur." in said(office, made.get_absolute_url())
    type(waiting).objects.filter(pk=waiting.pk).update(state="solving", progress=40)
    assert "40 % færdigt." in said(office, made.get_absolute_url())

    answer = office.post(f"/office/rounds/{made.pk}/stop/", follow=True)

    waiting.refresh_from_db()
    assert waiting.stop_asked
    assert told(answer) == ["Udkastet bliver stoppet."]
    page = read(office, made.get_absolute_url())
    assert page.find(id="next-title").text == "Udkastet bliver stoppet"
    assert page.find("form", action=f"/office/rounds/{made.pk}/stop/") is None


def test_the_swapped_part_is_the_part_of_the_page_and_the_page_comes_anew_when_it_is_done(office, made, cast):
    waiting = made.ask_to_solve(cast["karl"], "fit")
    part = office.get(made.get_absolute_url(), headers={"HX-Request": "true"})
    page = read(office, made.get_absolute_url())
    assert next_step(BeautifulSoup(part.content, "html.parser")) == next_step(page)
    assert "HX-Refresh" not in part

    waiting.delete()

    assert office.get(made.get_absolute_url(), headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_an_intern_is_left_out_of_the_round_from_their_page_and_is_in_again_when_it_is_undone(office, made):
    wish = made.proposal.unplaced.get().wish
    form = read(office, f"/office/rounds/{made.pk}/wishes/{wish.pk}/").find(class_="sheet").find("form")

    office.post(form["action"], {each["name"]: each.get("value") for each in form.find_all("input")})
    assert wish not in Round.objects.get(pk=made.pk).wishes()

    send(office, made, "undo")
    assert wish in Round.objects.get(pk=made.pk).wishes()


def test_an_earlier_proposal_is_taken_up_from_the_comparison_and_sent(office, made, cast):
    first = made.proposal
    other = the_cast.offer(cast, host="per", reserve="emil", at="Museet", of="Viborg Kommune")
    second = the_cast.propose(made, [(first.placed.get().wish, other)], aim="fit")
    page = read(office, f"/office/rounds/{made.pk}/compare/?a={first.pk}&b={second.pk}")
    (form,) = page.find_all("form", action=f"/office/rounds/{made.pk}/take/{first.pk}/")
    assert page.find("form", action=f"/office/rounds/{made.pk}/take/{second.pk}/") is None

    answer = office.post(form["action"], follow=True)

    assert told(answer) == ["Du ser nu på det udkast."]
    assert Round.objects.get(pk=made.pk).proposal == first
    office.post(f"/office/rounds/{made.pk}/do/publish/", {"proposal": first.pk})
    send_published()
    assert Placement.objects.get().offer == first.placed.get().offer


def test_what_is_solved_after_an_earlier_one_was_taken_up_is_looked_at(office, made, cast):
    first = made.proposal
    the_cast.propose(made, [], [])
    send(office, made, f"take/{first.pk}")
    third = the_cast.propose(made, [], [])

    assert Round.objects.get(pk=made.pk).proposal == third


def test_an_earlier_proposal_that_knows_not_of_a_decision_is_not_sent(office, made, cast):
    first = made.proposal
    made.decide(cast["karl"], 0, kind="seat", offer=first.placed.get().offer)
    the_cast.propose(Round.objects.get(pk=made.pk), [], [])
    send(office, made, f"take/{first.pk}")

    stops = Round.objects.get(pk=made.pk).obstacles(made.MOVES["publish"], cast["karl"])

    assert [str(each) for each in stops] == ["Der er ændret noget, siden udkastet blev lavet. Lav et nyt udkast først."]


def test_two_proposals_of_the_same_minute_are_told_apart(made):
    other = the_cast.propose(made, [])
    other.seed = made.proposal.seed + 1

    assert (made.proposals.first().in_words[-8:], other.in_words[-8:]) == (" (nr. 2)", " (nr. 3)")


def test_closing_says_what_follows_before_it_is_done_and_a_closed_round_is_not_changed(office, made):
    page = read(office, made.get_absolute_url())
    assert page.find("a", href=f"/office/rounds/{made.pk}/do/close/") is not None
    assert page.find("a", href=f"/office/rounds/{made.pk}/change/") is not None

    office.post(f"/office/rounds/{made.pk}/do/close/")

    assert read(office, made.get_absolute_url()).find("a", href=f"/office/rounds/{made.pk}/change/") is None
