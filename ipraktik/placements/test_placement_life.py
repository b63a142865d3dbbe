"""The life of a placement, played by the cast."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ipraktik import cast as the_cast
from ipraktik.kit.lifecycle import NotYet
from ipraktik.notices.making import Maker
from ipraktik.notices.models import Letter
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


def test_three_who_go_together_or_not_at_all_are_placed_with_the_last_yes(cast):
    group = the_cast.Wish.group.field.related_model.objects.create(together_only=True)
    wishes = [the_cast.wish(cast, intern=key, at=f"Kontor {key}", group=group) for key in ("ida", "bo", "mona")]
    Placement.objects.suggest(wishes[0], the_cast.offer(cast, seats=3, at_a_time=3), by=cast["karl"], origin="office")

    for each in Placement.objects.all():
        for who in (cast["hanne"], each.wish.intern):
            each.perform("accept", by=who)

    assert set(Placement.objects.values_list("state", flat=True)) == {"preparing"}
    assert Placement.objects.filter(events__name="accept").count() == 3


def test_who_has_answered_reads_which_companion_is_waited_for(pair, client, cast):
    for who in (cast["ida"], cast["hanne"]):
        pair[0].perform("accept", by=who)

    assert next_step(client, cast["ida"], pair[0]) == "Vi venter på Bo Winther, Hanne Krogh."
    pair[1].perform("accept", by=cast["hanne"])
    assert next_step(client, cast["hanne"], pair[0]) == "Vi venter på Bo Winther."


def next_step(client, person, placement):
    client.force_login(person)
    page = BeautifulSoup(client.get(placement.get_absolute_url()).content, "html.parser")
    return page.select_one(".next-step p:not(.overline)").get_text(strip=True)


def refused(wish, by):
    wish.consent.perform("refuse", by=by, reason="Vi er for få den måned.")


def test_nobody_says_yes_to_a_wish_that_the_manager_has_refused_until_it_is_asked_anew(cast):
    placement = the_cast.placement(cast)
    refused(placement.wish, cast["signe"])

    for who in ("ida", "hanne"):
        with pytest.raises(NotYet) as stopped:
            Placement.objects.get().perform("accept", by=cast[who])
        assert "Vi er for få" not in str(stopped.value.sentences)
    assert (Placement.objects.get().state, Placement.objects.get().hands.count()) == ("suggested", 0)

    placement.wish.consent.perform("approve", by=cast["signe"])
    for who in ("ida", "hanne"):
        Placement.objects.get().perform("accept", by=cast[who])
    assert Placement.objects.get().state == "preparing"


def test_a_companion_whose_manager_has_refused_keeps_all_who_go_together_or_not_at_all(pair, cast):
    refused(pair[1].wish, cast["jens"])

    with pytest.raises(NotYet):
        Placement.objects.get(pk=pair[0].pk).perform("accept", by=cast["ida"])


@pytest.fixture
def pair(cast):
    """Ida's and Bo's, who go together or not at all; nobody has answered."""
    group = the_cast.Wish.group.field.related_model.objects.create(together_only=True)
    ida, bo = (
        the_cast.wish(cast, group=group),
        the_cast.wish(cast, intern="bo", manager="jens", at="Havnen", group=group),
    )
    placement = Placement.objects.suggest(ida, the_cast.offer(cast), by=cast["karl"], origin="office")
    return placement, Placement.objects.get(wish=bo)


def letters_since(cast, deed):
    Maker().make_all()
    before = set(Letter.objects.values_list("pk", flat=True))
    deed()
    Maker().make_all()
    return {(each.key, each.reader.email.split("@")[0]) for each in Letter.objects.exclude(pk__in=before)}


@pytest.mark.parametrize("who", ["ida", "hanne", "karl"])
def test_a_no_to_one_ends_what_a_companion_can_no_longer_say_yes_to_and_they_are_told(cast, pair, who):
    placement, other = pair
    other.perform("accept", by=cast["bo"])

    told = letters_since(cast, lambda: placement.perform("decline", by=cast[who], reason="Det passer ikke."))

    assert [Placement.objects.get(pk=each.pk).state for each in pair] == ["declined", "withdrawn"]
    assert told == {
        *(("the-suggestion-was-declined", each) for each in ("ida", "hanne") if each != who),
        ("your-companion-does-not-go-there", "bo"),
        ("the-companions-do-not-come", "hanne"),
    }
    assert not the_cast.Wish.objects.exclude(state="open").exists()


def test_who_goes_along_but_would_go_alone_too_keeps_the_suggestion(cast, pair):
    placement, other = pair
    type(placement.wish.group).objects.update(together_only=False)

    Placement.objects.get(pk=placement.pk).perform("decline", by=cast["ida"], reason="Det passer ikke.")

    assert Placement.objects.get(pk=other.pk).state == "suggested"


def test_who_says_no_reads_that_it_is_a_no_for_the_companion_too(client, cast, in_english, pair):
    client.force_login(cast["ida"])
    page = reverse("placement-move", args=[pair[0].pk, "decline"])

    together = client.get(page).content.decode()
    type(pair[0].wish.group).objects.update(together_only=False)
    alone = client.get(page).content.decode()

    assert ["go together with the intern or not at all" in said for said in (together, alone)] == [True, False]


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
