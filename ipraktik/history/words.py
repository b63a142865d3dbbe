"""The history in words: a sentence for each event. A name without a sentence is for machines, and is not shown."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from ipraktik.kit.days import say_days
from ipraktik.programme import programme

WISH = {
    "enter": _("%(who)s entered the wish for the intern."),
    "receive": _("%(who)s entered the wish for the intern."),
    "ask-to-confirm": _("The intern was asked to confirm the wish."),
    "submit": _("%(who)s sent the wish."),
    "withdraw": _("%(who)s withdrew the wish."),
    "resume": _("%(who)s took the wish up again."),
    "place": _("The wish found a host."),
    "release": _("The wish is open again."),
    "finish": _("The wish came true."),
    "lapse": _("The days of the wish are over."),
    "correct-address": _("%(who)s corrected the manager's e-mail address."),
    "ask-office-to-contact": _("%(who)s asked the office to contact the host."),
    "invite-companion": _("%(who)s invited a travel companion."),
    "companion-let-go": _("A travel companion goes no longer along."),
    "companion-fell-out": _("A travel companion fell out."),
}
CONSENT = {
    "ask": _("The nearest manager was asked."),
    "approve": _("%(who)s said yes to the wish."),
    "postpone": _("%(who)s said: not now."),
    "refuse": _("%(who)s said no to the wish."),
    "pass-on": _("%(who)s passed the question on to the right manager."),
    "supersede": _("The question to the manager was asked anew."),
    "reminder": _("A reminder was sent."),
    "remind-consent": _("%(who)s reminded the manager."),
}
OFFER = {
    "enter": _("%(who)s entered the offer for the host."),
    "receive": _("%(who)s entered the offer for the host."),
    "submit": _("%(who)s sent the offer to the office."),
    "publish": _("%(who)s published the offer."),
    "approve": _("%(who)s published the offer."),
    "return": _("%(who)s sent the offer back with a question."),
    "pause": _("%(who)s paused the offer."),
    "resume": _("%(who)s showed the offer again."),
    "close": _("%(who)s closed the offer."),
    "reopen": _("%(who)s took the offer up again."),
    "name-people": _("%(who)s named the people behind the offer."),
    "ask-to-confirm": _("The host was asked to confirm the offer."),
}
PLACEMENT = {
    "suggest": _("%(who)s suggested the visit."),
    "accept-hand": _("%(who)s said yes."),
    "accept": _("%(who)s said yes, and so both have."),
    "decline": _("%(who)s said no."),
    "withdraw": _("The suggestion ended: the place or the intern is taken elsewhere."),
    "fall-with": _("The suggestion ended: a travel companion does not go there, and they go together or not at all."),
    "lapse": _("The suggestion ended: no answer came."),
    "share": _("%(who)s shared expectations."),
    "propose-talk": _("%(who)s proposed a time for the talk before the visit."),
    "accept-talk": _("%(who)s said yes to the time of the talk."),
    "write-conclusion": _("%(who)s wrote what the talk came to."),
    "agree-conclusion": _("%(who)s agreed on what the talk came to."),
    "set-days": _("%(who)s set the days: %(days)s."),
    "staff": _("%(who)s named contact person and reserve."),
    "stand-in": _("%(who)s let contact person and reserve change places."),
    "sign-hand": _("%(who)s signed the agreement."),
    "sign": _("%(who)s signed the agreement, and so all have."),
    "change-terms": _("%(who)s changed what somebody had signed. They were asked to sign again."),
    "hand-over": _("%(who)s handed over to the right manager."),
    "second": _("%(who)s named a second signatory."),
    "declare": _("%(who)s signed the confidentiality declaration."),
    "record-paper": _("%(who)s recorded what was signed on paper: %(days)s."),
    "take-back-paper": _("%(who)s took back a signature on paper: %(why)s."),
    "amend": _("%(who)s proposed an amendment."),
    "amendment-hand": _("%(who)s signed the amendment."),
    "amended": _("%(who)s signed the amendment, and so all have."),
    "withdraw-amendment": _("%(who)s withdrew the amendment."),
    "correct": _("Something in the agreement was corrected. The signatures stand."),
    "seal": _("The signed agreement was made into a document."),
    "reopen": _("%(who)s opened the agreement to change the terms."),
    "cancel": _("%(who)s cancelled the visit."),
    "expire": _("The agreement was not signed in time."),
    "confirm": _("%(who)s said that the visit took place."),
    "miss": _("%(who)s said that the visit did not take place."),
    "close": _("The visit is taken to have taken place."),
    "dispute": _("%(who)s said that it was otherwise."),
    "settle-held": _("%(who)s settled that the visit took place."),
    "settle-missed": _("%(who)s settled that the visit did not take place."),
    "remind": _("%(who)s reminded someone who was missing."),
    "companion-fell-out": _("A travel companion fell out."),
    "tell-colleague": _("A colleague in the itinerary was told when."),
    "release-colleague": _("A colleague in the itinerary was told that they are not needed."),
    "colleague-cannot": _("A colleague in the itinerary cannot be there."),
    "calendar-changed": _("Someone's calendar was put right."),
    "calendar-cleared": _("The visit was taken out of someone's calendar."),
    "correct-address": _("%(who)s corrected the e-mail address of someone in this visit."),
    "say": _("%(who)s wrote in the conversation."),
    "doubt": _("An answer by e-mail was not clear, so we asked again."),
    "reminder": _("A reminder was sent."),
    "the-visit-begins-soon": _("Everyone was told that the visit begins soon."),
    "give-advice": _("%(who)s gave the host advice to take with them."),
    "answer-advice": _("%(who)s answered the advice."),
    "guide-of-the-day": _("The guide of the day was sent."),
    "ask-confirmation": _("Intern and host were asked whether the visit took place."),
    "welcome-home": _("The manager was asked to set time aside for a talk."),
    "ask-permission": _("%(who)s asked someone about a photo."),
    "refuse-photo": _("Someone answered about a photo."),
    "clear-photo": _("Someone answered about a photo."),
    "object-to-photo": _("%(who)s had a photo of the workplace taken down."),
    "ask-evaluation": _("Everyone was asked how it went."),
    "evaluate": _("%(who)s evaluated the visit."),
    "ask-follow-up": _("Everyone was asked what has come of it since."),
    "follow-up": _("%(who)s told what has come of it since."),
}
TAKEN_BACK = {  # why a signature on paper was recorded wrongly
    "wrong-person": _("somebody else had signed"),
    "not-signed": _("the paper was not signed"),
    "wrong-text": _("the paper was another one"),
    "mistake": _("it was recorded by mistake"),
}
NOT_SHOWN = {
    ("placement", "ask-talk"),  # a reminder of the evening, to one person
    ("placement", "share-notes"),  # the history is for all parties, and who shares with whom is not
    ("placement", "set-homecoming"),
}  # between intern and sender: the host, who reads the same, sees nothing of it
SENTENCES = {"wish": WISH, "consent": CONSENT, "offer": OFFER, "placement": PLACEMENT}


@dataclass(frozen=True)
class Line:
    at: object
    sentence: str
    party: str


def lines(events):
    """The events (with `by` read along) that have a sentence, as lines of a timeline, the newest last."""
    told = ((event, SENTENCES[event.kind].get(event.name)) for event in events)
    return [Line(event.at, sentence % words(event), party_of(event)) for event, sentence in told if sentence]


def words(event):
    return {"who": who(event), "days": days(event.facts), "why": TAKEN_BACK.get(event.facts.get("why"), "")}


def who(event):
    """Who did it; where the person is no longer known, what they spoke for; where it was the clock, the programme."""
    if event.by_id:
        return event.by
    known = programme().parties.get(party_of(event))
    return known.title if known else programme().name


def party_of(event):
    """One word: the office's hand only where the person has no other."""
    parties = [party for party in event.party.split() if party != "coordinator"]
    return (parties or event.party.split() or ["clock"])[0]


def days(facts):
    if "first" not in facts:
        return ""
    return say_days(date.fromisoformat(facts["first"]), date.fromisoformat(facts["last"]))
