"""Who is told what: one row for each event that somebody should hear of. “Who hears of it?” has this one answer."""

from datetime import timedelta

from ipraktik.notices import matters
from ipraktik.notices.matters import both, origin_is, state_is
from ipraktik.notices.notice import ALONG, FIRST_TALK, ONLY, TALK, tell
from ipraktik.notices.readers import COLLEAGUE, NAMED
from ipraktik.notices.rungs import rungs
from ipraktik.people.links import AFRESH
from ipraktik.people.parties import COORDINATOR, HOST, INTERN, SENDER

# The talks fall away with the visit, however it ended: each calendar holds them apart from it, and so has a letter apart.
FIRST_TALK_IS_OFF = tell(
    "the-first-talk-is-off",
    INTERN,
    HOST,
    SENDER,
    still=matters.first_talk_falls_away,
    receipt=True,
    calendar=FIRST_TALK,
)
HOMECOMING_IS_OFF = tell(
    "the-homecoming-talk-is-off", INTERN, SENDER, still=matters.homecoming_falls_away, receipt=True, calendar=TALK
)

NOTICES = {
    ("wish", "submit"): (tell("your-wish-is-sent", INTERN, receipt=True),),
    ("wish", "receive"): (tell("we-have-entered-your-wish", INTERN),),
    ("wish", "withdraw"): (tell("the-wish-is-withdrawn", INTERN, SENDER),),
    ("wish", "lapse"): (tell("your-wish-has-lapsed", INTERN),),
    ("wish", "enter"): (tell("please-confirm-your-wish", INTERN, still=state_is("draft")),),
    ("wish", "ask-to-confirm"): (tell("please-confirm-your-wish", INTERN, still=state_is("draft")),),
    ("wish", "invite-companion"): (tell("a-colleague-invites-you", INTERN, still=state_is("draft")),),
    ("wish", "companion-fell-out"): (tell("your-companion-is-not-coming", INTERN),),
    ("wish", "companion-let-go"): (tell("your-colleague-travels-without-you", INTERN),),
    ("wish", "ask-office-to-contact"): (
        tell("an-intern-asks-you-to-contact-a-host", COORDINATOR, still=matters.nobody_has_asked_the_host),
    ),
    ("consent", "ask"): (tell("your-employee-asks-for-consent", SENDER, still=matters.consent_waits),),
    ("consent", "remind-consent"): (tell("please-answer-the-consent", SENDER, still=matters.consent_waits),),
    ("consent", "approve"): (tell("your-manager-says-yes", INTERN),),
    ("consent", "postpone"): (tell("your-manager-says-not-now", INTERN),),
    ("consent", "refuse"): (tell("your-manager-says-no", INTERN),),
    ("consent", "pass-on"): (tell("your-manager-passed-it-on", INTERN),),
    ("consent", "supersede"): (tell("you-need-not-answer", SENDER, still=matters.someone_else_is_asked),),
    ("offer", "submit"): (
        tell("an-offer-to-review", COORDINATOR, still=state_is("review")),
        tell("your-offer-is-with-us", HOST, receipt=True),
    ),
    ("offer", "publish"): (tell("your-offer-is-published", HOST, receipt=True),),
    ("offer", "approve"): (tell("your-offer-is-published", HOST),),
    ("offer", "resume"): (tell("your-offer-is-published", HOST),),
    ("offer", "receive"): (tell("we-have-entered-your-offer", HOST),),
    ("offer", "return"): (tell("a-question-about-your-offer", HOST, still=state_is("draft")),),
    ("offer", "pause"): (tell("your-offer-is-paused", HOST),),
    ("offer", "close"): (tell("your-offer-is-closed", HOST),),
    ("offer", "name-people"): (tell("you-are-named-at-an-offer", NAMED),),
    ("offer", "enter"): (tell("please-confirm-your-offer", HOST, still=state_is("draft")),),
    ("offer", "ask-to-confirm"): (tell("please-confirm-your-offer", NAMED, still=state_is("draft")),),
    ("placement", "suggest"): (
        tell(
            "the-office-suggests-a-match", INTERN, HOST, still=both(origin_is("office"), matters.waited_for), asks=True
        ),
        tell("a-host-asks-for-you", INTERN, still=both(origin_is("host"), matters.waited_for), asks=True),
        tell(
            "an-intern-asks-to-visit",
            HOST,
            still=both(origin_is("browse", "own_host"), matters.listed, matters.waited_for),
            asks=True,
        ),
        tell(
            "you-are-invited-to-host",
            HOST,
            still=both(origin_is("browse", "own_host"), matters.unlisted, matters.waited_for),
            asks=True,
        ),
    ),
    ("placement", "accept-hand"): (
        tell("the-other-side-says-yes", INTERN, HOST, still=both(origin_is("office"), matters.waited_for), asks=True),
    ),
    ("placement", "accept"): (
        tell("you-have-a-match", INTERN, HOST),
        tell("your-employee-has-a-host", SENDER),
    ),
    ("placement", "decline"): (tell("the-suggestion-was-declined", INTERN, HOST, asks=True),),
    ("placement", "withdraw"): (
        tell("the-host-has-no-seat-left", INTERN, still=matters.wish_is_open),
        tell("the-intern-is-no-longer-looking", HOST, still=matters.wish_is_not_open, asks=True),
    ),
    ("placement", "fall-with"): (
        tell("your-companion-does-not-go-there", INTERN, still=matters.wish_is_open),
        tell("the-companions-do-not-come", HOST, asks=True),
    ),
    ("placement", "lapse"): (tell("the-suggestion-has-lapsed", INTERN, HOST, asks=True),),
    ("placement", "set-days"): (
        tell("the-days-are-set", INTERN, HOST, SENDER, still=matters.days_stand, calendar=ALONG),
    ),
    ("placement", "share"): (tell("expectations-are-shared", INTERN, HOST, still=matters.has_not_shared, asks=True),),
    ("placement", "propose-talk"): (
        tell(
            "a-talk-is-proposed", INTERN, HOST, SENDER, still=matters.first_talk_waits, asks=True, calendar=FIRST_TALK
        ),
    ),
    ("placement", "accept-talk"): (
        tell(
            "the-talk-is-settled",
            INTERN,
            HOST,
            SENDER,
            still=matters.talk_is_settled,
            asks=True,
            receipt=True,
            calendar=FIRST_TALK,
        ),
    ),
    ("placement", "write-conclusion"): (
        tell(
            "what-you-agreed-is-written",
            INTERN,
            HOST,
            still=matters.conclusion_waits,
            asks=True,
            pause=timedelta(minutes=5),
        ),
    ),
    ("placement", "say"): (
        tell(
            "there-is-a-message-for-you",
            INTERN,
            HOST,
            SENDER,
            COORDINATOR,
            still=matters.waits_to_be_read,
            pause=timedelta(minutes=5),
        ),
    ),
    ("placement", "share-notes"): (
        tell("notes-are-shared-with-you", NAMED, still=matters.is_first_share_of_the_day, pause=timedelta(minutes=15)),
    ),
    ("placement", "doubt"): (tell("please-answer-on-the-page", NAMED, receipt=True),),
    ("placement", "staff"): (
        tell("your-contact-at-the-host", INTERN, still=state_is("preparing", "agreed"), calendar=ALONG),
        tell("you-are-named-for-a-visit", HOST, still=state_is("preparing", "agreed"), calendar=ALONG),
    ),
    ("placement", "set-homecoming"): (
        tell("the-homecoming-talk-is-set", INTERN, SENDER, still=matters.talk_stands, receipt=True, calendar=TALK),
    ),
    ("placement", "stand-in"): (
        tell("the-reserve-receives-you", INTERN, still=matters.contact_stands, calendar=ALONG),
        tell("you-receive-the-intern-now", HOST, still=matters.contact_stands, asks=True, calendar=ALONG),
    ),
    ("placement", "sign-hand"): (
        tell("the-agreement-waits-for-you", INTERN, HOST, SENDER, still=matters.waited_for, asks=True),
    ),
    ("placement", "change-terms"): (tell("the-agreement-has-changed", NAMED, still=matters.waited_for),),
    ("placement", "hand-over"): (
        tell(
            "you-sign-for-your-workplace", NAMED, still=both(state_is("preparing"), matters.waited_for), calendar=ALONG
        ),
        tell("you-take-over-a-visit", NAMED, still=state_is("agreed"), calendar=ALONG),
    ),
    ("placement", "second"): (tell("you-sign-for-your-workplace", NAMED, still=matters.waited_for),),
    ("placement", "declare"): (
        tell("the-declaration-waits-for-you", INTERN, HOST, still=matters.has_not_declared, asks=True),
    ),
    ("placement", "record-paper"): (
        tell("your-signature-on-paper-is-recorded", NAMED, still=matters.has_signed_on_paper),
    ),
    ("placement", "take-back-paper"): (tell("your-signature-on-paper-is-taken-back", NAMED, still=matters.waited_for),),
    ("placement", "amend"): (
        tell("an-amendment-waits-for-you", INTERN, HOST, SENDER, still=matters.amendment_waits, asks=True),
    ),
    ("placement", "amended"): (
        tell(
            "the-amendment-is-signed",
            INTERN,
            HOST,
            SENDER,
            still=matters.amendment_concerns,
            receipt=True,
            calendar=ALONG,
        ),
    ),
    ("placement", "withdraw-amendment"): (
        tell("the-amendment-is-withdrawn", INTERN, HOST, SENDER, still=matters.amendment_concerns, asks=True),
    ),
    ("placement", "sign"): (tell("the-agreement-is-signed", INTERN, HOST, SENDER, receipt=True, calendar=ALONG),),
    ("placement", "reopen"): (tell("the-terms-are-opened-again", INTERN, HOST, SENDER, calendar=ALONG),),
    ("placement", "cancel"): (
        tell("the-visit-is-cancelled", INTERN, HOST, SENDER, calendar=ALONG),
        FIRST_TALK_IS_OFF,
        HOMECOMING_IS_OFF,
    ),
    ("placement", "tell-colleague"): (tell("you-are-in-an-itinerary", COLLEAGUE, still=matters.their_times_are_these),),
    ("placement", "release-colleague"): (
        tell("the-itinerary-does-without-you", COLLEAGUE, still=matters.their_times_are_these),
    ),
    ("placement", "colleague-cannot"): (tell("a-colleague-cannot", NAMED, still=matters.colleague_cannot),),
    ("placement", "calendar-changed"): (tell("your-calendar-is-put-right", NAMED, calendar=ONLY),),
    ("placement", "calendar-cleared"): (tell("the-visit-leaves-your-calendar", NAMED, calendar=ONLY),),
    ("placement", "companion-fell-out"): (tell("your-companion-is-not-coming", INTERN),),
    ("placement", "expire"): (
        tell("the-agreement-was-not-signed-in-time", INTERN, HOST, SENDER, calendar=ALONG),
        FIRST_TALK_IS_OFF,
        HOMECOMING_IS_OFF,
    ),
    ("placement", "the-visit-begins-soon"): (
        tell("the-visit-begins-soon", INTERN, HOST, SENDER, still=state_is("agreed")),
    ),
    ("placement", "guide-of-the-day"): (
        tell("the-guide-of-the-day", INTERN, HOST, SENDER, still=matters.the_guide_speaks, asks=True),
    ),
    ("placement", "welcome-home"): (tell("welcome-home", SENDER, still=state_is(*matters.HELD)),),
    ("placement", "ask-talk"): (tell("how-was-the-day", NAMED, still=matters.talk_waits),),
    ("placement", "give-advice"): (tell("you-have-been-given-advice", HOST, still=matters.advice_waits),),
    ("placement", "answer-advice"): (
        tell("your-advice-is-answered", INTERN, still=matters.advice_is_answered, pause=timedelta(minutes=5)),
    ),
    ("placement", "ask-confirmation"): (tell("did-it-take-place", INTERN, HOST, still=state_is("agreed"), asks=True),),
    ("placement", "confirm"): (
        tell("welcome-home", INTERN, HOST, receipt=True),
        tell("please-evaluate", SENDER, still=matters.has_not_evaluated),
    ),
    ("placement", "close"): (
        tell("we-take-it-that-it-took-place", INTERN, HOST),
        tell("please-evaluate", SENDER, still=matters.has_not_evaluated),
    ),
    ("placement", "miss"): (
        tell("the-visit-did-not-take-place", INTERN, HOST, SENDER, calendar=ALONG),
        HOMECOMING_IS_OFF,
    ),
    ("placement", "dispute"): (
        tell("intern-and-host-disagree", COORDINATOR, still=lambda event, person: event.placement.disputed),
        tell("the-other-side-sees-it-otherwise", INTERN, HOST, asks=True),
    ),
    ("placement", "settle-held"): (tell("the-office-has-settled-it", INTERN, HOST, SENDER),),
    ("placement", "settle-missed"): (
        tell("the-office-has-settled-it", INTERN, HOST, SENDER, calendar=ALONG),
        HOMECOMING_IS_OFF,
    ),
    ("placement", "ask-permission"): (tell("may-the-photo-be-used", NAMED, still=matters.has_not_said_of_the_photo),),
    ("placement", "refuse-photo"): (tell("somebody-says-no-to-your-photo", NAMED, still=matters.photo_is_there),),
    ("placement", "clear-photo"): (tell("all-say-yes-to-your-photo", NAMED, still=matters.photo_is_there),),
    ("placement", "object-to-photo"): (tell("your-photo-is-taken-down", NAMED, still=matters.photo_is_taken_down),),
    ("placement", "ask-evaluation"): (
        tell("please-evaluate", INTERN, HOST, SENDER, still=matters.has_not_evaluated, asks=True),
    ),
    ("placement", "evaluate"): (
        tell("the-evaluations-are-open", INTERN, HOST, SENDER, still=matters.both_sides_have_now_written),
    ),
    ("placement", "ask-follow-up"): (
        tell("how-did-it-go-since", INTERN, HOST, SENDER, still=matters.has_not_followed_up, asks=True),
    ),
}

NOTICES |= {
    ("trouble", "confide"): (tell("someone-asks-you-quietly", COORDINATOR, still=matters.trouble_waits),),
    ("trouble", "answer-trouble"): (tell("the-office-answers-you", INTERN, HOST, SENDER),),
}

# Asked by hand, from the page that says who is missing: the move that is waited for says which letter.
BY_HAND = {
    "accept": tell("please-answer-the-suggestion", NAMED, still=both(state_is("suggested"), matters.waited_for)),
    "sign": tell("please-sign-the-agreement", NAMED, still=both(state_is("preparing"), matters.waited_for)),
}
# A new link to the same thing, for someone whose own has expired.
ANEW = (tell("your-new-link", NAMED, receipt=True),)

# Events that make no letter, and why. A test demands that every move is told or stands here.
SILENT = {
    ("placement", "seal"): "a consequence: all were told when the last signed, and the document lies on the page",
    ("wish", "resume"): "the intern's own deed, and nobody waits for it",
    ("wish", "place"): "a consequence: the placement's own letters tell it",
    ("wish", "release"): "a consequence: the placement's own letters tell it",
    ("wish", "finish"): "a consequence: the placement's own letters tell it",
    ("offer", "reopen"): "the host's own deed: a draft again, which nobody sees",
    ("placement", "amendment-hand"): "the page says who is missing, and each has been asked",
    ("placement", "correct"): "a spelling or a telephone number: shown beside what was signed",
    ("placement", "correct-address"): "what did not arrive is sent again to the right address",
    ("wish", "correct-address"): "what did not arrive is sent again to the right address",
    ("placement", "agree-conclusion"): "the page says that both agree, and the text stands as they have read it",
    ("placement", "follow-up"): "the others read it on the page; a letter would ask for a fourth answer",
    ("round", "begin"): "the office's own deed, which nobody outside it sees",
    ("round", "publish"): "each suggestion has letters of its own",
    ("round", "close"): "the office's own deed: what is suggested stands",
    ("round", "reopen"): "the office's own deed, which nobody outside it sees",
}


def notices_of(event):
    """The rows that an event asks for; what nobody should hear of has none."""
    if event.name == "reminder":
        return climbed(event)
    if event.name == "remind":
        return (BY_HAND[event.facts["move"]],)
    if event.name == AFRESH:
        return ANEW
    return NOTICES.get((event.kind, event.name), ())


def climbed(event):
    """A rung of the ladder is a row too; one that the programme has since taken away tells nobody."""
    rung = rungs().get(event.facts.get("rung"))
    return (tell(rung.letter, rung.party, still=matters.of_rung(rung), asks=True),) if rung else ()


def needed_letters():
    """Every letter that the table may ask the programme for."""
    rows = [notice for notices in (*NOTICES.values(), ANEW, BY_HAND.values()) for notice in notices]
    return {notice.letter for notice in rows} | {rung.letter for rung in rungs().values()}
