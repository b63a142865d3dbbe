"""The conversation of a placement: whose it is, what may stand in it, and that it grows without growing slow."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.kit.lifecycle import NotYet
from ipraktik.placements.conversing import ON_A_PAGE
from ipraktik.placements.models import Message, Placement

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english", "no_second_factor")]


def url(placement):
    return reverse("placement-conversation", args=[placement.pk])


def look(client, person, placement, **asked):
    client.force_login(person)
    return client.get(url(placement), asked)


def write(client, person, placement, text, **more):
    client.force_login(person)
    return client.post(url(placement), {"text": text, **more}, follow=True)


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def texts(response):
    return [each.get_text(" ", strip=True) for each in soup(response).select(".message-text")]


def errors(response):
    return [each.get_text(" ", strip=True) for each in soup(response).select(".error-summary a")]


def tab(response):
    found = soup(response).select_one('.tab-links a[href$="/conversation/"]')
    return found and found.get_text(" ", strip=True)


def messages(placement, author, count):
    begun = timezone.now() - timedelta(days=1)
    return Message.objects.bulk_create(
        Message(placement=placement, author=author, party="intern", text=f"Nr. {n}", at=begun + timedelta(seconds=n))
        for n in range(count)
    )


def test_what_one_writes_all_in_it_read_with_name_and_party(client, cast, preparing):
    write(client, cast["ida"], preparing, "Hvor parkerer jeg?\n\nOg hvornår?")

    read = {key: texts(look(client, cast[key], preparing)) for key in ("ida", "hanne", "rune", "signe", "karl")}
    said = soup(look(client, cast["hanne"], preparing)).select_one(".messages li")

    assert read == dict.fromkeys(read, ["Hvor parkerer jeg? Og hvornår?"])
    assert said.strong.text == "Ida Lund"
    assert said.select_one(".soft").get_text(" ", strip=True).startswith("Intern ·")
    assert [event.facts for event in preparing.events.filter(name="say")] == [{"message": Message.objects.get().pk}]


@pytest.mark.parametrize("key", ["olga", "bo", "per", "jens"])
def test_for_who_is_not_in_it_there_is_no_conversation(client, cast, preparing, key):
    Message.objects.say(preparing, cast["ida"], "Hej")

    assert look(client, cast[key], preparing).status_code == 404
    assert client.post(url(preparing), {"text": "Hej"}).status_code == 404
    assert list(Message.objects.visible_to(cast[key])) == []


def test_three_interns_at_one_host_have_a_conversation_each_and_no_manager_sees_anothers(client, cast):
    offer, made = the_cast.offer(cast), {}
    for intern, manager in (("ida", "signe"), ("bo", "jens"), ("mona", "tove")):
        wish = the_cast.wish(cast, intern=intern, manager=manager, at=f"Kontor {intern}")
        visit = next((each.visit for each in made.values()), None)
        made[intern] = the_cast.placement(cast, "preparing", wish_=wish, offer_=offer, visit=visit)
        Message.objects.say(made[intern], cast[intern], f"Hilsen {intern}")

    seen = {
        key: {intern: look(client, cast[key], placement).status_code for intern, placement in made.items()}
        for key in ("ida", "jens", "hanne")
    }

    assert seen == {
        "ida": {"ida": 200, "bo": 404, "mona": 404},
        "jens": {"ida": 404, "bo": 200, "mona": 404},
        "hanne": {"ida": 200, "bo": 200, "mona": 200},
    }
    assert texts(look(client, cast["hanne"], made["bo"])) == ["Hilsen bo"]
    assert [each.text for each in Message.objects.visible_to(cast["tove"])] == ["Hilsen mona"]


def test_who_was_contact_before_is_out_of_it(client, cast, preparing):
    Message.objects.say(preparing, cast["ida"], "Kun til jer, der er med")
    preparing.visit.staff(cast["per"], cast["rune"], by=cast["karl"])

    assert look(client, cast["hanne"], preparing).status_code == 404
    assert texts(look(client, cast["per"], preparing)) == ["Kun til jer, der er med"]
    assert [each.text for each in Message.objects.visible_to(cast["hanne"])] == []
    with pytest.raises(PermissionDenied):
        Message.objects.say(Placement.objects.get(pk=preparing.pk), cast["hanne"], "Jeg er her endnu")


@pytest.mark.parametrize("key", ["hanne", "signe"])
def test_a_former_contact_or_manager_has_no_way_to_it(client, cast, preparing, key):
    preparing.visit.staff(cast["per"], cast["rune"], by=cast["karl"])
    preparing.wish.ask_consent(cast["jens"])
    client.force_login(cast[key])

    page = client.get(preparing.get_absolute_url())

    assert page.status_code == 404 if key == "signe" else tab(page) is None


@pytest.mark.parametrize("state", list(Placement.STATES))
def test_it_can_be_read_in_every_state_and_written_in_while_there_is_something_to_talk_about(client, cast, state):
    placement = the_cast.placement(cast, state)
    may = state not in ("declined", "withdrawn", "lapsed")

    page = look(client, cast["ida"], placement)
    sent = client.post(url(placement), {"text": "Hej"})

    assert page.status_code == 200
    assert bool(soup(page).select_one("textarea")) is may
    assert sent.status_code == 302
    assert Message.objects.filter(placement=placement).exists() is may
    if not may:
        with pytest.raises(NotYet):
            Message.objects.say(placement, cast["ida"], "Hej")


def test_an_empty_message_is_asked_for_in_a_sentence(client, cast, preparing):
    for text in ("", "   \n ", "\u200b\u202e"):
        assert errors(write(client, cast["ida"], preparing, text)) == ["Write something before you send it."]

    assert not Message.objects.exists()


def test_what_looks_like_a_personal_number_is_asked_about_and_what_was_typed_stands(client, cast, preparing):
    text = "Mit nummer er 010190-1234"

    refused = write(client, cast["ida"], preparing, text)
    kept = write(client, cast["ida"], preparing, text, not_personal_number="on")

    assert errors(refused) == [
        "This looks like a personal number: 010190-1234. Take it out, or tick that it is something else."
    ]
    assert soup(refused).textarea.text.strip() == text
    assert texts(kept) == [text]


@pytest.mark.parametrize("text", ["x" * 1_000_000, "a\0b"])
def test_what_cannot_be_kept_is_refused_in_a_sentence(client, cast, preparing, text):
    response = write(client, cast["ida"], preparing, text)

    assert len(errors(response)) == 1
    assert not Message.objects.exists()


def test_marks_that_turn_the_direction_are_taken_out_and_markup_is_text(client, cast, preparing):
    response = write(client, cast["ida"], preparing, "Se \u202egnp.exe <script>alert(1)</script>")

    assert texts(response) == ["Se gnp.exe <script>alert(1)</script>"]
    assert soup(response).select_one(".message-text")["dir"] == "auto"


def test_pressing_twice_says_it_once(client, cast, preparing):
    for _ in range(2):
        write(client, cast["ida"], preparing, "Tak!")

    assert Message.objects.count() == preparing.events.filter(name="say").count() == 1


def test_the_tab_counts_what_one_has_not_read(client, cast, preparing):
    for text in ("Et", "To"):
        Message.objects.say(preparing, cast["ida"], text)
    client.force_login(cast["hanne"])

    before = tab(client.get(preparing.get_absolute_url()))
    look(client, cast["hanne"], preparing)
    after = tab(client.get(preparing.get_absolute_url()))
    own = tab(look(client, cast["ida"], preparing))

    assert (before, after, own) == ("Conversation 2 new", "Conversation", "Conversation")


def test_a_long_one_is_read_a_page_at_a_time_the_newest_last(client, cast, preparing):
    messages(preparing, cast["ida"], ON_A_PAGE + 3)

    newest, earlier = (texts(look(client, cast["hanne"], preparing, page=n)) for n in ("", "2"))

    assert newest == [f"Nr. {n}" for n in range(3, ON_A_PAGE + 3)]
    assert earlier == ["Nr. 0", "Nr. 1", "Nr. 2"]
    assert texts(look(client, cast["hanne"], preparing, page="nonsense")) == newest


def test_ten_cost_no_more_than_one(client, cast, preparing):
    counted = []
    for count in (1, 10):
        messages(preparing, cast["ida"], count)
        look(client, cast["hanne"], preparing)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            look(client, cast["hanne"], preparing)
        counted.append(len(queries))

    assert counted[0] == counted[1]


def test_it_works_by_a_personal_link_to_the_placement(client, cast, preparing):
    from ipraktik.people.models import Link

    client.post(reverse("link", args=[Link.objects.mint(cast["signe"], "placement", preparing.pk)]))

    response = client.post(url(preparing), {"text": "Jeg har givet hende fri."}, follow=True)

    assert texts(response) == ["Jeg har givet hende fri."]
    assert Message.objects.get().party == "sender"
