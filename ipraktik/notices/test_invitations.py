"""Invitations over real SMTP, read by another library: what each gets, what follows a change, and what nobody else sees."""

from datetime import timedelta
from email import message_from_bytes

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.calendars import invitations
from ipraktik.calendars.models import Invitation
from ipraktik.history.models import Outbox
from ipraktik.notices.making import Maker
from ipraktik.notices.models import Letter
from ipraktik.notices.put_right import put_calendars_right
from ipraktik.notices.sending import send_all
from ipraktik.notices.sweeping import sweep_letters
from ipraktik.people.models import Person
from ipraktik.placements.models import Placement, Visit
from ipraktik.tests.calendars import events, on, read, shown

pytestmark = pytest.mark.django_db
EVERYONE = ["hanne", "ida", "rune", "signe"]


@pytest.fixture
def post(cast, mailbox):
    """{who: message} of what is sent now."""

    def sent():
        mailbox.messages.clear()
        Maker().make_all()
        send_all()
        found = [(message["To"].split("@")[0], message) for message in mailbox.messages]
        assert len(found) == len(dict(found))
        return dict(found)

    return sent


@pytest.fixture
def agreed(cast, post):
    """Agreed, and everyone invited."""
    placement = the_cast.placement(cast, "agreed")
    Outbox.objects.exclude(event__name="sign").delete()
    post()
    return placement


def parts(message):
    """(type, content) of each part that is no container."""
    return [
        (each.get_content_type(), each.get_payload(decode=True)) for each in message.walk() if not each.is_multipart()
    ]


def part(message):
    """The part that a mail program reads as an invitation."""
    (found,) = [each for each in message.walk() if each.get_content_type() == "text/calendar"]
    return found


def calendar(message):
    return read(part(message).get_payload(decode=True).decode())


def told(messages):
    """{who: (method, number, status)} of the letters that bring something for a calendar."""
    found = {}
    for who, message in messages.items():
        if any(kind == "text/calendar" for kind, _content in parts(message)):
            known = calendar(message)
            assert part(message).get_param("method") == known.method.value
            assert {each.sequence.value for each in events(known)} == {events(known)[0].sequence.value}
            found[who] = (known.method.value, int(events(known)[0].sequence.value), events(known)[0].status.value)
    return found


def uids(messages):
    return {who: {each.uid.value for each in events(calendar(message))} for who, message in messages.items()}


def look_twice():
    put_calendars_right()
    put_calendars_right()


def text_of(message):
    return message.get_body(("plain",)).get_content().replace("\r\n", "\n")


def test_all_parties_are_invited_when_the_last_has_signed(cast, post):
    placement = the_cast.placement(cast, "agreed")
    Outbox.objects.exclude(event__name="sign").delete()

    messages = post()

    assert told(messages) == dict.fromkeys(EVERYONE, ("REQUEST", 0, "CONFIRMED"))
    days = placement.visit.days
    assert shown(calendar(messages["ida"])) == [(f"{day} 09:00", f"{day} 15:00") for day in days]
    assert shown(calendar(messages["signe"])) == [(f"{days[0]}", f"{days[-1]}")]
    assert on(calendar(messages["ida"]), days[1]).startswith("9.00–15.00 Følg en kollega, Kontoret")
    assert {who: "Vi har vedhæftet en invitation til din kalender." in text_of(m) for who, m in messages.items()} == (
        dict.fromkeys(EVERYONE, True)
    )


def test_a_letter_has_the_words_the_invitation_and_the_same_as_a_file(cast, post):
    the_cast.placement(cast, "agreed")
    Outbox.objects.exclude(event__name="sign").delete()

    message = post()["ida"]

    kinds = [kind for kind, _content in parts(message)]
    assert (message.get_content_type(), kinds) == (
        "multipart/mixed", ["text/plain", "text/html", "text/calendar", "application/ics"]
    )  # fmt: skip
    assert next(message.iter_parts()).get_content_type() == "multipart/alternative"
    invitation, file = (content for _kind, content in parts(message)[2:])
    assert invitation == file
    assert b"\r\r\n" not in invitation
    assert b"\n" not in invitation.replace(b"\r\n", b"")
    assert part(message).get_content_charset() == "utf-8"
    assert parts(message_from_bytes(message.as_bytes()))[3][1] == file


def test_each_is_invited_alone_by_the_office(cast, post):
    the_cast.placement(cast, "agreed")
    Outbox.objects.exclude(event__name="sign").delete()

    messages = post()

    for who, message in messages.items():
        for event in events(calendar(message)):
            assert (event.organizer.value, event.attendee.value) == (
                "mailto:coi@coi.dk",
                f"mailto:{who}@ipraktik.example",
            )
            assert (event.attendee.params["RSVP"], len(event.contents["attendee"])) == (["FALSE"], 1)
        addresses = {f"{each}@" for each in EVERYONE if each != who}
        assert [each for each in addresses if each in part(message).get_payload(decode=True).decode()] == []
    assert len({uid for found in uids(messages).values() for uid in found}) == len(EVERYONE)


def test_opening_the_terms_makes_it_tentative_other_days_follow_and_signing_anew_confirms(cast, post, agreed):
    first = agreed.visit.first_day
    before = {each.person_id: each.uid for each in Invitation.objects.all()}

    opened = agreed.perform("reopen", by=cast["hanne"], reason="Vi flytter.")
    messages = post()
    assert told(messages) == dict.fromkeys(["ida", "rune", "signe"], ("REQUEST", 1, "TENTATIVE"))
    assert "rettelse til din kalender: Dagene er ikke sikre længere" in text_of(messages["ida"])

    week_later = first + timedelta(days=7)
    opened.visit.set_days(week_later, opened.visit.last_day + timedelta(days=7), cast["hanne"])
    messages = post()
    assert told(messages) == dict.fromkeys(["ida", "rune", "signe"], ("REQUEST", 2, "TENTATIVE"))
    assert shown(calendar(messages["ida"]))[0] == (f"{week_later}", f"{week_later}")

    for who in ("ida", "hanne", "signe"):
        Placement.objects.get(pk=agreed.pk).perform("sign", by=cast[who])
    Outbox.objects.filter(event__name="sign-hand").delete()
    messages = post()
    assert told(messages) == {
        "hanne": ("REQUEST", 1, "CONFIRMED"), "ida": ("REQUEST", 3, "CONFIRMED"),
        "rune": ("REQUEST", 3, "CONFIRMED"), "signe": ("REQUEST", 3, "CONFIRMED"),
    }  # fmt: skip
    assert shown(calendar(messages["ida"]))[0] == (f"{week_later} 09:00", f"{week_later} 15:00")
    assert {each.person_id: each.uid for each in Invitation.objects.all()} == before


def test_a_cancelled_visit_leaves_every_calendar_that_had_it(cast, post, agreed):
    invited = {person.email.split("@")[0]: each.uid for each in Invitation.objects.all() for person in [each.person]}

    agreed.perform("cancel", by=cast["ida"], reason="Jeg er blevet syg.")
    messages = post()
    look_twice()
    own = post()

    gone = messages | own
    assert told(gone) == dict.fromkeys(EVERYONE, ("CANCEL", 1, "CANCELLED"))
    assert uids(gone) == {who: {uid} for who, uid in invited.items()}
    assert set(own) == {"ida"}
    assert "syg" not in "".join(part(message).get_payload(decode=True).decode() for message in gone.values())
    look_twice()
    assert post() == {}


@pytest.mark.parametrize("move", ["expire", "miss"])
def test_what_comes_to_nothing_leaves_the_calendar(cast, post, agreed, move):
    if move == "expire":
        agreed.perform("reopen", by=cast["hanne"], reason="Vi flytter.")
    post()
    the_cast.move_in_time(agreed, (timezone.localdate() - agreed.visit.first_day).days - 10 * (move == "miss"))

    by = {"by": cast["karl"], "reason": "Der var strejke."} if move == "miss" else {}
    Placement.objects.get(pk=agreed.pk).perform(move, **by)

    assert {who: method for who, (method, *_rest) in told(post()).items()} == dict.fromkeys(EVERYONE, "CANCEL")


@pytest.mark.parametrize("state", ["declined", "cancelled"])
def test_who_was_never_invited_gets_no_cancellation(cast, state):
    the_cast.placement(cast, state)

    Maker().make_all()

    assert Letter.objects.exists()
    assert not Letter.objects.exclude(calendar="").exists()


def test_the_host_hears_of_a_second_intern_and_of_the_one_who_stays_away(cast, post, agreed):
    wish = the_cast.wish(cast, intern="bo", manager="jens", at="Havnen")
    second = the_cast.placement(cast, "agreed", wish_=wish, offer_=agreed.offer, visit=agreed.visit)
    Outbox.objects.exclude(event__name="sign").delete()

    both = post()
    assert told(both) == {
        "bo": ("REQUEST", 0, "CONFIRMED"), "jens": ("REQUEST", 0, "CONFIRMED"),
        "hanne": ("REQUEST", 1, "CONFIRMED"), "rune": ("REQUEST", 1, "CONFIRMED"),
    }  # fmt: skip
    assert events(calendar(both["hanne"]))[0].summary.value == "Besøg af Ida Lund, Bo Winther"

    second.perform("cancel", by=cast["karl"], reason="Syg.")
    one = post()
    assert told(one) == {
        "bo": ("CANCEL", 1, "CANCELLED"), "jens": ("CANCEL", 1, "CANCELLED"),
        "hanne": ("REQUEST", 2, "CONFIRMED"), "rune": ("REQUEST", 2, "CONFIRMED"),
    }  # fmt: skip
    assert events(calendar(one["hanne"]))[0].summary.value == "Besøg af Ida Lund"


# what changes without a letter of its own


def test_a_new_number_reaches_those_who_may_need_to_call_it_when_it_has_stood_for_a_while(cast, post, agreed):
    Person.objects.filter(pk=cast["hanne"].pk).update(phone="12 34 56 78")

    put_calendars_right()
    assert post() == {}
    put_calendars_right()
    messages = post()

    assert told(messages) == dict.fromkeys(["ida", "signe"], ("REQUEST", 1, "CONFIRMED"))
    assert "telefon 12 34 56 78" in on(calendar(messages["ida"]), agreed.visit.first_day)
    assert "Vi har vedhæftet en rettelse til din kalender." in text_of(messages["ida"])


def test_nobody_is_written_to_while_somebody_is_still_correcting(cast, post, agreed):
    for phone in ("1", "12", "123"):
        Person.objects.filter(pk=cast["hanne"].pk).update(phone=phone)
        put_calendars_right()

    assert post() == {}


def test_what_is_corrected_back_is_no_news(cast, post, agreed):
    Person.objects.filter(pk=cast["hanne"].pk).update(phone="1")
    put_calendars_right()
    Person.objects.filter(pk=cast["hanne"].pk).update(phone="")
    look_twice()

    assert post() == {}


def test_another_contact_is_invited_and_the_one_who_left_is_cleared(cast, post, agreed):
    agreed.offer.people.filter(person=cast["hanne"]).delete()
    Visit.objects.get(pk=agreed.visit_id).staff(cast["olga"], cast["rune"], cast["karl"])

    messages = post()
    look_twice()
    later = post()

    assert told(messages) == {"ida": ("REQUEST", 1, "CONFIRMED"), "olga": ("REQUEST", 0, "CONFIRMED")}
    assert told(later) == {"hanne": ("CANCEL", 1, "CANCELLED"), "signe": ("REQUEST", 1, "CONFIRMED")}
    assert "http" not in text_of(later["hanne"]).split("-- ")[0]


def test_a_manager_who_takes_over_is_invited_with_the_letter_and_the_one_who_left_is_cleared(cast, post, agreed):
    Placement.objects.get(pk=agreed.pk).hand_over_sender(cast["tove"], cast["signe"])

    messages = post()
    look_twice()
    later = post()

    assert told(messages) == {"tove": ("REQUEST", 0, "CONFIRMED")}
    assert told(later) == {"signe": ("CANCEL", 1, "CANCELLED")}


def test_the_letter_about_a_signed_amendment_brings_what_the_calendar_has_not_heard(cast, post, agreed):
    Visit.objects.filter(pk=agreed.visit_id).update(first_day=timezone.localdate(), meet="Ved porten.")
    placement = Placement.objects.get(pk=agreed.pk)
    amendment = placement.amend("Vi mødes ved porten.", ["meet"], cast["hanne"])
    for key in ("hanne", "ida"):
        Placement.objects.get(pk=agreed.pk).sign_amendment(amendment.pk, cast[key])

    assert told(post())["ida"] == ("REQUEST", 1, "CONFIRMED")


def test_another_place_or_address_is_told(cast, post, agreed):
    workplace = agreed.offer.workplace
    workplace.address = "Skottenborg 26, Viborg"
    workplace.save()
    look_twice()

    messages = post()

    assert told(messages) == dict.fromkeys(EVERYONE, ("REQUEST", 1, "CONFIRMED"))
    assert events(calendar(messages["ida"]))[0].location.value == "Lønservice, Region Midt, Skottenborg 26, Viborg"


def test_what_is_over_is_left_as_it_was(cast, post, agreed):
    the_cast.move_in_time(agreed, -60)
    Person.objects.filter(pk=cast["hanne"].pk).update(phone="12 34 56 78")
    look_twice()

    assert post() == {}


def test_looking_at_ten_visits_costs_no_more_than_at_one(cast, agreed):
    one = cost_of_looking()
    for n in range(9):
        wish, offer = the_cast.wish(cast, intern="bo", at=f"Kontor {n}"), the_cast.offer(cast, at=f"Sted {n}")
        other = the_cast.placement(cast, "preparing", wish_=wish, offer_=offer)
        the_cast.prepare(other)
        Invitation.objects.create(visit=other.visit, person=cast["bo"], uid=f"{n}", digest="told")

    assert (len(invitations.looks()), cost_of_looking()) == (10, one)


def cost_of_looking():
    with CaptureQueriesContext(connection) as queries:
        invitations.looks()
    return len(queries)


def test_looking_tells_nothing_new_however_often(cast, post, agreed):
    for _ in range(3):
        look_twice()

    assert post() == {}
    assert sorted(Invitation.objects.values_list("times_told", flat=True)) == [1, 1, 1, 1]


def test_who_is_not_here_any_more_is_not_waited_for(cast, post, agreed):
    Person.objects.filter(pk=cast["signe"].pk).update(is_active=False)
    workplace = agreed.offer.workplace
    workplace.address = "Skottenborg 26"
    workplace.save()
    look_twice()

    assert set(post()) == {"hanne", "ida", "rune"}
    look_twice()
    assert not Outbox.objects.exists()


# sending again


def test_a_letter_sent_again_says_the_same(cast, post, agreed, mailbox):
    letter = Letter.objects.get(key="the-agreement-is-signed", reader=cast["ida"])
    Person.objects.filter(pk=cast["hanne"].pk).update(phone="12 34 56 78")
    mailbox.messages.clear()
    send_again(letter)
    send_again(letter)

    first, second = (parts(message)[2:] for message in mailbox.messages)

    assert first == second
    assert first[0][1].decode() == letter.calendar


def send_again(letter):
    Letter.objects.filter(pk=letter.pk).update(sent_at=None, next_try_at=timezone.now(), tries=0)
    send_all()


def test_an_old_letters_calendar_is_forgotten_with_its_words(cast, post, agreed):
    Letter.objects.update(made_at=timezone.now() - timedelta(days=9000))
    sweep_letters()

    assert not Letter.objects.exclude(calendar="").exists()


def test_the_reader_is_spoken_to_in_their_language(cast, post):
    Person.objects.filter(pk=cast["signe"].pk).update(language="en")
    the_cast.placement(cast, "agreed")
    Outbox.objects.exclude(event__name="sign").delete()

    message = post()["signe"]

    assert events(calendar(message))[0].summary.value == "Ida Lund at Lønservice, Region Midt"
    assert "An invitation for your calendar is attached." in text_of(message)
