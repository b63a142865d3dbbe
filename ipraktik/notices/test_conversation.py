"""Who is told that something was written in a conversation: the others, once for all that came meanwhile."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.history.models import Outbox
from ipraktik.notices.making import Maker
from ipraktik.notices.models import Letter
from ipraktik.notices.sending import send_all
from ipraktik.people.models import Person
from ipraktik.placements.conversation import note_reading
from ipraktik.placements.models import Message, Placement

pytestmark = pytest.mark.django_db
KEY = "there-is-a-message-for-you"


@pytest.fixture
def placement(cast, quiet):
    made = the_cast.placement(cast, "preparing")
    quiet()
    return made


def say(placement, person, text="Hej"):
    return Message.objects.say(Placement.objects.get(pk=placement.pk), person, text)


def pause_over():
    Letter.objects.unsent().update(next_try_at=timezone.now())


def test_the_others_in_it_are_told_and_the_office_is_not(cast, placement, told):
    say(placement, cast["ida"])

    assert told() == {(KEY, "hanne"), (KEY, "rune"), (KEY, "signe")}


def test_the_office_is_told_once_it_has_joined_in(cast, placement, told, quiet):
    say(placement, cast["karl"])
    assert told() == {(KEY, "ida"), (KEY, "hanne"), (KEY, "rune"), (KEY, "signe")}
    quiet()

    say(placement, cast["ida"])

    assert told() == {(KEY, "hanne"), (KEY, "rune"), (KEY, "signe"), (KEY, "office")}


def test_who_was_contact_before_hears_nothing(cast, placement, told, quiet):
    placement.visit.staff(cast["per"], cast["rune"], by=cast["karl"])
    quiet()

    say(placement, cast["ida"])

    assert told() == {(KEY, "per"), (KEY, "rune"), (KEY, "signe")}


def test_several_within_some_minutes_are_one_letter(cast, placement, mailbox):
    for text in ("Hej", "Hov", "Og en ting til"):
        say(placement, cast["ida"], text)
        Maker().make_all()
    send_all()
    waiting = list(mailbox.messages)

    pause_over()
    send_all()

    assert waiting == []
    assert sorted(message["To"] for message in mailbox.messages) == [
        "hanne@ipraktik.example", "rune@ipraktik.example", "signe@ipraktik.example",
    ]  # fmt: skip
    assert not Outbox.objects.exists()


def test_what_is_written_after_the_letter_is_told_by_another(cast, placement, mailbox):
    for text in ("Hej", "Er du der?"):
        say(placement, cast["ida"], text)
        Maker().make_all()
        pause_over()
        send_all()

    assert [message["To"] for message in mailbox.messages].count("hanne@ipraktik.example") == 2


def test_what_one_has_read_meanwhile_is_not_told(cast, placement, mailbox):
    say(placement, cast["ida"])
    Maker().make_all()
    note_reading(placement.participants.get(person=cast["hanne"]))

    pause_over()
    send_all()

    assert sorted(message["To"] for message in mailbox.messages) == ["rune@ipraktik.example", "signe@ipraktik.example"]


def test_the_letter_says_who_and_in_the_readers_language_and_not_a_word_of_what(cast, placement, mailbox):
    Person.objects.filter(pk=cast["hanne"].pk).update(language="en")
    say(placement, cast["ida"], "Jeg har gigt i hænderne")
    Maker().make_all()
    Letter.objects.exclude(reader__in=[cast["hanne"], cast["signe"]]).delete()

    pause_over()
    send_all()

    said = {message["To"].split("@")[0]: message for message in mailbox.messages}
    assert said["hanne"]["Subject"] == "Ida Lund has written to you about the visit"
    assert said["signe"]["Subject"] == "Ida Lund har skrevet til dig om besøget"
    assert [m for m in said.values() if "gigt" in m.get_body(("plain",)).get_content()] == []


def test_it_waits_five_minutes(cast, placement):
    say(placement, cast["ida"])
    Maker().make_all()

    waits = Letter.objects.get(reader=cast["hanne"]).next_try_at - timezone.now()

    assert timedelta(minutes=4) < waits <= timedelta(minutes=5)
