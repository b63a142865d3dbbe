"""The quiet line: who sees it, who hears of it, and what the others never learn."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ipraktik import cast as the_cast
from ipraktik.history.models import Outbox
from ipraktik.kit.lifecycle import NotYet
from ipraktik.notices.making import Maker
from ipraktik.notices.models import Letter
from ipraktik.people.links import Link
from ipraktik.preparing.trouble import Trouble

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
SECRET, ANSWER = "Min kontakt råber ad mig.", "Vi ringer til dig klokken ti."
EVERYONE = ("ida", "hanne", "rune", "signe", "bo", "olga", "karl")


@pytest.fixture
def placement(cast):
    return the_cast.placement(cast, "agreed")


def letters():
    Maker().make_all()
    names = {letter: letter.reader and letter.reader.email.split("@")[0] for letter in Letter.objects.all()}
    return {(letter.key, who or "office") for letter, who in names.items()}


def forget_letters():
    Outbox.objects.all().delete()
    Letter.objects.all().delete()


def seen(client, person, placement, trouble):
    """The pages on which this person meets the words."""
    client.force_login(person)
    names = ("placement", "placement-trouble", "placement-history", "placement-conversation", "placement-practical")
    pages = {name: reverse(name, args=[placement.pk]) for name in names}
    pages |= {"trouble": trouble.get_absolute_url(), "today": reverse("today"), "home": reverse("home")}
    found = {name: client.get(address, follow=True).content.decode() for name, address in pages.items()}
    return {name for name, text in found.items() if SECRET in text or ANSWER in text}


@pytest.mark.parametrize("writer", ["ida", "hanne", "signe", "rune"])
def test_it_is_seen_by_who_wrote_it_and_by_the_office_and_by_nobody_else(client, cast, placement, writer):
    trouble = Trouble.objects.confide(placement, cast[writer], SECRET)
    trouble.end(cast["karl"], ANSWER)

    found = {key: seen(client, cast[key], placement, trouble) for key in EVERYONE}

    expected = dict.fromkeys(EVERYONE, set()) | {writer: {"placement-trouble", "trouble"}, "karl": {"trouble"}}
    assert found == expected


@pytest.mark.parametrize("reader", ["ida", "hanne", "rune", "signe"])
def test_nothing_in_the_history_or_the_steps_of_the_others_tells_that_there_is_one(client, cast, placement, reader):
    writer = "signe" if reader == "ida" else "ida"
    pages = [reverse(name, args=[placement.pk]) for name in ("placement", "placement-history")]
    client.force_login(cast[reader])
    before = [without_tokens(client.get(page)) for page in pages]

    Trouble.objects.confide(placement, cast[writer], SECRET).end(cast["karl"], ANSWER)

    assert [without_tokens(client.get(page)) for page in pages] == before


def without_tokens(response):
    return re.sub(
        r"csrf\w*\W+[\w=\"' ]*value=\"\w+\"|nonce-[\w=-]+|\"X-CSRFToken\": ?\"\w+\"", "", response.content.decode()
    )


def test_the_office_alone_is_told_and_the_answer_goes_to_the_writer_alone(cast, placement):
    forget_letters()

    trouble = Trouble.objects.confide(placement, cast["ida"], SECRET)
    first = letters()
    forget_letters()
    trouble.end(cast["karl"], ANSWER)

    assert first == {("someone-asks-you-quietly", "office")}
    assert letters() == {("the-office-answers-you", "ida")}


def test_the_letters_hold_neither_the_words_nor_the_answer(cast, placement):
    forget_letters()

    Trouble.objects.confide(placement, cast["ida"], SECRET).end(cast["karl"], ANSWER)
    Maker().make_all()

    assert [each.key for each in Letter.objects.all() if SECRET in each.body or ANSWER in each.body] == []
    assert not any("Ida" in f"{each.subject} {each.body}" for each in Letter.objects.filter(reader=None))


def test_the_letter_leads_to_the_answer_and_to_nothing_else(client, cast, placement):
    trouble = Trouble.objects.confide(placement, cast["ida"], SECRET)
    trouble.end(cast["karl"], ANSWER)
    Maker().make_all()
    letter = Letter.objects.get(key="the-office-answers-you")
    token = Link.objects.mint(letter.reader, letter.link_kind, letter.link_target)

    answer = client.post(reverse("link", args=[token]), follow=True)

    assert ANSWER in answer.content.decode()
    assert client.get(placement.get_absolute_url()).status_code == 302


def test_what_is_closed_without_an_answer_makes_no_letter(cast, placement):
    trouble = Trouble.objects.confide(placement, cast["ida"], SECRET)
    letters()
    forget_letters()

    trouble.end(cast["karl"])

    assert letters() == set()


def test_it_stands_on_the_screen_of_today_until_it_is_ended(client, cast, placement):
    trouble = Trouble.objects.confide(placement, cast["ida"], SECRET)
    client.force_login(cast["karl"])

    def tasks():
        return client.get(reverse("today")).content.decode().count(trouble.get_absolute_url())

    before = tasks()
    client.post(trouble.get_absolute_url(), {"answer": ANSWER})

    assert (before, tasks()) == (1, 0)
    assert Trouble.objects.get().answer == ANSWER


def test_two_coordinators_do_not_both_answer(cast, placement):
    trouble = Trouble.objects.confide(placement, cast["ida"], SECRET)
    trouble.end(cast["karl"], ANSWER)

    with pytest.raises(NotYet):
        trouble.end(cast["kirsten"], "Noget andet.")


def test_who_comes_second_keeps_what_was_typed_and_reads_the_first_ones_answer(client, cast, placement):
    trouble = Trouble.objects.confide(placement, cast["ida"], SECRET)
    trouble.end(cast["kirsten"], ANSWER)
    client.force_login(cast["karl"])

    page = client.post(trouble.get_absolute_url(), {"answer": "Mit eget lange svar."})

    said = page.content.decode()
    assert ["Mit eget lange svar." in said, ANSWER in said, "answered or closed already" in said] == [True] * 3
    assert Trouble.objects.get().answer == ANSWER


def test_reading_ten_answers_costs_no_more_than_reading_one(client, cast, placement):
    client.force_login(cast["ida"])
    page = reverse("placement-trouble", args=[placement.pk])

    def cost(lines):
        for n in range(lines):
            Trouble.objects.confide(placement, cast["ida"], SECRET).end(cast[("karl", "kirsten")[n % 2]], ANSWER)
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        return len(queries)

    cost(1)
    assert cost(1) == cost(10)
    assert not Trouble.objects.filter(read_at=None).exists()


def test_an_outsider_and_the_office_confide_nothing(cast, placement):
    for key in ("karl", "olga"):
        with pytest.raises(PermissionDenied):
            Trouble.objects.confide(placement, cast[key], SECRET)


def test_when_the_visit_is_closed_one_writes_to_the_office_otherwise(cast):
    placement = the_cast.placement(cast, "completed")

    with pytest.raises(NotYet):
        Trouble.objects.confide(placement, cast["ida"], SECRET)


def test_the_answer_is_the_writers_next_step_until_it_is_read(client, cast, placement):
    Trouble.objects.confide(placement, cast["ida"], SECRET).end(cast["karl"], ANSWER)
    client.force_login(cast["ida"])
    page = placement.get_absolute_url()

    before = client.get(page).content.decode()
    client.get(reverse("placement-trouble", args=[placement.pk]))

    assert "The office has answered you" in before
    assert "The office has answered you" not in client.get(page).content.decode()


@pytest.mark.parametrize("text", ["", "   ", "x" * 200_000, "nul\x00byte"])
def test_what_cannot_be_kept_is_said_on_the_page(client, cast, placement, text):
    client.force_login(cast["ida"])

    answer = client.post(reverse("placement-trouble", args=[placement.pk]), {"text": text})

    assert answer.status_code == 200
    assert not Trouble.objects.exists()
