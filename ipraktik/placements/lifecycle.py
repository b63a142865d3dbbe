"""The life of a placement: who may do what, when."""

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ipraktik.directory.lifecycle import days_in_words
from ipraktik.kit.lifecycle import CLOCK, Move, Right, Rule, table
from ipraktik.people.parties import COORDINATOR, HOST, INTERN, SENDER, Phase
from ipraktik.programme import programme

SUGGESTED, PREPARING, AGREED, COMPLETED = "suggested", "preparing", "agreed", "completed"
DECLINED, WITHDRAWN, LAPSED, CANCELLED, NOT_HELD = "declined", "withdrawn", "lapsed", "cancelled", "not-held"
STATES = {
    SUGGESTED: pgettext_lazy("placement", "suggested"),
    PREPARING: pgettext_lazy("placement", "being prepared"),
    AGREED: pgettext_lazy("placement", "agreed"),
    COMPLETED: pgettext_lazy("placement", "completed"),
    DECLINED: pgettext_lazy("placement", "declined"),
    WITHDRAWN: pgettext_lazy("placement", "withdrawn"),
    LAPSED: pgettext_lazy("placement", "lapsed"),
    CANCELLED: pgettext_lazy("placement", "cancelled"),
    NOT_HELD: pgettext_lazy("placement", "not held"),
}
EVERYONE = {INTERN, HOST, SENDER, COORDINATOR}


def opens_in_words(placement):
    opens = placement and placement.visit.opens_near_the_end
    if opens is None:
        return _("This opens near the end of the visit.")
    return _("This opens on %(day)s.") % {"day": date_format(opens)}


wish_is_free = Rule(
    "wish_is_free",
    _("The intern is already preparing another visit."),
    lambda placement: not placement.siblings_of_wish.filter(state__in=(PREPARING, AGREED)).exists(),
)
not_refused = Rule(
    "not_refused",
    _("The nearest manager has not said yes to the wish as it is. Intern and manager talk about it first."),
    lambda placement: not any(each.wish.is_refused for each in (placement, *placement.companions)),
)
wish_stands = Rule("wish_stands", _("The intern's wish is not open."), lambda placement: placement.wish.state == "open")
seat_is_free = Rule(
    "seat_is_free",
    _("There is no seat left at this host at that time."),
    lambda placement: placement.visit.has_room_for(placement),
)
group_has_room = Rule(
    "group_has_room",
    _("The travel companions go together or not at all, and there are not seats for all of them."),
    lambda placement: placement.group_is_whole,
)
has_consent = Rule(
    "has_consent", _("The nearest manager has not said yes yet."), lambda placement: placement.wish.has_consent
)
has_days = Rule("has_days", _("The days of the visit are not set."), lambda placement: placement.visit.has_days)
days_fit = Rule(
    "days_fit",
    days_in_words,
    lambda placement: not placement.visit.has_days or placement.visit.length_fits,
)
has_contact_and_reserve = Rule(
    "has_contact_and_reserve",
    _("The host needs a contact person and a reserve: two different people."),
    lambda placement: placement.visit.has_contact_and_reserve,
)
has_itinerary = Rule(
    "has_itinerary",
    _("The host has not written the itinerary yet: something for each day."),
    lambda placement: placement.visit.itinerary_covers_every_day(placement),
)
expectations_shared = Rule(
    "expectations_shared",
    _("Intern and host have not both shared their expectations yet."),
    lambda placement: placement.expectations_are_shared,
)
not_begun = Rule("not_begun", _("The visit has already begun."), lambda placement: placement.phase == Phase.BEFORE)
has_begun = Rule(
    "has_begun",
    _("The visit has not begun. Open the agreement and change it, then sign it again."),
    lambda placement: placement.phase != Phase.BEFORE,
)
not_over = Rule("not_over", _("The visit is over."), lambda placement: placement.phase != Phase.AFTER)
is_over = Rule("is_over", _("The visit is not over yet."), lambda placement: placement.phase == Phase.AFTER)
first_day_came = Rule(
    "first_day_came",
    _("The first day has not come."),
    lambda placement: placement.visit.has_days and placement.phase != Phase.BEFORE,
)
end_is_near = Rule("end_is_near", opens_in_words, lambda placement: placement.visit.end_is_near)
long_silent = Rule("long_silent", _("There is still time to answer."), lambda placement: placement.is_long_silent)
long_over = Rule(
    "long_over",
    _("It is not long since the visit ended."),
    lambda placement: placement.over_for(programme().rules.close_after_days),
)
is_disputed = Rule("is_disputed", _("Intern and host say the same."), lambda placement: placement.disputed)
not_disputed = Rule(
    "not_disputed",
    _("Intern and host do not say the same about the visit. The office settles it first."),
    lambda placement: not placement.disputed,
)
visit_is_open = Rule(
    "visit_is_open",
    _("Another intern's agreement about this visit has been signed. Open it again first."),
    lambda placement: not placement.visit.placements.filter(state=AGREED).exclude(pk=placement.pk).exists(),
)
SIGNING_NEEDS = (
    has_consent,
    has_days,
    days_fit,
    has_contact_and_reserve,
    has_itinerary,
    expectations_shared,
    not_begun,
)

MOVES = table(
    Move(
        "accept",
        _("Say yes"),
        {SUGGESTED},
        PREPARING,
        {INTERN, HOST},
        needs=(wish_stands, wish_is_free, not_refused, group_has_room, seat_is_free),
        together=True,
        then=lambda placement, by: placement.settle(),
        tone="primary",
    ),
    Move(
        "decline",
        _("Say no"),
        {SUGGESTED},
        DECLINED,
        {INTERN, HOST, COORDINATOR},
        asks_reason=True,
        first=lambda placement, by, about="": type(placement).objects.note_about(placement, about),
        then=lambda placement, by: placement.end_companions(),
    ),
    Move("withdraw", _("Withdrawn"), {SUGGESTED}, WITHDRAWN, {CLOCK}),
    Move("fall-with", _("Falls with a companion's"), {SUGGESTED}, WITHDRAWN, {CLOCK}),
    Move("lapse", _("No answer came"), {SUGGESTED}, LAPSED, {CLOCK}, needs=(long_silent,)),
    Move(
        "sign",
        _("Sign the agreement"),
        {PREPARING},
        AGREED,
        {INTERN, HOST, SENDER},
        needs=SIGNING_NEEDS,
        together=True,
        first=lambda placement, by, **given: placement.sign_version(by, **given),
        tone="primary",
    ),
    Move(
        "reopen",
        _("Change the terms"),
        {AGREED},
        PREPARING,
        {INTERN, HOST, COORDINATOR},
        needs=(not_begun,),
        asks_reason=True,
        then=lambda placement, by: placement.begin_chapter(),
    ),
    Move(
        "cancel",
        _("Cancel the visit"),
        {PREPARING, AGREED},
        CANCELLED,
        EVERYONE,
        needs=(not_over,),
        asks_reason=True,
        then=lambda placement, by: placement.release(),
        tone="warning",
    ),
    Move(
        "expire",
        _("Not signed in time"),
        {PREPARING},
        LAPSED,
        {CLOCK},
        needs=(first_day_came,),
        then=lambda placement, by: placement.release(),
    ),
    Move(
        "confirm",
        _("It took place"),
        {AGREED},
        COMPLETED,
        {INTERN, HOST, COORDINATOR},
        needs=(is_over,),
        then=lambda placement, by: placement.finish(),
        tone="primary",
    ),
    Move(
        "miss",
        _("It did not take place"),
        {AGREED},
        NOT_HELD,
        {INTERN, HOST, COORDINATOR},
        needs=(is_over,),
        asks_reason=True,
        then=lambda placement, by: placement.release(),
    ),
    Move(
        "close",
        _("Taken to have taken place"),
        {AGREED},
        COMPLETED,
        {CLOCK},
        needs=(long_over,),
        then=lambda placement, by: placement.finish(unconfirmed=True),
    ),
    Move(
        "settle-held",
        _("Settle: it took place"),
        {COMPLETED, NOT_HELD},
        COMPLETED,
        {COORDINATOR},
        needs=(is_disputed,),
        asks_reason=True,
        then=lambda placement, by: placement.settle_dispute(),
    ),
    Move(
        "settle-missed",
        _("Settle: it did not take place"),
        {COMPLETED, NOT_HELD},
        NOT_HELD,
        {COORDINATOR},
        needs=(is_disputed,),
        asks_reason=True,
        then=lambda placement, by: placement.settle_dispute(),
    ),
)

LIVE = (SUGGESTED, PREPARING, AGREED)
RIGHTS = table(
    Right("expect", _("Write and share expectations"), {INTERN, HOST, SENDER}, {PREPARING, AGREED}),
    Right("first-talk", _("Propose and answer a talk"), {INTERN, HOST, SENDER}, {PREPARING, AGREED}, needs=(not_over,)),
    Right("first-conclusion", _("Write what a talk came to"), {INTERN, HOST}, {PREPARING, AGREED}, needs=(not_over,)),
    Right("plan", _("Set days and itinerary"), {INTERN, HOST, COORDINATOR}, {PREPARING}, needs=(visit_is_open,)),
    Right("plan-own", _("Set this intern's own part"), {INTERN, HOST, COORDINATOR}, {PREPARING}),
    Right(
        "name-colleagues",
        _("Name colleagues in the itinerary"),
        {HOST, COORDINATOR},
        {PREPARING, AGREED},
        needs=(not_over,),
    ),
    Right("staff", _("Name contact person and reserve"), {HOST, COORDINATOR}, {PREPARING, AGREED}),
    Right(
        "stand-in",
        _("Let the reserve take over, and back again"),
        {HOST, COORDINATOR},
        {PREPARING, AGREED},
        needs=(has_contact_and_reserve, not_over),
    ),
    Right("present", _("Present the workplace"), {HOST}, {PREPARING, AGREED}),
    Right("introduce", _("Say what the department may be told"), {INTERN}, {PREPARING, AGREED}),
    Right("tell-department", _("Tell the department"), {HOST}, {PREPARING, AGREED}),
    Right("cover", _("Plan the cover at home"), {INTERN, SENDER}, {PREPARING, AGREED}, needs=(not_over,)),
    Right("confide", _("Write quietly to the office"), {INTERN, HOST, SENDER}, {PREPARING, AGREED}),
    Right("declare", _("Sign the confidentiality declaration"), {INTERN, HOST}, {PREPARING, AGREED}),
    Right("second", _("Name a second signatory"), {HOST, SENDER, COORDINATOR}, {PREPARING}),
    Right("hand-over", _("Hand over to the right person"), {HOST, SENDER, COORDINATOR}, {PREPARING, AGREED}),
    Right("print", _("Print it, to sign on paper"), EVERYONE, {PREPARING}, needs=SIGNING_NEEDS),
    Right("record-paper", _("Record what was signed on paper"), {COORDINATOR}, {PREPARING}, needs=SIGNING_NEEDS),
    Right("take-back-paper", _("Take back a signature on paper"), {COORDINATOR}, {PREPARING}),
    Right("amend", _("Propose an amendment"), {INTERN, HOST, COORDINATOR}, {AGREED}, needs=(has_begun, not_over)),
    Right("sign-amendment", _("Sign an amendment"), {INTERN, HOST, SENDER}, {AGREED}, needs=(has_begun, not_over)),
    Right("tick", _("Tick off the checklist"), {INTERN, HOST, SENDER}, {PREPARING, AGREED, COMPLETED}),
    Right("write", _("Write in the conversation"), EVERYONE, {*LIVE, COMPLETED, NOT_HELD, CANCELLED}),
    Right("remind", _("Remind who is missing"), EVERYONE, {SUGGESTED, PREPARING}),
    Right("see-needs", _("See special needs"), {INTERN, HOST}, {PREPARING, AGREED}),
    Right("note", _("Write in the notebook"), {INTERN, HOST}, {AGREED, COMPLETED}),
    Right("photograph", _("Add photos"), {INTERN, HOST}, {AGREED, COMPLETED}, needs=(first_day_came,)),
    Right(
        "object-to-photo",
        _("Have a photo of the workplace taken down"),
        {HOST},
        {AGREED, COMPLETED, NOT_HELD, CANCELLED},
    ),
    Right("talk", _("Answer in the daily talk"), {INTERN, HOST}, {AGREED, COMPLETED}, needs=(first_day_came,)),
    Right("conclude", _("Write what the closing talk came to"), {INTERN, HOST}, {AGREED}, needs=(end_is_near,)),
    Right("give-advice", _("Give three pieces of advice"), {INTERN}, {AGREED, COMPLETED}, needs=(end_is_near,)),
    Right("answer-advice", _("Answer the advice"), {HOST}, {AGREED, COMPLETED}, needs=(end_is_near,)),
    Right("dispute", _("Say that it was otherwise"), {INTERN, HOST}, {COMPLETED, NOT_HELD}, needs=(not_disputed,)),
    Right("evaluate", _("Evaluate"), {INTERN, HOST, SENDER}, {COMPLETED}, needs=(not_disputed,)),
    Right("follow-up", _("Answer the follow-up"), {INTERN, HOST, SENDER}, {COMPLETED}),
)
