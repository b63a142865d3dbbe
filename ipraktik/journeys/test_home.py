"""The first page: all that waits for the person, the dearest first; then what they have going."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.placements.models import Message, Placement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(client, settings):
    client.cookies["language"] = "en"
    settings.COORDINATORS_NEED_SECOND_FACTOR = False


def home(client, person):
    client.force_login(person)
    return BeautifulSoup(client.get(reverse("home")).content, "html.parser")


def waiting(page):
    return [each.get_text(strip=True) for each in page.select(".waiting strong")]


def test_who_has_nothing_is_led_to_the_doors(client, cast):
    page = home(client, cast["olga"])

    assert page.select_one(".empty .button")["href"] == reverse("doors")
    assert page.select_one(".waiting") is None


def test_a_coordinator_goes_to_today(client, cast):
    client.force_login(cast["karl"])

    assert client.get(reverse("home")).url == reverse("today")


def test_a_host_sees_the_request_with_how_long_it_has_waited_before_the_rest(client, cast):
    offer = the_cast.offer(cast)
    the_cast.placement(cast, "preparing", offer_=offer)
    asked = the_cast.placement(cast, offer_=offer, wish_=the_cast.wish(cast, intern="bo"))
    Placement.objects.filter(pk=asked.pk).update(created_at=timezone.now() - timedelta(days=5))

    page = home(client, cast["hanne"])

    assert waiting(page) == ["Will you receive Bo Winther?", "Agree on the days"]
    assert "has waited 5\xa0days" in page.select_one(".waiting li").get_text()


def test_a_manager_is_asked_once_though_there_is_a_placement_too(client, cast):
    wish = the_cast.wish(cast, consent=False)
    the_cast.placement(cast, wish_=wish)

    page = home(client, cast["signe"])

    assert [(each.strong.get_text(), each["href"]) for each in page.select(".waiting a")] == [
        ("Say yes or no to the wish", wish.consent.get_absolute_url())
    ]


def test_drafts_wait_to_be_finished(client, cast):
    the_cast.wish(cast, "draft")
    the_cast.offer(cast, "draft", host="ida")

    assert waiting(home(client, cast["ida"])) == ["Finish your wish", "Finish your offer"]


@pytest.mark.parametrize(
    ("person", "heading"), [("ida", "My journeys"), ("hanne", "Visits to us"), ("signe", "My employees’ journeys")]
)
def test_each_party_has_its_own_heading(client, cast, person, heading):
    the_cast.placement(cast, "agreed")

    page = home(client, cast[person])

    assert [each.h2.get_text() for each in page.select("section.page-part")] == [heading]


def test_what_came_to_nothing_is_folded_away_and_asks_nothing(client, cast):
    the_cast.placement(cast, "declined")

    page = home(client, cast["hanne"])

    assert waiting(page) == []
    assert [each.get_text() for each in page.select("details.details a")] == ["Ida Lund → Lønservice, Region Midt"]


def test_nobody_sees_what_is_anothers(client, cast):
    the_cast.placement(cast, "agreed")

    assert "Ida Lund" not in home(client, cast["bo"]).select_one("#main-content").get_text()


def test_ten_visits_cost_no_more_than_one(client, cast):
    def visit(number):
        offer = the_cast.offer(cast, at=f"Kontor {number}")
        person = the_cast.person(f"intern-{number}", f"Praktikant {number}", "lærer")
        everyone = cast | {"new": person}
        placement = the_cast.placement(cast, "preparing", offer_=offer, wish_=the_cast.wish(everyone, intern="new"))
        the_cast.prepare(placement)

    def questions():
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("home"))
        return len(asked)

    visit(0)
    client.force_login(cast["hanne"])
    client.get(reverse("home"))
    short = questions()
    for number in range(1, 10):
        visit(number)

    assert questions() == short
    assert len(waiting(home(client, cast["hanne"]))) == 10


def test_what_the_others_have_written_waits_with_its_number_until_it_is_read(client, cast):
    placement = the_cast.placement(cast, "preparing")
    for text in ("Hej!", "Og en ting til."):
        Message.objects.say(placement, cast["hanne"], text)

    def told():
        return {
            key: [each for each in waiting(home(client, cast[key])) if "message" in each] for key in ("ida", "hanne")
        }

    before = told()
    address = [a["href"] for a in home(client, cast["ida"]).select(".waiting a") if "message" in a.text]
    client.get(reverse("placement-conversation", args=[placement.pk]))

    assert before == {"ida": ["2 new messages in the conversation"], "hanne": []}
    assert address == [reverse("placement-conversation", args=[placement.pk])]
    assert told() == {"ida": [], "hanne": []}


def test_who_no_longer_speaks_for_a_party_is_told_of_no_messages(client, cast):
    placement = the_cast.placement(cast, "preparing")
    placement.hand_over_sender(cast["tove"], cast["signe"])
    Message.objects.say(Placement.objects.get(pk=placement.pk), cast["hanne"], "Hej!")

    assert "message" not in home(client, cast["signe"]).select_one("#main-content").get_text()
    assert waiting(home(client, cast["tove"]))[-1] == "1 new message in the conversation"


def test_an_amendment_waits_for_those_who_have_not_signed_it(client, cast):
    placement = the_cast.placement(cast, "agreed")
    the_cast.move_in_time(placement, (timezone.localdate() - placement.visit.first_day).days)
    placement = Placement.objects.get(pk=placement.pk)
    amendment = placement.amend("I morgen mødes vi ved porten.", ["meet"], cast["hanne"])
    placement.sign_amendment(amendment.pk, cast["hanne"])

    told = {key: "Read and sign the amendment" in waiting(home(client, cast[key])) for key in ("ida", "hanne", "signe")}

    assert told == {"ida": True, "hanne": False, "signe": False}


def test_a_card_names_whom_its_reader_does_not_know_yet(client, cast):
    placement = the_cast.placement(cast, "preparing")

    def title(key):
        return home(client, cast[key]).select_one(".travel-card h3").get_text(strip=True)

    assert title("ida") == str(placement.offer.workplace)
    assert (title("hanne"), title("signe")) == ("Ida Lund", "Ida Lund")


@pytest.mark.parametrize(
    ("move", "said"), [(None, "We wait for Signe Dahl"), ("refuse", "Signe Dahl has said no"), ("approve", None)]
)
def test_a_sent_wish_tells_whom_it_waits_for(client, cast, move, said):
    wish = the_cast.wish(cast, consent=False)
    if move:
        wish.consent.perform(move, by=cast["signe"], reason="Vi har for travlt.")

    told = home(client, cast["ida"]).select_one(".sheets strong")

    assert (told and told.text) == said


def test_ten_wishes_cost_no_more_than_one(client, cast):
    home(client, cast["ida"])  # signing in has its own cost

    costs = [cost_of_wishes(client, cast, number) for number in (1, 9)]

    assert costs[0] == costs[1]


def cost_of_wishes(client, cast, more):
    for _number in range(more):
        the_cast.wish(cast, consent=False)
    with CaptureQueriesContext(connection) as queries:
        home(client, cast["ida"])
    return len(queries)
