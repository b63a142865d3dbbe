"""The parts of a placement as forms: what is typed is kept, what stops one says what to do, and who signs follows."""

from datetime import date, timedelta
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ipraktik import cast as the_cast
from ipraktik.directory.models import Offer
from ipraktik.people.models import Person
from ipraktik.placements.models import Placement
from ipraktik.tests.reading import errors, told, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english", "no_second_factor")]


@pytest.fixture
def preparing(cast):
    return the_cast.placement(cast, "preparing")


def url(name, placement, *more):
    return reverse(name, args=[placement.pk, *more])


def practical(placement, first="", last="", **more):
    visit = placement.visit
    given = {"contact": visit.contact_id or "", "reserve": visit.reserve_id or "", "first_day": first, "last_day": last}
    return given | more


def set_days(client, person, placement, first, last, **more):
    client.force_login(person)
    return client.post(url("placement-practical", placement), practical(placement, first, last, **more), follow=True)


MONDAY = the_cast.soon(70)
NEXT_YEAR = date(MONDAY.year + 1, 3, 7) - timedelta(days=date(MONDAY.year + 1, 3, 7).weekday())  # a Monday


def typed(day):
    return day.strftime("%d.%m.%Y")


def test_the_days_are_set_in_words_people_use(client, cast, preparing):
    set_days(client, cast["ida"], preparing, typed(MONDAY), (MONDAY + timedelta(days=1)).isoformat())

    preparing.visit.refresh_from_db()
    assert (preparing.visit.first_day, preparing.visit.last_day) == (MONDAY, MONDAY + timedelta(days=1))
    assert [event.facts for event in preparing.events.filter(name="set-days")] == [
        {"first": MONDAY.isoformat(), "last": (MONDAY + timedelta(days=1)).isoformat()}
    ]


FAR = date(9999, 12, 30)
LENGTH = "A visit lasts 2 to 5 days. Change the number of days."


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (MONDAY + timedelta(days=2), MONDAY, "The last day comes before the first. Swap them, or correct one."),
        (MONDAY, MONDAY, LENGTH),
        (MONDAY, MONDAY + timedelta(days=7), LENGTH),
        (MONDAY, MONDAY + timedelta(days=400), LENGTH),
        (MONDAY, FAR, "Write a day within the next two years."),
        (date(2020, 5, 4), date(2020, 5, 5), "Write a first day that is still to come."),
        (MONDAY, None, "Write the last day, as 25.11.2026."),
        (None, MONDAY, "Write the first day, as 23.11.2026."),
    ],
)
def test_days_that_cannot_be_are_refused_in_one_sentence(client, cast, preparing, first, last, sentence):
    given = [typed(day) if day else "" for day in (first, last)]

    response = set_days(client, cast["ida"], preparing, *given)

    assert errors(response) == [sentence]
    assert BeautifulSoup(response.content, "html.parser").select_one("[name=first_day]").get("value", "") == given[0]
    preparing.visit.refresh_from_db()
    assert preparing.visit.first_day is None


def test_a_weekend_is_warned_about_and_allowed(client, cast, preparing):
    saturday = MONDAY + timedelta(days=5)

    response = set_days(client, cast["hanne"], preparing, typed(saturday - timedelta(days=1)), typed(saturday))

    preparing.visit.refresh_from_db()
    assert preparing.visit.last_day == saturday
    assert [sentence for sentence in told(response) if "weekend" in sentence] == [
        f"{saturday.day} {saturday:%B %Y} is a weekend. Are they at work?"
    ]


def test_other_days_take_the_rows_along(client, cast, preparing):
    the_cast.prepare(preparing)
    later = preparing.visit.first_day + timedelta(days=7)

    set_days(client, cast["hanne"], preparing, typed(later), typed(later + timedelta(days=1)))

    assert [item.day for item in preparing.visit.items.all()] == [later, later + timedelta(days=1)]


def test_days_on_which_the_host_is_full_are_refused(client, cast):
    offer = the_cast.offer(cast, seats=1, at_a_time=3)
    first = the_cast.placement(cast, "preparing", offer_=offer)
    the_cast.prepare(first, MONDAY)
    second = the_cast.placement(cast, "preparing", offer_=offer, wish_=the_cast.wish(cast, intern="bo"))

    response = set_days(client, cast["bo"], second, typed(MONDAY), typed(MONDAY + timedelta(days=1)))

    sentence = "The host does not have seats for all on those days: others are visiting then. Choose other days."
    assert sentence in told(response)
    second.visit.refresh_from_db()
    assert second.visit.first_day is None


def test_a_year_in_which_the_host_wants_no_more_is_refused(client, cast):
    offer = the_cast.offer(cast, seats=1, at_a_time=3, cap_year=1)
    the_cast.prepare(the_cast.placement(cast, "preparing", offer_=offer), NEXT_YEAR)
    second = the_cast.placement(cast, "preparing", offer_=offer, wish_=the_cast.wish(cast, intern="bo"))
    days = (NEXT_YEAR + timedelta(days=14), NEXT_YEAR + timedelta(days=15))

    response = set_days(client, cast["bo"], second, *map(typed, days))

    assert f"The host does not receive more interns in {NEXT_YEAR.year}. Choose days in another year." in told(response)
    second.visit.refresh_from_db()
    assert second.visit.first_day is None


def test_a_host_that_lowers_its_numbers_sends_nobody_home(client, cast, preparing):
    the_cast.prepare(preparing, MONDAY)
    the_cast.placement(cast, "preparing", offer_=preparing.offer, wish_=the_cast.wish(cast, intern="bo"),
                       visit=preparing.visit)  # fmt: skip
    Offer.objects.filter(pk=preparing.offer_id).update(seats=1, at_a_time=1, cap_year=1)
    days = (MONDAY + timedelta(days=1), MONDAY + timedelta(days=2))

    set_days(client, cast["hanne"], preparing, *map(typed, days))

    preparing.visit.refresh_from_db()
    assert (preparing.visit.first_day, preparing.visit.last_day) == days


def test_days_the_host_has_closed_and_a_length_it_did_not_want_are_warned_about(client, cast, preparing):
    Offer.objects.filter(pk=preparing.offer_id).update(days_min=3)
    tuesday = MONDAY + timedelta(days=1)
    preparing.offer.periods.create(first=tuesday, last=tuesday, is_open=False)

    response = set_days(client, cast["ida"], preparing, typed(MONDAY), typed(tuesday))

    assert told(response) == [
        "Saved.",
        f"The host has said that these days do not suit: {tuesday.day} {tuesday:%B %Y}. "
        "Agree on it with each other first.",
        "The host has said that a visit lasts 3 to 5 days. Agree on it with each other first.",
    ]


def test_a_new_contact_person_signs_instead_of_the_one_before(client, cast, preparing):
    new = {"contact": "new", "contact_name": "Lis Holt", "contact_email": "Lis@ipraktik.example"}

    set_days(client, cast["hanne"], preparing, "", "", **new)

    lis = Person.objects.get(email="lis@ipraktik.example")
    preparing.visit.refresh_from_db()
    assert preparing.visit.contact == lis
    hosts = preparing.participants.filter(party="host")
    assert {each.person: each.signs for each in hosts} == {lis: True, cast["hanne"]: False, cast["rune"]: False}


def test_the_reserve_takes_over_and_signs(client, cast, preparing):
    swapped = {"contact": cast["rune"].pk, "reserve": cast["hanne"].pk}

    set_days(client, cast["hanne"], preparing, "", "", **swapped)

    signers = [each.person for each in preparing.participants.filter(party="host", signs=True)]
    assert signers == [cast["rune"]]


def test_contact_and_reserve_are_two_people(client, cast, preparing):
    response = set_days(client, cast["hanne"], preparing, "", "", reserve=cast["hanne"].pk)

    assert errors(response) == ["Choose another reserve: it cannot be the contact person."]


def test_the_intern_sets_the_days_but_not_the_hosts_people(client, cast, preparing):
    set_days(client, cast["ida"], preparing, "", "", contact=cast["rune"].pk, reserve=cast["hanne"].pk)

    preparing.visit.refresh_from_db()
    assert preparing.visit.contact == cast["hanne"]


def test_the_manager_reads_and_changes_nothing(client, cast, preparing):
    refused = set_days(client, cast["signe"], preparing, typed(MONDAY), typed(MONDAY + timedelta(days=1)))

    read = client.get(url("placement-practical", preparing))

    preparing.visit.refresh_from_db()
    assert (refused.status_code, read.status_code, preparing.visit.first_day) == (403, 200, None)


def test_another_manager_takes_the_senders_seat(cast):
    wish = the_cast.wish(cast, consent=False)
    placement = the_cast.placement(cast, "preparing", wish_=wish)

    wish.consent.pass_on(cast["signe"], cast["jens"])

    assert [each.person for each in placement.participants.filter(party="sender")] == [cast["jens"]]
    assert not Placement.objects.visible_to(cast["signe"]).exists()


def add_row(client, placement, **given):
    row = {"day": placement.visit.first_day.isoformat(), "what": "Morgenmøde"} | given
    return client.post(url("placement-itinerary", placement), row, follow=True)


# the agreement


@pytest.fixture
def ready(preparing):
    the_cast.prepare(preparing)
    return Placement.objects.get(pk=preparing.pk)


def read(client, person, placement):
    client.force_login(person)
    page = BeautifulSoup(client.get(url("placement-agreement", placement)).content, "html.parser")
    field = page.select_one("[name=sha256]")
    return field["value"] if field else None


def sign(client, person, placement, sha256=None):
    sha256 = sha256 or read(client, person, placement)
    return client.post(url("placement-move", placement, "sign"), {"sha256": sha256}, follow=True)


def test_one_signs_the_text_one_has_read(client, cast, ready):
    sign(client, cast["ida"], ready)

    signature = ready.version.signatures.get()
    assert (signature.name, signature.method) == ("Ida Lund", "signed-in")
    assert signature.evidence == {"address": cast["ida"].email, "language": "en", "proved": []}


def test_a_personal_link_alone_does_not_sign_but_leads_to_a_code(client, cast, ready):
    sha256 = read(client, cast["signe"], ready)
    session = client.session
    session["limited_to"] = ["placement", ready.pk]
    session.save()

    response = client.post(url("placement-move", ready, "sign"), {"sha256": sha256})

    back = quote(url("placement-agreement", ready), safe="")
    assert response.headers["Location"] == f"{reverse('account_confirm_login_code')}?next={back}"
    assert client.session["account_login"]["email"] == cast["signe"].email
    assert not ready.versions.exists()


def test_who_writes_the_code_back_signs_and_the_signature_says_so(client, cast, ready):
    sha256 = read(client, cast["signe"], ready)
    session = client.session
    session["limited_to"] = ["placement", ready.pk]
    session.save()
    client.post(url("placement-move", ready, "sign"), {"sha256": sha256})

    code = client.session["account_login"]["state"]["stages"]["login_by_code"]["data"]["code"]
    client.post(reverse("account_confirm_login_code"), {"code": code})
    client.post(url("placement-move", ready, "sign"), {"sha256": sha256})

    signature = ready.version.signatures.get()
    assert (signature.method, signature.evidence["proved"]) == ("code", ["code"])


@pytest.mark.parametrize("sha256", ["", "0" * 64])
def test_nobody_signs_what_they_have_not_read(client, cast, ready, sha256):
    client.force_login(cast["ida"])

    response = client.post(url("placement-move", ready, "sign"), {"sha256": sha256}, follow=True)

    assert told(response)[0] == "The text has changed since you opened it. Read it again, then sign."
    assert not ready.versions.exists()


def test_reading_the_agreement_leaves_no_trace(client, cast, ready):
    read(client, cast["ida"], ready)

    assert not ready.versions.exists()


def test_a_changed_text_says_plainly_who_must_sign_again(client, cast, ready):
    sign(client, cast["ida"], ready)
    client.force_login(cast["hanne"])

    response = add_row(client, ready, what="Endnu et møde")

    assert "The text of the agreement has changed. Those whom it concerns must sign again." in told(response)
    page = words(client.get(url("placement-agreement", ready)))
    assert "Signed an earlier text. It has changed since, so that signature no longer counts." in page
    assert read(client, cast["ida"], ready) is not None


def test_the_agreement_is_read_in_both_languages(client, cast, ready):
    client.force_login(cast["ida"])
    titles = []
    for language in ("en", "da"):
        client.cookies["language"] = language
        page = BeautifulSoup(client.get(url("placement-agreement", ready)).content, "html.parser")
        titles.append([(each["lang"], each.h2.get_text()) for each in page.select(".paper")[:2]])

    danish, english = ("da", "Praktikaftale"), ("en", "Placement agreement")
    assert titles == [[english, danish], [danish, english]]


def test_what_stops_the_signature_is_said_beside_the_button(client, cast, preparing):
    client.force_login(cast["ida"])

    page = BeautifulSoup(client.get(url("placement-agreement", preparing)).content, "html.parser")

    button = page.select_one("[aria-disabled=true]")
    assert button.get_text() == "Sign the agreement"
    said = page.select_one(f"#{button['aria-describedby']}").get_text(strip=True)
    move = Placement.MOVES["sign"]
    assert said == " ".join(map(str, preparing.obstacles(move, cast["ida"])))


# moves


def test_a_no_keeps_the_reason_where_the_other_side_reads_it(client, cast):
    placement = the_cast.placement(cast)
    client.force_login(cast["hanne"])
    decline = url("placement-move", placement, "decline")
    assert "The others of this visit, the intern's manager too, read your reason." in words(client.get(decline))

    empty = client.post(decline, {"reason": " "})
    client.post(decline, {"reason": "Vi flytter den måned."})

    assert errors(empty) == ["Write a short reason, so that the others understand."]
    client.force_login(cast["ida"])
    assert "Vi flytter den måned." in words(client.get(placement.get_absolute_url()))


def test_a_move_that_is_stopped_keeps_the_typed_reason(client, cast):
    placement = the_cast.placement(cast, "agreed")
    client.force_login(cast["ida"])

    response = client.post(url("placement-move", placement, "miss"), {"reason": "Jeg blev syg."})

    assert "The visit is not over yet." in errors(response)
    assert "Jeg blev syg." in response.content.decode()


@pytest.mark.parametrize("move", ["withdraw", "fall-with", "lapse", "expire", "close"])
def test_no_person_makes_the_moves_of_the_clock(client, cast, move):
    placement = the_cast.placement(cast)
    client.force_login(cast["karl"])

    assert client.post(url("placement-move", placement, move)).status_code == 403


def test_there_is_no_move_of_another_name(client, cast):
    client.force_login(cast["ida"])

    assert client.get(url("placement-move", the_cast.placement(cast), "fly")).status_code == 404


def test_intern_and_host_who_disagree_leave_it_to_the_office(client, cast):
    placement = the_cast.placement(cast, "completed")
    client.force_login(cast["ida"])
    client.post(url("placement-dispute", placement), {"objection": "Jeg var syg alle dagene."})
    disputed = Placement.objects.get(pk=placement.pk)
    assert (disputed.disputed, disputed.may(cast["ida"], "evaluate")) == (True, False)

    client.force_login(cast["karl"])
    assert "What Ida Lund says Jeg var syg alle dagene." in words(client.get(placement.get_absolute_url()))
    client.post(url("placement-move", placement, "settle-missed"), {"reason": "Værten huskede forkert."})

    settled = Placement.objects.get(pk=placement.pk)
    assert (settled.state, settled.disputed, settled.wish.state) == ("not-held", False, "open")


def test_a_dispute_settled_as_held_takes_the_wish_back(cast):
    placement = the_cast.placement(cast, "not-held")
    placement.dispute(cast["ida"], "Jeg var der.")

    placement = Placement.objects.get(pk=placement.pk).perform(
        "settle-held", by=cast["karl"], reason="Ida har billeder."
    )

    assert (placement.state, placement.wish.state) == ("completed", "done")


@pytest.mark.parametrize("typed", ["- ", "#  ", "## ", "-  \n- x"])
def test_a_mark_with_nothing_after_it_is_no_trouble_to_the_agreement(client, cast, preparing, typed):
    Placement.objects.filter(pk=preparing.pk).update(special_terms=typed)
    client.force_login(cast["ida"])

    assert client.get(url("placement-agreement", preparing)).status_code == 200
