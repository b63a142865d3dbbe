"""The life of a round: who may do what, when."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ipraktik.kit.lifecycle import Move, Right, Rule, table
from ipraktik.people.parties import COORDINATOR

OPEN, PUBLISHED, CLOSED = "open", "published", "closed"
ROUND_STATES = {
    OPEN: pgettext_lazy("round", "being matched"),
    PUBLISHED: pgettext_lazy("round", "published"),
    CLOSED: pgettext_lazy("round", "closed"),
}


not_solving = Rule(
    "not_solving", _("It is being solved. Wait until it is done, or stop it."), lambda round_: not round_.is_solving
)
has_proposal = Rule("has_proposal", _("There is no proposal yet. Solve first."), lambda round_: bool(round_.proposal))
is_up_to_date = Rule(
    "is_up_to_date",
    _("Something has changed since the proposal was made. Solve again first."),
    lambda round_: not round_.has_changed,
)
is_unsent = Rule(
    "is_unsent",
    _("This proposal has been sent. When answers have come, solve again for those who are still without a host."),
    lambda round_: round_.proposal is None or round_.proposal.published_at is None,
)
somebody_has_a_host = Rule(
    "somebody_has_a_host",
    _("The proposal gives nobody a host, so there is nothing to send."),
    lambda round_: not (round_.proposal and round_.proposal.published_at is None) or round_.proposal.unsent.exists(),
)
is_still_free = Rule(
    "is_still_free",
    _("Since the proposal was made, somebody in it or one of its seats has been taken. Solve again first."),
    lambda round_: not round_.is_overtaken,
)
seats_are_given = Rule(
    "seats_are_given",
    _("The proposal uses a seat that the host has not given. Ask the host to offer it first, or undo it."),
    lambda round_: not round_.unasked_seats,
)
all_is_sent = Rule(
    "all_is_sent", _("Suggestions are still being sent. Wait a moment."), lambda round_: not round_.to_send
)

ROUND_MOVES = table(
    Move(
        "publish",
        _("Send the suggestions"),
        {OPEN, PUBLISHED},
        PUBLISHED,
        {COORDINATOR},
        needs=(
            not_solving,
            has_proposal,
            is_unsent,
            is_up_to_date,
            somebody_has_a_host,
            is_still_free,
            seats_are_given,
            all_is_sent,
        ),
        asks_first=True,
        first=lambda round_, by, proposal="": round_.must_still_be(proposal),
        then=lambda round_, by: round_.proposal.publish(by),
        tone="primary",
    ),
    Move(
        "close",
        _("Close the round"),
        {OPEN, PUBLISHED},
        CLOSED,
        {COORDINATOR},
        needs=(not_solving, all_is_sent),
        asks_first=True,
        then=lambda round_, by: round_.stop_solving(),
    ),
    Move("reopen", _("Open the round again"), {CLOSED}, OPEN, {COORDINATOR}),
)
ROUND_RIGHTS = table(
    Right("edit", _("Change the round"), {COORDINATOR}, {OPEN, PUBLISHED}),
    Right("decide", _("Lock, forbid, relax"), {COORDINATOR}, {OPEN, PUBLISHED}, needs=(not_solving,)),
    Right("solve", _("Solve"), {COORDINATOR}, {OPEN, PUBLISHED}, needs=(not_solving, all_is_sent)),
)
