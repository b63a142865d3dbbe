"""A signatory who has left: said beside the missing signature, with the one thing to do about it."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.people.models import Membership, Person
from ipraktik.placements.models import Placement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(client, settings):
    client.cookies["language"] = "en"
    settings.COORDINATORS_NEED_SECOND_FACTOR = False


@pytest.fixture
def ready(cast):
    placement = the_cast.placement(cast, "preparing")
    the_cast.prepare(placement)
    return Placement.objects.for_page().get(pk=placement.pk)


def left(person, workplace, days_ago=0):
    ended = timezone.localdate() - timedelta(days=days_ago)
    Membership.objects.create(person=person, workplace=workplace, ended=ended)


def beside(client, placement, reader, name):
    """(what is said beside this missing signature, the way that leads on)."""
    client.force_login(reader)
    page = BeautifulSoup(client.get(reverse("placement-agreement", args=[placement.pk])).content, "html.parser")
    (row,) = [each for each in page.select(".people li") if each.strong.get_text() == name]
    said = [each for each in row.select("p:not(.soft)") if not each.strong]
    link = said[0].a if said else None
    return said and said[0].find(string=True).strip(), link and (link.get_text(), link["href"])


def over_to(placement, party, right="hand-over"):
    return reverse(f"placement-{right}", args=[placement.pk, party])


def test_a_manager_who_no_longer_works_there_is_said_to_have_left_and_may_be_replaced(client, cast, ready):
    left(cast["signe"], ready.wish.workplace)

    said, way = beside(client, ready, cast["karl"], "Signe Dahl")

    assert said == f"Signe Dahl no longer works at {ready.wish.workplace}, as far as we know."
    assert way == ("Hand over to the right manager", over_to(ready, "sender"))


def test_a_contact_whose_letters_come_back_is_said_to_be_unreachable_and_the_reserve_may_take_over(client, cast, ready):
    cast["hanne"].note_bounce(cast["hanne"].email, "550 5.1.1 no such user")

    said, way = beside(client, ready, cast["rune"], "Hanne Krogh")

    assert said == "Letters to Hanne Krogh come back. Perhaps Hanne Krogh has left."
    assert way == ("Let Rune Toft take over", over_to(ready, "host"))


def test_who_may_not_hand_over_reads_the_sentence_alone(client, cast, ready):
    left(cast["signe"], ready.wish.workplace)

    said, way = beside(client, ready, cast["ida"], "Signe Dahl")

    assert (bool(said), way) == (True, None)


def test_a_second_signatory_who_has_left_is_replaced_by_another(client, cast, ready):
    ready.name_second("sender", cast["tove"], cast["signe"])
    Person.objects.filter(pk=cast["tove"].pk).update(is_active=False)

    _said, way = beside(client, ready, cast["karl"], "Tove Munk")

    assert way == ("Name somebody else to sign", over_to(ready, "sender", "second"))


def test_a_host_without_a_reserve_names_one_first(client, cast, ready):
    ready.visit.staff(cast["hanne"], None)
    left(cast["hanne"], ready.offer.workplace)

    _said, way = beside(client, ready, cast["karl"], "Hanne Krogh")

    assert way == ("Name contact person and reserve", reverse("placement-practical", args=[ready.pk]))


@pytest.mark.parametrize(
    "case", ["still there", "leaves tomorrow", "left another workplace", "has signed", "never known"]
)
def test_nobody_is_said_to_have_left_who_has_not(client, cast, ready, case):
    place = ready.wish.workplace
    if case == "still there":
        left(cast["signe"], place)
        Membership.objects.create(person=cast["signe"], workplace=place, role=Membership.Role.MANAGER)
    elif case == "leaves tomorrow":
        left(cast["signe"], place, days_ago=-1)
    elif case == "left another workplace":
        left(cast["signe"], ready.offer.workplace)
    elif case == "has signed":
        ready.perform("sign", by=cast["signe"])
        left(cast["signe"], place)

    assert beside(client, ready, cast["karl"], "Signe Dahl") == ([], None)


def test_an_intern_whose_letters_come_back_has_nobody_to_hand_over_to(client, cast, ready):
    cast["ida"].note_bounce(cast["ida"].email, "550 5.1.1 no such user")

    assert beside(client, ready, cast["karl"], "Ida Lund") == ([], None)
