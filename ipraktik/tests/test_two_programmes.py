"""The main journey under each programme: other rules, other names, another language, the same house."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import translation

from ipraktik import cast as the_cast
from ipraktik.directory.models import Offer
from ipraktik.kit.lifecycle import NotYet
from ipraktik.placements.models import Placement
from ipraktik.programme import programme
from ipraktik.reflections.models import Evaluation

PROGRAMMES = {
    "innovationspraktik": Path(__file__).parents[1] / "programmes" / "innovationspraktik",
    "outside_view": Path(__file__).parent / "programmes" / "outside_view",
}


@pytest.fixture(params=PROGRAMMES)
def cast(request, db, settings):
    settings.PROGRAMME_DIR = PROGRAMMES[request.param]
    with translation.override(programme().languages[0]):
        yield the_cast.gather()


def test_from_the_first_wish_to_the_last_evaluation(cast):
    wish, offer = the_cast.wish(cast), the_cast.offer(cast)
    placement = Placement.objects.suggest(wish, offer, by=cast["ida"], origin="browse")
    placement = placement.perform("accept", by=cast["hanne"])
    the_cast.prepare(placement)
    for who in ("ida", "hanne", "signe"):
        placement = placement.perform("sign", by=cast[who])
    the_cast.move_in_time(placement, -60)

    placement = Placement.objects.get(pk=placement.pk).perform("confirm", by=cast["hanne"])
    for each in placement.participants.filter(signs=True):
        placement.demand(each.person, "evaluate")
        Evaluation.objects.create(participant=each, benefit="yes", recommend=True)

    assert placement.state == "completed"
    assert Evaluation.objects.filter(participant__placement=placement).count() == 3


def test_the_agreement_speaks_the_programmes_languages(cast):
    placement = the_cast.placement(cast, "agreed")

    assert tuple(placement.version.text) == programme().languages


def test_a_visit_longer_than_the_programme_allows_is_stopped_in_its_own_words(cast):
    placement = the_cast.placement(cast, "preparing")
    the_cast.prepare(placement)
    visit = placement.visit
    visit.last_day = visit.first_day + timedelta(days=13)
    visit.save()
    for day in visit.days:
        visit.items.get_or_create(day=day, defaults={"what": "Talk"})

    with pytest.raises(NotYet) as refusal:
        Placement.objects.get(pk=placement.pk).perform("sign", by=cast["ida"])

    assert [f"{programme().rules.days_max:f}".rstrip("0").rstrip(".") in said for said in refusal.value.sentences] == [
        True
    ]


def test_a_host_with_more_seats_than_the_programme_allows_is_stopped(cast):
    offer = the_cast.offer(cast, "draft", seats=programme().rules.interns_max + 1)

    stopped = {rule.name for rule in offer.MOVES["submit"].needs if not rule.holds(offer)} - {"office_reviews"}

    assert stopped == {"seats_fit"}


def test_as_many_interns_as_the_programme_allows_share_a_visit(cast):
    most = programme().rules.interns_max
    offer = the_cast.offer(cast)
    keys = ("ida", "bo", "mona", "emil", "per")[:most]
    first = None
    for key in keys:
        wish = the_cast.wish(cast, intern=key, at=f"Kontor {key}")
        placement = the_cast.placement(cast, "preparing", wish_=wish, offer_=offer, visit=first and first.visit)
        first = first or placement
    late = the_cast.wish(cast, intern="olga", manager="jens", at="Et andet kontor")

    with pytest.raises(NotYet):
        Placement.objects.suggest(
            late, Offer.objects.get(pk=offer.pk), by=cast["karl"], origin="office", visit=first.visit
        )

    assert first.visit.placements.filter(state="preparing").count() == len(keys) == most


def test_parties_are_called_what_the_programme_calls_them(cast):
    names = {party: str(programme().party(party).name) for party in ("intern", "host", "sender")}
    called = {
        "innovationspraktik": {"intern": "praktikant", "host": "vært", "sender": "afgivende arbejdsplads"},
        "outside_view": {"intern": "visitor", "host": "place", "sender": "home team"},
    }

    assert names == called[programme().key]


def test_whom_nobody_has_asked_is_written_to_in_the_programmes_first_language(cast):
    assert {person.language for person in cast.values()} == {programme().languages[0]}
