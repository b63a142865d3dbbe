"""Asking: an intern asks a host, a host asks someone in the pool; who is stopped hears why and loses no word."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as django_settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.directory.models import Offer, TravelGroup, Wish
from ipraktik.placements.models import Placement

pytestmark = pytest.mark.django_db
MESSAGE = "Jeg vil gerne se jeres fejlliste, helst i uge 10."


@pytest.fixture(autouse=True)
def english(client, settings):
    settings.COORDINATORS_NEED_SECOND_FACTOR = False
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"


def soup_of(answer):
    return BeautifulSoup(answer.content, "html.parser")


def ask(offer):
    return reverse("offer-ask", args=[offer.pk])


def pool(offer):
    return reverse("offer-pool", args=[offer.pk])


def errors(answer):
    assert answer.status_code == 200
    return [sentence.get_text(" ", strip=True) for sentence in soup_of(answer).select(".error-summary li")]


def test_an_intern_asks_and_has_said_yes_already(cast, client):
    wish, offer = the_cast.wish(cast), the_cast.offer(cast)
    client.force_login(cast["ida"])

    answer = client.post(ask(offer), {"message": MESSAGE})

    made = Placement.objects.get()
    assert answer.headers["Location"] == made.get_absolute_url()
    assert (made.wish, made.offer, made.state, made.origin, made.message) == (
        wish,
        offer,
        "suggested",
        "browse",
        MESSAGE,
    )
    assert {hand.participant.person for hand in made.hands.all()} == {cast["ida"]}


def test_the_days_that_suit_both_are_proposed(cast, client):
    wish, offer = the_cast.wish(cast), the_cast.offer(cast)
    client.force_login(cast["ida"])
    assert soup_of(client.get(ask(offer))).select_one(".common-days").text == "Any working day suits you both."

    Wish.objects.filter(pk=wish.pk).update(any_time=False)
    year = timezone.localdate().year + (timezone.localdate().month >= 8)  # in September no holiday is near
    wish.periods.create(first=date.fromisocalendar(year, 36, 1), last=date.fromisocalendar(year, 36, 1))
    wish.periods.create(first=date.fromisocalendar(year, 38, 1), last=date.fromisocalendar(year, 39, 5))

    words = soup_of(client.get(ask(offer))).select_one(".common-days").text
    assert words == f"These days suit you both: week 38-39 {year}."


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"state": "paused"}, None),
        ({"at_a_time": 1, "seats": 1}, ["All seats are taken."]),
        ({"days_min": 4, "days_max": 5}, ["They do not wish for the same number of days."]),
        ({"all_year": False}, ["They have no days in common."]),
    ],
)
def test_what_stops_it_is_said_and_the_message_stays(cast, client, change, said):
    offer = the_cast.offer(cast)
    the_cast.placement(cast, "preparing", wish_=the_cast.wish(cast, intern="bo"), offer_=offer)
    the_cast.wish(cast)
    Offer.objects.filter(pk=offer.pk).update(**change)
    client.force_login(cast["ida"])

    answer = client.post(ask(offer), {"message": MESSAGE})

    if said is None:
        assert answer.status_code == 404
    else:
        assert errors(answer) == said
        assert soup_of(answer).select_one("[name=message]").text.strip() == MESSAGE
        assert said[0] in soup_of(client.get(ask(offer))).select_one(".alert-warning").text
    assert Placement.objects.filter(wish__intern=cast["ida"]).count() == 0


def test_asking_twice_asks_once(cast, client):
    the_cast.wish(cast)
    offer = the_cast.offer(cast)
    client.force_login(cast["ida"])

    client.post(ask(offer), {"message": MESSAGE})

    assert errors(client.post(ask(offer), {"message": MESSAGE})) == ["It has been suggested before."]
    assert Placement.objects.count() == 1


def test_what_the_two_wished_for_is_said_but_does_not_stop(cast, client):
    the_cast.wish(cast, sectors=["state"])
    offer = the_cast.offer(cast)
    client.force_login(cast["ida"])

    assert "The intern wishes for another sector." in soup_of(client.get(ask(offer))).select_one(".alert-info").text
    assert client.post(ask(offer), {"message": MESSAGE}).status_code == 302


def test_without_a_message_nothing_is_sent(cast, client):
    the_cast.wish(cast)
    client.force_login(cast["ida"])

    answer = client.post(ask(the_cast.offer(cast)), {"message": " "})

    assert errors(answer) == ["Write what you would like to see. Two sentences will do."]


def test_who_has_two_wishes_chooses_one(cast, client):
    first, second = the_cast.wish(cast, why="Det første."), the_cast.wish(cast, why="Det andet.")
    offer = the_cast.offer(cast)
    client.force_login(cast["ida"])

    assert [radio["value"] for radio in soup_of(client.get(ask(offer))).select("[name=wish]")] == [
        str(second.pk),
        str(first.pk),
    ]
    client.post(ask(offer), {"message": MESSAGE, "wish": first.pk})

    assert Placement.objects.get().wish == first


def test_nobody_asks_with_anothers_wish(cast, client):
    mine, other = the_cast.wish(cast), the_cast.wish(cast, intern="bo")
    client.force_login(cast["ida"])

    client.post(ask(the_cast.offer(cast)), {"message": MESSAGE, "wish": other.pk})

    assert [made.wish for made in Placement.objects.all()] == [mine]


@pytest.mark.parametrize(
    ("who", "leads_to"), [("olga", "/wish/new/?door=browse&offer={offer}"), ("bo", "/wish/{wish}/")]
)
def test_without_an_open_wish_one_begins_or_goes_on_with_it(cast, client, who, leads_to):
    offer, draft = the_cast.offer(cast), the_cast.wish(cast, "draft", intern="bo")
    client.force_login(cast[who])

    answer = client.get(ask(offer))

    assert answer.headers["Location"] == leads_to.format(offer=offer.pk, wish=draft.pk)


def test_companions_who_go_together_are_asked_for_together(cast, client):
    group = TravelGroup.objects.create(together_only=True)
    for key in ("ida", "bo"):
        the_cast.wish(cast, intern=key, group=group)
    client.force_login(cast["ida"])

    client.post(ask(the_cast.offer(cast)), {"message": MESSAGE})

    assert {made.wish.intern for made in Placement.objects.all()} == {cast["ida"], cast["bo"]}
    assert len({made.visit_id for made in Placement.objects.all()}) == 1


def test_asking_needs_a_reader_who_is_known(cast, client):
    offer = the_cast.offer(cast)

    for address in (ask(offer), pool(offer)):
        assert client.post(address, {"message": MESSAGE}).headers["Location"].startswith(reverse("account_login"))


# the host asks


def test_a_host_sees_open_wishes_of_the_pool_without_names(cast, client):
    offer = the_cast.offer(cast)
    wish = the_cast.wish(cast, door="pool", why="Jeg vil se fejl. Skriv til ida@ipraktik.example.")
    the_cast.wish(cast, intern="bo", door="browse")
    the_cast.wish(cast, intern="mona", door="pool", sectors=["state"])
    client.force_login(cast["hanne"])

    page = soup_of(client.get(pool(offer))).select_one("main")

    assert [link["href"] for link in page.select("article a")] == [f"?wish={wish.pk}"]
    assert "Jeg vil se fejl. Skriv til […]." in page.text
    assert [name for name in ("Ida", "Lund", "Signe", "Aarhus", "Lønkontoret", "@") if name in page.text] == []


def test_a_host_asks_and_the_intern_is_waited_for(cast, client):
    offer, wish = the_cast.offer(cast), the_cast.wish(cast, door="pool")
    client.force_login(cast["hanne"])
    assert client.get(f"{pool(offer)}?wish={wish.pk}").status_code == 200

    answer = client.post(pool(offer), {"wish": wish.pk, "message": MESSAGE})

    made = Placement.objects.get()
    assert answer.headers["Location"] == offer.get_absolute_url()
    assert (made.wish, made.origin, made.state, made.message) == (wish, "host", "suggested", MESSAGE)
    assert {hand.participant.person for hand in made.hands.all()} == {cast["hanne"]}


def test_a_wish_that_is_gone_is_said_and_the_message_stays(cast, client):
    offer, wish = the_cast.offer(cast), the_cast.wish(cast, door="pool")
    wish.perform("withdraw", by=cast["ida"], reason="Nyt job.")
    client.force_login(cast["hanne"])

    answer = client.post(pool(offer), {"wish": wish.pk, "message": MESSAGE})

    assert errors(answer) == ["This wish is not open any more, or another host has been suggested. Choose another."]
    assert soup_of(answer).select_one("[name=message]").text.strip() == MESSAGE
    assert "This wish is not open any more, or" in soup_of(client.get(f"{pool(offer)}?wish={wish.pk}")).text
    assert errors(client.post(pool(offer), {"wish": "x\0'", "message": MESSAGE})) == errors(answer)


@pytest.mark.parametrize(("door", "sectors"), [("browse", []), ("pool", ["state"])])
def test_a_host_cannot_ask_whom_it_does_not_see(cast, client, door, sectors):
    offer, wish = the_cast.offer(cast), the_cast.wish(cast, door=door, sectors=sectors)
    client.force_login(cast["hanne"])

    client.post(pool(offer), {"wish": wish.pk, "message": MESSAGE})

    assert Placement.objects.count() == 0


def test_the_reserve_hears_that_the_contact_does_the_asking(cast, client):
    offer, wish = the_cast.offer(cast), the_cast.wish(cast, door="pool")
    client.force_login(cast["rune"])

    assert "Hanne Krogh is the contact person and does the asking." in soup_of(client.get(pool(offer))).text
    answer = client.post(pool(offer), {"wish": wish.pk, "message": MESSAGE})

    assert errors(answer) == ["The contact person does this. The contact person can hand over to you."]
    assert Placement.objects.count() == 0


@pytest.mark.parametrize(("who", "came"), [("ida", 403), ("per", 403), ("karl", 403), ("hanne", 200), ("rune", 200)])
def test_the_pool_is_for_the_hosts_own_people(cast, client, who, came):
    client.force_login(cast[who])

    assert client.get(pool(the_cast.offer(cast))).status_code == came


def test_a_draft_has_no_pool(cast, client):
    offer = the_cast.offer(cast, "draft")
    client.force_login(cast["hanne"])

    answer = client.get(pool(offer), follow=True)

    assert "This cannot be done any more, or not yet: it is “draft”." in soup_of(answer).text


def test_where_the_programme_says_no_the_host_is_told(client, db, settings):
    settings.PROGRAMME_DIR = django_settings.PACKAGE / "tests" / "programmes" / "outside_view"
    cast = the_cast.gather()
    offer = the_cast.offer(cast)
    client.force_login(cast["hanne"])

    answer = client.get(pool(offer), follow=True)

    assert "In this programme the office finds the interns. Write to them." in soup_of(answer).text
    assert soup_of(client.get(offer.get_absolute_url())).select_one(f"a[href='{pool(offer)}']") is None


def test_ten_wishes_cost_no_more_than_one(cast, client):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            client.get(pool(offer))
        return len(asked)

    offer = the_cast.offer(cast)
    the_cast.wish(cast, door="pool")
    client.force_login(cast["hanne"])
    questions()
    one = questions()
    for key in ("bo", "mona", "emil", "tove", "olga"):
        the_cast.wish(cast, intern=key, door="pool")

    assert questions() == one
