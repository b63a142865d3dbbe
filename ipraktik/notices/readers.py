"""The persons behind a party, for each kind of thing that letters are about; and whose link opens what."""

from ipraktik.itinerary.models import Colleague
from ipraktik.people.models import Person
from ipraktik.people.parties import COORDINATOR, HOST, INTERN, SENDER
from ipraktik.placements.lifecycle import AGREED
from ipraktik.programme import programme

COLLEAGUE = "colleague"  # the one the event names, who is in an itinerary and needs no account
NAMED = "named"  # those whom the event itself names: `participant` or `people` in its facts


def readers_of(event, notice):
    """[(party, person)] of who is to read it; the office is (coordinator, None). Each person once."""
    found = {}
    for party in sorted(notice.readers):
        for reader, person in persons(event, party, notice.asks):
            if reads(event, notice, person):
                found.setdefault(person and person.pk, (reader, person))
    return list(found.values())


def reads(event, notice, person):
    if person is None:
        return not (event.by and event.by.is_coordinator)  # the office knows what it did itself
    return person.is_active and (notice.receipt or person.pk != event.by_id)


def persons(event, party, asks=False):
    """[(party, person)]: the persons who speak for a party here."""
    if party == COORDINATOR:
        return [(COORDINATOR, None)]
    if party == NAMED:
        return named(event)
    if party == COLLEAGUE:
        return [(COLLEAGUE, each) for each in Colleague.objects.filter(pk=event.facts["colleague"]).exclude(email="")]
    return [(party, person) for person in OF_KIND[event.kind](event.subject, party, asks)]


def addressed(person):
    """(reader, address): a person is written to wherever they are reached now; others where they are known to be."""
    if person is None:
        return None, programme().office.email
    return (None, person.email) if isinstance(person, Colleague) else (person, "")


def named(event):
    """Whom the event itself names, in the party they have here."""
    wanted = set(event.facts.get("people", []))
    if participant := event.facts.get("participant"):
        wanted |= set(event.subject.participants.filter(pk=participant).values_list("person_id", flat=True))
    return [(party_of(event.subject, person), person) for person in Person.objects.filter(pk__in=wanted)]


def party_of(subject, person):
    parties = subject.parties_of(person) - {COORDINATOR}
    return next((party for party in (INTERN, HOST, SENDER) if party in parties), HOST)


def of_wish(wish, party, asks):
    """The manager hears of a wish once they have been asked about it."""
    if party == INTERN:
        return [wish.intern]
    return [wish.consent.manager] if party == SENDER and wish.consent else []


def of_consent(consent, party, asks):
    return {INTERN: [consent.wish.intern], SENDER: [consent.manager]}.get(party, [])


def of_offer(offer, party, asks):
    return [each.person for each in offer.people.select_related("person")] if party == HOST else []


def of_placement(placement, party, asks):
    """Who signs for the party; and what is news rather than a question, the host's others hear too."""
    mine = [each for each in placement.participants.select_related("person") if each.party == party]
    beside = set() if asks or party != HOST else current_hosts(placement)
    return [each.person for each in mine if each.signs or each.person_id in beside]


def current_hosts(placement):
    """Not those who were contact or reserve before."""
    visit = placement.visit
    return {visit.contact_id, visit.reserve_id, *placement.offer.people.values_list("person_id", flat=True)}


def of_trouble(trouble, party, asks):
    """Nobody but who wrote it, whatever party is asked for."""
    return [trouble.person] if party == trouble.party else []


OF_KIND = {"wish": of_wish, "consent": of_consent, "offer": of_offer, "placement": of_placement, "trouble": of_trouble}


def link_for(event, party):
    """(kind, number) of what this reader's own link opens."""
    subject = event.subject
    if depicted := event.facts.get("depicted"):
        return "depicted", depicted
    if event.kind == "wish" and party == SENDER and subject.consent:
        return "consent", subject.consent.pk
    if event.kind == "consent" and party == INTERN:
        return "wish", subject.wish_id
    if event.name == "ask-talk" and party == HOST and subject.visit.placements.filter(state=AGREED).count() > 1:
        return "visit", subject.visit_id
    return event.kind, subject.pk
