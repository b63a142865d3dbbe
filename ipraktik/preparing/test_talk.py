"""The talk before the visit: proposed, answered, told with a file for the calendar, and its conclusion lost to nobody."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from ipraktik import cast as the_cast
from ipraktik.notices.making import Maker
from ipraktik.notices.models import Letter
from ipraktik.placements.models import Placement, Visit
from ipraktik.preparing.talk import ExpectationsTalk, talk_of
from ipraktik.tests.reading import errors, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english", "no_second_factor")]


@pytest.fixture
def placement(cast):
    made = the_cast.placement(cast, "preparing")
    the_cast.prepare(made)
    made.participants.update(expectations_shared_at=timezone.now())
    Maker().make_all()
    Letter.objects.all().delete()
    return made


def post(client, person, name, placement, *more, **given):
    client.force_login(person)
    return client.post(reverse(name, args=[placement.pk, *more]), given, follow=True)


def tomorrow(days=1):
    return f"{timezone.localdate() + timedelta(days=days):%d.%m.%Y}"


def propose(client, person, placement, **given):
    stands = {"day": tomorrow(), "clock": "9.30", "way": "phone", "reached_by": "87 28 40 00"}
    return post(client, person, "placement-first-talk", placement, **stands | given)


def accept(client, person, placement, proposal=1):
    return post(client, person, "placement-first-talk-accept", placement, proposal)


def conclude(client, person, placement, text, seen=0):
    return post(client, person, "placement-first-conclusion", placement, conclusion=text, seen=seen)


def letters():
    """{reader: key} of what has been written since the last time."""
    Maker().make_all()
    new = Letter.objects.filter(sent_at=None)
    found = {letter.reader.email.split("@")[0]: letter.key for letter in new}
    new.update(sent_at=timezone.now())
    return found


def event_for(key):
    letter = letter_with_calendar(key)
    calendar = Calendar.from_ical(letter.calendar)
    return calendar, next(iter(calendar.walk("VEVENT")))


def letter_with_calendar(key):
    Maker().make_all()
    return Letter.objects.filter(sent_at=None).exclude(calendar="").get(reader__email=f"{key}@ipraktik.example")


def test_a_time_is_proposed_and_the_others_are_written_to_with_a_file_for_the_calendar(client, cast, placement):
    propose(client, cast["ida"], placement, way="video", reached_by="https://moede.example.dk/a1b2")

    calendar, event = event_for("hanne")
    begins = timezone.localtime(event["dtstart"].dt)
    assert (calendar["method"], event["status"], event["location"]) == (
        "REQUEST", "TENTATIVE", "https://moede.example.dk/a1b2",
    )  # fmt: skip
    assert (begins.date(), begins.hour, begins.minute) == (timezone.localdate() + timedelta(days=1), 9, 30)
    assert letters() == {"hanne": "a-talk-is-proposed", "signe": "a-talk-is-proposed"}


def test_the_letter_says_when_and_how_but_not_the_number(client, cast, placement):
    propose(client, cast["ida"], placement, reached_by="87 28 40 99")
    Maker().make_all()

    body = Letter.objects.get(reader=cast["hanne"]).body
    assert "9.30" in body and "elefon" in body
    assert "87 28 40 99" not in body


def test_with_both_yeses_it_is_settled_and_all_are_told(client, cast, placement):
    propose(client, cast["ida"], placement)
    first = event_for("hanne")[1]
    letters()

    accept(client, cast["hanne"], placement)

    second = event_for("hanne")[1]
    assert (second["uid"], second["status"]) == (first["uid"], "CONFIRMED")
    assert second["sequence"] > first["sequence"]
    assert letters() == dict.fromkeys(("ida", "hanne", "signe"), "the-talk-is-settled")


def test_the_senders_yes_alone_settles_nothing(client, cast, placement):
    propose(client, cast["ida"], placement)
    letters()

    accept(client, cast["signe"], placement)

    assert not talk_of(placement).is_set
    assert letters() == {}


def test_another_time_asks_everyone_anew(client, cast, placement):
    propose(client, cast["ida"], placement)
    accept(client, cast["hanne"], placement)
    letters()

    propose(client, cast["hanne"], placement, day=tomorrow(2))

    assert not talk_of(placement).is_set
    assert letters() == {"ida": "a-talk-is-proposed", "signe": "a-talk-is-proposed"}


def test_a_yes_to_a_time_that_is_no_longer_proposed_is_not_taken(client, cast, placement):
    propose(client, cast["ida"], placement)
    propose(client, cast["ida"], placement, day=tomorrow(2))

    response = accept(client, cast["hanne"], placement, proposal=1)

    assert "Another time has been proposed meanwhile. Look at it, then answer." in words(response)
    assert not talk_of(placement).is_set


def test_a_proposal_that_was_overtaken_writes_to_nobody(client, cast, placement):
    propose(client, cast["ida"], placement)
    propose(client, cast["hanne"], placement, day=tomorrow(2))

    assert letters() == {"ida": "a-talk-is-proposed", "signe": "a-talk-is-proposed"}


def test_a_talk_that_a_calendar_knows_already_comes_as_an_update(client, cast, placement):
    propose(client, cast["ida"], placement)
    first = letter_with_calendar("hanne").body
    letters()
    propose(client, cast["ida"], placement, day=tomorrow(2))
    second = letter_with_calendar("hanne").body
    letters()
    accept(client, cast["hanne"], placement, proposal=2)

    said = [first, second, letter_with_calendar("hanne").body, letter_with_calendar("ida").body]
    update, moved = "rettelse til din kalender", "Det er en anden tid, end der var foreslået før."
    assert [update in body for body in said] == [False, True, True, False]
    assert [moved in body for body in said] == [False, True, False, False]


def said_yes_by_both(client, cast, placement):
    propose(client, cast["ida"], placement)
    accept(client, cast["hanne"], placement)
    told = event_for("hanne")[1]
    letters()
    return told


def cancel(cast, placement):
    placement.perform("cancel", by=cast["ida"], reason="Jeg er syg.")


def expire(cast, placement):
    """The first day has come, and the talk was to be later that day."""
    Visit.objects.filter(pk=placement.visit_id).update(first_day=timezone.localdate())
    Placement.objects.get(pk=placement.pk).perform("expire")


def cancel_when_agreed(cast, placement):
    for who in ("ida", "hanne", "signe"):
        Placement.objects.get(pk=placement.pk).perform("sign", by=cast[who])
    letters()
    cancel(cast, placement)


@pytest.mark.parametrize("end", [cancel, cancel_when_agreed, expire])
def test_when_the_visit_is_off_the_talk_leaves_every_calendar_that_has_it(client, cast, placement, end):
    known = said_yes_by_both(client, cast, placement)

    end(cast, placement)

    Maker().make_all()
    off = Letter.objects.filter(key="the-first-talk-is-off").order_by("reader__email")
    calendar = Calendar.from_ical(off[0].calendar)
    event = next(iter(calendar.walk("VEVENT")))
    assert [each.reader for each in off] == [cast["hanne"], cast["ida"], cast["signe"]]
    assert (calendar["method"], event["uid"], event["status"]) == ("CANCEL", known["uid"], "CANCELLED")
    assert event["sequence"] > known["sequence"]


def test_who_proposed_a_talk_that_nobody_answered_has_nothing_to_take_back(client, cast, placement):
    propose(client, cast["ida"], placement)
    letters()

    cancel(cast, placement)
    Maker().make_all()

    off = Letter.objects.filter(key="the-first-talk-is-off")
    assert {each.reader for each in off} == {cast["hanne"], cast["signe"]}


def test_a_proposal_is_not_told_when_the_visit_is_off_meanwhile(client, cast, placement):
    propose(client, cast["ida"], placement)

    cancel(cast, placement)

    assert {"a-talk-is-proposed", "the-first-talk-is-off"} & set(letters().values()) == set()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"day": "01.01.2020"}, "That time is past. Choose one that is still to come."),
        ({"clock": "halv ti"}, "Write the time as 9.30."),
        ({"way": ""}, "Choose video or telephone."),
        ({"way": "telepathy"}, "Choose one of those on the list."),
        ({"reached_by": "87 2"}, "Write the number to call, with all its figures."),
        (
            {"way": "video", "reached_by": "javascript:alert(1)"},
            "Write the whole link, as https://meet.example.dk/a1b2.",
        ),
        ({"way": "video", "reached_by": "https://[x"}, "Write the whole link, as https://meet.example.dk/a1b2."),
        ({"reached_by": ""}, "Write the link or the number, so that everyone can find you."),
    ],
)
def test_a_time_that_cannot_be_is_answered_with_a_sentence(client, cast, placement, given, sentence):
    response = propose(client, cast["ida"], placement, **given)

    assert errors(response) == [sentence]
    assert talk_of(placement).pk is None


def test_a_talk_is_before_the_visit(client, cast, placement):
    days = (placement.visit.first_day - timezone.localdate()).days + 1

    response = propose(client, cast["ida"], placement, day=tomorrow(days))

    assert [sentence.endswith("Talk before that.") for sentence in errors(response)] == [True]


# whoever asks for it, the rules are the model's


def not_shared(placement):
    placement.participants.update(expectations_shared_at=None)


def concluded(placement):
    talk = talk_of(placement)
    talk.conclude(placement.participants.get(party="intern"), "Vi ser på fejltavlen.")
    talk.answers.create(participant=placement.participants.filter(party="host", signs=True).get(), to="conclusion")


@pytest.mark.parametrize(
    ("prepare", "sentence"),
    [
        (not_shared, "Share your expectations first: the talk is about them."),
        (concluded, "You have both agreed on this text, so it stands."),
    ],
)
def test_a_time_that_may_not_be_proposed_is_refused_in_the_form_that_keeps_what_was_typed(
    client, cast, placement, prepare, sentence
):
    prepare(placement)

    response = propose(client, cast["ida"], placement)
    client.force_login(cast["ida"])
    opened = client.get(reverse("placement-first-talk", args=[placement.pk]), follow=True)

    assert errors(response) == [sentence]
    assert response.context["form"]["reached_by"].value() == "87 28 40 00"
    assert talk_of(placement).begins is None
    assert sentence in words(opened)


def test_nobody_says_yes_to_a_time_that_is_past(client, cast, placement):
    propose(client, cast["ida"], placement)
    ExpectationsTalk.objects.update(begins=timezone.now() - timedelta(minutes=1))

    response = accept(client, cast["hanne"], placement)

    assert "The time of the talk is past. Propose another." in words(response)
    assert not talk_of(placement).is_set


def test_the_office_and_outsiders_propose_nothing(client, cast, placement):
    assert [propose(client, cast[key], placement).status_code for key in ("karl", "olga")] == [403, 404]


# the conclusion


def test_what_they_agreed_on_stands_when_both_have_said_so(client, cast, placement):
    conclude(client, cast["ida"], placement, "Vi ser på fejltavlen.")
    assert letters() == {"hanne": "what-you-agreed-is-written"}

    post(client, cast["hanne"], "placement-first-conclusion-agree", placement, 1)
    late = conclude(client, cast["ida"], placement, "Noget andet.", seen=1)

    talk = talk_of(placement)
    assert (talk.conclusion, talk.is_concluded, talk.written_by.person) == ("Vi ser på fejltavlen.", True, cast["ida"])
    assert "You have both agreed on this text, so it stands." in words(late)


def test_two_who_write_at_once_lose_nothing(client, cast, placement):
    conclude(client, cast["ida"], placement, "Idas ord.")

    response = conclude(client, cast["hanne"], placement, "Hannes ord.", seen=0)

    page = BeautifulSoup(response.content, "html.parser")
    assert talk_of(placement).conclusion == "Idas ord."
    assert "Ida Lund has written something else meanwhile." in words(response)
    assert "Idas ord." in page.select_one("#main-content").get_text()
    assert page.select_one("[name=conclusion]").get_text(strip=True) == "Hannes ord."
    assert page.select_one("[name=seen]")["value"] == "1"


def test_who_has_read_the_others_text_writes_over_it(client, cast, placement):
    conclude(client, cast["ida"], placement, "Idas ord.")

    conclude(client, cast["hanne"], placement, "Begges ord.", seen=1)

    talk = talk_of(placement)
    assert (talk.conclusion, talk.written_by.person) == ("Begges ord.", cast["hanne"])
    assert not talk.is_concluded


def test_nobody_agrees_to_a_text_they_have_not_read(client, cast, placement):
    conclude(client, cast["ida"], placement, "Idas ord.")
    conclude(client, cast["ida"], placement, "Idas andre ord.", seen=1)

    response = post(client, cast["hanne"], "placement-first-conclusion-agree", placement, 1)

    assert "The text has changed meanwhile. Read it again, then say that you agree." in words(response)
    assert not talk_of(placement).is_concluded


def test_the_sender_reads_it_and_does_not_write_it(client, cast, placement):
    conclude(client, cast["ida"], placement, "Vi ser på fejltavlen.")

    refused = conclude(client, cast["signe"], placement, "Mit.")

    client.force_login(cast["signe"])
    page = client.get(reverse("placement-expectations", args=[placement.pk]))
    assert refused.status_code == 403
    assert "Vi ser på fejltavlen." in words(page)


# what each is to do


def next_step(client, person, placement):
    client.force_login(person)
    page = BeautifulSoup(client.get(reverse("placement", args=[placement.pk])).content, "html.parser")
    return page.select_one(".next-step h2").get_text(strip=True)


def test_the_page_asks_for_the_answer_then_for_the_conclusion(client, cast, placement):
    propose(client, cast["ida"], placement)
    asked = next_step(client, cast["hanne"], placement)
    accept(client, cast["hanne"], placement)
    talk = talk_of(placement)
    talk.begins = timezone.now() - timedelta(hours=1)
    talk.save()
    after = next_step(client, cast["hanne"], placement)
    conclude(client, cast["hanne"], placement, "Vi ser på fejltavlen.")

    assert (asked, after, next_step(client, cast["ida"], Placement.objects.get(pk=placement.pk))) == (
        "Say yes to a talk, or propose another time", "Write what you agreed on", "Read what you agreed on",
    )  # fmt: skip
