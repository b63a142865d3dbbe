"""The history in words: every event that anyone hears of has a sentence, and a person who is gone leaves their party."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from ipraktik import cast as the_cast
from ipraktik.directory.models import Consent, Offer, Wish
from ipraktik.history.words import NOT_SHOWN, SENTENCES, lines
from ipraktik.notices.table import NOTICES, SILENT
from ipraktik.people.models import Person
from ipraktik.placements.models import Placement

pytestmark = pytest.mark.django_db


def moves_of(kind):
    """The names of the events that a kind's own moves write."""
    moves = kind.MOVES.values()
    return {move.name for move in moves} | {f"{move.name}-hand" for move in moves if move.together}


@pytest.mark.parametrize("kind", [Wish, Consent, Offer, Placement])
def test_every_move_and_all_that_anyone_is_told_has_a_sentence(kind):
    name = kind._meta.model_name
    told = {event for subject, event in {*NOTICES, *SILENT} if subject == name}
    silent = {event for subject, event in NOT_SHOWN if subject == name}

    assert (moves_of(kind) | told) - set(SENTENCES[name]) == silent


def sentences(placement, language="en"):
    with translation.override(language):
        return [line.sentence for line in lines(placement.events.select_related("by"))]


def test_a_visit_told_from_the_suggestion_to_the_end(cast):
    placement = the_cast.placement(cast, "agreed")

    assert sentences(placement) == [
        "Karl Bech suggested the visit.",
        "Ida Lund said yes.",
        "Hanne Krogh said yes, and so both have.",
        "Ida Lund signed the agreement.",
        "Hanne Krogh signed the agreement.",
        "Signe Dahl signed the agreement, and so all have.",
    ]


def test_facts_become_days_in_the_readers_language(cast):
    placement = the_cast.placement(cast, "preparing")
    placement.visit.set_days(date(2027, 5, 12), date(2027, 5, 14), cast["hanne"])

    assert sentences(placement)[-1] == "Hanne Krogh set the days: 12–14 May 2027."


def test_a_person_who_is_erased_leaves_what_they_spoke_for(cast):
    placement = the_cast.placement(cast)
    placement.record("remind", cast["olga"], participant=0, move="accept")
    placement.events.filter(by=cast["olga"]).update(party="host")
    Person.objects.filter(pk=cast["olga"].pk).delete()

    assert sentences(placement)[-1] == "Host reminded someone who was missing."


def test_what_the_clock_did_needs_nobody(cast):
    assert sentences(the_cast.placement(cast, "withdrawn"))[-1] == (
        "The suggestion ended: the place or the intern is taken elsewhere."
    )


def test_a_name_without_a_sentence_is_not_shown(cast):
    placement = the_cast.placement(cast)
    before = sentences(placement)

    placement.record("counted")

    assert sentences(placement) == before


def test_the_whole_history_is_on_its_own_page(client, cast):
    placement = the_cast.placement(cast, "agreed")
    client.force_login(cast["signe"])
    client.cookies["language"] = "en"

    shown = client.get(reverse("placement-history", args=[placement.pk])).content.decode()

    assert [sentence for sentence in sentences(placement) if sentence not in shown] == []
