"""The placement page: for every state and party it says what that reader is to do, and nothing that is not theirs."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from ipraktik import cast as the_cast
from ipraktik.journeys.next_steps import STEPS, next_step
from ipraktik.journeys.situation import Situation, gathered
from ipraktik.placements.models import Placement
from ipraktik.programme import programme

pytestmark = pytest.mark.django_db
PARTIES = ("ida", "hanne", "signe", "karl")


@pytest.fixture(autouse=True)
def english(client, settings):
    client.cookies["language"] = "en"
    settings.COORDINATORS_NEED_SECOND_FACTOR = False


def see(client, person, placement, name="placement", **more):
    client.force_login(person)
    return client.get(reverse(name, args=[placement.pk, *more.values()]))


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def step_of(page):
    return page.select_one(".next-step h2").get_text(strip=True)


EXPECTED = {  # state: what Ida, Hanne, Signe and Karl are told first
    "suggested": (
        "Do you want to visit Lønservice?",
        "Will you receive Ida Lund?",
        "There is nothing for you to do yet",
        "The suggestion is waiting for an answer",
    ),
    "preparing": (
        "Agree on the days",
        "Agree on the days",
        "Write what you hope for",
        "They are preparing the visit",
    ),
    "agreed": (
        "Get ready for the journey",
        "Get ready to receive Ida Lund",
        "Help Ida Lund to get away",
        "Everything is ready",
    ),
    "completed": ("Tell how it went", "Tell how it went", "Tell how it went", "The visit has been held"),
    "declined": (
        "Find another place",
        "This visit came to nothing",
        "This visit came to nothing",
        "Help the intern on",
    ),
    "withdrawn": (
        "Find another place",
        "This visit came to nothing",
        "This visit came to nothing",
        "Help the intern on",
    ),
    "lapsed": ("Find another place", "This visit came to nothing", "This visit came to nothing", "Help the intern on"),
    "cancelled": (
        "Find another place",
        "This visit came to nothing",
        "This visit came to nothing",
        "Help the intern on",
    ),
    "not-held": (
        "Find another place",
        "This visit came to nothing",
        "This visit came to nothing",
        "Help the intern on",
    ),
}


@pytest.mark.parametrize("state", list(Placement.STATES))
def test_each_reader_is_told_their_own_next_step_first(client, cast, state):
    placement = the_cast.placement(cast, state)

    told = tuple(step_of(soup(see(client, cast[key], placement))) for key in PARTIES)

    assert told == EXPECTED[state]


@pytest.mark.parametrize("state", list(Placement.STATES))
def test_who_is_not_in_it_does_not_find_it(client, cast, state):
    placement = the_cast.placement(cast, state)

    found = {name: see(client, cast["olga"], placement, name).status_code for name in PAGES}

    assert found == dict.fromkeys(PAGES, 404)


PAGES = (
    "placement",
    "placement-history",
    "placement-practical",
    "placement-itinerary",
    "placement-expectations",
    "placement-agreement",
    "placement-evaluate",
)


def days_from_today(placement, days):
    the_cast.move_in_time(placement, (timezone.localdate() - placement.visit.first_day).days + days)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (0, ("Look, ask and wonder", "Ida Lund is with you now", "Leave Ida Lund in peace", "The visit is going on")),
        (
            -30,
            (
                "Did the visit take place?",
                "Did the visit take place?",
                "Welcome Ida Lund home",
                "Did the visit take place?",
            ),
        ),
    ],
)
def test_the_calendar_changes_the_step(client, cast, days, told):
    with time_machine.travel(timezone.localtime().replace(hour=10), tick=False):
        placement = the_cast.placement(cast, "agreed")
        days_from_today(placement, days)

        assert tuple(step_of(soup(see(client, cast[key], placement))) for key in PARTIES) == told


@pytest.mark.parametrize(
    ("state", "days", "first"),
    [
        ("preparing", 20, ["Overview", "Expectations", "Itinerary", "Days and people"]),
        ("agreed", 20, ["Overview", "Expectations", "Itinerary", "Days and people"]),
        ("agreed", 0, ["Overview", "Itinerary", "Notebook", "Photos", "Daily talk"]),
        ("completed", -9, ["Overview", "Evaluation", "Three pieces of advice", "Notebook"]),
    ],
)
def test_the_parts_that_matter_in_a_phase_come_first_and_none_is_lost(client, cast, state, days, first):
    placement = the_cast.placement(cast, state)
    the_cast.prepare(placement)
    days_from_today(placement, days)
    now = tabs_of(see(client, cast["ida"], placement))

    assert (now[: len(first)], now[-1], len({*now})) == (first, "History", len(now))
    assert {"Overview", "Expectations", "Itinerary", "Days and people", "The place", "Agreement", "Conversation"} < {
        *now
    }


def tabs_of(response):
    return [tab.get_text(strip=True) for tab in soup(response).select(".tab-links a")]


def test_preparing_goes_step_by_step_to_the_signature(client, cast):
    placement = the_cast.placement(cast, "preparing")
    told = [step_of(soup(see(client, cast["hanne"], placement)))]

    placement.visit.set_days(the_cast.soon(), the_cast.soon() + timedelta(days=1), cast["hanne"])
    told.append(step_of(soup(see(client, cast["hanne"], placement))))
    placement.participants.filter(party="host").update(expectations_shared_at=timezone.now())
    told.append(step_of(soup(see(client, cast["hanne"], placement))))
    the_cast.prepare(placement)
    told.append(step_of(soup(see(client, cast["hanne"], placement))))
    placement.perform("sign", by=cast["hanne"])
    told.append(step_of(soup(see(client, cast["hanne"], placement))))

    assert told == [
        "Agree on the days",
        "Write what you hope for",
        "Fill the days",
        "Read and sign the agreement",
        "You have signed",
    ]


def test_every_state_phase_and_party_has_a_step(cast):
    for state in Placement.STATES:
        for phase in ("before", "during", "after"):
            for party in ("intern", "host", "sender", "coordinator"):
                rows = [
                    row
                    for row in STEPS
                    if state in row.states and party in row.parties and phase in row.phases and not row.when
                ]
                assert rows, (state, phase, party)


def test_the_manager_who_has_not_answered_is_led_to_the_question(client, cast):
    placement = the_cast.placement(cast, wish_=the_cast.wish(cast, consent=False))

    page = soup(see(client, cast["signe"], placement))

    assert step_of(page) == "Say yes or no to the wish"
    assert page.select_one(".next-step a")["href"] == reverse("consent", args=[placement.wish.consent.pk])


def test_the_page_speaks_danish_too(client, cast):
    placement = the_cast.placement(cast, "agreed")
    client.cookies["language"] = "da"

    page = soup(see(client, cast["ida"], placement))

    assert page.html["lang"] == "da"
    assert "Få styr" not in step_of(page)  # the words of the programme come in the checklist, not in the step
    assert page.select_one("#advice .tick").get_text(strip=True).startswith("Lær stedet at kende hjemmefra")


def test_contact_data_is_for_those_in_it_while_it_lives(client, cast):
    placement = the_cast.placement(cast, "preparing")
    during = cast["hanne"].email in see(client, cast["ida"], placement).content.decode()
    placement.perform("cancel", by=cast["ida"], reason="Jeg er syg.")

    after = cast["hanne"].email in see(client, cast["ida"], placement).content.decode()

    assert (during, after) == (True, False)


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("suggested", [False, True, False, True]),
        ("preparing", [True] * 4),
        ("declined", [False, True, False, True]),
        ("cancelled", [False, True, False, True]),
        ("completed", [True] * 4),
    ],
)
def test_where_to_meet_is_for_those_who_come(client, cast, state, told):
    placement = the_cast.placement(cast, state, offer_=the_cast.offer(cast, meet="Indgang C, kode ved døren."))

    seen = ["Indgang C" in see(client, cast[key], placement).content.decode() for key in PARTIES]

    assert seen == told


def test_who_did_not_sign_in_time_is_led_to_new_days(client, cast):
    placement = the_cast.placement(cast, "preparing")
    the_cast.prepare(placement)
    days_from_today(placement, 0)

    ways = [soup(see(client, cast[key], placement)).select_one(".next-step a") for key in PARTIES]

    practical = reverse("placement-practical", args=[placement.pk])
    assert [way and way["href"] for way in ways] == [practical, practical, None, practical]


def test_special_needs_are_seen_by_intern_and_host_once_both_have_said_yes(client, cast):
    needs = "Jeg tåler ikke nødder."

    def seen(placement):
        return [needs in see(client, cast[key], placement).content.decode() for key in (*PARTIES, "rune")]

    placement = the_cast.placement(cast, wish_=the_cast.wish(cast, special_needs=needs))
    before = seen(placement)
    the_cast.advance(placement, "preparing")

    assert before == [False] * 5
    assert seen(placement) == [True, True, False, False, True]


def test_who_is_missing_can_be_reminded_once_a_day(client, cast):
    placement = the_cast.placement(cast, "suggested")
    placement.perform("accept", by=cast["ida"])
    hanne = placement.participants.get(person=cast["hanne"])
    page = soup(see(client, cast["ida"], placement))
    assert [each.strong.get_text() for each in page.select("#awaited + .people li")] == ["Hanne Krogh"]

    for _twice in range(2):
        client.post(reverse("placement-remind", args=[placement.pk, hanne.pk]))

    page = soup(client.get(placement.get_absolute_url()))
    assert [event.facts for event in placement.events.filter(name="remind")] == [
        {"participant": hanne.pk, "move": "accept"}
    ]
    assert "Was reminded within the last day." in page.get_text()
    assert "Hanne Krogh was reminded within the last day. Give them a little time." in page.get_text()


def test_who_has_done_their_part_cannot_be_reminded(client, cast):
    placement = the_cast.placement(cast, "suggested")
    placement.perform("accept", by=cast["ida"])
    ida = placement.participants.get(person=cast["ida"])
    client.force_login(cast["karl"])

    client.post(reverse("placement-remind", args=[placement.pk, ida.pk]))

    assert not placement.events.filter(name="remind").exists()


def without_tokens(markup):
    for hidden in markup.select("input[name=csrfmiddlewaretoken]"):
        hidden.decompose()
    return str(markup)


def test_a_swapped_checklist_equals_the_reloaded_one(client, cast):
    placement = the_cast.placement(cast, "agreed")
    client.force_login(cast["ida"])
    tick = reverse("placement-tick", args=[placement.pk, "study-the-place"])

    part = soup(client.post(tick, headers={"HX-Request": "true"}))

    reloaded = soup(client.get(placement.get_absolute_url()))
    assert without_tokens(part.select_one("#advice")) == without_tokens(reloaded.select_one("#advice"))
    assert [each["id"] for each in reloaded.select(".tick[aria-pressed=true]")] == ["tick-study-the-place"]


def test_a_tick_is_taken_away_again_and_is_ones_own(client, cast):
    placement = the_cast.placement(cast, "agreed")
    client.force_login(cast["ida"])
    tick = reverse("placement-tick", args=[placement.pk, "study-the-place"])

    assert client.post(tick).url == f"{placement.get_absolute_url()}#advice"
    assert client.post(reverse("placement-tick", args=[placement.pk, "tell-everyone"])).status_code == 404
    client.post(tick)

    assert not placement.participants.get(person=cast["ida"]).ticks.exists()


def own_list(client, cast, who, placement):
    page = soup(see(client, cast[who], placement))
    return [each.get_text(" ", strip=True) for each in page.select("#advice .own-item .tick")]


def test_what_one_adds_to_the_list_is_ones_own(client, cast):
    placement = the_cast.placement(cast, "agreed")
    client.force_login(cast["ida"])
    add = reverse("placement-own-item", args=[placement.pk])

    client.post(add, {"text": "Husk gummistøvler"})

    lists = {who: own_list(client, cast, who, placement) for who in ("ida", "hanne", "signe", "karl")}
    assert lists == {"ida": ["Husk gummistøvler"], "hanne": [], "signe": [], "karl": []}


def test_an_own_item_is_ticked_off_and_taken_out_and_the_swapped_list_equals_the_reloaded_one(client, cast):
    placement = the_cast.placement(cast, "agreed")
    mine = placement.participants.get(person=cast["ida"]).own_items.create(phase="before", text="Gummistøvler")
    client.force_login(cast["ida"])
    tick, remove = (reverse(f"placement-own-item-{deed}", args=[placement.pk, mine.pk]) for deed in ("tick", "remove"))

    part = soup(client.post(tick, headers={"HX-Request": "true"}))
    reloaded = soup(client.get(placement.get_absolute_url()))
    client.post(remove)

    assert without_tokens(part.select_one("#advice")) == without_tokens(reloaded.select_one("#advice"))
    assert [each["id"] for each in reloaded.select(".tick[aria-pressed=true]")] == [f"own-{mine.pk}"]
    assert own_list(client, cast, "ida", placement) == []


def test_a_list_that_is_full_says_so_and_an_empty_line_is_asked_for(client, cast):
    placement = the_cast.placement(cast, "agreed")
    me = placement.participants.get(person=cast["ida"])
    client.force_login(cast["ida"])
    add = reverse("placement-own-item", args=[placement.pk])

    empty = client.post(add, {"text": " "})
    for number in range(50):
        client.post(add, {"text": f"Ting {number}"})
    full = soup(client.post(add, {"text": "Gummistøvler"}))

    assert full.select_one("#id_text")["value"] == "Gummistøvler"
    assert full.select_one(".error-summary a").text.strip() == "Your list is full. Take something out first."
    assert soup(empty).select_one(".error-summary a")["href"] == "#id_text"
    assert me.own_items.count() == 50


def test_what_is_done_on_its_own_page_needs_no_tick(client, cast):
    placement = the_cast.placement(cast, "agreed")
    page = soup(see(client, cast["ida"], placement))

    by_itself = [each.get_text(" ", strip=True) for each in page.select("#advice p.tick")]

    questions = programme().guide_for("intern", "before", "question")
    goals = next(entry for entry in programme().guide if entry.key == "write-your-own-goals")
    assert by_itself == [f"✓ Done: {entry.text.in_('en')}" for entry in (goals, *questions)]
    assert page.select_one("#tick-write-your-own-goals") is None


def test_ten_rows_and_ten_events_cost_no_more_than_one(client, cast):
    placement = the_cast.placement(cast, "agreed")
    day = placement.visit.first_day

    def questions():
        with CaptureQueriesContext(connection) as asked:
            client.get(placement.get_absolute_url())
        return len(asked)

    client.force_login(cast["ida"])
    short = questions()
    for number in range(9):
        placement.visit.items.create(day=day, what=f"Møde {number}")
        placement.record("remind", cast["karl"], participant=0, move="sign")

    assert questions() == short


def test_the_step_is_the_same_wherever_it_is_told(cast):
    placement = the_cast.placement(cast, "preparing")
    with translation.override("en"):
        told = next_step(Situation(gathered(Placement.objects).get(pk=placement.pk), cast["ida"]))

    assert (told.title, told.url) == ("Agree on the days", reverse("placement-practical", args=[placement.pk]))
