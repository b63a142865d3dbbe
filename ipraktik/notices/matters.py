"""Does it still matter? Asked when a letter is made, and again when it is sent: nobody is asked for what is done.

Each condition takes the event and the reader (None for the office). Conditions of a kind read `event.<kind>`.
"""

from datetime import date

from django.utils import timezone

from ipraktik.agreements.models import Signature
from ipraktik.agreements.terms import CONFIDENTIALITY
from ipraktik.itinerary.models import Colleague
from ipraktik.notices import day
from ipraktik.notices.models import Letter
from ipraktik.people.parties import COORDINATOR, HOST, INTERN
from ipraktik.photos.models import Depicted, Photo
from ipraktik.placements.conversation import speakers
from ipraktik.preparing.cover import homecoming_of
from ipraktik.preparing.talk import TalkYes, talk_of
from ipraktik.reflections.models import Advice, Evaluation, Pulse, TalkSnooze
from ipraktik.reflections.talks import unanswered

HELD = ("agreed", "completed")


def always(event, person):
    return True


def both(*conditions):
    return lambda event, person: all(holds(event, person) for holds in conditions)


def state_is(*states):
    return lambda event, person: event.subject.state in states


def origin_is(*origins):
    return lambda event, person: event.placement.origin in origins


def listed(event, person):
    """The host is in the directory, and not one that the intern named."""
    return event.placement.offer.state != "unlisted"


def unlisted(event, person):
    return not listed(event, person)


def waited_for(event, person):
    """The hand of this participant is what the placement waits for."""
    waited_for = event.placement.waited_for
    return any(each.pk in waited_for for each in event.placement.participants.all() if each.person_id == person.pk)


def contact_stands(event, person):
    """Who took over is still the contact: it may have been handed back meanwhile."""
    placement = event.placement
    return placement.state in ("preparing", "agreed") and placement.visit.contact_id in event.facts["people"]


def talk_stands(event, person):
    return event.placement.state in ("preparing", "agreed") and homecoming_of(event.placement) is not None


def homecoming_falls_away(event, person):
    """It was set and is still to come; and nobody has said before that the visit was not held."""
    talk = homecoming_of(event.placement)
    known = event.placement.events.filter(name="miss", pk__lt=event.pk).exists()
    return talk is not None and talk.is_coming and not talk.stands and not known


def talk_is_missing(event, person):
    return event.placement.state == "agreed" and homecoming_of(event.placement) is None


def trouble_waits(event, person):
    return event.trouble.ended_at is None


def somebody_is_waited_for(event, person):
    return bool(event.placement.waited_for)


def consent_waits(event, person):
    consent = event.consent or event.wish.consent
    return consent is not None and consent.state in ("asked", "later") and consent.wish.state in ("open", "placed")


def someone_else_is_asked(event, person):
    return event.consent.wish.manager_id != person.pk


def nobody_has_asked_the_host(event, person):
    return event.wish.state == "open" and not event.wish.placements.exists()


def wish_is_open(event, person):
    return event.placement.wish.state == "open"


def wish_is_not_open(event, person):
    return not wish_is_open(event, person)


def first_talk_waits(event, person):
    """The time that was proposed then still stands, is to come, and waits for this reader's answer."""
    talk = talk_of(event.placement)
    return is_the_time(talk, event) and person.pk not in said_yes(talk, TalkYes.TIME)


def talk_is_settled(event, person):
    """By this yes, and not moved since."""
    talk = talk_of(event.placement)
    return event.facts["sets"] and is_the_time(talk, event) and talk.is_set


def is_the_time(talk, event):
    return talk.times_proposed == event.facts["proposal"] and talk.is_coming and talk.stands


def first_talk_falls_away(event, person):
    """It was to come, and this reader's calendar has it."""
    talk = talk_of(event.placement)
    return talk.is_coming and not talk.stands and Letter.objects.of_first_talk(event.placement, person).exists()


def conclusion_waits(event, person):
    talk = talk_of(event.placement)
    return talk.times_written == event.facts["text"] and person.pk not in said_yes(talk, TalkYes.CONCLUSION)


def said_yes(talk, to):
    return {each.participant.person_id for each in talk.said_yes(to)}


def has_not_shared(event, person):
    mine = [each for each in event.placement.participants.all() if each.person_id == person.pk]
    return event.placement.state == "preparing" and not any(each.expectations_shared_at for each in mine)


def days_stand(event, person):
    """The days that were set are still the days."""
    first = event.placement.visit.first_day
    return event.placement.state == "preparing" and first is not None and first.isoformat() == event.facts.get("first")


def has_not_declared(event, person):
    placement = event.placement
    signed = placement.standing(CONFIDENTIALITY)
    mine = [each for each in placement.participants.all() if each.person_id == person.pk]
    return placement.state in ("preparing", "agreed") and not any(each.pk in signed for each in mine)


def has_signed_on_paper(event, person):
    """The office has not taken it back since."""
    return Signature.objects.filter(scan=event.facts["scan"], participant__person=person).exists()


def amendment_of(event):
    return event.placement.amendments.filter(pk=event.facts["amendment"]).first()


def amendment_waits(event, person):
    """This reader's signature is what the amendment waits for."""
    amendment = amendment_of(event)
    missing = amendment.missing if amendment and amendment.is_open else []
    return person.pk in {each.person_id for each in missing}


def amendment_is_open(event, person):
    amendment = amendment_of(event)
    return amendment is not None and amendment.is_open


def amendment_concerns(event, person):
    """Is this reader of a party that signs it?"""
    amendment = amendment_of(event)
    return amendment is not None and bool(event.placement.parties_of(person) & amendment.version.digests.keys())


def colleague_of(event):
    return Colleague.objects.filter(pk=event.facts["colleague"]).first()


def their_times_are_these(event, person):
    """Nothing has changed for this colleague since, and they are still needed, or still not."""
    colleague = colleague_of(event)
    return colleague is not None and colleague.told[:16] == event.facts["seen"]


def colleague_cannot(event, person):
    colleague = colleague_of(event)
    return colleague is not None and bool(colleague.cannot)


def has_not_evaluated(event, person):
    placement = event.placement
    if placement.state != "completed" or placement.disputed:
        return False
    return not Evaluation.objects.of(placement).filter(participant__person=person).exists()


def has_not_followed_up(event, person):
    answered = Pulse.objects.filter(participant__placement=event.placement, participant__person=person)
    month = event.facts.get("month")
    return event.placement.state == "completed" and not (answered.filter(month=month) if month else answered).exists()


def has_not_said_of_the_photo(event, person):
    """This reader is in the photo, and has said neither yes nor no."""
    return Depicted.objects.visible_to(person).filter(pk=event.facts["depicted"]).unanswered().exists()


def photo_is_there(event, person):
    """Who took it has not erased it."""
    return Photo.objects.filter(pk=event.facts["photo"]).exists()


def photo_is_taken_down(event, person):
    return Photo.objects.filter(pk=event.facts["photo"]).exclude(objected_at=None).exists()


def both_sides_have_now_written(event, person):
    """This is the evaluation that lifted the blind: the first of its side, and the other side had written."""
    sides = {INTERN, HOST}
    earlier = event.placement.events.filter(name="evaluate", pk__lt=event.pk).values_list("party", flat=True)
    written = sides & {party for parties in earlier for party in parties.split()}
    mine = sides & set(event.party.split())
    return bool(mine - written) and mine | written == sides


def talk_waits(event, person):
    """This reader has not answered about the day, and has not put it off since."""
    visit, now = event.placement.visit, timezone.now()
    found = TalkSnooze.objects.filter(visit=visit, person=person).first()
    is_silent = bool(found and found.is_silent(now))
    return not is_silent and unanswered(visit, person, date.fromisoformat(event.facts["day"])).exists()


def advice_waits(event, person):
    """A piece that this reader may read is not answered, and the visit still stands."""
    given = Advice.objects.filter(placement=event.placement).given().visible_to(person)
    return event.placement.state in HELD and given.filter(outcome="").exists()


def advice_is_answered(event, person):
    """Every piece is, and nothing was changed after this: one letter tells it as it stands."""
    given = Advice.objects.filter(placement=event.placement).given()
    later = event.placement.events.filter(name="answer-advice", pk__gt=event.pk)
    return given.exists() and not given.filter(outcome="").exists() and not later.exists()


def the_guide_speaks(event, person):
    """The guide has something for this reader today; a host of several interns hears it once."""
    placement = event.placement
    party = placement.party_of(person)
    earlier = placement.visit.placements.filter(state__in=HELD, pk__lt=placement.pk)
    is_told_already = party == HOST and earlier.exists()
    return placement.state in HELD and not is_told_already and bool(day.guide_of_the_day(event, party, person))


def waits_to_be_read(event, person):
    """It stands in the conversation, and this reader has neither seen it nor been told; the office, if it joined in."""
    said = event.placement.messages.filter(pk=event.facts["message"])
    if person is None:
        joined = event.placement.messages.filter(party=COORDINATOR).exists()
        return joined and not told_of_it(event, person)
    return (
        person.pk in speakers(event.placement) and has_not_seen(said, event, person) and not told_of_it(event, person)
    )


def has_not_seen(said, event, person):
    seen = event.placement.participant(person).read_at
    return (said.filter(at__gt=seen) if seen else said).exists()


def told_of_it(event, person):
    """Another letter about this conversation is on its way to them, or was sent since this was written."""
    letters = Letter.objects.filter(event__placement=event.placement_id, event__name="say", reader=person)
    others = letters.exclude(event=event)
    return others.unsent().filter(event__lt=event.pk).exists() or others.filter(sent_at__gt=event.at).exists()


def is_first_share_of_the_day(event, person):
    """Something is still shared with them since, and no other letter of that day tells so."""
    notes = event.placement.notes.shared_with(person).filter(writer=event.by_id, shared_at__gte=event.at)
    told = Letter.objects.filter(event__placement=event.placement_id, event__name=event.name, reader=person)
    told = told.filter(event__lt=event.pk, event__at__date=timezone.localdate(event.at), given_up_at=None)
    return notes.exists() and not told.exists()


# A rung of the ladder, by what it is about and the state it belongs to.
OF_RUNGS = {
    ("placement", "suggested"): both(state_is("suggested"), waited_for),
    ("placement", "preparing"): both(state_is("preparing"), waited_for),
    ("placement", "agreed"): state_is("agreed"),
    ("homecoming", "open"): talk_is_missing,
    ("amendment", "open"): amendment_waits,
    ("consent", "asked"): consent_waits,
    ("evaluation", "open"): has_not_evaluated,
    ("pulse", "open"): has_not_followed_up,
    ("wish", "draft"): state_is("draft"),
    ("offer", "published"): state_is("published"),
}


def of_rung(rung):
    """The office is told of a silence as long as anybody is silent."""
    if rung.party == "coordinator" and rung.subject == "placement":
        return both(state_is(rung.state), somebody_is_waited_for)
    if rung.party == "coordinator" and rung.subject == "amendment":
        return amendment_is_open
    return OF_RUNGS.get((rung.subject, rung.state), always)
