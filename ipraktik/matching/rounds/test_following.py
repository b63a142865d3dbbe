"""A published round follows its answers: matched anew by itself, beside what a coordinator works on, sent by a press."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as django_settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.directory.models import TravelGroup
from ipraktik.history.models import Event
from ipraktik.kit.lifecycle import NotYet
from ipraktik.matching.models import Proposal, Round
from ipraktik.matching.rounds.following import follow_answers
from ipraktik.matching.rounds.gathering import Gathered
from ipraktik.matching.rounds.solving import claimed, solve_waiting
from ipraktik.placements.models import Placement

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db):
    return the_cast.gather()


@pytest.fixture
def payroll(cast):
    return the_cast.offer(cast, seats=1)


@pytest.fixture
def museum(cast):
    return the_cast.offer(cast, seats=1, at="Museet", of="Viborg Kommune", host="per", reserve="emil")


@pytest.fixture
def made(cast, payroll, museum):
    """Published: Ida at the payroll office, Bo at the museum."""
    bo = the_cast.wish(cast, intern="bo", manager="jens", at="Havnen")
    return the_cast.a_round(cast, "published", pairs=[(the_cast.wish(cast), payroll), (bo, museum)])


@pytest.fixture
def office(client, cast, settings):
    settings.COORDINATORS_NEED_SECOND_FACTOR = False
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(cast["karl"])
    return client


def decline(cast, intern, host, ago=timedelta(minutes=5)):
    placement = Placement.objects.get(wish__intern=cast[intern], state="suggested")
    placement.perform("decline", by=cast[host], reason="Vi flytter.")
    Event.objects.filter(placement=placement, name="decline").update(at=timezone.now() - ago)
    return placement


def fresh(made):
    return Round.objects.get(pk=made.pk)


def own(made):
    """The proposals that came by themselves."""
    return made.proposals.exclude(after=None)


def said(client, url):
    return BeautifulSoup(client.get(url).content, "html.parser").main.get_text(" ", strip=True)


def test_after_a_no_those_without_a_place_are_matched_anew_around_what_stands(cast, made, payroll, museum):
    decline(cast, "ida", "hanne")

    follow_answers()
    solve_waiting()

    proposal = own(made).get()
    assert (proposal.state, proposal.after, proposal.by, proposal.aim) == ("solved", 1, None, "stable")
    assert [(each.wish.intern, each.offer) for each in proposal.pairings.all()] == [(cast["ida"], None)]
    assert fresh(made).proposal == proposal
    assert Placement.objects.get(wish__intern=cast["bo"]).state == "suggested"


def test_the_seat_that_is_free_again_goes_to_another_and_a_press_sends_it(cast, made, payroll):
    late = the_cast.wish(cast, intern="mona", manager="tove", at="Skolen")
    decline(cast, "ida", "ida")
    follow_answers()
    solve_waiting()

    assert own(made).get().pairings.get(wish=late).offer == payroll
    assert not late.placements.exists()
    fresh(made).perform("publish", by=cast["karl"], proposal=str(own(made).get().pk))

    assert own(made).get().pairings.get(wish=late).outcome == "to-send"


def test_many_noes_at_once_are_one_proposal_and_nothing_more_is_made_until_the_next(cast, made):
    decline(cast, "ida", "hanne")
    decline(cast, "bo", "per")

    for _turn in range(3):
        follow_answers()
        solve_waiting()

    assert [each.after for each in own(made)] == [2]


def test_while_answers_keep_coming_it_waits_but_not_for_ever(cast, made):
    decline(cast, "ida", "hanne", ago=timedelta(minutes=3))
    decline(cast, "bo", "per", ago=timedelta(seconds=5))
    follow_answers()
    waits = own(made).count()
    Event.objects.filter(name="decline", placement__wish__intern=cast["ida"]).update(
        at=timezone.now() - timedelta(minutes=11)
    )

    follow_answers()

    assert (waits, own(made).count()) == (0, 1)


def test_silence_is_a_no_and_the_same_is_not_suggested_again(cast, made, payroll):
    placement = Placement.objects.get(wish__intern=cast["ida"])
    Placement.objects.filter(pk=placement.pk).update(answer_by=timezone.localdate() - timedelta(days=1))
    placement.perform("lapse")
    Event.objects.filter(placement=placement, name="lapse").update(at=timezone.now() - timedelta(minutes=5))

    follow_answers()
    solve_waiting()

    assert own(made).get().pairings.get().offer is None
    assert Gathered(fresh(made)).pairs("forbid") == [(str(placement.wish_id), str(payroll.pk))]


def test_where_nobody_lacks_a_place_nothing_is_made(cast, made):
    decline(cast, "ida", "hanne")
    cast["ida"].wishes.get().perform("withdraw", by=cast["ida"], reason="Jeg venter.")

    follow_answers()

    assert own(made).count() == 0


def test_a_round_that_is_closed_or_past_its_last_day_of_answers_does_not_follow(cast, made):
    decline(cast, "ida", "hanne")
    Round.objects.update(answer_by=timezone.localdate() - timedelta(days=1))
    follow_answers()
    late = own(made).count()
    Round.objects.update(answer_by=timezone.localdate())
    fresh(made).perform("close", by=cast["karl"])

    follow_answers()

    assert (late, own(made).count()) == (0, 0)


def test_what_is_being_made_by_itself_stops_when_the_round_is_closed(cast, made):
    decline(cast, "ida", "hanne")
    follow_answers()

    fresh(made).perform("close", by=cast["karl"])
    solve_waiting()

    assert own(made).get().state == "stopped"


def test_what_a_coordinator_works_on_stays_and_the_new_one_stands_beside_until_it_is_taken(cast, made, office):
    fresh(made).ask_to_solve(cast["karl"], "fit")
    solve_waiting()
    karls = fresh(made).proposal
    decline(cast, "ida", "hanne")
    follow_answers()
    being_made = said(office, made.get_absolute_url())
    solve_waiting()
    beside = said(office, made.get_absolute_url())

    assert "A new proposal is being made by itself, after 1 suggestion came to nothing." in being_made
    assert (fresh(made).proposal, "A new proposal, after 1 suggestion came to nothing" in beside) == (karls, True)
    response = office.post(reverse("round-take", args=[made.pk, own(made).get().pk]), follow=True)

    assert [str(each) for each in response.context["messages"]] == ["You look at that proposal now."]
    assert (fresh(made).proposal, own(made).get().by) == (own(made).get(), cast["karl"])
    assert "Look at the new one instead" not in said(office, made.get_absolute_url())


def test_solving_by_itself_stops_no_decision_and_a_coordinators_own_solving_takes_its_place(cast, made):
    decline(cast, "ida", "hanne")
    follow_answers()

    may = fresh(made).may(cast["karl"], "decide")
    fresh(made).ask_to_solve(cast["karl"], "placed")

    assert (may, own(made).get().state) == (True, "stopped")
    follow_answers()
    assert own(made).count() == 1


def test_a_proposal_that_came_while_one_was_looking_is_not_sent_unseen(cast, made, office):
    decline(cast, "ida", "hanne")
    follow_answers()
    solve_waiting()
    seen = own(made).get()
    decline(cast, "bo", "per")
    follow_answers()
    solve_waiting()

    with pytest.raises(NotYet) as stopped:
        fresh(made).perform("publish", by=cast["karl"], proposal=str(seen.pk))

    assert stopped.value.sentences == ["Der er kommet et andet udkast. Se det igennem, før du sender det."]
    page = BeautifulSoup(office.get(f"/office/rounds/{made.pk}/do/publish/").content, "html.parser")
    assert page.select_one("[name=proposal]")["value"] == str(fresh(made).proposal.pk)


def test_what_is_taken_is_there_to_take(cast, made):
    for number in (made.proposal.pk, 999_999):
        with pytest.raises(NotYet):
            fresh(made).take_up(cast["karl"], number)


def test_today_tells_of_it_until_it_is_sent(cast, made, office):
    the_cast.wish(cast, intern="mona", manager="tove", at="Skolen")
    decline(cast, "ida", "ida")
    follow_answers()
    solve_waiting()
    before = said(office, reverse("today"))

    fresh(made).perform("publish", by=cast["karl"])

    assert "Rounds with a new proposal 1 Uge 37 Look it through" in before
    assert "Rounds with a new proposal" not in said(office, reverse("today"))


def test_a_solver_that_is_killed_in_the_middle_is_followed_by_another(cast, made):
    decline(cast, "ida", "hanne")
    follow_answers()
    assert claimed(own(made).get())
    Proposal.objects.update(heard_at=timezone.now() - timedelta(minutes=2))

    follow_answers()
    solve_waiting()

    assert [each.state for each in own(made)] == ["solved"]


def test_who_goes_with_a_companion_or_not_at_all_waits_while_the_companion_is_asked(cast, made):
    ida, bo = (cast[key].wishes.get() for key in ("ida", "bo"))
    group = TravelGroup.objects.create(together_only=True)
    for wish in (ida, bo):
        wish.group = group
        wish.save(update_fields=["group"])
    decline(cast, "ida", "ida")

    follow_answers()
    solve_waiting()

    told = own(made).get().pairings.get()
    assert (told.wish, told.offer, told.reasons) == (ida, None, [["companion_missing", {}]])


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_noes_and_two_solvers_at_the_same_moment_give_one_proposal(transactional_db):
    cast = the_cast.gather()
    museum = the_cast.offer(cast, seats=1, at="Museet", of="Viborg Kommune", host="per", reserve="emil")
    bo = the_cast.wish(cast, intern="bo", manager="jens", at="Havnen")
    made = the_cast.a_round(cast, "published", pairs=[(the_cast.wish(cast), the_cast.offer(cast)), (bo, museum)])

    at_once(lambda: decline(cast, "ida", "hanne"), lambda: decline(cast, "bo", "per"))
    at_once(follow_answers, follow_answers, follow_answers)

    assert [each.after for each in own(made)] == [2]


def at_once(*deeds):
    gate = Barrier(len(deeds))

    def run(deed):
        try:
            gate.wait(timeout=20)
            deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        list(pool.map(run, deeds))
