"""“Ja” and “nej” by e-mail: understood where they cannot be misunderstood; in doubt nothing happens but a question."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.kit.lifecycle import NotYet
from ipraktik.notices.models import ReturnAddress
from ipraktik.people.models import Link
from ipraktik.placements.models import Placement
from ipraktik.replies.answering import answer_in
from ipraktik.replies.models import Arrival, Kind

pytestmark = pytest.mark.django_db
QUOTED = "\n\nDen 3. nov. 2026 kl. 09.12 skrev Ipraktik <svar@ipraktik.example>:\n\n> Hej\n"


def fresh(placement):
    return Placement.objects.get(pk=placement.pk)


def hands(placement):
    return sorted(each.participant.person.email.split("@")[0] for each in placement.hands.all())


def asked(placement):
    return placement.events.filter(name="doubt").count()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ja", ("accept", "")),
        ("ja.", ("accept", "")),
        ("  JA!\n\n", ("accept", "")),
        ("Yes", ("accept", "")),
        ("Ja tak", ("accept", "")),
        ("Nej\n\nVi flytter.", ("decline", "Vi flytter.")),
        ("No\nWe move.", ("decline", "We move.")),
        ("Ja\nmen kun i uge 40", ("accept", "men kun i uge 40")),
        ("Ja, men kun i uge 40", ("", "Ja, men kun i uge 40")),
        ("Nejnej", ("", "Nejnej")),
        ("Jamen hvornår?", ("", "Jamen hvornår?")),
        ("Vi siger\nja", ("", "Vi siger\nja")),
        ("", ("", "")),
    ],
)
def test_only_the_whole_first_line_is_an_answer(text, expected):
    assert answer_in(text) == expected


def test_yes_from_the_one_who_was_asked_is_a_yes(cast, post, suggested):
    arrival = post.reply(post.letter("ida"), "Ja" + QUOTED)

    assert (arrival.kind, hands(suggested), fresh(suggested).state) == (Kind.ACCEPTED, ["ida"], "suggested")
    assert asked(suggested) == 0
    assert not suggested.messages.exists()


def test_when_both_have_said_yes_by_mail_the_visit_is_prepared(cast, post, suggested):
    for key in ("ida", "hanne"):
        post.reply(post.letter(key), "Ja tak!\n\nMvh mig")

    assert fresh(suggested).state == "preparing"


def test_no_with_a_reason_is_a_no_and_the_others_read_why(cast, post, suggested):
    arrival = post.reply(post.letter("hanne"), "Nej\n\nVi flytter den måned." + QUOTED)

    assert arrival.kind == Kind.DECLINED
    assert (fresh(suggested).state, fresh(suggested).reason) == ("declined", "Vi flytter den måned.")


def test_a_reminders_letter_is_answered_too(cast, post, suggested):
    participant = suggested.participants.get(person=cast["ida"])
    suggested.remind(participant, cast["hanne"])

    arrival = post.reply(post.letter("ida", "svar"), "Ja")

    assert arrival.letter.event.name == "remind"
    assert (arrival.kind, hands(suggested)) == (Kind.ACCEPTED, ["ida"])


DOUBTS = {
    "no without a reason": ({"text": "Nej"}, Kind.ASKED, []),
    "yes, and more": ({"text": "Ja\nmen kun i uge 40"}, Kind.ASKED, ["Ja\nmen kun i uge 40"]),
    "another address": ({"text": "Ja", "sender": "ida@privat.example"}, Kind.STRANGER, []),
    "something attached": ({"text": "Ja", "attach": b"%PDF"}, Kind.ASKED, []),
}


@pytest.mark.parametrize("name", DOUBTS)
def test_in_doubt_nothing_happens_and_a_letter_asks_by_a_personal_link(cast, post, suggested, name):
    given, kind, stands = DOUBTS[name]

    arrival = post.reply(post.letter("ida"), **given)
    letter = post.letter("ida", "Hvad mente du")

    assert arrival.kind == kind
    assert (fresh(suggested).state, hands(suggested)) == ("suggested", [])
    assert [message.text for message in suggested.messages.all()] == stands
    token = letter.get_body(("plain",)).get_content().split("/l/")[1].split("/")[0]
    link = Link.objects.find(token)
    assert (link.person, link.kind, link.target) == (cast["ida"], "placement", suggested.pk)
    assert letter["To"] == "ida@ipraktik.example"


def test_what_stops_a_yes_on_the_page_stops_it_by_mail_and_is_told_by_a_letter(cast, post, suggested):
    letter = post.letter("ida")
    type(suggested.wish).objects.filter(pk=suggested.wish_id).update(state="withdrawn")
    with pytest.raises(NotYet):
        fresh(suggested).perform("accept", by=cast["ida"])

    arrival = post.reply(letter, "Ja")

    assert (arrival.kind, hands(suggested), asked(suggested)) == (Kind.ASKED, [], 1)


def test_a_yes_that_comes_too_late_changes_nothing_and_is_asked_about(cast, post, suggested):
    letter = post.letter("ida")
    suggested.perform("decline", by=cast["hanne"], reason="Vi flytter.")

    arrival = post.reply(letter, "Ja")

    assert (arrival.kind, fresh(suggested).state, asked(suggested)) == (Kind.ASKED, "declined", 1)


def test_a_yes_to_an_old_letter_is_asked_about(cast, post, suggested):
    letter = post.letter("ida")
    ReturnAddress.objects.update(expires_at=timezone.now())

    arrival = post.reply(letter, "Ja")

    assert (arrival.kind, hands(suggested), asked(suggested)) == (Kind.ASKED, [], 1)


def test_yes_to_the_letter_that_asks_is_a_yes(cast, post, suggested):
    post.reply(post.letter("ida"), "Ja\nmen kun i uge 40")

    arrival = post.reply(post.letter("ida", "Hvad mente du"), "Ja")

    assert (arrival.kind, hands(suggested)) == (Kind.ACCEPTED, ["ida"])


def test_yes_to_any_other_letter_is_a_message(cast, post, preparing):
    preparing.record("set-days", cast["hanne"], first=None)
    letter = post.letter("ida")

    arrival = post.reply(letter, "Ja")

    assert (arrival.kind, [each.text for each in preparing.messages.all()]) == (Kind.SAID, ["Ja"])


def test_a_quarrel_brings_three_letters_a_day_at_most(cast, post, suggested):
    letter = post.letter("ida")
    for number in range(8):
        post.reply(letter, "Nej", Message_ID=f"<{number}@mail.example>")
        for event in suggested.events.filter(name="doubt"):
            event.at -= timedelta(minutes=11)
            event.save(update_fields=["at"])

    assert asked(suggested) == 3


def test_a_coordinator_who_takes_part_answers_on_the_page_with_the_second_factor(cast, post):
    the_cast.placement(cast, "suggested", offer_=the_cast.offer(cast, host="kirsten"))

    assert post.letter("kirsten")["Reply-To"] == "coi@coi.dk"


def test_a_proxy_of_her_address_in_another_visit_says_nothing_here(cast, post, suggested):
    """The token is what tells the visit: Ida's yes to one is no yes to another."""
    letter = post.letter("ida")
    other = the_cast.placement(
        cast,
        "suggested",
        wish_=the_cast.wish(cast, intern="bo", manager="jens"),
        offer_=the_cast.offer(cast, at="Arkivet"),
    )

    post.reply(letter, "Ja")

    assert (hands(suggested), hands(other)) == (["ida"], [])
    assert Arrival.objects.get().letter.event.placement == suggested
