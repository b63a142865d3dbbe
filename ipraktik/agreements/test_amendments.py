"""What is changed once the visit has begun: an amendment, signed by those whom it concerns."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.kit.lifecycle import NotYet
from ipraktik.placements.models import Placement

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(cast):
    placement = the_cast.placement(cast, "agreed")
    the_cast.move_in_time(placement, (timezone.localdate() - placement.visit.first_day).days)
    return fresh(placement)


def fresh(placement):
    return Placement.objects.for_page().get(pk=placement.pk)


def missing(amendment):
    return {str(each.person).split()[0] for each in amendment.missing}


@pytest.mark.parametrize(
    ("topic", "asked"),
    [
        ("days", {"Ida", "Hanne", "Signe"}), ("special_terms", {"Ida", "Hanne", "Signe"}),
        ("itinerary", {"Ida", "Hanne"}), ("contacts", {"Ida", "Hanne"}), ("meet", {"Ida", "Hanne"}),
    ],
)  # fmt: skip
def test_what_it_touches_decides_who_signs(cast, begun, topic, asked):
    amendment = begun.amend("Torsdag mødes vi på lageret.", [topic], cast["hanne"])

    assert missing(amendment) == asked


def test_it_holds_when_all_whom_it_concerns_have_signed_and_the_agreement_stands_throughout(cast, begun):
    amendment = begun.amend("Torsdag mødes vi på lageret.", ["meet"], cast["hanne"])

    before = begun.amendments.get().holds
    begun.sign_amendment(amendment.pk, cast["hanne"])
    half = begun.amendments.get().holds
    begun.sign_amendment(amendment.pk, cast["ida"])

    assert (before, half, begun.amendments.get().holds) == (False, False, True)
    assert (fresh(begun).state, fresh(begun).version.kind) == ("agreed", "agreement")
    assert list(begun.events.filter(name__startswith="amend").values_list("name", flat=True)) == [
        "amend", "amendment-hand", "amended",
    ]  # fmt: skip


def test_its_text_says_what_is_changed_in_every_language(cast, begun):
    version = begun.amend("Torsdag mødes vi på lageret.", ["meet"], cast["hanne"]).version

    assert {code: "Torsdag mødes vi på lageret." in text for code, text in version.text.items()} == {
        "da": True, "en": True,
    }  # fmt: skip
    assert version.is_unchanged


def test_another_text_than_the_one_read_is_not_signed(cast, begun):
    amendment = begun.amend("Torsdag mødes vi på lageret.", ["meet"], cast["hanne"])

    with pytest.raises(NotYet):
        begun.sign_amendment(amendment.pk, cast["ida"], sha256="0" * 64)

    assert missing(begun.amendments.get()) == {"Ida", "Hanne"}


def test_one_that_is_taken_back_is_not_signed_any_more(cast, begun):
    amendment = begun.amend("Torsdag mødes vi på lageret.", ["meet"], cast["hanne"])
    begun.withdraw_amendment(amendment.pk, cast["ida"])

    with pytest.raises(NotYet):
        begun.sign_amendment(amendment.pk, cast["ida"])

    assert not begun.amendments.get().version.signatures.exists()


def test_who_is_not_concerned_or_has_signed_is_told_so(cast, begun):
    amendment = begun.amend("Torsdag mødes vi på lageret.", ["meet"], cast["hanne"])
    begun.sign_amendment(amendment.pk, cast["ida"])

    for key in ("signe", "ida", "rune"):
        with pytest.raises(NotYet):
            begun.sign_amendment(amendment.pk, cast[key])
    with pytest.raises(PermissionDenied):
        begun.sign_amendment(amendment.pk, cast["karl"])


def test_before_the_visit_begins_the_agreement_itself_is_opened(cast):
    placement = the_cast.placement(cast, "agreed")

    with pytest.raises(NotYet):
        placement.amend("En anden dag.", ["days"], cast["hanne"])


def test_an_amendment_of_another_visit_is_not_there(cast, begun):
    other = the_cast.placement(cast, wish_=the_cast.wish(cast, intern="bo"), offer_=fresh(begun).offer)
    Placement.objects.filter(pk=other.pk).update(state="agreed", visit=begun.visit)
    amendment = begun.amend("Torsdag mødes vi på lageret.", ["meet"], cast["hanne"])

    with pytest.raises(Http404):
        fresh(other).sign_amendment(amendment.pk, cast["hanne"])
