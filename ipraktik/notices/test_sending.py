"""Letters over real SMTP: what is in them, what becomes of them, and what is never lost."""

import re
from datetime import timedelta
from threading import Event as Stop

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.notices import codes, sending
from ipraktik.notices.making import Maker
from ipraktik.notices.models import Letter
from ipraktik.notices.sending import ServerDown, send_all
from ipraktik.people.models import Link
from ipraktik.placements.models import Placement

pytestmark = pytest.mark.django_db


def asked(cast):
    """Signe's letter about Ida's wish."""
    the_cast.wish(cast, consent=False)
    Maker().make_all()
    return Letter.objects.get(key="your-employee-asks-for-consent")


def letters(cast, count):
    """So many letters to Ida, that wait."""
    return [
        Letter.objects.create(reader=cast["ida"], key="x", language="da", subject=f"Nr. {n}", body="Hej")
        for n in range(count)
    ]


def later(letter=None):
    """Time goes by until everything that waits is due."""
    Letter.objects.unsent().update(next_try_at=timezone.now())


def fresh(letter):
    return Letter.objects.get(pk=letter.pk)


def text_of(message):
    return message.get_body(("plain",)).get_content().replace("\r\n", "\n")


def html_of(message):
    return BeautifulSoup(message.get_body(("html",)).get_content(), "html.parser")


def test_a_letter_says_who_asks_what_to_do_and_why_you(cast, mailbox, settings):
    letter = asked(cast)
    Letter.objects.exclude(pk=letter.pk).delete()

    send_all()

    (message,) = mailbox.messages
    assert message["To"] == "signe@ipraktik.example"
    assert message["From"] == message["Reply-To"] == "coi@coi.dk"
    assert message["Subject"] == "Ida Lund vil gerne besøge en anden arbejdsplads"
    assert (message["Auto-Submitted"], message["Content-Language"]) == ("auto-generated", "da")
    assert message["Message-ID"] == letter.message_id
    text = text_of(message)
    assert letter.body in text
    assert letter.why_you in text
    (address,) = re.findall(rf"{settings.SITE_URL}/l/\S+", text)
    html = html_of(message)
    assert html.find("a", class_="button")["href"] == address
    assert html.find("a", class_="button").text == "Læs og svar"
    assert html.find("style") is None
    assert html.find("html")["lang"] == "da"


def test_the_link_is_the_readers_own_and_only_its_hash_is_kept(cast, mailbox):
    letter = asked(cast)
    Letter.objects.exclude(pk=letter.pk).delete()

    send_all()

    (token,) = re.findall(r"/l/([\w-]+)/", text_of(mailbox.messages[0]))
    link = Link.objects.find(token)
    consent = letter.event.consent
    assert (link.person, link.kind, link.target) == (cast["signe"], "consent", consent.pk)
    kept = [str(value) for model in (Letter, Link) for row in model.objects.values_list() for value in row]
    assert [value for value in kept if token in value] == []


def test_the_office_and_coordinators_sign_in_instead_of_getting_a_link(cast, mailbox, settings):
    offer = the_cast.offer(cast, "review", reserve="kirsten")
    Maker().make_all()

    send_all()

    assert Link.objects.filter(person=cast["kirsten"]).count() == 0
    to_office = next(m for m in mailbox.messages if m["To"] == "coi@coi.dk")
    assert f"{settings.SITE_URL}{reverse('offer', args=[offer.pk])}" in text_of(to_office)


def test_a_letter_speaks_its_readers_language(cast, mailbox):
    type(cast["signe"]).objects.filter(pk=cast["signe"].pk).update(language="en")
    letter = asked(cast)
    Letter.objects.exclude(pk=letter.pk).delete()

    send_all()

    (message,) = mailbox.messages
    assert message["Subject"] == "Ida Lund would like to visit another workplace"
    assert "Hello Signe" in text_of(message)
    assert message["Content-Language"] == "en"


def test_nothing_that_people_typed_can_add_a_line_to_the_head(cast, mailbox):
    type(cast["ida"]).objects.filter(pk=cast["ida"].pk).update(name="Ida\r\nBcc: alle@example.org")
    letter = asked(cast)
    Letter.objects.exclude(pk=letter.pk).delete()

    send_all()

    (message,) = mailbox.messages
    assert message["Bcc"] is None
    assert message["To"] == "signe@ipraktik.example"


def test_html_is_text_to_html(cast, mailbox):
    type(cast["ida"]).objects.filter(pk=cast["ida"].pk).update(name="<b>Ida</b>")
    letter = asked(cast)
    Letter.objects.exclude(pk=letter.pk).delete()

    send_all()

    assert html_of(mailbox.messages[0]).find("b") is None
    assert "<b>Ida</b>" in text_of(mailbox.messages[0])


def test_a_letter_is_sent_once(cast, mailbox):
    waiting = letters(cast, 3)

    send_all()
    later()
    send_all()

    assert mailbox.ids() == [letter.message_id for letter in waiting]
    assert [(fresh(each).state, fresh(each).tries) for each in waiting] == [("sent", 1)] * 3


def test_a_mail_server_that_is_down_costs_no_letter_a_try(cast, mailbox):
    waiting = letters(cast, 2)
    mailbox.close()

    with pytest.raises(ServerDown):
        send_all()

    assert [(fresh(each).state, fresh(each).tries) for each in waiting] == [("waiting", 0)] * 2


def test_what_waited_for_the_mail_server_is_sent_when_it_is_back(cast, mailbox):
    waiting = letters(cast, 2)
    mailbox.close()
    with pytest.raises(ServerDown):
        send_all()

    mailbox.open()
    send_all()

    assert mailbox.ids() == [letter.message_id for letter in waiting]


def test_one_letter_that_is_refused_does_not_hold_back_the_others(cast, mailbox):
    first, second = letters(cast, 2)
    Letter.objects.filter(pk=first.pk).update(reader=cast["signe"])
    mailbox.refused["signe@ipraktik.example"] = "451 try again later"

    send_all()

    assert mailbox.ids() == [second.message_id]
    assert (fresh(first).state, fresh(first).tries, fresh(first).error) == ("waiting", 1, "451 try again later")
    assert fresh(first).next_try_at > timezone.now()


def test_a_reader_whom_the_server_does_not_know_is_given_up_after_three_tries_with_its_own_words(cast, mailbox):
    (letter,) = letters(cast, 1)
    mailbox.refused["ida@ipraktik.example"] = "550 no such user"

    for _ in range(5):
        send_all()
        later()

    assert (fresh(letter).state, fresh(letter).tries) == ("given-up", 3)
    assert fresh(letter).error == "550 no such user"


def test_a_server_that_only_says_not_now_is_tried_ten_times(cast, mailbox):
    (letter,) = letters(cast, 1)
    mailbox.refused["ida@ipraktik.example"] = "451 greylisted"

    for _ in range(12):
        send_all()
        later()

    assert (fresh(letter).state, fresh(letter).tries) == ("given-up", 10)


def test_what_was_given_up_is_sent_to_the_corrected_address(cast, mailbox):
    (letter,) = letters(cast, 1)
    Letter.objects.filter(pk=letter.pk).update(tries=3, given_up_at=timezone.now(), error="550 no such user")
    type(cast["ida"]).objects.filter(pk=cast["ida"].pk).update(email="ida.lund@ipraktik.example")

    fresh(letter).try_again()
    send_all()

    assert [message["To"] for message in mailbox.messages] == ["ida.lund@ipraktik.example"]
    assert (fresh(letter).state, fresh(letter).error) == ("sent", "")


def test_pauses_grow(cast, mailbox):
    assert sorted(sending.PAUSES) == sending.PAUSES
    (letter,) = letters(cast, 1)
    mailbox.refused["ida@ipraktik.example"] = "451 later"
    waits = []

    for _ in range(3):
        send_all()
        waits.append(round((fresh(letter).next_try_at - timezone.now()).total_seconds() / 60))
        later()

    assert waits == [1, 5, 15]


def test_what_is_done_meanwhile_is_not_asked_for(cast, mailbox):
    letter = asked(cast)
    Letter.objects.exclude(pk=letter.pk).delete()
    letter.event.consent.perform("approve", by=cast["signe"])

    send_all()

    assert mailbox.messages == []
    assert not Letter.objects.filter(pk=letter.pk).exists()


def test_a_manager_who_has_passed_it_on_is_not_asked(cast, mailbox):
    letter = asked(cast)
    Letter.objects.exclude(pk=letter.pk).delete()
    letter.event.consent.pass_on(cast["signe"], cast["jens"])

    send_all()

    assert mailbox.messages == []


def test_a_worker_that_is_told_to_stop_begins_no_other_letter(cast, mailbox):
    letters(cast, 3)
    stop = Stop()
    mailbox.after = lambda box: stop.set()

    send_all(stop)

    assert len(mailbox.messages) == 1
    assert Letter.objects.unsent().filter(tries=0).count() == 2


# signing in


def test_a_code_goes_first_in_line_and_is_erased_once_sent(cast, mailbox):
    waiting = letters(cast, 2)
    codes.write("sign-in-code", "ida@ipraktik.example", "QX7-PL4")

    send_all()

    code = Letter.objects.get(key="sign-in-code")
    assert mailbox.ids() == [code.message_id, *(letter.message_id for letter in waiting)]
    assert "QX7-PL4" in text_of(mailbox.messages[0])
    assert "QX7-PL4" not in mailbox.messages[0]["Subject"]
    assert [value for value in Letter.objects.filter(pk=code.pk).values_list().get() if "QX7" in str(value)] == []


def test_a_code_that_is_too_old_is_not_sent(cast, mailbox):
    codes.write("sign-in-code", "ida@ipraktik.example", "QX7-PL4")
    Letter.objects.update(made_at=timezone.now() - timedelta(minutes=16))

    send_all()

    assert mailbox.messages == []
    assert not Letter.objects.exists()


def test_a_code_that_is_given_up_is_erased_too(cast, mailbox):
    letter = codes.write("sign-in-code", "ida@ipraktik.example", "QX7-PL4")
    mailbox.refused["ida@ipraktik.example"] = "550 no such user"

    for _ in range(3):
        send_all()
        later()

    assert (fresh(letter).state, fresh(letter).body) == ("given-up", "")


def test_somebody_we_do_not_know_gets_the_same_letter(db, mailbox):
    codes.write("sign-in-code", "ny@ipraktik.example", "QX7-PL4")

    send_all()

    assert [message["To"] for message in mailbox.messages] == ["ny@ipraktik.example"]
    assert "QX7-PL4" in text_of(mailbox.messages[0])


# the letters of a whole placement


def test_every_letter_of_a_placement_reaches_its_readers_over_smtp(cast, mailbox):
    the_cast.placement(cast, "completed")
    Maker().make_all()
    waiting = Letter.objects.unsent().count()

    send_all()

    assert Letter.objects.unsent().count() == 0
    assert 0 < len(mailbox.messages) <= waiting
    assert len(set(mailbox.ids())) == len(mailbox.messages)
    assert Placement.objects.get().state == "completed"
    assert mail.outbox == []
