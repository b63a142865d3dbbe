"""The contact is ill: the reserve takes over in one step, the intern is told at once, and it can be handed back."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.history.models import Outbox
from ipraktik.notices.making import Maker
from ipraktik.notices.models import Letter
from ipraktik.placements.models import Placement, Visit
from ipraktik.tests.reading import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def placement(cast):
    """Today is the first day."""
    placement = the_cast.placement(cast, "agreed")
    the_cast.move_in_time(placement, (timezone.localdate() - placement.visit.first_day).days)
    cast["rune"].phone = "12 34 56 78"
    cast["rune"].save(update_fields=["phone"])
    Maker().make_all()
    Letter.objects.all().delete()
    return Placement.objects.get(pk=placement.pk)


def press(client, person, placement, who=None):
    """Who takes over: the one whom the page names, unless it is an old page."""
    client.force_login(person)
    given = {"who": who or Visit.objects.get(pk=placement.visit_id).reserve_id}
    return client.post(reverse("visit-stand-in", args=[placement.visit_id]), given).status_code


def contact(placement):
    return Placement.objects.get(pk=placement.pk).visit.contact.email.split("@")[0]


def letters():
    Maker().make_all()
    assert not Outbox.objects.exists()
    return {(each.key, each.reader.email.split("@")[0]): each for each in Letter.objects.select_related("reader")}


@pytest.mark.parametrize("key", ["hanne", "rune", "karl"])
def test_one_press_by_contact_reserve_or_office_and_the_intern_has_name_and_telephone(client, cast, placement, key):
    press(client, cast[key], placement)

    told = letters()
    assert contact(placement) == "rune"
    assert told.keys() == {("the-reserve-receives-you", "ida")} | (
        set() if key == "rune" else {("you-receive-the-intern-now", "rune")}
    )
    body = told["the-reserve-receives-you", "ida"].body
    assert [word in body for word in ("Rune Toft", "12 34 56 78")] == [True, True]


@pytest.mark.parametrize(("key", "answer"), [("ida", 404), ("signe", 404), ("per", 404), ("olga", 404)])
def test_nobody_else_presses_it(client, cast, placement, key, answer):
    assert press(client, cast[key], placement) == answer
    assert contact(placement) == "hanne"


def test_it_is_handed_back_in_the_same_way(client, cast, placement):
    press(client, cast["rune"], placement)
    press(client, cast["rune"], placement)

    assert contact(placement) == "hanne"
    assert ("the-reserve-receives-you", "ida") in letters()


@pytest.mark.parametrize("name", ["visit-stand-in", "placement-stand-in", "placement-hand-over"])
def test_pressed_twice_on_the_same_page_it_is_done_once(client, cast, placement, name):
    client.force_login(cast["rune"])
    at = [placement.visit_id] if name == "visit-stand-in" else [placement.pk]
    address = reverse(name, args=[*at, "host"] if name == "placement-hand-over" else at)
    given = {"who": cast["rune"].pk}

    client.post(address, given)
    again = client.post(address, given, follow=True)

    assert contact(placement) == "rune"
    assert "Rune Toft is the contact person now, and Hanne Krogh the reserve." in words(again)
    assert placement.events.filter(name="stand-in").count() == 1


def test_the_pages_name_whom_they_mean(client, cast, placement):
    client.force_login(cast["rune"])
    pages = [placement.get_absolute_url(), placement.visit.get_absolute_url()]
    pages += [reverse("placement-hand-over", args=[placement.pk, "host"])]

    named = [BeautifulSoup(client.get(page).content, "html.parser").select_one("[name=who]")["value"] for page in pages]

    assert named == [str(cast["rune"].pk)] * 3


def test_who_was_told_wrongly_is_not_told_at_all(client, cast, placement):
    """Pressed by mistake, and pressed back before the letter was made."""
    press(client, cast["rune"], placement)
    press(client, cast["rune"], placement)

    assert "Rune Toft" not in letters()["the-reserve-receives-you", "ida"].body


def test_the_agreement_stands_when_the_reserve_takes_over(client, cast):
    placement = the_cast.placement(cast, "agreed")

    press(client, cast["rune"], placement)

    now = Placement.objects.for_page().get(pk=placement.pk)
    assert (now.state, [change for change in now.changed_since_signed if change.concerns]) == ("agreed", [])


@pytest.mark.parametrize(("days", "there"), [(30, False), (1, True), (0, True)])
def test_the_button_is_in_sight_in_the_days_around_the_visit(client, cast, placement, days, there):
    the_cast.move_in_time(placement, days)
    client.force_login(cast["rune"])

    pages = [placement.get_absolute_url(), placement.visit.get_absolute_url()]

    assert ["takes over now" in client.get(page).content.decode() for page in pages] == [there, there]


def test_the_intern_and_the_manager_see_no_button(client, cast, placement):
    def sees(key):
        client.force_login(cast[key])
        return "takes over now" in client.get(placement.get_absolute_url()).content.decode()

    assert [sees(key) for key in ("ida", "signe", "karl")] == [False, False, True]


def test_when_the_visit_is_over_nothing_is_taken_over(client, cast, placement):
    the_cast.move_in_time(placement, -30)

    press(client, cast["hanne"], placement)

    assert contact(placement) == "hanne"
