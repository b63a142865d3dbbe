"""Who sees an offer, who changes it, and that nobody else reads an address or a name."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as django_settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ipraktik import cast as the_cast
from ipraktik.directory.models import Offer, SavedOffer
from ipraktik.directory.offer_steps import ORDER
from ipraktik.people.limited import LIMIT
from ipraktik.people.models import Person

pytestmark = pytest.mark.django_db
EVERYONE = (None, "ida", "olga", "per", "rune", "hanne", "karl")
THEIRS = {"hanne", "rune", "karl"}


@pytest.fixture(autouse=True)
def english(client, settings):
    settings.COORDINATORS_NEED_SECOND_FACTOR = False
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"


def soup(client, address):
    return BeautifulSoup(client.get(address).content, "html.parser")


def as_(client, cast, who):
    client.logout()
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"
    if who:
        client.force_login(cast[who])


@pytest.mark.parametrize("state", ["draft", "review", "paused", "closed", "unlisted"])
def test_what_is_not_published_is_not_there_for_others(cast, client, state):
    offer = the_cast.offer(cast, state)
    came = {}
    for who in EVERYONE:
        as_(client, cast, who)
        came[who] = client.get(offer.get_absolute_url()).status_code

    assert came == {who: 200 if who in THEIRS else 404 for who in EVERYONE}


def test_what_is_published_is_there_for_everyone(cast, client):
    offer = the_cast.offer(cast)
    for who in EVERYONE:
        as_(client, cast, who)

        assert client.get(offer.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("step", ORDER)
@pytest.mark.parametrize(("state", "refusal"), [("published", 403), ("draft", 404)])
def test_only_its_people_and_the_office_write_in_an_offer(cast, client, step, state, refusal):
    offer = the_cast.offer(cast, state)
    came = {}
    for who in EVERYONE:
        as_(client, cast, who)
        came[who] = client.post(reverse("offer-step", args=[offer.pk, step]), {"later": "1"}).status_code

    assert {came[who] for who in ("ida", "olga", "per")} == {refusal}
    assert came[None] == 302
    assert all(came[who] in (200, 302) for who in THEIRS)


@pytest.mark.parametrize(
    ("move", "hands"), [("pause", THEIRS), ("close", THEIRS), ("approve", {"karl"}), ("submit", THEIRS - {"karl"})]
)
def test_only_those_of_the_row_move_an_offer(cast, client, move, hands):
    for who in EVERYONE:
        offer = the_cast.offer(cast, at=f"Hos {who}")
        as_(client, cast, who)

        address = reverse("offer-move", args=[offer.pk, move])
        for answer in (client.get(address), client.post(address)):
            if who is None:
                assert answer.headers["Location"].startswith(reverse("account_login"))
            else:
                assert (answer.status_code == 403) is (who not in hands), who


def test_a_move_that_is_none_and_a_step_that_is_none_are_not_there(cast, client):
    offer = the_cast.offer(cast)
    client.force_login(cast["hanne"])

    assert client.get(reverse("offer-move", args=[offer.pk, "explode"])).status_code == 404
    assert client.get(reverse("offer-step", args=[offer.pk, "nowhere"])).status_code == 404
    assert client.get(reverse("offer", args=[10**18 * 9])).status_code == 404
    assert client.get(reverse("offer", args=[10**30])).status_code == 404


def with_contact_data(cast):
    """An offer that has everything one could leak."""
    person = Person.objects.get(pk=cast["hanne"].pk)
    person.phone = "86 12 34 56"
    person.save()
    offer = the_cast.offer(
        cast, see="Ring til kontoret på 86 12 34 56.", about="Skriv til loen@ipraktik.example.",
        why="Mail: hanne@ipraktik.example", wishes_for="Nogen på +45 86123456.",
        meet="Spørg efter Hanne Krogh i port 3.", hours="8-15, ring 86123456", access="Ring 86123456 ved døren",
        workspace="Hos rune@ipraktik.example", equipment="Hemmeligt udstyr", dress="Hemmelig dragt",
    )  # fmt: skip
    offer.name_people(cast["hanne"], cast["rune"], [cast["per"]], None)
    return offer


SECRET = ("@ipraktik.example", "86 12", "8612", "Hanne", "Krogh", "Rune", "Toft", "Per Kvist", "port 3", "Hemmelig")


def words(answer):
    """What the page says, without the frame that greets whoever is signed in."""
    page = BeautifulSoup(answer.content, "html.parser")
    return str(page.select_one("main") or page)


@pytest.mark.parametrize("who", [None, "ida", "olga"])
def test_nobody_else_reads_a_name_or_an_address(cast, client, who):
    offer = with_contact_data(cast)
    as_(client, cast, who)
    pages = [offer.get_absolute_url(), reverse("offers"), f"{reverse('offers')}?q=kontoret"]

    said = [words(client.get(page)) for page in pages]
    said.append(words(client.get(reverse("offers"), headers={"HX-Request": "true"})))

    assert [secret for secret in SECRET for page in said if secret in page] == []
    assert "Ring til kontoret på […]." in said[0]
    assert [offer.workplace.name in page for page in said] == [True] * 4
    assert offer.workplace.name not in words(client.get(f"{reverse('offers')}?q=86123456"))


@pytest.mark.parametrize("who", sorted({*THEIRS, "per"}))
def test_its_own_people_and_the_office_see_who_stands_behind_it(cast, client, who):
    offer = with_contact_data(cast)
    as_(client, cast, who)

    people = soup(client, offer.get_absolute_url()).select(".people li")

    assert [person.select_one("strong").text for person in people] == ["Hanne Krogh", "Rune Toft", "Per Kvist"]


def test_a_session_by_a_link_writes_in_its_own_offer_only(cast, client):
    mine, other = the_cast.offer(cast, "draft"), the_cast.offer(cast, "draft", at="Et andet sted")
    client.force_login(cast["hanne"])
    session = client.session
    session[LIMIT] = ["offer", mine.pk]
    session.save()

    assert client.get(reverse("offer-step", args=[mine.pk, "why"])).status_code == 200
    assert client.get(mine.get_absolute_url()).status_code == 200
    assert client.get(reverse("offer-step", args=[other.pk, "why"])).headers["Location"].startswith(reverse("limited"))
    assert client.get(other.get_absolute_url()).status_code == 404


def test_a_full_host_says_until_when_and_offers_no_way_in(cast, client):
    offer = the_cast.offer(cast, seats=1, at_a_time=1)
    made = the_cast.placement(cast, "agreed", offer_=offer)

    page = soup(client, offer.get_absolute_url())

    day = made.visit.last_day
    sentence = f"All seats are taken until {day.day} {day:%B %Y}. Then the host is in the directory again by itself."
    assert sentence in page.select_one("aside .sheet").text
    assert page.select_one("aside .button-primary") is None


@pytest.mark.parametrize(
    ("who", "words", "address"),
    [
        (None, "Ask for a visit", "/wish/new/?door=browse&offer={offer}"),
        ("olga", "Ask for a visit", "/wish/new/?door=browse&offer={offer}"),
        ("ida", "Ask for a visit", "/places/{offer}/ask/"),
        ("bo", "Finish your wish", "/wish/{wish}/"),
    ],
)
def test_the_way_in_begins_where_the_reader_is(cast, client, who, words, address):
    offer = the_cast.offer(cast)
    the_cast.wish(cast)
    draft = the_cast.wish(cast, "draft", intern="bo")
    as_(client, cast, who)

    button = soup(client, offer.get_absolute_url()).select_one("aside .button-primary")

    assert (button.text, button["href"]) == (words, address.format(offer=offer.pk, wish=draft.pk))


@pytest.mark.parametrize("who", [None, "ida", "hanne", "per", "karl"])
def test_its_own_people_read_where_to_meet_and_the_limits_they_have_set(cast, client, who):
    offer = with_contact_data(cast)
    Offer.objects.filter(pk=offer.pk).update(meet="Indgang C.", at_a_time=4, cap_year=6)
    the_cast.placement(cast, "preparing", offer_=offer)
    as_(client, cast, who)

    page = soup(client, offer.get_absolute_url())

    said = [" ".join(each.text.split()) for each in page.select("[aria-labelledby=limits] dd")]
    is_theirs = who in THEIRS | {"per"}
    assert said == (["At most 4. Now: 1.", "At most 6. This year: 1."] if is_theirs else [])
    assert ("Indgang C." in str(page)) is is_theirs


@pytest.mark.parametrize("who", ["hanne", "rune"])
def test_a_host_is_not_asked_to_visit_itself(cast, client, who):
    offer = the_cast.offer(cast)
    as_(client, cast, who)

    assert soup(client, offer.get_absolute_url()).select_one("aside a[href*=ask], aside a[href*=wish]") is None


def test_free_days_leave_out_those_on_which_all_seats_are_taken(cast, client):
    offer = the_cast.offer(cast, seats=1, at_a_time=3)

    def days():
        rows = soup(client, offer.get_absolute_url()).select("aside tbody tr")
        return {row.th.text: int(row.td.text) for row in rows}

    before = days()
    made = the_cast.placement(cast, "agreed", offer_=offer)
    month = f"{made.visit.first_day:%B %Y}"

    assert len(before) == 12
    assert days()[month] == before[month] - len([day for day in made.visit.days if f"{day:%B %Y}" == month])


# saving


def test_a_host_is_saved_kept_once_and_let_go(cast, client):
    offer = the_cast.offer(cast)
    client.force_login(cast["ida"])
    save, saved = reverse("offer-save", args=[offer.pk]), reverse("saved-offers")

    assert soup(client, saved).select_one(".empty h2").text == "You have saved no hosts yet"
    for _twice in range(2):
        assert client.post(save).headers["Location"] == offer.get_absolute_url()
    assert [link.text for link in soup(client, saved).select("article h2 a")] == ["Lønservice"]
    assert client.post(save, {"let-go": "1", "next": saved}).headers["Location"] == saved
    assert not SavedOffer.objects.exists()


def test_the_swapped_button_equals_the_one_on_the_page(cast, client):
    offer = the_cast.offer(cast)
    client.force_login(cast["ida"])
    for data in ({}, {"let-go": "1"}):
        part = client.post(reverse("offer-save", args=[offer.pk]), data, headers={"HX-Request": "true"})

        swapped = BeautifulSoup(part.content, "html.parser").select_one("form")
        shown = soup(client, offer.get_absolute_url()).select_one(".offer-save")
        for form in (swapped, shown):
            form.select_one("[name=csrfmiddlewaretoken]").decompose()
        assert str(swapped) == str(shown)


def test_nobody_is_led_elsewhere_after_saving(cast, client):
    offer = the_cast.offer(cast)
    client.force_login(cast["ida"])

    answer = client.post(reverse("offer-save", args=[offer.pk]), {"next": "https://evil.example/"})

    assert answer.headers["Location"] == offer.get_absolute_url()


def test_what_was_saved_and_is_gone_is_counted_not_shown(cast, client):
    offer = the_cast.offer(cast)
    SavedOffer.objects.create(person=cast["ida"], offer=offer)
    offer.perform("pause", by=cast["hanne"])
    client.force_login(cast["ida"])

    page = soup(client, reverse("saved-offers"))

    assert "1 host you saved is not in the directory right now." in page.text
    assert page.select("article") == []
    assert client.post(reverse("offer-save", args=[offer.pk])).status_code == 404


def test_saving_needs_a_reader_who_is_known(cast, client):
    offer = the_cast.offer(cast)

    for answer in (client.post(reverse("offer-save", args=[offer.pk])), client.get(reverse("saved-offers"))):
        assert answer.headers["Location"].startswith(reverse("account_login"))
    assert soup(client, offer.get_absolute_url()).select_one(".offer-save") is None


# ten cost no more than one


def questions(client, address):
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


@pytest.mark.parametrize("who", [None, "ida", "hanne", "karl"])
def test_an_offer_with_much_costs_no_more_than_one_with_little(cast, client, who):
    offer = the_cast.offer(cast, at_a_time=9)
    the_cast.placement(cast, "agreed", offer_=offer)
    as_(client, cast, who)
    questions(client, offer.get_absolute_url())
    one = questions(client, offer.get_absolute_url())
    for number in range(9):
        offer.periods.create(first=the_cast.soon(10 * number), last=the_cast.soon(10 * number), is_open=False)
        offer.people.create(role="editor", person=the_cast.person(f"e{number}", "E", ""))
        SavedOffer.objects.create(offer=offer, person=the_cast.person(f"e{number}", "E", ""))
    for key in ("bo", "mona"):
        the_cast.placement(cast, "preparing", wish_=the_cast.wish(cast, intern=key), offer_=offer)

    assert questions(client, offer.get_absolute_url()) == one


def test_ten_saved_hosts_cost_no_more_than_one(cast, client):
    def save(number):
        SavedOffer.objects.create(person=cast["ida"], offer=the_cast.offer(cast, at=f"Sted {number}"))

    client.force_login(cast["ida"])
    save(0)
    questions(client, reverse("saved-offers"))
    one = questions(client, reverse("saved-offers"))
    for number in range(1, 10):
        save(number)

    assert questions(client, reverse("saved-offers")) == one
    assert Offer.objects.count() == 10
