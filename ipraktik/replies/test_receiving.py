"""An answer to a letter lands in the conversation: of whom it is, once, and nothing but what they wrote."""

import re
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.db.models import F
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.notices.models import Letter, ReturnAddress
from ipraktik.people.models import Person
from ipraktik.placements.models import Message, Placement
from ipraktik.replies.conftest import reply_to
from ipraktik.replies.models import Arrival, Kind
from ipraktik.replies.receiving import STORM, receive

pytestmark = pytest.mark.django_db
QUOTED = "\n\nDen 3. nov. 2026 kl. 09.12 skrev Ipraktik <svar@ipraktik.example>:\n\n> Hej\n"


def said(placement):
    return [(each.author and each.author.name, each.text, each.by_mail) for each in placement.messages.all()]


def plain(letter):
    return letter.get_body(("plain",)).get_content()


# what letters say


def test_with_inbound_mail_a_letter_about_a_visit_can_be_answered_at_an_address_of_its_own(cast, post, preparing):
    ida, hanne = post.letter("ida"), post.letter("hanne")

    assert re.fullmatch(r"svar\+[0-9a-f]{32}@ipraktik\.example", ida["Reply-To"])
    assert ida["Reply-To"] != hanne["Reply-To"]
    assert ida["From"] == "coi@coi.dk"
    assert ida.envelope_from == ida["Reply-To"]
    assert "Du kan svare ved at besvare denne besked." in plain(ida)
    assert "Dit svar går til" not in plain(ida)
    assert ida["Reply-To"].split("+")[1].split("@")[0] not in str(list(ReturnAddress.objects.values_list()))


def test_without_it_answers_go_to_the_office_and_the_letter_says_so(cast, post, preparing, settings):
    settings.INBOUND_ADDRESS = ""

    letter = post.letter("ida")

    assert letter["Reply-To"] == "coi@coi.dk"
    assert letter.envelope_from == "coi@coi.dk"
    assert "Svarer du på denne besked, går dit svar til kontoret: coi@coi.dk." in plain(letter)
    assert not ReturnAddress.objects.exists()


def test_letters_about_anything_else_are_answered_to_the_office(cast, post):
    the_cast.wish(cast, consent=False)

    letter = post.letter("signe")

    assert letter["Reply-To"] == "coi@coi.dk"
    assert "går dit svar til kontoret" in plain(letter)


@pytest.mark.parametrize("address", ["svar@ipraktik.example", "svar+{token}@ipraktik.example", "{token}@svar.example"])
def test_the_address_may_be_one_with_a_plus_or_any_at_a_domain(cast, post, preparing, settings, address):
    settings.INBOUND_ADDRESS = address

    arrival = post.reply(post.letter("ida"), "Hej")

    assert (arrival.kind, arrival.person) == (Kind.SAID, cast["ida"])


# what lands in the conversation


def test_an_answer_stands_in_the_conversation_without_what_it_quotes_and_without_anybodys_address(
    cast, post, preparing
):
    arrival = post.reply(post.letter("ida"), "Jeg kommer kl. 9." + QUOTED)

    assert arrival.kind == Kind.SAID
    assert said(preparing) == [("Ida Lund", "Jeg kommer kl. 9.", True)]
    assert arrival.text == ""


def test_the_others_are_told_and_their_answer_comes_back_the_same_way(cast, post, preparing):
    post.reply(post.letter("ida"), "Jeg kommer kl. 9.")

    letter = post.letter("hanne", "har skrevet til dig")
    post.reply(letter, "Godt!")

    assert "ida@" not in letter.as_string()
    assert said(preparing) == [("Ida Lund", "Jeg kommer kl. 9.", True), ("Hanne Krogh", "Godt!", True)]


def test_a_mail_that_comes_twice_is_said_once(cast, post, preparing):
    made = reply_to(post.letter("ida"), "Jeg kommer kl. 9.")
    again = reply_to(post.letter("ida"), "Jeg kommer kl. 9.")
    again["Received"] = "by another way"

    arrivals = {receive(each.as_bytes()).pk for each in (made, made, again)}

    assert len(arrivals) == Arrival.objects.count() == 1
    assert len(said(preparing)) == 1


def test_a_mail_of_html_alone_is_text(cast, post, preparing):
    post.reply(post.letter("ida"), "", html="<p>Jeg <b>kommer</b></p><script>alert(1)</script>")

    assert said(preparing) == [("Ida Lund", "Jeg kommer", True)]


def test_attachments_are_not_kept_and_the_message_says_so(cast, post, preparing):
    post.reply(post.letter("ida"), "Se skemaet.", attach=b"%PDF-1.7")

    message = preparing.messages.get()
    assert message.text == "Se skemaet."
    assert [str(note) for note in message.notes] == [
        "What was attached to the e-mail is not here. We keep no attachments."
    ]


def test_what_looks_like_a_personal_number_is_taken_out(cast, post, preparing):
    post.reply(post.letter("ida"), "Mit nummer er 010190-1234, og kortet er 1234567890123456.")

    message = preparing.messages.get()
    assert message.text == "Mit nummer er ××××××-××××, og kortet er 1234567890123456."
    assert message.left_out == "numbers"


def test_a_very_long_one_is_cut_and_says_so(cast, post, preparing):
    post.reply(post.letter("ida"), "Ord og ord.\n" * 60_000)

    message = preparing.messages.get()
    assert (len(message.text), message.left_out) == (5000, "length")


@pytest.mark.parametrize(
    "head",
    [b"text/plain; charset=iso-8859-1", b"text/plain; charset=utf-8", b"text/plain; charset=x-no-such", b"text/plain"],
)
def test_strange_letters_break_nothing(cast, post, preparing, head):
    letter = post.letter("ida")
    raw = b"From: Ida <ida@ipraktik.example>\r\nTo: " + letter["Reply-To"].encode() + b"\r\nContent-Type: " + head
    raw += b"\r\n\r\nBl\xe5b\xe6r\x00 og \xe2\x80\xaegr\xf8d\r\n"

    assert receive(raw).kind == Kind.SAID
    (text,) = [text for _who, text, _mail in said(preparing)]
    assert "\0" not in text and "\u202e" not in text


def test_a_letter_in_danish_of_the_nineties_reads_as_danish(cast, post, preparing):
    made = EmailMessage()
    made["From"], made["To"] = "IDA@ipraktik.example", post.letter("ida")["Reply-To"].upper()
    made.set_content("Blåbær", charset="iso-8859-1")

    receive(made.as_bytes())

    assert [text for _who, text, _mail in said(preparing)] == ["Blåbær"]


# whose it is


def test_an_answer_from_another_address_is_the_offices_to_look_at_and_not_said_in_her_name(cast, post, preparing):
    arrival = post.reply(post.letter("ida"), "Jeg kommer ikke.", sender="ida.privat@mail.example")

    assert said(preparing) == []
    assert (arrival.kind, arrival.person, arrival.text.strip()) == (Kind.STRANGER, cast["ida"], "Jeg kommer ikke.")
    assert list(Arrival.objects.waiting()) == [arrival]


@pytest.mark.parametrize(
    "sender",
    [
        "Ida Lund <olga@mail.example>",
        "ida@ipraktik.example, olga@mail.example",
        "ida@ipraktik.example.mail.example",
        "",
    ],
)
def test_nobody_takes_her_place_with_a_name_or_a_second_address(cast, post, preparing, sender):
    arrival = post.reply(post.letter("ida"), "Hej", From=sender)

    assert (arrival.kind, said(preparing)) == (Kind.STRANGER, [])


def test_her_own_address_without_the_personal_one_says_nothing_in_her_name(cast, post, preparing):
    letter = post.letter("ida")
    del letter["Reply-To"]
    letter["Reply-To"] = "svar@ipraktik.example"

    arrival = post.reply(letter, "Hej")

    assert (arrival.kind, said(preparing)) == (Kind.UNADDRESSED, [])


@pytest.mark.parametrize("token", ["0" * 32, "x" * 32, "", "0" * 31, "%", "0" * 5000])
def test_a_forged_address_leads_nowhere(cast, post, preparing, token):
    letter = post.letter("ida")
    del letter["Reply-To"]
    letter["Reply-To"] = f"svar+{token}@ipraktik.example"

    arrival = post.reply(letter, "Hej", sender="olga@mail.example")

    assert (arrival.kind, arrival.text, said(preparing)) == (Kind.UNKNOWN, "", [])


@pytest.mark.parametrize("column", ["expires_at", "revoked_at"])
def test_an_address_that_is_old_or_revoked_is_closed(cast, post, preparing, column):
    letter = post.letter("ida")
    ReturnAddress.objects.update(**{column: timezone.now()})

    arrival = post.reply(letter, "Hej")

    assert (arrival.kind, arrival.text.strip(), said(preparing)) == (Kind.CLOSED, "Hej", [])


def test_who_is_no_longer_in_it_is_not_heard_in_it(cast, post, preparing):
    letter = post.letter("hanne")
    preparing.visit.staff(cast["per"], cast["rune"], by=cast["karl"])

    arrival = post.reply(letter, "Hej")

    assert (arrival.kind, said(preparing)) == (Kind.CLOSED, [])


def test_an_address_of_hers_is_hers_in_that_visit_only(cast, post, preparing):
    other = the_cast.placement(
        cast, "preparing", wish_=the_cast.wish(cast, intern="bo"), offer_=the_cast.offer(cast, at="Arkivet")
    )
    letter = post.letter("hanne")
    about = Letter.objects.get(message_id=letter["Message-ID"]).event.placement_id

    post.reply(letter, "Hej")

    assert {each.pk: len(said(each)) for each in (preparing, other)} == {
        each.pk: int(each.pk == about) for each in (preparing, other)
    }


def test_a_bounced_address_that_writes_works_again(cast, post, preparing):
    letter = post.letter("ida")
    Person.objects.get(pk=cast["ida"].pk).note_bounce("ida@ipraktik.example", "550")

    post.reply(letter, "Hej")

    assert Person.objects.get(pk=cast["ida"].pk).bounces is False


# machines, storms and what is broken


AUTOMATIC = [
    {"Auto_Submitted": "auto-replied"},
    {"Auto_Submitted": "auto-generated (vacation)"},
    {"Precedence": "bulk"},
    {"X_Autoreply": "yes"},
    {"List_Id": "<praktik.list.example>"},
    {"Return_Path": "<>"},
    {"Subject": "Autosvar: Jeg holder ferie"},
    {"Subject": "Automatisk svar: Et besøg"},
    {"Subject": "=?utf-8?q?Automatic_reply=3A_Et_bes=C3=B8g?="},
    {"Subject": "Ikke til stede: Et besøg"},
]


@pytest.mark.parametrize("heads", AUTOMATIC, ids=str)
def test_automatic_answers_are_neither_said_nor_answered(cast, post, suggested, heads):
    letter = post.letter("ida")

    arrival = post.reply(letter, "Ja", **heads)

    assert (arrival.kind, arrival.text, said(suggested)) == (Kind.AUTOMATIC, "", [])
    assert not suggested.events.exclude(name="suggest").exists()
    assert not Arrival.objects.waiting().exists()


def test_who_only_says_no_auto_submitted_and_answers_about_a_holiday_is_heard(cast, post, preparing):
    arrival = post.reply(post.letter("ida"), "Jeg er væk i uge 7.", Auto_Submitted="no", Subject="SV: Ferie")

    assert arrival.kind == Kind.SAID


def test_two_machines_do_not_talk_for_ever(cast, post, preparing):
    letter, kinds = post.letter("ida"), []
    for number in range(4):
        kinds.append(post.reply(letter, "Tak for din mail!", Message_ID=f"<{number}@mail.example>").kind)
        Message.objects.update(at=F("at") - timedelta(hours=1))

    assert kinds == [Kind.SAID, Kind.SAID, Kind.AUTOMATIC, Kind.AUTOMATIC]
    assert len(said(preparing)) == 2


def test_a_storm_is_kept_back_and_told_once(cast, post, preparing):
    letter = post.letter("ida")

    kinds = [post.reply(letter, f"Nr. {n}").kind for n in range(STORM + 3)]

    assert kinds == [Kind.SAID] * STORM + [Kind.FLOOD] * 3
    assert Arrival.objects.waiting().count() == 1


BROKEN = [
    b"",
    b"\x00\xff\xfe",
    b"From: \xff\r\nTo: <<<>>>\r\nSubject: =?x?q?=?=\r\n\r\n",
    b"\r\n" * 10_000,
    b"a" * 200_000,
]
DEEP = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(3000))


@pytest.mark.parametrize("raw", [*BROKEN, DEEP], ids=["nothing", "noise", "heads", "lines", "one line", "deep"])
def test_what_is_no_mail_breaks_nothing(cast, raw):
    assert receive(raw).kind in (Kind.BROKEN, Kind.UNKNOWN)


def test_one_that_cannot_be_read_is_set_aside_for_the_office_with_its_words(cast, post, preparing, monkeypatch):
    from ipraktik.replies import receiving

    letter = post.letter("ida")
    monkeypatch.setattr(receiving, "said", lambda *anything: 1 / 0)

    arrival = post.reply(letter, "Hej fra Ida")

    assert (arrival.kind, "Hej fra Ida" in arrival.text) == (Kind.BROKEN, True)
    assert said(preparing) == []
    assert list(Arrival.objects.waiting()) == [arrival]


def test_a_reply_without_words_says_nothing_but_an_attachment_alone_is_told(cast, post, preparing):
    letter = post.letter("ida")

    kinds = [post.reply(letter, QUOTED).kind, post.reply(letter, QUOTED, attach=b"%PDF").kind]

    assert kinds == [Kind.EMPTY, Kind.WITHOUT_WORDS]
    assert said(preparing) == []


def test_after_the_end_letters_are_answered_to_the_office(cast, post):
    placement = the_cast.placement(cast, "declined")

    assert post.letter("ida")["Reply-To"] == "coi@coi.dk"
    assert Placement.objects.get(pk=placement.pk).messages.count() == 0
