"""A wish that is sent asks whom it is for: the host one has named, the host one has chosen, or the office."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation

from ipraktik import cast as the_cast
from ipraktik.directory.models import NamedHost, Offer, Wish
from ipraktik.history.models import Event
from ipraktik.kit.lifecycle import NotYet

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def named(wish, **changed):
    Wish.objects.filter(pk=wish.pk).update(door="own_host", where="I har den bedste fejlliste.")
    host = {
        "organisation": "Fjord Teknik", "sector": "private", "workplace": "Værkstedet", "contact_name": "Hanne Krogh",
        "contact_email": "hanne@ipraktik.example", "contacted_by": "intern",
    }  # fmt: skip
    return NamedHost.objects.create(wish=wish, **host | changed)


def sent(cast, wish, by="ida"):
    return Wish.objects.get(pk=wish.pk).perform("submit", by=cast[by])


def names(**of):
    return list(Event.objects.filter(**of).values_list("name", flat=True))


def test_a_named_host_gets_an_unlisted_offer_and_a_suggestion_that_waits_for_their_answer(cast):
    wish = the_cast.wish(cast, "draft")
    named(wish)

    wish = sent(cast, wish)

    placement = wish.placements.get()
    offer = placement.offer
    assert (offer.state, offer.workplace.full_name, offer.contact) == (
        "unlisted",
        "Værkstedet, Fjord Teknik",
        cast["hanne"],
    )
    assert (placement.state, placement.origin, placement.message) == (
        "suggested",
        "own_host",
        "I har den bedste fejlliste.",
    )
    assert [each.person for each in placement.missing_people("accept")] == [cast["hanne"]]
    assert list(Offer.objects.listed()) == []


def test_the_host_who_was_named_can_say_yes(cast):
    wish = the_cast.wish(cast, "draft")
    named(wish)
    placement = sent(cast, wish).placements.get()

    assert placement.perform("accept", by=cast["hanne"]).state == "preparing"


def test_the_office_is_asked_to_write_and_invites_once(cast):
    wish = the_cast.wish(cast, "draft")
    host = named(wish, contacted_by="office")

    wish = sent(cast, wish)
    assert wish.placements.count() == 0
    assert names(wish=wish) == ["submit", "ask-office-to-contact"]
    first, second = host.invite(cast["karl"]), host.invite(cast["karl"])

    assert first == second
    assert [each.person for each in first.missing_people("accept")] == [cast["hanne"]]
    assert Offer.objects.count() == 1


def test_without_an_address_nobody_is_invited(cast):
    wish = the_cast.wish(cast, "draft")
    host = named(wish, contact_email="")

    wish = sent(cast, wish)

    assert (wish.state, wish.placements.count()) == ("open", 0)
    with pytest.raises(NotYet) as refusal:
        host.invite(cast["karl"])
    assert refusal.value.sentences == ["Write the host's e-mail address first."]


def test_a_wish_that_is_not_sent_invites_nobody(cast):
    host = named(the_cast.wish(cast, "draft"))

    with pytest.raises(NotYet) as refusal:
        host.invite(cast["karl"])

    assert refusal.value.sentences == ["The wish is not open."]


def test_the_address_may_come_later(client, cast):
    wish = the_cast.wish(cast, "draft")
    named(wish, contact_email="")
    wish = sent(cast, wish)
    client.force_login(cast["ida"])
    typed = {
        "door": "own_host", "host_workplace": "Værkstedet", "host_organisation": "Fjord Teknik", "host_sector": "private",
        "contact_name": "Hanne Krogh", "contact_email": "hanne@ipraktik.example", "contacted_by": "intern",
    }  # fmt: skip

    client.post(reverse("wish-step", args=[wish.pk, "where"]), typed)

    assert wish.placements.get().state == "suggested"
    page = BeautifulSoup(client.get(reverse("wish-step", args=[wish.pk, "where"])).content, "html.parser")
    assert page.select("input[name=door]") == []


def test_a_chosen_host_is_asked_when_the_wish_is_sent(cast):
    wish = the_cast.wish(cast, "draft", door="browse", asked_offer=the_cast.offer(cast), where="Jeres fejlliste.")

    placement = sent(cast, wish).placements.get()

    assert (placement.origin, placement.message) == ("browse", "Jeres fejlliste.")
    assert [each.person for each in placement.missing_people("accept")] == [cast["hanne"]]


def test_a_host_without_seats_stops_the_wish_with_a_sentence_and_nothing_is_lost(client, cast):
    offer = the_cast.offer(cast, seats=1, at_a_time=1)
    wish = the_cast.wish(cast, "draft", door="browse", asked_offer=offer)
    the_cast.placement(cast, "preparing", offer_=offer, wish_=the_cast.wish(cast, intern="bo"))
    client.force_login(cast["ida"])
    client.cookies["language"] = "en"

    response = client.post(reverse("wish-move", args=[wish.pk, "submit"]))

    page = BeautifulSoup(response.content, "html.parser")
    assert page.select_one(".error-summary li").get_text() == "All seats are taken."
    assert Wish.objects.get(pk=wish.pk).state == "draft"
    assert wish.consents.count() == 0


def test_another_door_lets_the_chosen_host_go(client, cast):
    wish = the_cast.wish(cast, "draft", door="browse", asked_offer=the_cast.offer(cast))
    client.force_login(cast["ida"])

    client.post(reverse("wish-step", args=[wish.pk, "where"]), {"door": "pool"})

    assert Wish.objects.get(pk=wish.pk).asked_offer is None
    assert sent(cast, wish).placements.count() == 0


def test_a_wish_begins_with_the_door_the_host_and_the_quiz_in_its_address(client, cast):
    offer = the_cast.offer(cast)
    client.force_login(cast["ida"])

    client.post(f"{reverse('wish-new')}?offer={offer.pk}&type=adventurer&how-far=far")
    client.post(f"{reverse('wish-new')}?door=own_host&offer=nonsense&type=nonsense")

    chosen, own = Wish.objects.order_by("pk")
    assert (chosen.door, chosen.asked_offer, chosen.travel_type, chosen.quiz_answers, chosen.days_max) == (
        "browse", offer, "adventurer", {"how-far": "far"}, 5
    )  # fmt: skip
    assert (own.door, own.asked_offer, own.travel_type, own.days_min) == ("own_host", None, "", 2)


def test_looking_at_the_beginning_begins_nothing(client, cast):
    client.force_login(cast["ida"])

    client.get(reverse("wish-new"))

    assert Wish.objects.count() == 0


def test_who_is_unknown_signs_in_first_and_comes_back_to_the_same_place(client, cast):
    address = f"{reverse('wish-new')}?door=browse&type=tourist"

    page = BeautifulSoup(client.get(address).content, "html.parser")
    client.post(address)

    links = [link["href"] for link in page.select("main .button-row a")]
    assert [link.split("?next=")[1] for link in links] == ["%2Fwish%2Fnew%2F%3Fdoor%3Dbrowse%26type%3Dtourist"] * 2
    assert Wish.objects.count() == 0


def test_an_offer_that_is_not_published_is_not_asked_for(client, cast):
    client.force_login(cast["ida"])

    client.post(f"{reverse('wish-new')}?offer={the_cast.offer(cast, 'paused').pk}")

    assert Wish.objects.get().asked_offer is None
