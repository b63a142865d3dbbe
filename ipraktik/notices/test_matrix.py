"""For each deed exactly these people get exactly these letters."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.directory.models import Consent, Offer, Wish
from ipraktik.itinerary.models import Colleague
from ipraktik.itinerary.telling import answer, tell_colleagues
from ipraktik.notices.models import Letter
from ipraktik.placements.models import Placement
from ipraktik.reflections.models import Evaluation

pytestmark = pytest.mark.django_db


def again(subject):
    return type(subject)._base_manager.get(pk=subject.pk)


# wishes


def test_a_wish_is_sent(cast, quiet, told):
    wish = the_cast.wish(cast, "draft")
    quiet()

    wish.perform("submit", by=cast["ida"])

    assert told() == {("your-wish-is-sent", "ida"), ("your-employee-asks-for-consent", "signe")}


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("ida", {("the-wish-is-withdrawn", "signe")}),
        ("karl", {("the-wish-is-withdrawn", "signe"), ("the-wish-is-withdrawn", "ida")}),
    ],
)
def test_a_wish_is_withdrawn(cast, quiet, told, who, expected):
    wish = the_cast.wish(cast)
    quiet()

    wish.perform("withdraw", by=cast[who], reason="Nyt job.")

    assert told() == expected


def test_a_draft_that_is_withdrawn_is_nobodys_business(cast, quiet, told):
    the_cast.wish(cast, "draft").perform("withdraw", by=cast["ida"], reason="Nyt job.")

    assert told() == set()


def test_the_days_of_a_wish_go_by(cast, quiet, told):
    yesterday = timezone.localdate() - timedelta(days=1)
    wish = the_cast.wish(cast, any_time=True)
    Wish.objects.filter(pk=wish.pk).update(any_time=False)
    wish.periods.create(first=yesterday, last=yesterday)
    quiet()

    again(wish).perform("lapse")

    assert told() == {("your-wish-has-lapsed", "ida")}


@pytest.mark.parametrize(
    ("state", "event", "expected"),
    [
        ("draft", "enter", {("please-confirm-your-wish", "ida")}),
        ("open", "receive", {("we-have-entered-your-wish", "ida")}),
        ("draft", "invite-companion", {("a-colleague-invites-you", "ida")}),
        ("open", "invite-companion", set()),
        ("open", "companion-fell-out", {("your-companion-is-not-coming", "ida")}),
        ("open", "companion-let-go", {("your-colleague-travels-without-you", "ida")}),
        ("open", "ask-office-to-contact", {("an-intern-asks-you-to-contact-a-host", "office")}),
        ("withdrawn", "ask-office-to-contact", set()),
    ],
)
def test_what_else_happens_to_a_wish(cast, quiet, told, state, event, expected):
    wish = the_cast.wish(cast, state)
    quiet()

    wish.record(event, cast["bo"])

    assert told() == expected


# consents


@pytest.mark.parametrize(
    ("move", "letter"),
    [
        ("approve", "your-manager-says-yes"),
        ("postpone", "your-manager-says-not-now"),
        ("refuse", "your-manager-says-no"),
    ],
)
def test_the_manager_answers(cast, quiet, told, move, letter):
    consent = the_cast.wish(cast, consent=False).consent
    quiet()

    consent.perform(move, by=cast["signe"], reason="Vi har for travlt.")

    assert told() == {(letter, "ida")}


def test_the_manager_passes_it_on(cast, quiet, told):
    consent = the_cast.wish(cast, consent=False).consent
    quiet()

    consent.pass_on(cast["signe"], cast["jens"])

    assert told() == {("your-manager-passed-it-on", "ida"), ("your-employee-asks-for-consent", "jens")}


def test_another_manager_is_asked_and_the_first_one_is_let_off(cast, quiet, told):
    wish = the_cast.wish(cast, consent=False)
    quiet()

    wish.ask_consent(cast["jens"])

    assert told() == {("you-need-not-answer", "signe"), ("your-employee-asks-for-consent", "jens")}


def test_the_same_manager_is_asked_anew_about_another_wish(cast, quiet, told):
    wish = the_cast.wish(cast, consent=False)
    quiet()

    Wish.objects.filter(pk=wish.pk).update(why="Noget helt andet.")
    again(wish).ask_consent()

    assert told() == {("your-employee-asks-for-consent", "signe")}


def test_a_reminder_to_a_manager_who_has_answered_is_not_sent(cast, quiet, told):
    consent = the_cast.wish(cast, consent=False).consent
    quiet()

    consent.record("remind-consent", cast["ida"])
    Consent.objects.filter(pk=consent.pk).update(state="yes")

    assert told() == set()


def test_a_manager_who_has_not_answered_is_reminded(cast, quiet, told):
    consent = the_cast.wish(cast, consent=False).consent
    quiet()

    consent.record("remind-consent", cast["ida"])

    assert told() == {("please-answer-the-consent", "signe")}


# offers


@pytest.mark.parametrize(
    ("state", "move", "who", "expected"),
    [
        (
            "draft",
            "submit",
            "hanne",
            {("an-offer-to-review", "office"), ("your-offer-is-with-us", "hanne"), ("your-offer-is-with-us", "rune")},
        ),
        ("review", "approve", "karl", {("your-offer-is-published", "hanne"), ("your-offer-is-published", "rune")}),
        (
            "review",
            "return",
            "karl",
            {("a-question-about-your-offer", "hanne"), ("a-question-about-your-offer", "rune")},
        ),
        ("published", "pause", "hanne", {("your-offer-is-paused", "rune")}),
        ("published", "pause", "karl", {("your-offer-is-paused", "hanne"), ("your-offer-is-paused", "rune")}),
        ("paused", "resume", "rune", {("your-offer-is-published", "hanne")}),
        ("published", "close", "hanne", {("your-offer-is-closed", "rune")}),
        ("closed", "reopen", "hanne", set()),
    ],
)
def test_an_offer_moves(cast, quiet, told, state, move, who, expected):
    offer = the_cast.offer(cast, state)
    quiet()

    offer.perform(move, by=cast[who], reason="Hvor mange dage?")

    assert told() == expected


def test_an_offer_is_published_without_review(cast, quiet, told):
    offer = the_cast.offer(cast)
    quiet()

    offer.record("publish", cast["hanne"])

    assert told() == {("your-offer-is-published", "hanne"), ("your-offer-is-published", "rune")}


def test_an_offer_is_received_for_its_host(cast, quiet, told):
    offer = the_cast.offer(cast)
    quiet()

    offer.record("receive", cast["karl"])

    assert told() == {("we-have-entered-your-offer", "hanne"), ("we-have-entered-your-offer", "rune")}


def test_only_those_who_are_newly_named_hear_of_it(cast, quiet, told):
    offer = the_cast.offer(cast)
    quiet()

    offer.record("name-people", cast["hanne"], people=[cast["mona"].pk])

    assert told() == {("you-are-named-at-an-offer", "mona")}


def test_an_offer_the_office_has_entered_is_confirmed_by_its_people(cast, quiet, told):
    offer = the_cast.offer(cast, "draft")
    quiet()

    offer.record("ask-to-confirm", cast["karl"], people=[cast["hanne"].pk, cast["rune"].pk])

    assert told() == {("please-confirm-your-offer", "hanne"), ("please-confirm-your-offer", "rune")}


# suggestions


@pytest.mark.parametrize(
    ("who", "origin", "state", "expected"),
    [
        (
            "karl",
            "office",
            "published",
            {("the-office-suggests-a-match", "ida"), ("the-office-suggests-a-match", "hanne")},
        ),
        ("ida", "browse", "published", {("an-intern-asks-to-visit", "hanne")}),
        ("ida", "own_host", "published", {("an-intern-asks-to-visit", "hanne")}),
        ("ida", "own_host", "unlisted", {("you-are-invited-to-host", "hanne")}),
        ("hanne", "host", "published", {("a-host-asks-for-you", "ida")}),
    ],
)
def test_a_suggestion_asks_those_who_have_not_said_yes(cast, quiet, told, who, origin, state, expected):
    offer = the_cast.offer(cast, state)
    wish = the_cast.wish(cast)
    if origin == "own_host":
        Wish.objects.filter(pk=wish.pk).update(asked_offer=offer, door="own_host")
    quiet()

    Placement.objects.suggest(again(wish), offer, by=cast[who], origin=origin)

    assert told() == expected


@pytest.mark.parametrize(("first", "other"), [("ida", "hanne"), ("hanne", "ida")])
def test_one_side_says_yes_to_the_offices_suggestion(cast, quiet, told, first, other):
    placement = the_cast.placement(cast)
    quiet()

    placement.perform("accept", by=cast[first])

    assert told() == {("the-other-side-says-yes", other)}


def test_both_have_said_yes(cast, quiet, told):
    placement = the_cast.placement(cast).perform("accept", by=cast["ida"])
    quiet()

    placement.perform("accept", by=cast["hanne"])

    assert told() == {
        ("you-have-a-match", "ida"),
        ("you-have-a-match", "rune"),
        ("your-employee-has-a-host", "signe"),
    }


@pytest.mark.parametrize(("who", "expected"), [("ida", {"hanne"}), ("hanne", {"ida"}), ("karl", {"ida", "hanne"})])
def test_a_suggestion_is_declined(cast, quiet, told, who, expected):
    placement = the_cast.placement(cast)
    quiet()

    placement.perform("decline", by=cast[who], reason="Ikke nu.")

    assert told() == {("the-suggestion-was-declined", name) for name in expected}


def test_a_suggestion_lapses_and_both_are_told(cast, quiet, told):
    placement = the_cast.placement(cast)
    Placement.objects.filter(pk=placement.pk).update(created_at=timezone.now() - timedelta(days=99))
    quiet()

    again(placement).perform("lapse")

    assert told() == {("the-suggestion-has-lapsed", "ida"), ("the-suggestion-has-lapsed", "hanne")}


def test_the_intern_withdraws_and_the_host_need_not_answer(cast, quiet, told):
    placement = the_cast.placement(cast)
    quiet()

    placement.wish.perform("withdraw", by=cast["ida"], reason="Nyt job.")

    assert told() == {("the-wish-is-withdrawn", "signe"), ("the-intern-is-no-longer-looking", "hanne")}


def test_the_last_seat_goes_to_another_and_the_intern_is_told(cast, quiet, told):
    offer = the_cast.offer(cast, seats=1, at_a_time=1)
    mine = the_cast.placement(cast, offer_=offer)
    second = the_cast.wish(cast, intern="bo", manager="jens", at="Arkivet")
    theirs = Placement.objects.suggest(second, offer, by=cast["bo"], origin="browse")
    mine.perform("accept", by=cast["ida"])
    quiet()

    mine.perform("accept", by=cast["hanne"])

    assert again(theirs).state == "withdrawn"
    assert told() == {
        ("you-have-a-match", "ida"),
        ("you-have-a-match", "rune"),
        ("your-employee-has-a-host", "signe"),
        ("the-host-has-no-seat-left", "bo"),
    }


@pytest.mark.parametrize(
    ("state", "waits", "letter"),
    [("suggested", "hanne", "please-answer-the-suggestion"), ("preparing", "signe", "please-sign-the-agreement")],
)
def test_someone_who_is_missing_is_reminded_by_hand(cast, quiet, told, state, waits, letter):
    placement = the_cast.placement(cast, state)
    missing = placement.participants.get(person=cast[waits])
    quiet()

    placement.remind(missing, cast["ida"])

    assert told() == {(letter, waits)}


def test_a_reminder_to_sign_is_not_sent_to_who_has_signed_since(cast, quiet, told):
    placement = the_cast.placement(cast, "preparing")
    the_cast.prepare(placement)
    placement.remind(placement.participants.get(person=cast["signe"]), cast["ida"])
    again(placement).perform("sign", by=cast["signe"])

    assert [row for row in told() if row[0] == "please-sign-the-agreement"] == []


# preparation


@pytest.mark.parametrize(
    ("who", "expected"),
    [("ida", {"hanne", "signe"}), ("hanne", {"ida", "signe"}), ("signe", {"ida", "hanne"})],
)
def test_one_signs_and_the_others_are_waited_for(cast, quiet, told, who, expected):
    placement = the_cast.placement(cast, "preparing")
    the_cast.prepare(placement)
    quiet()

    again(placement).perform("sign", by=cast[who])

    assert told() == {("the-agreement-waits-for-you", name) for name in expected}


def test_the_last_one_signs_and_all_have_the_agreement(cast, quiet, told):
    placement = the_cast.placement(cast, "preparing")
    the_cast.prepare(placement)
    for who in ("ida", "hanne"):
        again(placement).perform("sign", by=cast[who])
    quiet()

    again(placement).perform("sign", by=cast["signe"])

    assert told() == {("the-agreement-is-signed", name) for name in ("ida", "hanne", "rune", "signe")}


@pytest.mark.parametrize(
    ("move", "who", "letter", "expected"),
    [
        ("reopen", "ida", "the-terms-are-opened-again", {"hanne", "rune", "signe"}),
        ("reopen", "karl", "the-terms-are-opened-again", {"ida", "hanne", "rune", "signe"}),
        ("cancel", "signe", "the-visit-is-cancelled", {"ida", "hanne", "rune"}),
        ("cancel", "hanne", "the-visit-is-cancelled", {"ida", "rune", "signe"}),
    ],
)
def test_an_agreed_visit_is_opened_or_cancelled(cast, quiet, told, move, who, letter, expected):
    placement = the_cast.placement(cast, "agreed")
    quiet()

    placement.perform(move, by=cast[who], reason="En dag flyttes.")

    assert told() == {(letter, name) for name in expected}


def test_a_cancelled_visit_leaves_the_others_of_the_visit_alone(cast, quiet, told):
    first = the_cast.placement(cast, "agreed")
    bo = the_cast.wish(cast, intern="bo", manager="jens", at="Arkivet")
    the_cast.placement(cast, "preparing", wish_=bo, offer_=first.offer, visit=first.visit)
    quiet()

    first.perform("cancel", by=cast["ida"], reason="Jeg kan ikke.")

    assert told() == {("the-visit-is-cancelled", name) for name in ("hanne", "rune", "signe")}


def test_the_agreement_is_not_signed_in_time(cast, quiet, told):
    placement = the_cast.placement(cast, "preparing")
    the_cast.prepare(placement, first=timezone.localdate())
    quiet()

    again(placement).perform("expire")

    names = ("ida", "hanne", "rune", "signe")
    assert told() == {("the-agreement-was-not-signed-in-time", name) for name in names}


def test_days_are_set_and_only_the_last_choice_is_told(cast, quiet, told):
    placement = the_cast.placement(cast, "preparing")
    quiet()

    first = the_cast.soon(60)
    placement.visit.set_days(first, first + timedelta(days=1), by=cast["hanne"])
    placement.visit.set_days(first + timedelta(days=1), first + timedelta(days=2), by=cast["hanne"])

    assert told() == {("the-days-are-set", name) for name in ("ida", "rune", "signe")}


def test_expectations_are_shared_and_who_has_not_yet_is_asked(cast, quiet, told):
    placement = the_cast.placement(cast, "preparing")
    placement.participants.filter(person=cast["ida"]).update(expectations_shared_at=timezone.now())
    quiet()

    placement.record("share", cast["ida"])

    assert told() == {("expectations-are-shared", "hanne")}


def test_another_contact_person_is_named(cast, quiet, told):
    placement = the_cast.placement(cast, "preparing")
    quiet()

    placement.visit.staff(cast["rune"], cast["mona"], by=cast["karl"])

    assert told() == {
        ("your-contact-at-the-host", "ida"),
        ("you-are-named-for-a-visit", "rune"),
        ("you-are-named-for-a-visit", "mona"),
        ("you-are-named-for-a-visit", "hanne"),
    }


def test_a_companion_falls_out(cast, quiet, told):
    placement = the_cast.placement(cast, "preparing")
    quiet()

    placement.record("companion-fell-out")

    assert told() == {("your-companion-is-not-coming", "ida")}


# the visit, and after


@pytest.mark.parametrize(
    ("state", "event", "expected"),
    [
        ("agreed", "the-visit-begins-soon", {("the-visit-begins-soon", n) for n in ("ida", "hanne", "rune", "signe")}),
        ("cancelled", "the-visit-begins-soon", set()),
        ("agreed", "welcome-home", {("welcome-home", "signe")}),
        ("not-held", "welcome-home", set()),
        ("agreed", "ask-confirmation", {("did-it-take-place", "ida"), ("did-it-take-place", "hanne")}),
        ("completed", "ask-confirmation", set()),
        ("completed", "ask-evaluation", {("please-evaluate", n) for n in ("ida", "hanne", "signe")}),
        ("completed", "ask-follow-up", {("how-did-it-go-since", n) for n in ("ida", "hanne", "signe")}),
        ("completed", "follow-up", set()),
    ],
)
def test_what_the_calendar_and_the_office_ask(cast, quiet, told, state, event, expected):
    placement = the_cast.placement(cast, state)
    quiet()

    again(placement).record(event)

    assert told() == expected


def over(cast):
    placement = the_cast.placement(cast, "agreed")
    the_cast.move_in_time(placement, -60)
    return again(placement)


@pytest.mark.parametrize(
    ("move", "who", "expected"),
    [
        (
            "confirm",
            "ida",
            {("welcome-home", n) for n in ("ida", "hanne", "rune")} | {("please-evaluate", "signe")},
        ),
        ("miss", "hanne", {("the-visit-did-not-take-place", n) for n in ("ida", "rune", "signe")}),
        (
            "close",
            None,
            {("we-take-it-that-it-took-place", n) for n in ("ida", "hanne", "rune")} | {("please-evaluate", "signe")},
        ),
    ],
)
def test_the_visit_is_over(cast, quiet, told, move, who, expected):
    placement = over(cast)
    quiet()

    placement.perform(move, by=cast[who] if who else None, reason="Der var strejke.")

    assert told() == expected


def test_they_disagree_and_the_office_settles_it(cast, quiet, told):
    placement = over(cast).perform("confirm", by=cast["ida"])
    quiet()

    placement.dispute(cast["hanne"], "Hun kom aldrig.")

    assert told() == {("intern-and-host-disagree", "office"), ("the-other-side-sees-it-otherwise", "ida")}

    quiet()
    again(placement).perform("settle-missed", by=cast["karl"], reason="Toget kørte ikke.")

    names = ("ida", "hanne", "rune", "signe")
    assert told() == {("the-office-has-settled-it", name) for name in names}


def evaluate(placement, person):
    Evaluation.objects.create(
        participant=placement.participants.get(person=person), benefit=Evaluation.Benefit.YES, recommend=True
    )
    placement.record("evaluate", person)


def test_nobody_is_told_of_an_evaluation_before_both_sides_have_written(cast, quiet, told):
    placement = the_cast.placement(cast, "completed")
    quiet()

    evaluate(placement, cast["ida"])
    evaluate(placement, cast["signe"])

    assert told() == set()


def test_both_sides_have_written_and_all_may_read_once(cast, quiet, told):
    placement = the_cast.placement(cast, "completed")
    evaluate(placement, cast["ida"])
    quiet()

    evaluate(placement, cast["hanne"])
    evaluate(placement, cast["signe"])

    assert told() == {("the-evaluations-are-open", name) for name in ("ida", "rune", "signe")}


def test_who_has_evaluated_is_not_asked_again(cast, quiet, told):
    placement = the_cast.placement(cast, "completed")
    evaluate(placement, cast["ida"])
    quiet()

    placement.record("ask-evaluation", cast["karl"])

    assert told() == {("please-evaluate", "hanne"), ("please-evaluate", "signe")}


# changing what is signed


def under_way(cast):
    placement = the_cast.placement(cast, "agreed")
    the_cast.move_in_time(placement, (timezone.localdate() - placement.visit.first_day).days)
    return again(placement)


def prepared(cast):
    placement = the_cast.placement(cast, "preparing")
    the_cast.prepare(placement)
    return again(placement)


def test_who_must_sign_again_is_asked(cast, quiet, told):
    placement = prepared(cast)
    quiet()

    placement.record("change-terms", cast["hanne"], people=[cast["ida"].pk])

    assert told() == {("the-agreement-has-changed", "ida")}


def test_who_has_signed_again_before_the_letter_is_made_is_not_asked(cast, quiet, told):
    placement = prepared(cast).perform("sign", by=cast["ida"])
    quiet()

    placement.record("change-terms", cast["hanne"], people=[cast["ida"].pk])

    assert told() == set()


def test_the_right_manager_and_a_second_signatory_are_asked_to_sign(cast, quiet, told):
    placement = prepared(cast)
    quiet()

    placement.hand_over_sender(cast["tove"], cast["signe"])
    again(placement).name_second("host", cast["per"], cast["hanne"])

    assert told() == {("you-sign-for-your-workplace", "tove"), ("you-sign-for-your-workplace", "per")}


def test_a_manager_who_takes_over_what_is_signed_is_told_so_and_asked_for_nothing(cast, quiet, told):
    placement = the_cast.placement(cast, "agreed")
    quiet()

    placement.hand_over_sender(cast["tove"], cast["signe"])

    assert told() == {("you-take-over-a-visit", "tove")}


def test_a_declaration_asks_the_other_side_until_they_have_signed_it(cast, quiet, told):
    placement = prepared(cast)
    quiet()

    placement.declare(cast["ida"], "")
    first = told()
    quiet()
    again(placement).declare(cast["hanne"], "")

    assert (first, told()) == ({("the-declaration-waits-for-you", "hanne")}, set())


def test_who_signed_on_paper_is_told_that_it_is_recorded_and_the_others_that_they_are_waited_for(cast, quiet, told):
    placement = prepared(cast)
    quiet()

    on_paper(placement, cast)

    waits = {("the-agreement-waits-for-you", "ida"), ("the-agreement-waits-for-you", "signe")}
    assert told() == {("your-signature-on-paper-is-recorded", "hanne")} | waits


def test_who_did_not_sign_after_all_is_asked_to_and_not_told_that_they_have(cast, quiet, told):
    placement = prepared(cast)
    quiet()

    scan = on_paper(placement, cast)
    again(placement).take_back_paper(scan.signatures.get().pk, "not-signed", cast["karl"])

    assert {letter for letter, who in told() if who == "hanne"} == {"your-signature-on-paper-is-taken-back"}


def on_paper(placement, cast):
    """Hanne has signed with a pen, and the office records it."""
    code = placement.print_paper("agreement", cast["karl"]).code
    day, codes = timezone.localdate(), {"agreement": code}
    return again(placement).record_paper(cast["karl"], [cast["hanne"]], day, codes, b"%PDF-1.4", 1)


@pytest.mark.parametrize(("topic", "others"), [("meet", {"ida"}), ("days", {"ida", "signe"})])
def test_an_amendment_asks_whom_it_concerns_and_tells_them_how_it_ends(cast, quiet, told, topic, others):
    placement = under_way(cast)
    quiet()

    amendment = placement.amend("I morgen mødes vi ved porten.", [topic], cast["hanne"])
    asked = told()
    quiet()
    for name in ("hanne", *sorted(others)):
        placement.sign_amendment(amendment.pk, cast[name])

    assert asked == {("an-amendment-waits-for-you", name) for name in {"hanne", *others} - {"hanne"}}
    assert told() == {("the-amendment-is-signed", name) for name in {"hanne", "rune", *others}}


def test_an_amendment_that_is_withdrawn_asks_nobody_any_more(cast, quiet, told):
    placement = under_way(cast)
    quiet()

    amendment = placement.amend("I morgen mødes vi ved porten.", ["meet"], cast["hanne"])
    placement.withdraw_amendment(amendment.pk, cast["hanne"])

    assert told() == {("the-amendment-is-withdrawn", "ida")}


# colleagues in an itinerary


def test_a_colleague_in_an_itinerary_is_told_by_address_and_the_contact_person_of_their_no(cast, quiet, told):
    placement = the_cast.placement(cast, "agreed")
    pia = Colleague.objects.known_as(placement.visit, "Pia Holm", "pia@ipraktik.example")
    pia.items.add(placement.visit.items.first())
    quiet()

    for _look in range(2):
        tell_colleagues()
    made = told()
    to = [letter.address for letter in Letter.objects.all()]
    quiet()
    answer(pia, "time")

    assert (made, to) == ({("you-are-in-an-itinerary", "office")}, ["pia@ipraktik.example"])  # nobody's account
    assert told() == {("a-colleague-cannot", "hanne")}


# in every case


@pytest.mark.parametrize("kind", [Wish, Consent, Offer, Placement])
def test_a_fresh_link_goes_to_who_asked_for_it(cast, quiet, told, kind):
    placement = the_cast.placement(cast)
    subject = {Wish: placement.wish, Consent: placement.wish.consent, Offer: placement.offer}.get(kind, placement)
    quiet()

    subject.record("fresh-link", people=[cast["ida"].pk])

    assert told() == {("your-new-link", "ida")}


def test_nobody_who_has_left_gets_a_letter(cast, quiet, told):
    placement = the_cast.placement(cast, "agreed")
    type(cast["rune"]).objects.filter(pk=cast["rune"].pk).update(is_active=False)
    quiet()

    placement.perform("cancel", by=cast["ida"], reason="Jeg kan ikke.")

    assert told() == {("the-visit-is-cancelled", "hanne"), ("the-visit-is-cancelled", "signe")}


def test_an_event_that_nobody_knows_tells_nobody(cast, quiet, told):
    wish = the_cast.wish(cast)
    quiet()

    wish.record("sneezed", cast["ida"])

    assert told() == set()
