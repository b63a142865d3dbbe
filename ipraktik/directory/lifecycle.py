"""What may happen to a wish, a consent and an offer: who may do what, when."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ipraktik.kit.lifecycle import CLOCK, Move, Right, Rule, table
from ipraktik.people.parties import COORDINATOR, HOST, INTERN, SENDER
from ipraktik.programme import programme

# A wish

DRAFT, OPEN, PLACED, DONE, WITHDRAWN, LAPSED = "draft", "open", "placed", "done", "withdrawn", "lapsed"
GONE = (WITHDRAWN, LAPSED)  # no seat is wanted for it any more
WISH_STATES = {
    DRAFT: pgettext_lazy("wish", "draft"),
    OPEN: pgettext_lazy("wish", "open"),
    PLACED: pgettext_lazy("wish", "placed"),
    DONE: pgettext_lazy("wish", "done"),
    WITHDRAWN: pgettext_lazy("wish", "withdrawn"),
    LAPSED: pgettext_lazy("wish", "lapsed"),
}


def days_in_words(subject):
    rules = programme().rules
    return _("A visit lasts %(least)s to %(most)s days. Change the number of days.") % {
        "least": f"{rules.days_min:f}".rstrip("0").rstrip("."),
        "most": f"{rules.days_max:f}".rstrip("0").rstrip("."),
    }


def days_fit_travel_type(wish):
    travel_type = programme().travel_types.get(wish.travel_type)
    return bool(travel_type) and travel_type.days[0] <= wish.days_min <= wish.days_max <= travel_type.days[1]


has_workplace = Rule("has_workplace", _("Tell us where you work."), lambda wish: wish.workplace_id is not None)
has_manager = Rule(
    "has_manager",
    _("Name your nearest manager. It cannot be yourself."),
    lambda wish: wish.manager_id is not None and wish.manager_id != wish.intern_id,
)
has_why = Rule("has_why", _("Write why you want to go."), lambda wish: bool(wish.why.strip()))
has_when = Rule(
    "has_when",
    _("Say when you can go: any time, or a period that is not over."),
    lambda wish: wish.any_time or wish.has_days_left,
)
has_days = Rule("has_days", days_in_words, lambda wish: programme().rules.days_allow(wish.days_min, wish.days_max))
travel_type_fits = Rule("travel_type_fits", _("Choose how you travel, with days that suit it."), days_fit_travel_type)
may_send = Rule(
    "may_send",
    _("The programme does not take interns from this kind of organisation."),
    lambda wish: wish.workplace_id is None or wish.sector.may_send,
)
entered_by_office = Rule(
    "entered_by_office",
    _("They send it themselves: the office has not entered it for them."),
    lambda subject: subject.entered_by is not None and subject.entered_by.is_coordinator,
)
days_are_over = Rule("days_are_over", _("The wish still has days left."), lambda wish: not wish.has_when_left)

complete_wish = (has_workplace, has_manager, has_why, has_when, has_days, travel_type_fits, may_send)

WISH_MOVES = table(
    Move(
        "submit",
        _("Send the wish"),
        {DRAFT},
        OPEN,
        {INTERN},
        needs=complete_wish,
        then=lambda wish, by: wish.send_out(by),
        tone="primary",
    ),
    Move(
        "receive",
        _("Receive it for them"),
        {DRAFT},
        OPEN,
        {COORDINATOR},
        needs=(entered_by_office, *complete_wish),
        then=lambda wish, by: wish.send_out(by),
    ),
    Move(
        "withdraw",
        _("Withdraw the wish"),
        {DRAFT, OPEN},
        WITHDRAWN,
        {INTERN, COORDINATOR},
        asks_reason=True,
        then=lambda wish, by: wish.end(by),
    ),
    Move("resume", _("Take it up again"), {WITHDRAWN, LAPSED}, DRAFT, {INTERN}, tone="primary"),
    Move("place", _("Placed"), {OPEN}, PLACED, {CLOCK}),
    Move("release", _("Open again"), {PLACED, DONE}, OPEN, {CLOCK}),
    Move("finish", _("Done"), {PLACED}, DONE, {CLOCK}),
    Move(
        "lapse",
        _("Its days are over"),
        {OPEN},
        LAPSED,
        {CLOCK},
        needs=(days_are_over,),
        then=lambda wish, by: wish.end(by),
    ),
)

WISH_RIGHTS = table(
    Right("edit", _("Change the wish"), {INTERN, COORDINATOR}, {DRAFT, OPEN}),
    Right("ask", _("Ask a host for a visit"), {INTERN}, {OPEN}),
    Right("suggest", _("Suggest a host"), {COORDINATOR}, {OPEN}),
    Right("remind-manager", _("Remind the manager"), {INTERN, COORDINATOR}, {OPEN, PLACED}),
    Right("change-manager", _("Name another manager"), {INTERN, COORDINATOR}, {OPEN, PLACED}),
)

# A consent: the nearest manager's answer to one wish

ASKED, YES, LATER, NO, PASSED_ON, SUPERSEDED = "asked", "yes", "later", "no", "passed-on", "superseded"
REPLACED = (PASSED_ON, SUPERSEDED)  # another question is asked instead
CONSENT_STATES = {
    ASKED: pgettext_lazy("consent", "asked"),
    YES: pgettext_lazy("consent", "given"),
    LATER: pgettext_lazy("consent", "not now"),
    NO: pgettext_lazy("consent", "refused"),
    PASSED_ON: pgettext_lazy("consent", "passed on"),
    SUPERSEDED: pgettext_lazy("consent", "asked anew"),
}
wish_stands = Rule(
    "wish_stands", _("The wish has been withdrawn."), lambda consent: consent.wish.state in (OPEN, PLACED)
)
not_agreed = Rule(
    "not_agreed",
    _("The agreement has been signed. Talk to the others, or cancel the visit on its own page."),
    lambda consent: not consent.wish.is_agreed,
)

CONSENT_MOVES = table(
    Move("approve", _("Yes, go ahead"), {ASKED, LATER, NO}, YES, {SENDER}, needs=(wish_stands,), tone="primary"),
    Move("postpone", _("Not now"), {ASKED}, LATER, {SENDER}, needs=(wish_stands,), asks_reason=True),
    Move("refuse", _("No"), {ASKED, LATER, YES}, NO, {SENDER}, needs=(wish_stands, not_agreed), asks_reason=True),
    Move("pass-on", _("Pass on to the right manager"), {ASKED, LATER}, PASSED_ON, {SENDER}, needs=(wish_stands,)),
    Move("supersede", _("Asked anew"), {ASKED, LATER, NO, YES}, SUPERSEDED, {CLOCK}),
)
CONSENT_RIGHTS: dict = {}

# An offer

REVIEW, PUBLISHED, PAUSED, CLOSED, UNLISTED = "review", "published", "paused", "closed", "unlisted"
OFFER_STATES = {
    DRAFT: pgettext_lazy("offer", "draft"),
    REVIEW: pgettext_lazy("offer", "in review"),
    PUBLISHED: pgettext_lazy("offer", "published"),
    PAUSED: pgettext_lazy("offer", "paused"),
    CLOSED: pgettext_lazy("offer", "closed"),
    UNLISTED: pgettext_lazy("offer", "not listed"),
}


def seats_in_words(offer):
    rules = programme().rules
    return _("A host receives %(least)s to %(most)s at a time. Change the number.") % {
        "least": rules.interns_min,
        "most": rules.interns_max,
    }


says_why = Rule(
    "says_why",
    _("Write who you are, why you would like a visit, and what there is to see."),
    lambda offer: all(text.strip() for text in (offer.about, offer.why, offer.see)),
)
seats_fit = Rule(
    "seats_fit",
    seats_in_words,
    lambda offer: programme().rules.interns_min <= offer.seats <= programme().rules.interns_max,
)
offer_days_fit = Rule(
    "offer_days_fit", days_in_words, lambda offer: programme().rules.days_allow(offer.days_min, offer.days_max)
)
has_open_days = Rule(
    "has_open_days",
    _("Say when you can receive: all year, or a period that is not over."),
    lambda offer: offer.all_year or offer.has_open_days,
)
has_people = Rule(
    "has_people",
    _("Name a contact person and a reserve: two different people."),
    lambda offer: offer.contact is not None and offer.reserve is not None,
)
may_host = Rule(
    "may_host",
    _("The programme does not take hosts from this kind of organisation."),
    lambda offer: offer.sector.may_host,
)
office_reviews = Rule(
    "office_reviews",
    _("Publish it yourselves; the office does not review first."),
    lambda o: programme().rules.review_offers,
)
no_review = Rule(
    "no_review", _("The office looks at it first. Send it to them."), lambda o: not programme().rules.review_offers
)
hosts_may_ask = Rule(
    "hosts_may_ask",
    _("In this programme the office finds the interns. Write to them."),
    lambda offer: programme().rules.hosts_may_ask,
)
complete = (says_why, seats_fit, offer_days_fit, has_open_days, has_people, may_host)

OFFER_MOVES = table(
    Move(
        "submit",
        _("Send to the office"),
        {DRAFT, UNLISTED},
        REVIEW,
        {HOST},
        needs=(office_reviews, *complete),
        tone="primary",
    ),
    Move("publish", _("Publish"), {DRAFT, UNLISTED}, PUBLISHED, {HOST}, needs=(no_review, *complete), tone="primary"),
    Move("approve", _("Publish"), {REVIEW}, PUBLISHED, {COORDINATOR}, needs=complete, tone="primary"),
    Move("receive", _("Receive it for them"), {DRAFT}, PUBLISHED, {COORDINATOR}, needs=(entered_by_office, *complete)),
    Move("return", _("Send back with a question"), {REVIEW}, DRAFT, {COORDINATOR}, asks_reason=True),
    Move("pause", _("Pause"), {PUBLISHED}, PAUSED, {HOST, COORDINATOR}),
    Move("resume", _("Show it again"), {PAUSED}, PUBLISHED, {HOST, COORDINATOR}, needs=complete, tone="primary"),
    Move(
        "close",
        _("Close"),
        {DRAFT, REVIEW, PUBLISHED, PAUSED, UNLISTED},
        CLOSED,
        {HOST, COORDINATOR},
        asks_first=True,
        then=lambda offer, by: offer.end_suggestions(),
    ),
    Move("reopen", _("Take it up again"), {CLOSED}, DRAFT, {HOST}),
)

OFFER_RIGHTS = table(
    Right("edit", _("Change the offer"), {HOST, COORDINATOR}, {DRAFT, REVIEW, PUBLISHED, PAUSED, UNLISTED}),
    Right("invite", _("Ask for someone in the pool"), {HOST}, {PUBLISHED}, needs=(hosts_may_ask,)),
)


def today():
    return timezone.localdate()
