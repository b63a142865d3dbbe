"""Every rule of every table stops, and says its sentence in both languages: a rule without a scene here fails."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from ipraktik import cast as the_cast
from ipraktik.directory.models import Consent, Offer, TravelGroup, Wish
from ipraktik.kit.lifecycle import NotYet
from ipraktik.matching.models import Round
from ipraktik.placements.models import Placement
from ipraktik.programme import programme
from ipraktik.tests.scenes import KINDS

pytestmark = pytest.mark.django_db


def changed(subject, **fields):
    """The same thing with other facts in the database, whatever its forms would say."""
    type(subject)._base_manager.filter(pk=subject.pk).update(**fields)
    return type(subject)._base_manager.get(pk=subject.pk)


def draft_wish(cast, **fields):
    return changed(the_cast.wish(cast, "draft"), **fields)


def draft_offer(cast, **fields):
    return changed(the_cast.offer(cast, "draft"), **fields)


def prepared(cast, **wish_fields):
    placement = the_cast.placement(cast, "preparing", wish_=the_cast.wish(cast, **wish_fields))
    the_cast.prepare(placement)
    return Placement.objects.get(pk=placement.pk)


def private_workplace(cast):
    return the_cast.workplace("Fjord Teknik", "Værkstedet", sector="private")


def prepared_without_days(cast):
    placement = prepared(cast)
    changed(placement.visit, first_day=None, last_day=None)
    return Placement.objects.get(pk=placement.pk)


def prepared_for_six_days(cast):
    placement = prepared(cast)
    visit = changed(placement.visit, last_day=placement.visit.first_day + timedelta(days=11))
    for day in visit.days:
        visit.items.get_or_create(day=day, defaults={"what": "Møde"})
    return Placement.objects.get(pk=placement.pk)


def prepared_without_reserve(cast):
    placement = prepared(cast)
    changed(placement.visit, reserve=None)
    return Placement.objects.get(pk=placement.pk)


def prepared_without_itinerary(cast):
    placement = prepared(cast)
    placement.visit.items.all()[0].delete()
    return Placement.objects.get(pk=placement.pk)


def prepared_without_the_hosts_expectations(cast):
    placement = prepared(cast)
    placement.participants.filter(party="host").update(expectations_shared_at=None)
    return Placement.objects.get(pk=placement.pk)


def begun(cast, state="agreed"):
    placement = the_cast.placement(cast, state) if state == "agreed" else prepared(cast)
    the_cast.move_in_time(placement, (timezone.localdate() - placement.visit.first_day).days)
    return Placement.objects.get(pk=placement.pk)


def over(cast, days=0):
    placement = the_cast.placement(cast, "agreed")
    the_cast.move_in_time(placement, (timezone.localdate() - placement.visit.last_day).days - 1 - days)
    return Placement.objects.get(pk=placement.pk)


def on_a_busy_wish(cast):
    wish = the_cast.wish(cast)
    second = the_cast.offer(cast, at="Arkivet", of="Vejle Kommune", host="per", reserve="emil")
    placement = the_cast.placement(cast, wish_=wish)
    other = Placement.objects.suggest(wish, second, by=cast["karl"], origin="office")
    Placement.objects.filter(pk=other.pk).update(state="preparing")
    return placement


def on_a_refused_wish(cast):
    placement = the_cast.placement(cast)
    placement.wish.consent.perform("refuse", by=cast["signe"], reason="Vi er for få den måned.")
    return Placement.objects.get(pk=placement.pk)


def on_a_withdrawn_wish(cast):
    placement = the_cast.placement(cast)
    changed(placement.wish, state="withdrawn")
    return Placement.objects.get(pk=placement.pk)


def at_a_full_host(cast):
    offer = the_cast.offer(cast)
    placement = the_cast.placement(cast, offer_=offer)
    offer = changed(offer, seats=1, at_a_time=1)
    the_cast.placement(cast, "suggested", offer_=offer, wish_=the_cast.wish(cast, intern="bo"))
    Placement.objects.filter(wish__intern=cast["bo"]).update(state="preparing")
    return Placement.objects.get(pk=placement.pk)


def with_a_companion_who_fell_out(cast):
    group = TravelGroup.objects.create(together_only=True)
    ida, _bo = the_cast.wish(cast, group=group), the_cast.wish(cast, intern="bo", group=group)
    placement = Placement.objects.suggest(ida, the_cast.offer(cast), by=cast["karl"], origin="office")
    Placement.objects.filter(wish__intern=cast["bo"]).update(state="declined")
    return placement


def beside_an_agreed_visit(cast):
    offer = the_cast.offer(cast)
    agreed = the_cast.placement(cast, "agreed", offer_=offer)
    mona = the_cast.wish(cast, intern="mona", manager="jens", at="Akutten", of="Region Syd")
    joined = Placement.objects.suggest(mona, offer, by=cast["karl"], origin="office", visit=agreed.visit)
    return the_cast.advance(joined, "preparing")


def consent_of(cast, **wish_fields):
    wish = changed(the_cast.wish(cast, consent=False), **wish_fields)
    return Consent.objects.get(wish=wish)


def consent_of_an_agreed_visit(cast):
    return the_cast.placement(cast, "agreed").wish.consent


def disputed(cast):
    placement = the_cast.placement(cast, "completed")
    placement.dispute(cast["ida"], "Jeg var syg.")
    return Placement.objects.get(pk=placement.pk)


def undisputed(cast):
    return the_cast.placement(cast, "completed")


def lapsing(cast):
    return the_cast.placement(cast)


def being_solved(cast):
    made = the_cast.a_round(cast)
    made.ask_to_solve(cast["karl"], "stable")
    return made


def without_a_proposal(cast):
    made = the_cast.a_round(cast)
    made.proposals.all().delete()
    return Round.objects.get(pk=made.pk)


def decided_since(cast):
    made = the_cast.a_round(cast)
    pairing = made.proposal.pairings.get()
    made.decide(cast["karl"], 0, kind="lock", wish=pairing.wish, offer=pairing.offer)
    return Round.objects.get(pk=made.pk)


def with_nobody_placed(cast):
    return the_cast.a_round(cast, pairs=[], without=[the_cast.wish(cast)])


def beyond_the_seats(cast):
    offer = the_cast.offer(cast, seats=1, at_a_time=1)
    wishes = [the_cast.wish(cast), the_cast.wish(cast, intern="bo", manager="jens", at="Havnen")]
    made = the_cast.a_round(cast, pairs=[])
    made.decide(cast["karl"], 0, kind="seat", offer=offer)
    the_cast.propose(Round.objects.get(pk=made.pk), [(each, offer) for each in wishes])
    return Round.objects.get(pk=made.pk)


def overtaken(cast):
    wish = the_cast.wish(cast)
    made = the_cast.a_round(cast, pairs=[(wish, the_cast.offer(cast))])
    the_cast.placement(cast, wish_=wish, offer_=the_cast.offer(cast, at="Museet", host="per", reserve="emil"))
    return made


def being_sent(cast):
    made = the_cast.a_round(cast)
    made.perform("publish", by=cast["karl"])
    return Round.objects.get(pk=made.pk)


# (kind, rule): (move or right, who tries, the scene in which the rule stops them)
STOPPED = {
    (Wish, "has_workplace"): ("submit", "ida", lambda cast: draft_wish(cast, workplace=None)),
    (Wish, "has_manager"): ("submit", "ida", lambda cast: draft_wish(cast, manager=cast["ida"])),
    (Wish, "has_why"): ("submit", "ida", lambda cast: draft_wish(cast, why=" ")),
    (Wish, "has_when"): ("submit", "ida", lambda cast: draft_wish(cast, any_time=False)),
    (Wish, "has_days"): ("submit", "ida", lambda cast: draft_wish(cast, days_max=6)),
    (Wish, "travel_type_fits"): ("submit", "ida", lambda cast: draft_wish(cast, travel_type="adventurer")),
    (Wish, "may_send"): ("submit", "ida", lambda cast: draft_wish(cast, workplace=private_workplace(cast))),
    (Wish, "days_are_over"): ("lapse", None, the_cast.wish),
    (Consent, "wish_stands"): ("approve", "signe", lambda cast: consent_of(cast, state="withdrawn")),
    (Consent, "not_agreed"): ("refuse", "signe", consent_of_an_agreed_visit),
    (Wish, "entered_by_office"): ("receive", "karl", draft_wish),
    (Offer, "entered_by_office"): ("receive", "karl", draft_offer),
    (Offer, "says_why"): ("submit", "hanne", lambda cast: draft_offer(cast, see="")),
    (Offer, "seats_fit"): ("submit", "hanne", lambda cast: draft_offer(cast, seats=4)),
    (Offer, "offer_days_fit"): ("submit", "hanne", lambda cast: draft_offer(cast, days_max=6)),
    (Offer, "has_open_days"): ("submit", "hanne", lambda cast: draft_offer(cast, all_year=False)),
    (Offer, "no_review"): ("publish", "hanne", draft_offer),
    (Placement, "wish_stands"): ("accept", "hanne", on_a_withdrawn_wish),
    (Placement, "wish_is_free"): ("accept", "hanne", on_a_busy_wish),
    (Placement, "not_refused"): ("accept", "hanne", on_a_refused_wish),
    (Placement, "group_has_room"): ("accept", "hanne", with_a_companion_who_fell_out),
    (Placement, "seat_is_free"): ("accept", "hanne", at_a_full_host),
    (Placement, "has_consent"): ("sign", "ida", lambda cast: prepared(cast, consent=False)),
    (Placement, "has_days"): ("sign", "ida", prepared_without_days),
    (Placement, "days_fit"): ("sign", "ida", prepared_for_six_days),
    (Placement, "has_contact_and_reserve"): ("sign", "ida", prepared_without_reserve),
    (Placement, "has_itinerary"): ("sign", "ida", prepared_without_itinerary),
    (Placement, "expectations_shared"): ("sign", "ida", prepared_without_the_hosts_expectations),
    (Placement, "not_begun"): ("reopen", "ida", begun),
    (Placement, "has_begun"): ("amend", "hanne", lambda cast: the_cast.placement(cast, "agreed")),
    (Placement, "not_over"): ("cancel", "ida", over),
    (Placement, "is_over"): ("confirm", "ida", begun),
    (Placement, "first_day_came"): ("expire", None, prepared),
    (Placement, "end_is_near"): ("give-advice", "ida", lambda cast: the_cast.placement(cast, "agreed")),
    (Placement, "long_silent"): ("lapse", None, lapsing),
    (Placement, "long_over"): ("close", None, over),
    (Placement, "visit_is_open"): ("plan", "hanne", beside_an_agreed_visit),
    (Placement, "is_disputed"): ("settle-held", "karl", undisputed),
    (Placement, "not_disputed"): ("evaluate", "ida", disputed),
    (Round, "not_solving"): ("publish", "karl", being_solved),
    (Round, "has_proposal"): ("publish", "karl", without_a_proposal),
    (Round, "is_unsent"): ("publish", "karl", lambda cast: the_cast.a_round(cast, "published")),
    (Round, "is_up_to_date"): ("publish", "karl", decided_since),
    (Round, "somebody_has_a_host"): ("publish", "karl", with_nobody_placed),
    (Round, "is_still_free"): ("publish", "karl", overtaken),
    (Round, "seats_are_given"): ("publish", "karl", beyond_the_seats),
    (Round, "all_is_sent"): ("publish", "karl", being_sent),
}
NEVER_IN_THIS_PROGRAMME = {  # tried with other programmes and other offers below
    (Offer, "office_reviews"), (Offer, "may_host"), (Offer, "has_people"), (Offer, "hosts_may_ask"),
}  # fmt: skip


def every_rule():
    for kind in KINDS:
        for row in (*kind.MOVES.values(), *kind.RIGHTS.values()):
            yield from ((kind, rule.name) for rule in row.needs)


def test_every_rule_has_a_scene():
    assert set(STOPPED) | NEVER_IN_THIS_PROGRAMME == set(every_rule())


def rule_of(kind, name, deed):
    row = kind.MOVES.get(deed) or kind.RIGHTS[deed]
    return next(rule for rule in row.needs if rule.name == name)


def attempt(subject, deed, person):
    if deed in subject.MOVES:
        return subject.perform(deed, by=person, reason="Fordi.")
    return subject.demand(person, deed)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(("kind", "name"), STOPPED, ids=lambda value: getattr(value, "__name__", value))
def test_the_rule_stops_and_says_why(cast, kind, name, language):
    deed, who, scene = STOPPED[kind, name]
    subject = scene(cast)
    before = subject.state

    with translation.override(language), pytest.raises(NotYet) as refusal:
        attempt(subject, deed, cast[who] if who else None)

    with translation.override(language):
        said = str(rule_of(kind, name, deed).says(subject))
    assert said in refusal.value.sentences
    assert type(subject)._base_manager.get(pk=subject.pk).state == before


def test_an_offer_without_a_reserve_is_not_sent(cast):
    offer = the_cast.offer(cast, "draft")
    offer.people.filter(role="reserve").delete()

    with pytest.raises(NotYet) as refusal:
        Offer.objects.get(pk=offer.pk).perform("submit", by=cast["hanne"])

    assert refusal.value.sentences == [str(rule_of(Offer, "has_people", "submit").sentence)]


def test_without_review_the_host_publishes(cast):
    offer = the_cast.offer(cast, "draft")
    rules = programme().rules
    object.__setattr__(rules, "review_offers", False)
    try:
        with pytest.raises(NotYet) as refusal:
            offer.perform("submit", by=cast["hanne"])
        offer.perform("publish", by=cast["hanne"])
    finally:
        object.__setattr__(rules, "review_offers", True)

    assert refusal.value.sentences == [str(rule_of(Offer, "office_reviews", "submit").sentence)]
    assert Offer.objects.get(pk=offer.pk).state == "published"


def test_a_sector_that_may_not_host_is_told(cast):
    offer = the_cast.offer(cast, "draft")
    sector = offer.sector
    object.__setattr__(sector, "may_host", False)
    try:
        with pytest.raises(NotYet) as refusal:
            offer.perform("submit", by=cast["hanne"])
    finally:
        object.__setattr__(sector, "may_host", True)

    assert refusal.value.sentences == [str(rule_of(Offer, "may_host", "submit").sentence)]
