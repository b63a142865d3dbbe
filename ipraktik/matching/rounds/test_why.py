"""Nobody wonders why: each side of a suggestion reads why the round made it, and a proposal's inputs can be taken along."""

import json
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils.formats import date_format

from ipraktik import cast as the_cast
from ipraktik.directory.fitting import calendar
from ipraktik.directory.models import Offer, TravelGroup
from ipraktik.kit.days import say_stretches
from ipraktik.matching.engine.solve import solve
from ipraktik.matching.models import Round
from ipraktik.matching.rounds import solving
from ipraktik.matching.rounds.evidence import unpacked
from ipraktik.matching.rounds.proposals import Pairing
from ipraktik.matching.rounds.publishing import send_published
from ipraktik.placements.models import Placement

pytestmark = pytest.mark.django_db
REASONS = [
    ["words", {"words": [["fejl", "fejlliste"], ["hemmeligt", "fejl"]]}],
    ["days", {"stretches": [], "needed": 2}],
    ["text", {"score": 2.0, "above": 0.9, "in_round": True}],
    ["waiting", {"days": 40}],
]


@pytest.fixture
def placement(cast):
    wish = the_cast.wish(cast, why="Jeg vil se, hvordan I finder fejl.")
    made = the_cast.a_round(cast, pairs=[(wish, the_cast.offer(cast))])
    made.proposal.pairings.update(reasons=REASONS)
    made.perform("publish", by=cast["karl"])
    send_published()
    return Placement.objects.get()


def why(client, person, placement):
    client.force_login(person)
    page = BeautifulSoup(client.get(placement.get_absolute_url()).content, "html.parser")
    heading = page.find("h2", string=lambda said: said in ("Derfor jer to", "Derfor de to"))
    return heading and [item.get_text() for item in heading.find_next("ul").find_all("li")]


def test_each_side_reads_why_in_words_of_their_own(client, cast, placement):
    assert why(client, cast["ida"], placement) == [
        "I skriver begge om ”fejl” – ”fejlliste”, ”hemmeligt” – ”fejl”.",
        "Dit ønske passer bedre til dem end til 90 % af værterne.",
    ]
    assert why(client, cast["hanne"], placement) == [
        "I skriver begge om ”fejl” – ”fejlliste”.",
        "Ønsket passer bedre til jer end til 90 % af værterne.",
    ]
    assert why(client, cast["karl"], placement) == [
        "Begge skriver om ”fejl” – ”fejlliste”, ”hemmeligt” – ”fejl”.",
        "Ønsket passer bedre til denne vært end til 90 % af rundens værter.",
        "Praktikanten har ventet i 40 dage.",
    ]


def test_the_manager_is_told_nothing_of_it_and_it_is_gone_when_the_visit_is_agreed(client, cast, placement):
    assert why(client, cast["signe"], placement) is None
    assert why(client, cast["ida"], placement)

    the_cast.advance(placement, "agreed")

    assert why(client, cast["ida"], placement) is None


def test_the_page_and_the_letter_say_which_round_and_which_days_in_the_readers_language(client, cast, placement):
    client.force_login(cast["hanne"])
    page = BeautifulSoup(client.get(placement.get_absolute_url()).content, "html.parser").get_text(" ", strip=True)

    assert page.count("Forslaget er en del af ”Uge 37” med besøg i perioden ") == 1
    assert "The suggestion is part of" not in page
    client.cookies["language"] = "en"
    page = BeautifulSoup(client.get(placement.get_absolute_url()).content, "html.parser").get_text(" ", strip=True)
    assert page.count("The suggestion is part of “Uge 37”, with visits within ") == 1


def test_a_suggestion_outside_a_round_says_nothing_of_one(client, cast):
    alone = the_cast.placement(cast)

    assert alone.occasion_in_words == ""
    assert why(client, cast["ida"], alone) is None


def test_intern_and_host_read_by_when_they_answer_and_a_manager_does_not(client, cast, placement):
    day = date_format(placement.answer_by)
    for person, said in (("ida", True), ("hanne", True), ("karl", True), ("signe", False)):
        client.force_login(cast[person])
        page = BeautifulSoup(client.get(placement.get_absolute_url()).content, "html.parser").main.get_text(
            " ", strip=True
        )
        assert (f"Svar senest {day}. Mangler der svar, slutter forslaget der" in page) is said


def page_of(client, person, placement):
    client.force_login(person)
    return BeautifulSoup(client.get(placement.get_absolute_url()).content, "html.parser").main.get_text(" ", strip=True)


def test_both_read_how_long_and_on_which_days_both_can_within_the_round(client, cast, placement):
    first, last = placement.days_from, placement.days_until
    can(placement.wish, first + timedelta(days=1), last + timedelta(days=90))

    for person in ("ida", "hanne", "karl"):
        page = page_of(client, cast[person], placement)
        suits = say_stretches(working(first + timedelta(days=1), last))
        assert page.partition("Hvor længe ")[2].startswith(f"2 dage Hvornår begge kan {suits} Svar senest")
    assert "Hvornår begge kan" not in page_of(client, cast["signe"], placement)


def working(first, last):
    days = calendar()
    return days.dates(days.between(first, last))


def can(wish, first, last):
    type(wish).objects.filter(pk=wish.pk).update(any_time=False)
    wish.periods.all().delete()
    wish.periods.create(first=first, last=last)


def test_where_both_can_at_any_time_a_suggestion_outside_a_round_says_so(client, cast):
    assert "Hvornår begge kan Alle arbejdsdage passer jer begge. Svar senest" in page_of(
        client, cast["ida"], the_cast.placement(cast)
    )


def test_without_days_in_common_it_says_so(client, cast, placement):
    can(placement.wish, placement.days_until + timedelta(days=20), placement.days_until + timedelta(days=40))

    assert "Ingen fælles dage endnu" in page_of(client, cast["ida"], placement)


@pytest.mark.parametrize(
    ("state", "links"), [("published", {"ida": 1, "hanne": 0, "karl": 1}), ("paused", {"ida": 0, "karl": 1})]
)
def test_who_answers_can_read_about_the_place_where_it_is_there_to_read(client, cast, placement, state, links):
    Offer.objects.update(state=state)
    for person, count in links.items():
        client.force_login(cast[person])
        page = BeautifulSoup(client.get(placement.get_absolute_url()).content, "html.parser").main
        found = page.find_all("a", string="Læs om Lønservice")
        assert len(found) == count
        assert all(client.get(link["href"]).status_code == 200 for link in found)


def test_what_speaks_against_is_no_reason_and_a_places_name_says_nothing(client, cast, placement):
    against = [["weak_host_text", {}], ["own_sector", {"sector": "region"}], ["weak_text", {}]]
    place = ["words", {"words": [["odense", "odense"]]}]
    Pairing.objects.update(reasons=[*against, place, REASONS[2]])

    assert why(client, cast["ida"], placement) == ["Dit ønske passer bedre til dem end til 90 % af værterne."]
    assert why(client, cast["karl"], placement) == [
        "Ønsket passer bedre til denne vært end til 90 % af rundens værter."
    ]


def test_an_intern_sees_the_travel_companions_of_a_suggestion_and_no_others(client, cast):
    group = TravelGroup.objects.create(together_only=True)
    ida, bo = (
        the_cast.wish(cast, group=group),
        the_cast.wish(cast, intern="bo", manager="jens", at="Havnen", group=group),
    )
    host = the_cast.offer(cast)
    mona = the_cast.wish(cast, intern="mona", manager="tove", at="Skolen")
    suggested = the_cast.placement(cast, wish_=ida, offer_=host)
    the_cast.placement(cast, wish_=mona, offer_=host, visit=suggested.visit)
    client.force_login(cast["ida"])

    page = BeautifulSoup(client.get(suggested.get_absolute_url()).content, "html.parser").main.get_text(" ", strip=True)

    assert str(bo.intern) in page
    assert str(mona.intern) not in page


# the inputs as a file


def taken(client, made):
    newest = made.proposals.last()
    return client.get(f"/office/rounds/{made.pk}/evidence/{newest.pk}/")


def test_what_a_proposal_was_made_from_is_taken_along_without_names_and_gives_the_same_again(client, cast):
    wish = the_cast.wish(cast)
    made = the_cast.a_round(cast, pairs=[])
    the_cast.offer(cast)
    Round.objects.get(pk=made.pk).ask_to_solve(cast["karl"], "stable")
    solving.solve_waiting()
    client.force_login(cast["karl"])

    answer = taken(client, made)

    newest = made.proposals.last()
    assert answer["Content-Disposition"] == f'attachment; filename="round-{made.pk}-proposal-{newest.pk}.json"'
    told = json.loads(answer.content)
    market, aim = unpacked(newest)
    again = solve(market, aim, seed=told["seed"])
    hosts = {
        name: market.host_names[host]
        for names, host in zip(market.agent_names, again.host, strict=True)
        for name in names
    }
    assert told["placed"] == hosts == {str(wish.pk): str(newest.placed.get().offer_id)}
    assert (told["sha256"], told["inputs"]["aim"]) == (newest.digest, "stable")
    assert "Ida" not in answer.content.decode()


def test_only_solved_proposals_of_this_round_are_there_to_take(client, cast):
    made = the_cast.a_round(cast, pairs=[])
    other = Round.objects.create(
        name="Uge 40", first=made.first, last=made.last, answer_by=made.first - timedelta(days=9)
    )
    client.force_login(cast["karl"])

    assert client.get(f"/office/rounds/{other.pk}/evidence/{made.proposal.pk}/").status_code == 404
    waiting = made.ask_to_solve(cast["karl"], "fit")
    assert client.get(f"/office/rounds/{made.pk}/evidence/{waiting.pk}/").status_code == 404
