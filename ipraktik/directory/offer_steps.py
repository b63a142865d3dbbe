"""The steps of the offer's wizard in their order: one page each, in whatever order they are filled in."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ipraktik.directory import lifecycle, offer_forms
from ipraktik.directory.offer_when_forms import WhenForm

CHECK, RECEIPT = "check", "receipt"


@dataclass(frozen=True)
class OfferStepRow:
    key: str
    name: object  # in the list of steps
    title: object  # the page's question
    form: Callable
    is_done: Callable


ROWS = (
    OfferStepRow("who", _("Who you are"), pgettext_lazy("offer", "Who are you?"), offer_forms.WhoForm, lambda offer: offer.about),
    OfferStepRow("why", pgettext_lazy("offer", "Why"), _("Why would you like a visit?"), offer_forms.WhyForm, lambda o: o.why),
    OfferStepRow("see", _("What to see"), _("What is there to see at your place?"), offer_forms.SeeForm, lambda o: o.see),
    OfferStepRow("wishes", _("Whom"), _("Whom do you wish for?"), offer_forms.WishesForm, lambda offer: True),
    OfferStepRow(
        "when", pgettext_lazy("offer", "When"), _("When can you receive?"), WhenForm,
        lambda offer: offer.all_year or offer.has_open_days,
    ),
    OfferStepRow("seats", _("How many"), _("How many can you receive?"), offer_forms.SeatsForm, lifecycle.seats_fit.holds),
    OfferStepRow("people", _("People"), _("Who stands behind it?"), offer_forms.PeopleForm, lifecycle.has_people.holds),
    OfferStepRow("practical", _("In practice"), _("What is good to know?"), offer_forms.PracticalForm, lambda o: o.meet),
)  # fmt: skip
STEPS = {row.key: row for row in ROWS}
ORDER = [*STEPS, CHECK]


@dataclass(frozen=True)
class OfferMark:
    """A step as the list of steps shows it."""

    key: str
    name: object
    is_here: bool
    is_done: bool


def marks(offer, here):
    """Every step for the list; a step counts as done once one has been past it."""
    reached = ORDER.index(where_left(offer)) if is_unfinished(offer) else len(ORDER)
    past = [number < reached and bool(row.is_done(offer)) for number, row in enumerate(ROWS)]
    rows = [OfferMark(row.key, row.name, row.key == here, done) for row, done in zip(ROWS, past, strict=True)]
    return [*rows, OfferMark(CHECK, _("Check"), here == CHECK, False)]


def is_unfinished(offer):
    """Nobody has sent it yet: it is written page by page."""
    return offer.state in (lifecycle.DRAFT, lifecycle.UNLISTED)


def missing(offer):
    """The steps that something is left to write on."""
    return [row for row in ROWS if not row.is_done(offer)]


def where_left(offer):
    """How far one has come in a draft: that step, or the first."""
    return offer.step if offer.step in ORDER else ORDER[0]
