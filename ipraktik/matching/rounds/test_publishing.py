"""What a round publishes becomes suggestions, each once, whatever happens meanwhile."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.directory.models import TravelGroup
from ipraktik.kit.lifecycle import NotYet
from ipraktik.matching.models import Pairing, Round
from ipraktik.matching.rounds.publishing import send, send_published
from ipraktik.notices.due import lapse_silent
from ipraktik.placements.models import Placement

pytestmark = pytest.mark.django_db


@pytest.fixture
def wishes(cast):
    return [
        the_cast.wish(cast),
        the_cast.wish(cast, intern="bo", manager="jens", at="Havnen"),
        the_cast.wish(cast, intern="mona", manager="tove", at="Skolen"),
    ]


@pytest.fixture
def offer(cast):
    return the_cast.offer(cast, seats=2, at_a_time=3)


def publish(made, cast):
    made.perform("publish", by=cast["karl"])
    send_published()


def outcomes(made):
    return [(each.wish_id, each.outcome) for each in made.proposal.pairings.order_by("pk")]


def test_each_pair_becomes_a_suggestion_by_the_office_with_the_rounds_last_day(cast, wishes, offer):
    made = the_cast.a_round(cast, pairs=[(wishes[0], offer)], without=[wishes[2]])

    publish(made, cast)

    placement = Placement.objects.get()
    assert (placement.wish, placement.offer, placement.origin) == (wishes[0], offer, "office")
    assert (placement.state, placement.answer_by) == ("suggested", made.answer_by)
    assert (placement.message, placement.occasion) == ("", "Uge 37")
    assert (placement.days_from, placement.days_until) == (made.first, made.last)
    assert outcomes(made) == [(wishes[0].pk, "sent"), (wishes[2].pk, "")]


def test_those_who_have_days_in_common_share_a_visit_and_no_more_than_the_host_takes(cast, wishes, offer):
    made = the_cast.a_round(cast, pairs=[(wish, offer) for wish in wishes])
    made.proposal.placed.update(outcome=Pairing.TO_SEND)
    made.proposal.publish(cast["karl"])

    send_published()

    visits = [placement.visit_id for placement in Placement.objects.order_by("pk")]
    assert (visits[0] == visits[1], visits[2] == visits[0]) == (True, False)


def test_who_cannot_on_the_same_days_has_a_visit_of_their_own(cast, wishes, offer):
    made = the_cast.a_round(cast, pairs=[(wish, offer) for wish in wishes[:2]])
    for wish, first in zip(wishes, (made.first, made.first + timedelta(days=7)), strict=False):
        wish.any_time = False
        wish.save(update_fields=["any_time"])
        wish.periods.create(first=first, last=first + timedelta(days=4))

    publish(made, cast)

    first, second = Placement.objects.order_by("pk")
    assert first.visit_id != second.visit_id


def test_what_is_no_longer_possible_is_marked_and_the_others_are_sent(cast, wishes, offer):
    made = the_cast.a_round(cast, pairs=[(wish, offer) for wish in wishes[:2]])
    made.perform("publish", by=cast["karl"])
    wishes[0].perform("withdraw", by=cast["ida"], reason="Nyt job.")

    send_published()

    assert outcomes(made) == [(wishes[0].pk, "stopped"), (wishes[1].pk, "sent")]
    assert [each.wish for each in Placement.objects.all()] == [wishes[1]]


def test_a_pair_is_suggested_once_though_its_sending_is_done_twice(cast, wishes, offer):
    made = the_cast.a_round(cast, pairs=[(wishes[0], offer)])
    made.perform("publish", by=cast["karl"])
    pairing = made.proposal.pairings.get()

    send(pairing)
    send(Pairing.objects.get(pk=pairing.pk))

    assert Placement.objects.count() == 1
    assert made.proposal.pairings.get().placement == Placement.objects.get()


def test_companions_who_go_together_are_sent_as_one(cast):
    group = TravelGroup.objects.create(together_only=True)
    one = the_cast.wish(cast, group=group)
    other = the_cast.wish(cast, intern="bo", manager="jens", group=group)
    host = the_cast.offer(cast, seats=2, at_a_time=2)
    made = the_cast.a_round(cast, pairs=[(one, host), (other, host)])

    publish(made, cast)

    assert [outcome for _wish, outcome in outcomes(made)] == ["sent", "sent"]
    assert Placement.objects.count() == 2
    assert len({placement.visit_id for placement in Placement.objects.all()}) == 1


def test_a_decline_leaves_the_others_and_its_intern_is_in_the_next_proposal(cast, wishes, offer):
    made = the_cast.a_round(cast, pairs=[(wish, offer) for wish in wishes[:2]])
    publish(made, cast)

    Placement.objects.get(wish=wishes[0]).perform("decline", by=cast["hanne"], reason="Vi har for travlt.")

    assert Placement.objects.get(wish=wishes[1]).state == "suggested"
    assert list(Round.objects.get(pk=made.pk).wishes()) == [wishes[0], wishes[2]]


def test_a_suggestion_of_a_round_ends_the_day_after_its_last_day(cast, wishes, offer):
    made = the_cast.a_round(cast, pairs=[(wishes[0], offer)])
    publish(made, cast)
    noon = timezone.now().replace(hour=12)
    until = noon + (made.answer_by - timezone.localdate())

    with time_machine.travel(until):
        lapse_silent()
    assert Placement.objects.get().state == "suggested"

    with time_machine.travel(until + timedelta(days=1)):
        lapse_silent()
    assert Placement.objects.get().state == "lapsed"


def test_a_proposal_whose_intern_or_seat_is_taken_meanwhile_is_solved_again_and_not_sent(cast, wishes, offer):
    made = the_cast.a_round(cast, pairs=[(wish, offer) for wish in wishes[:2]])
    other = the_cast.a_round(cast, pairs=[(wishes[0], the_cast.offer(cast, at="Museet", host="per", reserve="emil"))])
    publish(other, cast)

    with pytest.raises(NotYet) as stopped:
        Round.objects.get(pk=made.pk).perform("publish", by=cast["karl"])

    assert stopped.value.sentences == [
        "Siden udkastet blev lavet, er nogen i det eller en af pladserne blevet optaget. Lav et nyt udkast først."
    ]


def test_a_host_that_fills_meanwhile_is_not_one_that_has_not_given_a_seat(cast, wishes):
    small = the_cast.offer(cast, seats=1, at_a_time=1, at="Museet", host="per", reserve="emil")
    made = the_cast.a_round(cast, pairs=[(wishes[0], small)])
    the_cast.placement(cast, wish_=wishes[1], offer_=small)

    made = Round.objects.get(pk=made.pk)

    assert (made.is_overtaken, made.unasked_seats) == (True, set())
