"""A letter that does not arrive: told to the office, shown on the person, and put right without undoing anything."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.notices.making import Maker
from ipraktik.notices.models import Letter, ReturnAddress
from ipraktik.people.models import Link, Person
from ipraktik.placements.models import Placement
from ipraktik.replies.models import Arrival, Kind
from ipraktik.replies.receiving import receive

pytestmark = pytest.mark.django_db

REPORT = """From: Mail Delivery Subsystem <mailer-daemon@mail.example>
To: {to}
Return-Path: <>
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce-{number}@mail.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Your letter could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; someone@mail.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {status} {said}

--b
Content-Type: {original}

{heads}
--b--
"""
EXIM = """From: Mail Delivery System <Mailer-Daemon@mail.example>
To: {to}
X-Failed-Recipients: someone@mail.example
Auto-Submitted: auto-replied
Subject: Mail delivery failed: returning message to sender

  someone@mail.example
    host mx.mail.example: 550 5.1.1 <someone@mail.example>: no such user
"""


def report(letter, status="5.1.1", action="failed", said="no such user", to="", original="message/rfc822", number=1):
    heads = f"From: coi@coi.dk\nMessage-ID: {letter['Message-ID']}\nSubject: x\n\nBody"
    to = to or letter.envelope_from
    made = REPORT.format(to=to, status=status, action=action, said=said, original=original, heads=heads, number=number)
    return made.encode()


def fresh(person):
    return Person.objects.get(pk=person.pk)


def letter_of(message):
    return Letter.objects.get(message_id=message["Message-ID"])


def words(client, name, *args):
    page = BeautifulSoup(client.get(reverse(name, args=args)).content, "html.parser")
    return " ".join(page.main.get_text(" ", strip=True).split())


@pytest.fixture
def asked(cast, post):
    """Signe's letter about Ida's wish."""
    the_cast.wish(cast, consent=False)
    return post.letter("signe")


# what a bounce is


def test_a_letter_to_an_address_that_is_none_marks_the_person_and_the_letter(cast, asked):
    arrival = receive(report(asked))

    signe = fresh(cast["signe"])
    assert (arrival.kind, arrival.person) == (Kind.BOUNCE, cast["signe"])
    assert (signe.bounces, signe.bounce_reason) == (True, "5.1.1 no such user")
    assert (letter_of(asked).state, letter_of(asked).error) == ("given-up", "5.1.1 no such user")


@pytest.mark.parametrize("original", ["message/rfc822", "text/rfc822-headers"])
def test_where_the_personal_address_is_lost_the_letters_number_tells_which_it_was(cast, asked, original):
    receive(report(asked, to="svar@ipraktik.example", original=original))

    assert fresh(cast["signe"]).bounces


def test_a_report_in_the_way_of_exim_is_understood(cast, asked):
    arrival = receive(EXIM.format(to=asked.envelope_from).encode())

    assert (arrival.kind, fresh(cast["signe"]).bounces) == (Kind.BOUNCE, True)


@pytest.mark.parametrize(("status", "action"), [("4.4.1", "delayed"), ("2.1.5", "delivered"), ("2.0.0", "relayed")])
def test_a_delay_or_a_receipt_is_no_bounce(cast, asked, status, action):
    arrival = receive(report(asked, status, action))

    assert (arrival.kind, fresh(cast["signe"]).bounces, letter_of(asked).state) == (Kind.DELAYED, False, "sent")


@pytest.mark.parametrize("status", ["4.2.2", "5.2.2", "4.4.7"])
def test_a_full_mailbox_is_tried_again_tomorrow_and_given_up_after_three(cast, asked, post, status):
    receive(report(asked, status, said="mailbox full"))
    letter = letter_of(asked)
    waits = letter.state, (letter.next_try_at - timezone.now()).days, fresh(cast["signe"]).bounces

    for number in (2, 3):
        receive(report(post.letter("signe"), status, said="mailbox full", number=number))

    assert waits == ("waiting", 0, False)
    assert len([m for m in post.box.messages if m["Message-ID"] == asked["Message-ID"]]) == 3
    assert (letter_of(asked).state, fresh(cast["signe"]).bounces) == ("given-up", True)


def test_what_is_refused_for_what_it_says_is_not_the_addresss_fault(cast, asked):
    receive(report(asked, "5.7.1", said="looks like spam"))

    assert (letter_of(asked).state, fresh(cast["signe"]).bounces) == ("given-up", False)


def test_a_bounce_from_an_address_that_is_corrected_meanwhile_marks_nobody(cast, asked):
    Person.objects.filter(pk=cast["signe"].pk).update(email="signe.dahl@ipraktik.example")

    receive(report(asked))

    assert fresh(cast["signe"]).bounces is False


def test_a_bounce_is_neither_said_nor_answered(cast, post, preparing):
    letter = post.letter("ida")
    events = preparing.events.count()

    receive(report(letter))
    receive(report(letter, number=2))

    assert (preparing.messages.count(), preparing.events.count()) == (0, events)


def test_a_report_about_nothing_of_ours_is_passed_by(cast, asked):
    forged = {"Message-ID": "<another@mail.example>"}

    arrival = receive(report(forged, to="svar@ipraktik.example"))

    assert (arrival.kind, fresh(cast["signe"]).bounces) == (Kind.AUTOMATIC, False)


def test_a_server_that_knows_at_once_that_there_is_no_such_reader_marks_them_too(cast, post, settings):
    settings.INBOUND_ADDRESS = ""
    post.box.refused["signe@ipraktik.example"] = "550 5.1.1 no such user"
    the_cast.wish(cast, consent=False)

    for _ in range(3):
        post.send("signe")

    assert fresh(cast["signe"]).bounces


# who sees it, and who puts it right


def test_the_office_has_one_row_with_one_action_for_all_the_letters(client, cast, asked):
    Letter.objects.create(reader=cast["signe"], key="x", language="da", given_up_at=timezone.now())
    receive(report(asked))
    client.force_login(cast["karl"])

    page = BeautifulSoup(client.get(reverse("today")).content, "html.parser")

    assert page.select_one("#task-undelivered") is None
    (task,) = page.select("section[aria-labelledby=task-bounced] .task")
    assert task.select_one("a.button")["href"] == reverse("person-address", args=[cast["signe"].pk])
    assert "No: correct the address" in words(client, "people-list")


def bounced_manager(cast, post):
    """Signe has signed nothing yet, and her letter about Ida's visit has come back."""
    placement = the_cast.placement(cast, "preparing", wish_=the_cast.wish(cast, consent=False))
    the_cast.prepare(placement)
    receive(report(post.letter("signe")))
    return placement, placement.participants.get(person=cast["signe"])


def test_who_waits_for_them_sees_it_and_the_intern_may_correct_their_own_managers(client, cast, post):
    placement, seat = bounced_manager(cast, post)
    address = reverse("placement-address", args=[placement.pk, seat.pk])

    seen = {}
    for key in ("ida", "hanne", "karl"):
        client.force_login(cast[key])
        page = BeautifulSoup(client.get(placement.get_absolute_url()).content, "html.parser")
        said = "Letters to this address come back." in page.main.get_text()
        seen[key] = said, bool(page.select(f'a[href="{address}"]')), client.get(address).status_code

    assert seen == {"ida": (True, True, 200), "hanne": (True, False, 403), "karl": (True, True, 200)}


def test_the_right_address_sends_the_letters_again_and_undoes_nothing(client, cast, post):
    placement, seat = bounced_manager(cast, post)
    wish, hands = placement.wish, placement.hands.count()
    shared = [each.expectations_shared_at for each in placement.participants.all()]
    old = Link.objects.mint(cast["signe"], "placement", placement.pk)
    client.force_login(cast["ida"])

    client.post(reverse("placement-address", args=[placement.pk, seat.pk]), {"email": "Signe.Dahl@ipraktik.example"})
    again = post.letter("signe.dahl")

    signe = fresh(cast["signe"])
    assert (signe.email, signe.bounces) == ("signe.dahl@ipraktik.example", False)
    assert again["To"] == "signe.dahl@ipraktik.example"
    assert not Letter.objects.given_up().exists()
    assert placement.hands.count() == hands
    assert [each.expectations_shared_at for each in placement.participants.all()] == shared
    assert type(wish).objects.get(pk=wish.pk).consent.manager == signe
    assert Link.objects.find(old).works is False
    assert not ReturnAddress.objects.filter(sent_to="signe@ipraktik.example", revoked_at=None).exists()
    assert [event.by for event in placement.events.filter(name="correct-address")] == [cast["ida"]]


def test_signatures_stay_when_an_address_is_corrected(client, cast, post):
    placement = the_cast.placement(cast, "agreed")
    fresh(cast["hanne"]).note_bounce("hanne@ipraktik.example", "550")
    client.force_login(cast["karl"])

    client.post(reverse("person-address", args=[cast["hanne"].pk]), {"email": "hk@ipraktik.example"})

    after = Placement.objects.get(pk=placement.pk)
    assert (after.state, len(after.signed_by)) == ("agreed", 3)


@pytest.mark.parametrize("key", ["ida", "hanne", "olga"])
def test_nobody_else_corrects_anybodys_address(client, cast, post, key):
    placement, seat = bounced_manager(cast, post)
    host = placement.participants.get(person=cast["rune"])
    client.force_login(cast[key])

    answers = [
        client.post(reverse(name, args=args), {"email": "x@ipraktik.example"}).status_code
        for name, args in (
            ("person-address", [cast["signe"].pk]),
            ("placement-address", [placement.pk, host.pk]),
        )
    ]

    assert answers == [404, 404 if key == "olga" else 403]
    assert fresh(cast["rune"]).email == "rune@ipraktik.example"


def test_who_has_been_here_corrects_their_own(client, cast, post):
    placement, seat = bounced_manager(cast, post)
    Person.objects.filter(pk=cast["signe"].pk).update(last_login=timezone.now())
    client.force_login(cast["ida"])

    assert client.get(reverse("placement-address", args=[placement.pk, seat.pk])).status_code == 403


def test_before_there_is_a_visit_the_wish_shows_it(client, cast, asked):
    receive(report(asked))
    wish = Arrival.objects.get().letter.event.consent.wish
    client.force_login(cast["ida"])
    seen = words(client, "wish", wish.pk)

    client.post(reverse("wish-address", args=[wish.pk]), {"email": "signe.dahl@ipraktik.example"})

    assert "Letters to this address come back." in seen
    assert fresh(cast["signe"]).email == "signe.dahl@ipraktik.example"
    assert Letter.objects.get(message_id=asked["Message-ID"]).state == "waiting"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Write the right e-mail address."),
        ("signe", "Write an e-mail address such as name@organisation.dk."),
        ("SIGNE@ipraktik.example", "This is the address that letters come back from. Write the right one."),
        ("hanne@ipraktik.example", "Somebody else has this address here. Name that person instead."),
    ],
)
def test_an_address_that_cannot_be_is_refused_in_a_sentence(client, cast, asked, typed, sentence):
    receive(report(asked))
    client.force_login(cast["karl"])

    response = client.post(reverse("person-address", args=[cast["signe"].pk]), {"email": typed})

    page = BeautifulSoup(response.content, "html.parser")
    assert [each.get_text(strip=True) for each in page.select(".error-summary a")] == [sentence]
    assert fresh(cast["signe"]).email == "signe@ipraktik.example"


def test_a_corrected_address_shuts_what_the_old_one_could_open(client, cast, asked):
    consent = letter_of(asked).event.consent
    stranger, token = Client(), Link.objects.mint(cast["signe"], "consent", consent.pk)
    stranger.post(reverse("link", args=[token]))
    page = reverse("consent", args=[consent.pk])
    assert stranger.get(page).status_code == 200
    client.force_login(cast["karl"])

    client.post(reverse("person-address", args=[cast["signe"].pk]), {"email": "signe.dahl@ipraktik.example"})

    assert stranger.get(page).status_code == 302
    assert stranger.get(reverse("link", args=[token])).status_code == 410


def test_an_address_that_works_after_all_is_said_to_and_written_to_again(client, cast, asked):
    receive(report(asked))
    client.force_login(cast["karl"])

    client.post(reverse("person-address", args=[cast["signe"].pk]), {"works": "yes", "email": "signe@ipraktik.example"})

    assert (fresh(cast["signe"]).bounces, letter_of(asked).state) == (False, "waiting")


def test_of_several_letters_about_one_thing_the_newest_is_sent_again(client, cast, asked, post):
    wish = letter_of(asked).event.consent.wish
    wish.consent.record("remind-consent", cast["ida"])
    second = post.letter("signe", "")
    for number, message in enumerate((asked, second), 1):
        receive(report(message, number=number))
    client.force_login(cast["karl"])

    client.post(reverse("person-address", args=[cast["signe"].pk]), {"email": "signe.dahl@ipraktik.example"})
    Maker().make_all()

    mine = Letter.objects.filter(reader=cast["signe"])
    assert [each.message_id for each in mine] == [second["Message-ID"]]


def test_what_came_in_and_needs_a_person_is_a_row_with_one_action_until_it_is_dealt_with(client, cast, post, preparing):
    arrival = post.reply(post.letter("ida"), "Jeg kommer ikke.", sender="ida@privat.example")
    client.force_login(cast["karl"])

    page = BeautifulSoup(client.get(reverse("today")).content, "html.parser")
    (task,) = page.select("section[aria-labelledby=task-arrived] .task")
    seen = words(client, "arrival", arrival.pk)
    listed = words(client, "arrivals")
    client.post(reverse("arrival", args=[arrival.pk]))
    after = BeautifulSoup(client.get(reverse("today")).content, "html.parser")

    assert task.select_one("a.button")["href"] == arrival.get_absolute_url()
    assert "Jeg kommer ikke." in seen and "ida@privat.example" in seen
    assert "Came from another address" in listed
    assert after.select("section[aria-labelledby=task-arrived]") == []
    assert Arrival.objects.get().handled_by == cast["karl"]


@pytest.mark.parametrize("key", ["ida", "hanne", "olga"])
def test_what_came_in_is_the_offices_alone(client, cast, post, preparing, key):
    arrival = post.reply(post.letter("ida"), "Hej", sender="ida@privat.example")
    client.force_login(cast[key])

    assert [client.get(reverse(n, args=a)).status_code for n, a in (("arrivals", []), ("arrival", [arrival.pk]))] == [
        404,
        404,
    ]
