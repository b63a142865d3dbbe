"""What coordinators decide in a round: it stands, it is taken back, and two at once do not overwrite each other."""

from datetime import timedelta

import pytest

from ipraktik import cast as the_cast
from ipraktik.kit.lifecycle import NotYet
from ipraktik.matching.models import Round

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast):
    return the_cast.a_round(cast)


@pytest.fixture
def pairing(made):
    return made.proposal.pairings.get()


def standing(made):
    return [(each.kind, each.wish_id, each.offer_id) for each in Round.objects.get(pk=made.pk).standing]


def decide(made, who, seen, kind, **about):
    return Round.objects.get(pk=made.pk).decide(who, seen, kind=kind, **about)


def test_a_decision_stands_until_it_is_undone(cast, made, pairing):
    decide(made, cast["karl"], 0, "lock", wish=pairing.wish, offer=pairing.offer)
    assert standing(made) == [("lock", pairing.wish_id, pairing.offer_id)]

    Round.objects.get(pk=made.pk).undo(cast["kirsten"], 1)

    assert standing(made) == []
    undone = made.decisions.get()
    assert (undone.by, undone.undone_by, undone.undone_at is not None) == (cast["karl"], cast["kirsten"], True)


def test_a_coordinator_who_has_not_seen_the_others_decision_is_told_of_it_and_changes_nothing(cast, made, pairing):
    decide(made, cast["karl"], 0, "seat", offer=pairing.offer)

    with pytest.raises(NotYet) as refusal:
        decide(made, cast["kirsten"], 0, "forbid", wish=pairing.wish, offer=pairing.offer)

    assert refusal.value.sentences[0].startswith("Karl Bech ")
    assert standing(made) == [("seat", None, pairing.offer_id)]


@pytest.mark.parametrize("seen", ["", "x", None, "-1", "9" * 40])
def test_what_was_seen_cannot_be_made_up(cast, made, pairing, seen):
    with pytest.raises(NotYet):
        decide(made, cast["karl"], seen, "seat", offer=pairing.offer)

    assert standing(made) == []


def test_forbidding_a_locked_pair_takes_the_lock_off_and_the_other_way_round(cast, made, pairing):
    about = {"wish": pairing.wish, "offer": pairing.offer}
    decide(made, cast["karl"], 0, "lock", **about)
    decide(made, cast["karl"], 1, "forbid", **about)
    assert standing(made) == [("forbid", pairing.wish_id, pairing.offer_id)]

    decide(made, cast["karl"], 2, "lock", **about)

    assert standing(made) == [("lock", pairing.wish_id, pairing.offer_id)]


def test_one_intern_is_locked_to_one_host(cast, made, pairing):
    other = the_cast.offer(cast, host="per", reserve="emil", at="Museet", of="Viborg Kommune")
    decide(made, cast["karl"], 0, "lock", wish=pairing.wish, offer=pairing.offer)

    decide(made, cast["karl"], 1, "lock", wish=pairing.wish, offer=other)

    assert standing(made) == [("lock", pairing.wish_id, other.pk)]


def test_a_second_seat_more_adds_to_the_first(cast, made, pairing):
    decide(made, cast["karl"], 0, "seat", offer=pairing.offer)
    decide(made, cast["karl"], 1, "seat", offer=pairing.offer)

    assert standing(made) == [("seat", None, pairing.offer_id)] * 2


def test_a_pair_that_can_never_be_is_not_locked(cast, made, pairing):
    closed = the_cast.offer(cast, "paused", host="per", reserve="emil", at="Museet", of="Viborg Kommune")

    with pytest.raises(NotYet) as refusal:
        decide(made, cast["karl"], 0, "lock", wish=pairing.wish, offer=closed)

    assert refusal.value.sentences == ["Værten tager ikke imod lige nu."]


def test_a_pair_without_days_in_the_round_is_not_locked(cast, made, pairing):
    offer = pairing.offer
    offer.periods.create(first=made.first, last=made.last, is_open=False)

    with pytest.raises(NotYet) as refusal:
        decide(made, cast["karl"], 0, "lock", wish=pairing.wish, offer=offer)

    assert refusal.value.sentences == ["De har ingen dage tilfælles i denne runde."]


@pytest.mark.parametrize(
    ("kind", "about", "limit"),
    [
        ("lock", ["wish"], ""),
        ("seat", ["wish"], ""),
        ("leave-out", [], ""),
        ("relax", [], "region"),
        ("relax", ["wish"], "nonsense"),
        ("relax", ["offer"], "region"),
    ],
)
def test_a_decision_about_nobody_or_no_limit_is_refused(cast, made, pairing, kind, about, limit):
    with pytest.raises(NotYet):
        decide(made, cast["karl"], 0, kind, limit=limit, **{name: getattr(pairing, name) for name in about})

    assert standing(made) == []


def test_who_is_in_it_came_in_time_has_no_host_and_is_not_left_out(cast):
    late = the_cast.wish(cast, intern="bo", manager="jens", at="Havnen")
    out = the_cast.wish(cast, intern="mona", manager="tove", at="Skolen")
    the_cast.placement(cast, wish_=the_cast.wish(cast, intern="emil", manager="tove", at="Broen"))
    made = the_cast.a_round(cast, pairs=[])
    wish = the_cast.wish(cast)
    type(late).objects.filter(pk=late.pk).update(submitted_at=late.submitted_at + timedelta(days=3))
    made.joins_until = wish.submitted_at.date()
    made.save()
    made.decide(cast["karl"], 0, kind="leave-out", wish=out)

    assert list(Round.objects.get(pk=made.pk).wishes()) == [wish]


def test_only_one_proposal_is_made_at_a_time(cast, made):
    made.ask_to_solve(cast["karl"], "stable")

    with pytest.raises(NotYet) as refusal:
        made.ask_to_solve(cast["kirsten"], "fit")

    assert refusal.value.sentences == ["Der bliver lavet et udkast. Vent, til det er færdigt, eller stop det."]


def test_what_waits_is_stopped_at_once(cast, made):
    waiting = made.ask_to_solve(cast["karl"], "stable")

    assert (made.stop_solving(), made.stop_solving()) == ((1, 0), (0, 0))
    waiting.refresh_from_db()
    assert waiting.state == "stopped"
