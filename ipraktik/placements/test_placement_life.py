"""The life of a placement, played by the cast."""

import pytest
from django.core.exceptions import PermissionDenied

from ipraktik import cast as the_cast
from ipraktik.kit.lifecycle import NotYet
from ipraktik.placements.models import Placement, Version

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", list(Placement.STATES))
def test_the_cast_can_begin_a_scene_in_every_state(cast, state):
    placement = the_cast.placement(cast, state)

    assert Placement.objects.get(pk=placement.pk).state == state


def test_one_yes_waits_for_the_other(cast):
    placement = the_cast.placement(cast)

    placement = placement.perform("accept", by=cast["ida"])

    assert placement.state == "suggested"
    assert [each.person for each in placement.missing_people("accept")] == [cast["hanne"]]


def test_who_asked_has_already_said_yes(cast):
    wish, offer = the_cast.wish(cast), the_cast.offer(cast)
    placement = Placement.objects.suggest(wish, offer, by=cast["ida"], origin="browse")

    placement = placement.perform("accept", by=cast["hanne"])

    assert placement.state == "preparing"
    assert placement.wish.state == "placed"


def test_the_interns_other_suggestions_end_when_one_is_accepted(cast):
    wish = the_cast.wish(cast)
    other = Placement.objects.suggest(
        wish, the_cast.offer(cast, at="Borgerservice", of="Vejle Kommune"), by=cast["karl"], origin="office"
    )

    the_cast.placement(cast, "preparing", wish_=wish)

    assert Placement.objects.get(pk=other.pk).state == "withdrawn"


def test_the_last_seat_ends_the_other_suggestions_of_the_host(cast):
    offer = the_cast.offer(cast, seats=1, at_a_time=1)
    second = the_cast.wish(cast, intern="bo")
    waiting = Placement.objects.suggest(second, offer, by=cast["karl"], origin="office")

    the_cast.placement(cast, "preparing", offer_=offer)

    assert Placement.objects.get(pk=waiting.pk).state == "withdrawn"


def test_nothing_is_signed_without_the_managers_yes(cast):
    placement = the_cast.placement(cast, "preparing", wish_=the_cast.wish(cast, consent=False))
    the_cast.prepare(placement)

    with pytest.raises(NotYet) as refusal:
        placement.perform("sign", by=cast["ida"])

    assert refusal.value.sentences == [str(Placement.MOVES["sign"].needs[0].sentence)]


def test_changed_terms_must_be_signed_anew(cast):
    placement = the_cast.placement(cast, "agreed")

    placement = placement.perform("reopen", by=cast["hanne"], reason="Vi flytter en dag.")

    missing = {each.person for each in placement.missing_people("sign")}
    assert missing == {cast["ida"], cast["hanne"], cast["signe"]}


def test_a_text_that_has_changed_cannot_be_signed(cast):
    placement = the_cast.placement(cast, "preparing")
    the_cast.prepare(placement)
    placement = Placement.objects.get(pk=placement.pk)
    sha256 = Version.objects.draft("agreement", placement).sha256
    placement.visit.items.update(what="Noget andet")

    with pytest.raises(NotYet):
        placement.perform("sign", by=cast["ida"], sha256=sha256)

    assert placement.versions.count() == 0


def test_a_companion_who_goes_together_or_not_at_all_waits_for_both(cast):
    group = the_cast.Wish.group.field.related_model.objects.create(together_only=True)
    ida, bo = the_cast.wish(cast, group=group), the_cast.wish(cast, intern="bo", group=group)
    placement = Placement.objects.suggest(ida, the_cast.offer(cast), by=cast["karl"], origin="office")
    other = Placement.objects.get(wish=bo)
    for mine in (placement, other):
        mine.perform("accept", by=cast["hanne"])

    placement.perform("accept", by=cast["ida"])
    states_before = set(Placement.objects.values_list("state", flat=True))
    other.perform("accept", by=cast["bo"])

    assert states_before == {"suggested"}
    assert set(Placement.objects.values_list("state", flat=True)) == {"preparing"}


def test_one_who_cancels_leaves_the_others_agreement_alone(cast):
    offer = the_cast.offer(cast)
    ida = the_cast.placement(cast, "agreed", offer_=offer)
    mona = the_cast.wish(cast, intern="mona", manager="jens", at="Akutten", of="Region Syd")
    joined = Placement.objects.suggest(mona, offer, by=cast["karl"], origin="office", visit=ida.visit)
    joined = the_cast.advance(joined, "preparing")

    joined.perform("cancel", by=cast["mona"], reason="Jeg har fået nyt job.")

    assert Placement.objects.get(pk=ida.pk).state == "agreed"


def test_an_outsider_may_do_nothing(cast):
    placement = the_cast.placement(cast)

    for move in Placement.MOVES:
        with pytest.raises(PermissionDenied):
            placement.perform(move, by=cast["olga"], reason="Fordi.")
