"""Several at once: never more seats than there are, never half done, and a sentence for whoever came second."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.history.models import Event
from ipraktik.kit.lifecycle import NotYet
from ipraktik.placements.models import Placement
from ipraktik.programme import programme
from ipraktik.reflections.models import Evaluation, Pulse, TalkAnswer
from ipraktik.reflections.talks_visit_views import carry

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
INTERNS = ("ida", "bo", "per", "mona", "emil")


@pytest.fixture
def cast(transactional_db):
    return the_cast.gather()


def at_once(*deeds):
    """Do all deeds at the same moment, each on a connection of its own; what came of each, in their order."""
    gate = Barrier(len(deeds))

    def run(deed):
        try:
            gate.wait(timeout=20)
            deed()
        except (NotYet, PermissionDenied) as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def fresh(placement):
    return Placement.objects.get(pk=placement.pk)


@pytest.mark.parametrize("seats", [1, 2])
def test_five_are_accepted_for_the_last_seats_at_the_same_moment(cast, seats):
    offer = the_cast.offer(cast, seats=3, at_a_time=3)
    placements = []
    for key in INTERNS:
        made = the_cast.placement(cast, offer_=offer, wish_=the_cast.wish(cast, intern=key, at=f"Kontor {key}"))
        placements.append(made.perform("accept", by=cast[key]))
    type(offer).objects.filter(pk=offer.pk).update(seats=seats, at_a_time=seats)

    came = at_once(*(lambda each=each: fresh(each).perform("accept", by=cast["hanne"]) for each in placements))

    assert Placement.objects.filter(state="preparing").count() == seats
    assert (came.count("done"), came.count("NotYet")) == (seats, len(INTERNS) - seats)


def test_one_intern_says_yes_to_two_hosts_at_the_same_moment(cast):
    wish = the_cast.wish(cast)
    offers = [the_cast.offer(cast), the_cast.offer(cast, at="Arkivet", of="Vejle Kommune", host="per", reserve="emil")]
    placements = [the_cast.placement(cast, wish_=wish, offer_=offer) for offer in offers]
    for placement, host in zip(placements, ("hanne", "per"), strict=True):
        placement.perform("accept", by=cast[host])

    came = at_once(*(lambda each=each: fresh(each).perform("accept", by=cast["ida"]) for each in placements))

    assert sorted(came) == ["NotYet", "done"]
    assert sorted(Placement.objects.values_list("state", flat=True)) == ["preparing", "withdrawn"]


def test_the_reserve_takes_over_once_when_two_press_at_the_same_moment(cast):
    visit = the_cast.placement(cast, "agreed").visit
    take_over = [lambda who=who: visit.hand_over(cast[who], cast["rune"].pk) for who in ("hanne", "rune", "karl")]

    came = at_once(*take_over)

    assert sorted(came) == ["NotYet", "NotYet", "done"]
    assert type(visit).objects.get(pk=visit.pk).contact == cast["rune"]
    assert Event.objects.filter(name="stand-in").count() == 1


def test_all_sign_at_the_same_second(cast):
    placement = the_cast.placement(cast, "preparing")
    the_cast.prepare(placement)

    came = at_once(
        *(lambda who=who: fresh(placement).perform("sign", by=cast[who]) for who in ("ida", "hanne", "signe"))
    )

    assert came == ["done", "done", "done"]
    assert fresh(placement).state == "agreed"
    assert placement.versions.count() == 1
    assert placement.version.signatures.count() == 3
    assert Event.objects.filter(placement=placement, name="sign").count() == 1


def test_a_double_click_signs_once(cast):
    placement = the_cast.placement(cast, "preparing")
    the_cast.prepare(placement)

    came = at_once(*[lambda: fresh(placement).perform("sign", by=cast["ida"])] * 3)

    assert sorted(came) == ["NotYet", "NotYet", "done"]
    assert placement.version.signatures.count() == 1


def test_the_last_signature_and_a_reopening_leave_one_truth(cast):
    placement = the_cast.placement(cast, "preparing")
    the_cast.prepare(placement)
    for who in ("ida", "hanne"):
        placement.perform("sign", by=cast[who])

    at_once(
        lambda: fresh(placement).perform("sign", by=cast["signe"]),
        lambda: fresh(placement).perform("reopen", by=cast["karl"], reason="En dag flyttes."),
    )

    placement = fresh(placement)
    missing = placement.missing_hands(Placement.MOVES["sign"])
    assert (placement.state, len(missing)) in {("agreed", 0), ("preparing", 3)}


def test_four_sign_at_the_same_second_where_the_organisation_wants_two(cast):
    placement = the_cast.placement(cast, "preparing")
    the_cast.prepare(placement)
    placement.name_second("sender", cast["tove"], cast["signe"])

    came = at_once(
        *(lambda who=who: fresh(placement).perform("sign", by=cast[who]) for who in ("ida", "hanne", "signe", "tove"))
    )

    assert came == ["done"] * 4
    assert (fresh(placement).state, placement.version.signatures.count()) == ("agreed", 4)
    assert Event.objects.filter(placement=placement, name="sign").count() == 1


def test_the_last_signature_and_a_change_that_voids_the_first_leave_no_agreement_half_signed(cast):
    placement = the_cast.placement(cast, "preparing")
    the_cast.prepare(placement)
    for who in ("ida", "hanne"):
        placement.perform("sign", by=cast[who])

    client, address, row = add_a_row(placement, cast["hanne"])
    at_once(
        lambda: fresh(placement).perform("sign", by=cast["signe"]),
        lambda: client.post(address, row),
    )

    placement = fresh(placement)
    is_whole = len(placement.signed_by) == 3 and placement.changed_since_signed == []
    assert (placement.state, is_whole) in {("agreed", True), ("preparing", False)}


def add_a_row(placement, person):
    """The address, the form and the session with which a host adds to the itinerary."""
    client = Client()
    client.force_login(person)
    row = {"day": placement.visit.first_day.isoformat(), "what": "Rundtur"}
    return client, reverse("placement-itinerary", args=[placement.pk]), row


def test_all_whom_an_amendment_concerns_sign_it_at_the_same_second(cast):
    placement = the_cast.placement(cast, "agreed")
    the_cast.move_in_time(placement, (timezone.localdate() - placement.visit.first_day).days)
    amendment = fresh(placement).amend("I morgen ved porten.", ["days"], cast["hanne"])

    came = at_once(
        *(lambda who=who: fresh(placement).sign_amendment(amendment.pk, cast[who]) for who in ("ida", "hanne", "signe"))
    )

    assert came == ["done"] * 3
    assert fresh(placement).amendments.get().holds
    assert Event.objects.filter(placement=placement, name="amended").count() == 1


def test_two_coordinators_suggest_the_same_seat(cast):
    wish, offer = the_cast.wish(cast), the_cast.offer(cast, seats=1, at_a_time=1)

    came = at_once(
        *(
            lambda who=who: Placement.objects.suggest(wish, offer, by=cast[who], origin="office")
            for who in ("karl", "kirsten")
        )
    )

    assert sorted(came) == ["NotYet", "done"]
    assert Placement.objects.count() == 1


def test_intern_withdraws_while_the_host_accepts(cast):
    placement = the_cast.placement(cast).perform("accept", by=cast["ida"])

    at_once(
        lambda: placement.wish.perform("withdraw", by=cast["ida"], reason="Nyt job."),
        lambda: fresh(placement).perform("accept", by=cast["hanne"]),
    )

    placement = fresh(placement)
    assert (placement.state, placement.wish.state) in {("preparing", "placed"), ("withdrawn", "withdrawn")}


def test_three_interns_of_one_visit_cancel_sign_and_accept_at_once(cast):
    offer = the_cast.offer(cast)
    first = the_cast.placement(cast, "preparing", offer_=offer)
    the_cast.prepare(first)
    others = [
        the_cast.placement(
            cast,
            offer_=offer,
            visit=first.visit,
            wish_=the_cast.wish(cast, intern=key, manager="jens", at=f"Kontor {key}"),
        )
        for key in ("bo", "mona")
    ]
    for placement, key in zip(others, ("bo", "mona"), strict=True):
        placement.perform("accept", by=cast[key])

    came = at_once(
        lambda: fresh(first).perform("sign", by=cast["ida"]),
        lambda: fresh(others[0]).perform("accept", by=cast["hanne"]),
        lambda: fresh(others[1]).perform("decline", by=cast["mona"], reason="Jeg er blevet syg."),
    )

    assert came == ["done", "done", "done"]
    assert [fresh(each).state for each in (first, *others)] == ["preparing", "preparing", "declined"]


def form_sent(person, address, **fields):
    """A form as a browser sends it; a double click is two of them. Whatever goes wrong within is raised."""
    client = Client()
    client.force_login(person)

    def send():
        assert client.post(address, fields).status_code == 302

    return send


def test_a_double_click_evaluates_once(cast):
    placement = the_cast.placement(cast, "completed")
    address = reverse("placement-evaluate", args=[placement.pk])

    came = at_once(*(form_sent(cast["ida"], address, benefit="yes", recommend="yes") for _click in range(3)))

    assert came == ["done", "done", "done"]
    assert Evaluation.objects.of(placement).count() == 1
    assert Event.objects.filter(placement=placement, name="evaluate").count() == 1


def test_a_double_click_answers_the_follow_up_once(cast):
    placement = the_cast.placement(cast, "completed")
    the_cast.move_in_time(placement, -40)  # so long ago that the question is asked
    address = reverse("placement-follow-up", args=[placement.pk, programme().rules.pulse_months[0]])

    came = at_once(*(form_sent(cast["ida"], address, contact="yes", changed="no") for _click in range(3)))

    assert came == ["done", "done", "done"]
    assert Pulse.objects.filter(participant__placement=placement).count() == 1
    assert Event.objects.filter(placement=placement, name="follow-up").count() == 1


def test_what_the_host_says_to_all_never_takes_the_place_of_what_it_says_to_one(cast):
    placement = the_cast.placement(cast, "completed")
    day = placement.visit.first_day
    me = placement.participants.get(person=cast["hanne"])

    def to_all():
        carry([(fresh(placement), me)], day, {"most-striking": "Til alle."}, cast["hanne"])

    def to_one():
        with fresh(placement).doing(cast["hanne"], "talk"):
            TalkAnswer.objects.answer(me, day, {"most-striking": "Til Ida."})

    came = at_once(to_all, to_one, to_all)

    assert came == ["done"] * 3
    assert [(each.said, each.is_carried) for each in TalkAnswer.objects.all()] == [
        ({"most-striking": "Til Ida."}, False)
    ]


def test_the_last_signs_on_the_page_while_the_office_records_the_same_on_paper(cast):
    placement = the_cast.placement(cast, "preparing")
    the_cast.prepare(placement)
    codes = {"agreement": fresh(placement).print_paper("agreement", cast["karl"]).code}
    for key in ("ida", "hanne"):
        fresh(placement).perform("sign", by=cast[key])

    def on_paper():
        fresh(placement).record_paper(cast["karl"], [cast["signe"]], timezone.localdate(), codes, b"%PDF", 1)

    came = at_once(lambda: fresh(placement).perform("sign", by=cast["signe"]), on_paper, on_paper)

    assert sorted(came) == ["NotYet", "NotYet", "done"]
    assert (fresh(placement).state, placement.versions.get().signatures.count()) == ("agreed", 3)
    assert placement.scans.count() == placement.scans.exclude(signatures=None).count()
    assert Event.objects.filter(placement=placement, name="sign").count() == 1


def test_a_signature_on_paper_is_taken_back_while_the_last_signs(cast):
    placement = the_cast.placement(cast, "preparing")
    the_cast.prepare(placement)
    codes = {"agreement": fresh(placement).print_paper("agreement", cast["karl"]).code}
    scan = fresh(placement).record_paper(cast["karl"], [cast["hanne"]], timezone.localdate(), codes, b"%PDF", 1)
    fresh(placement).perform("sign", by=cast["ida"])
    number = scan.signatures.get().pk

    came = at_once(
        lambda: fresh(placement).perform("sign", by=cast["signe"]),
        lambda: fresh(placement).take_back_paper(number, "mistake", cast["karl"]),
    )

    signed = placement.versions.get().signatures.count()
    truths = {("agreed", 3, ("done", "NotYet")), ("preparing", 2, ("done", "done"))}
    assert (fresh(placement).state, signed, tuple(came)) in truths
