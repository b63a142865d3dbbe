"""Rows of the itinerary as forms: added, changed, copied and taken out; what cannot be says what to do."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from ipraktik import cast as the_cast
from ipraktik.agreements.models import Version
from ipraktik.itinerary import views
from ipraktik.itinerary.days import days_of, interns_of
from ipraktik.itinerary.forms import MOST_A_DAY, RowForm
from ipraktik.itinerary.models import Colleague
from ipraktik.placements.frame import plan_for
from ipraktik.placements.models import Goal, Placement
from ipraktik.tests.reading import errors, told

pytestmark = pytest.mark.django_db
MONDAY = the_cast.soon(70)
TUESDAY = MONDAY + timedelta(days=1)


def planned(cast):
    preparing = the_cast.placement(cast, "preparing")
    preparing.visit.set_days(MONDAY, TUESDAY)
    return preparing


def bo_beside(cast, placement):
    wish = the_cast.wish(cast, intern="bo", manager="jens", at="Havnen")
    return the_cast.placement(cast, "preparing", wish_=wish, offer_=placement.offer, visit=placement.visit)


def signed(placement):
    the_cast.prepare(placement)
    for signer in the_cast.people_of(placement):
        placement.perform("sign", by=signer)
    return Placement.objects.get(pk=placement.pk)


def rows(visit):
    """[(day of the visit, from, what)] as they stand."""
    days = visit.days
    return [
        (days.index(item.day), item.starts and f"{item.starts:%H:%M}", item.what)
        for item in visit.items.all().order_by("day", "starts", "pk")
    ]


@pytest.fixture
def add(client, cast, with_days, at):
    def sent(who="hanne", placement=with_days, **given):
        client.force_login(cast[who])
        row = {"day": MONDAY.isoformat(), "what": "Morgenmøde"} | given
        return client.post(at("placement-itinerary", placement), row, follow=True)

    return sent


def test_a_row_is_added_changed_copied_and_taken_out(client, with_days, add, at):
    add(starts="9", ends="kl. 10.30", where="Kantinen", kind="meeting", colleagues="Pia Holm, pia@ipraktik.example")
    row = with_days.visit.items.get()
    assert (row.starts.isoformat(), row.ends.isoformat(), row.where) == ("09:00:00", "10:30:00", "Kantinen")
    assert (row.kind, [(each.name, each.email) for each in row.colleagues.all()]) == (
        "meeting",
        [("Pia Holm", "pia@ipraktik.example")],
    )

    client.post(at("placement-itinerary-row", with_days, row.pk), {"day": MONDAY.isoformat(), "what": "Tavlemøde"})
    copied = {"from": MONDAY.isoformat(), "to": TUESDAY.isoformat()}
    client.post(at("placement-itinerary-copy", with_days), copied)
    assert rows(with_days.visit) == [(0, None, "Tavlemøde"), (1, None, "Tavlemøde")]

    client.post(at("placement-itinerary-remove", with_days, row.pk))
    assert rows(with_days.visit) == [(1, None, "Tavlemøde")]
    assert not with_days.visit.colleagues.exists()


def test_what_was_typed_stands_when_the_row_is_opened_again(client, with_days, add, at):
    add(starts="9", kind="lunch", colleagues="Pia Holm <PIA@ipraktik.example>\nKaj")
    row = with_days.visit.items.get()

    page = BeautifulSoup(client.get(at("placement-itinerary-row", with_days, row.pk)).content, "html.parser")

    assert page.select_one("[name=colleagues]").text.strip() == "Pia Holm, pia@ipraktik.example\nKaj"
    assert [each["value"] for each in page.select("[name=kind] [selected]")] == ["lunch"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"what": ""}, "Write what happens."),
        ({"starts": "ni"}, "Write the time as 9.30."),
        ({"starts": "11", "ends": "10"}, "It ends before it begins. Correct one of the times."),
        ({"day": "2020-01-01"}, "Choose one of those on the list."),
        ({"kind": "dance"}, "Choose one of those on the list."),
        ({"what": "x" * 200_000}, "Write at most 300 characters. There are 200000 now."),
        ({"colleagues": "x" * 200_000}, "Write at most 2000 characters. There are 200000 now."),
        ({"colleagues": "pia@ipraktik.example"}, "Write a name first on the line “pia@ipraktik.example”."),
        ({"colleagues": "Pia, p@"}, "Write an e-mail address such as name@organisation.dk on the line “Pia, p@”."),
        ({"colleagues": "\n".join("ABCDEFGHIJK")}, "Name at most 10 colleagues in a row."),
        (
            {"colleagues": "Pia\0"},
            "The text has a character that cannot be saved. Write it again by hand instead of pasting it.",
        ),
    ],
)
def test_a_row_that_cannot_be_says_what_to_do_and_keeps_what_was_typed(with_days, add, given, sentence):
    response = add(where="Kantinen", **given)

    page = BeautifulSoup(response.content, "html.parser")
    assert errors(response) == [sentence]
    assert page.select_one("[name=where]")["value"] == "Kantinen"
    assert not with_days.visit.items.exists()


def test_what_reads_backwards_is_not_kept(with_days, add):
    add(what="Møde\u202e gnirb")

    assert [item.what for item in with_days.visit.items.all()] == ["Møde gnirb"]


def test_five_hundred_rows_are_stopped_at_what_a_day_can_hold(with_days, add):
    for number in range(MOST_A_DAY):
        with_days.visit.items.create(day=MONDAY, what=f"Nr. {number}")

    response = add(what="En mere")

    assert errors(response) == [f"That day has {MOST_A_DAY} rows, and that is enough. Take some out first."]
    assert with_days.visit.items.count() == MOST_A_DAY


def test_a_full_day_is_not_copied_onto_another(client, cast, with_days, at):
    for number in range(MOST_A_DAY - 1):
        with_days.visit.items.create(day=MONDAY, what=f"Nr. {number}")
    for number in range(2):
        with_days.visit.items.create(day=TUESDAY, what=f"Nr. {number}")
    client.force_login(cast["hanne"])

    response = client.post(
        at("placement-itinerary-copy", with_days), {"from": MONDAY.isoformat(), "to": TUESDAY.isoformat()}, follow=True
    )

    assert told(response) == [f"That day has {MOST_A_DAY} rows, and that is enough. Take some out first."]
    assert with_days.visit.items.filter(day=TUESDAY).count() == 2


@pytest.mark.parametrize("item", ["0", "99999999999999999999", "x"])
def test_a_row_that_is_not_there_is_not_found(client, cast, with_days, item):
    client.force_login(cast["hanne"])

    assert client.get(f"/placement/{with_days.pk}/itinerary/{item}/").status_code == 404


def test_the_manager_reads_and_changes_nothing(client, cast, with_days, add, at):
    row = with_days.visit.items.create(day=MONDAY, what="Møde")

    answers = [
        add("signe").status_code,
        client.post(at("placement-itinerary-remove", with_days, row.pk)).status_code,
        client.post(at("placement-itinerary-move", with_days, row.pk), {"day": TUESDAY.isoformat()}).status_code,
        client.post(at("placement-itinerary-start", with_days), {"from": "sketch-tourist"}).status_code,
    ]

    assert answers == [403, 403, 403, 403]
    assert rows(with_days.visit) == [(0, None, "Møde")]


def test_only_the_host_sees_and_writes_a_colleagues_address(client, cast, with_days, add, at):
    add(colleagues="Pia Holm, pia@ipraktik.example")
    row = with_days.visit.items.get()
    client.force_login(cast["ida"])

    pages = [
        client.get(at(name, with_days, *more)).content.decode()
        for name, more in (("placement-itinerary", ()), ("placement-itinerary-row", (row.pk,)))
    ]
    client.post(
        at("placement-itinerary-row", with_days, row.pk), {"day": MONDAY.isoformat(), "what": "Møde", "colleagues": ""}
    )

    assert "Pia Holm" in pages[0]
    assert [page for page in pages if "pia@ipraktik.example" in page] == []
    assert [each.email for each in row.colleagues.all()] == ["pia@ipraktik.example"]


@pytest.mark.parametrize("change", ["a new row", "another row"])
def test_no_row_of_the_itinerary_changes_after_the_last_signature(cast, with_days, change):
    the_cast.prepare(with_days)
    for key in ("ida", "hanne"):
        with_days.perform("sign", by=cast[key])
    placement = Placement.objects.for_page().get(pk=with_days.pk)
    item = placement.visit.items.first() if change == "another row" else None
    form = RowForm(
        {"day": MONDAY.isoformat(), "what": "Besøg i arkivet"}, placement=placement, item=item, host=True,
        plan=plan_for(placement, cast["hanne"]), names=interns_of(placement.visit),
    )  # fmt: skip
    assert form.is_valid()
    Placement.objects.get(pk=placement.pk).perform("sign", by=cast["signe"])

    request = RequestFactory().post("/")
    request.user = cast["hanne"]
    assert views.kept(request, placement, form) is False

    now = Placement.objects.get(pk=placement.pk)
    assert form.non_field_errors() == ["This cannot be done any more, or not yet: it is “agreed”."]
    assert (now.state, now.version.text) == ("agreed", Version.objects.draft("agreement", now).text)


def sentences(response):
    """What the summary of errors says of the whole form."""
    return [
        each.get_text(" ", strip=True)
        for each in BeautifulSoup(response.content, "html.parser").select(".error-summary li")
    ]


def test_what_was_typed_stands_beside_the_sentence_that_refuses_it(client, cast, agreed, add, at):
    row = agreed.visit.items.first()
    agreed.perform("cancel", by=cast["ida"], reason="Syg.")
    sent = {"day": MONDAY.isoformat(), "what": "En ny række", "colleagues": "Pia Holm"}

    shown = [
        add(placement=agreed, what="En ny række", colleagues="Pia Holm"),
        client.post(at("placement-itinerary-row", agreed, row.pk), sent),
        client.post(at("placement-itinerary-colleagues", agreed, row.pk), sent),
    ]

    assert [sentences(each) for each in shown] == [["This cannot be done any more, or not yet: it is “cancelled”."]] * 3
    typed = [BeautifulSoup(each.content, "html.parser") for each in shown]
    assert [each.select_one("[name=what]")["value"] for each in typed[:2]] == ["En ny række"] * 2
    assert typed[2].select_one("[name=colleagues]").text.strip() == "Pia Holm"
    assert not agreed.visit.items.filter(what="En ny række").exists() and not row.colleagues.exists()


def test_in_an_agreed_visit_the_host_may_still_say_which_colleagues_and_nothing_else(client, cast, agreed, add, at):
    row = agreed.visit.items.first()
    refused = add(what="En ny række")

    named = client.post(
        at("placement-itinerary-colleagues", agreed, row.pk),
        {"colleagues": "Pia Holm, pia@ipraktik.example"},
        follow=True,
    )

    now = Placement.objects.get(pk=agreed.pk)
    assert sentences(refused) == ["This cannot be done any more, or not yet: it is “agreed”."]
    assert told(named) == ["Saved. Those with an e-mail hear from us when the agreement is signed."]
    assert [str(each) for each in row.colleagues.all()] == ["Pia Holm"]
    assert (now.state, now.changed_since_signed) == ("agreed", [])


# several interns


def test_the_host_writes_each_interns_own_rows_and_sees_them_side_by_side(client, cast, with_days, beside, add, at):
    add(what="Sammen", starts="9")
    add(what="I arkivet", starts="10", whose=str(with_days.pk))
    add(what="På lageret", starts="10", whose=str(beside.pk))

    page = BeautifulSoup(client.get(at("placement-itinerary", with_days)).content, "html.parser")

    sections = page.select(".meanwhile > section")
    assert {each.h3.text: each.strong.text for each in sections} == {
        "Only Ida Lund": "I arkivet",
        "Only Bo Winther": "På lageret",
    }
    assert [item.placement for item in with_days.visit.items.order_by("pk")] == [None, with_days, beside]


def test_an_intern_sees_the_shared_rows_and_their_own_and_writes_for_nobody_else(
    client, cast, with_days, beside, add, at
):
    add(what="Sammen")
    add(what="På lageret", whose=str(beside.pk))
    client.force_login(cast["ida"])

    page = BeautifulSoup(client.get(at("placement-itinerary", with_days)).content, "html.parser")
    refused = add("ida", whose=str(beside.pk))

    assert [each.text for each in page.select(".itinerary strong")] == ["Sammen"]
    assert [each["value"] for each in page.select("[name=whose] option")] == ["", str(with_days.pk)]
    assert errors(refused) == ["Choose one of those on the list."]


def test_rows_of_a_day_stand_in_the_order_of_the_clock_and_those_without_a_time_last(with_days):
    for starts, what in ((None, "Ved lejlighed"), ("12:00", "Frokost"), ("09:00", "Velkomst")):
        with_days.visit.items.create(day=MONDAY, starts=starts, what=what)

    first, second = days_of(Placement.objects.get(pk=with_days.pk))

    assert [item.what for item in first.items] == ["Velkomst", "Frokost", "Ved lejlighed"]
    assert second.items == []


# goals


@pytest.fixture
def goals(with_days):
    """What Ida and Hanne have shared, a goal each; by whose it is."""
    the_cast.prepare(with_days)
    with_days.visit.items.all().delete()
    return {goal.participant.party: goal for goal in Goal.objects.shared_in(with_days)}


def looks(page):
    return [each.get_text(" ", strip=True) for each in BeautifulSoup(page.content, "html.parser").select(".looks li")]


def test_a_row_says_which_shared_goals_it_serves_and_the_others_are_worth_a_look(client, with_days, goals, add, at):
    mine, theirs = goals["intern"], goals["host"]

    page = add(what="Fejllisten", goals=[mine.pk])

    served = BeautifulSoup(page.content, "html.parser").select(".itinerary abbr")
    assert [(each.text, each["title"]) for each in served] == [(mine.mark, mine.text)]
    assert f"Nothing in the itinerary answers the goal {theirs}" in looks(page)
    assert f"Nothing in the itinerary answers the goal {mine}" not in looks(page)


def test_a_goal_that_is_not_shared_can_be_pointed_to_by_nobody(cast, with_days, add):
    secret = with_days.participants.get(person=cast["ida"]).goals.create(number=1, text="At søge væk")

    page = add(what="Møde", goals=[secret.pk])

    assert "At søge væk" not in page.content.decode()
    assert not secret.items.exists()


def test_what_a_shared_row_does_for_another_interns_goal_stays(client, cast, with_days, beside, goals, add, at):
    the_cast.prepare(beside)
    bos = Goal.objects.shared_in(beside)[0]
    row = with_days.visit.items.filter(day=MONDAY).first()
    row.goals.add(bos)

    client.force_login(cast["hanne"])
    given = {"day": MONDAY.isoformat(), "what": "Møde", "goals": [goals["host"].pk]}
    client.post(at("placement-itinerary-row", with_days, row.pk), given)

    assert {*row.goals.all()} == {bos, goals["host"]}


# what is worth a look


@pytest.fixture
def elsewhere(cast, with_days):
    """Another visit to Hanne's on the same days."""
    wish = the_cast.wish(cast, intern="mona", manager="tove", at="Skolen")
    other = the_cast.placement(cast, "preparing", wish_=wish, offer_=with_days.offer)
    other.visit.set_days(MONDAY, TUESDAY)
    return other


@pytest.mark.parametrize(("who", "hears"), [("hanne", True), ("karl", True), ("ida", False)])
def test_the_host_hears_that_the_contact_person_is_with_another_visit_and_the_intern_does_not(
    client, cast, with_days, elsewhere, at, who, hears
):
    for placement in (with_days, elsewhere):
        placement.visit.items.create(
            day=MONDAY, starts="09:00", ends="10:00", what="Velkomst", with_whom="Hanne og Rune"
        )
    client.force_login(cast[who])

    said = looks(client.get(at("placement-itinerary", with_days)))

    assert any(each.startswith("Hanne Krogh is with another visit on Monday") for each in said) is hears


def test_a_visit_that_came_to_nothing_takes_nobodys_time(client, cast, with_days, elsewhere, at):
    for placement in (with_days, elsewhere):
        placement.visit.items.create(day=MONDAY, starts="09:00", ends="10:00", what="Velkomst", with_whom="Hanne Krogh")
    elsewhere.perform("cancel", by=cast["mona"], reason="Syg.")
    client.force_login(cast["hanne"])

    assert "another visit" not in " ".join(looks(client.get(at("placement-itinerary", with_days))))


def test_the_manager_who_changes_nothing_is_given_no_advice_about_it(client, cast, with_days, at):
    with_days.visit.items.create(day=MONDAY, what="Møde")
    client.force_login(cast["signe"])

    assert looks(client.get(at("placement-itinerary", with_days))) == []


def test_ten_rows_with_all_in_them_cost_no_more_than_one(client, cast, with_days, beside, goals, at):
    client.force_login(cast["hanne"])

    def grown(count):
        for number in range(count):
            owner = [None, with_days, beside][number % 3]
            row = with_days.visit.items.create(day=MONDAY, what=f"Nr. {number}", placement=owner, kind="talk")
            row.goals.add(goals["host"])
            row.colleagues.add(Colleague.objects.known_as(with_days.visit, f"Kollega {number}"))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(at("placement-itinerary", with_days)).status_code == 200
        return len(asked)

    grown(3)
    assert grown(1) == grown(26)
