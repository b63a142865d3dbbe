"""The wizard's steps in their order: one page each, each right on its own, in whatever order they are filled in."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ipraktik.directory import lifecycle
from ipraktik.directory.companion_forms import CompanionsForm
from ipraktik.directory.wish_forms import CareForm, HowForm, WhyForm
from ipraktik.directory.wish_people_forms import AboutForm, ManagerForm, WorkplaceStepForm
from ipraktik.directory.wish_when_forms import WhenForm
from ipraktik.directory.wish_where_forms import WhereForm
from ipraktik.programme import programme


@dataclass(frozen=True)
class StepRow:
    key: str
    name: object  # in the list of steps
    title: object  # the page's question
    form: Callable
    is_done: Callable
    page: str = "directory/pages/_wish_fields.html"
    asked_of_manager: bool = False  # the manager is asked anew when it changes


def workplace_form(data=None, *, wish, **kwargs):
    """Who goes along has the workplace of those who asked: only the manager may be another."""
    kind = ManagerForm if wish.companions.exists() else WorkplaceStepForm
    return kind(data, wish=wish, **kwargs)


ROWS = (
    StepRow(
        "about-me", _("About me"), _("Who are you?"), AboutForm, lambda wish: wish.intern.name and wish.intern.title
    ),
    StepRow(
        "workplace",
        _("Workplace"),
        _("Where do you work?"),
        workplace_form,
        lambda wish: wish.workplace_id and wish.manager_id and wish.manager_id != wish.intern_id,
        "directory/pages/_wish_workplace.html",
        True,
    ),
    StepRow(
        "why",
        _("Why"),
        _("Why do you want to go?"),
        WhyForm,
        lambda wish: wish.why,
        "directory/pages/_wish_why.html",
        True,
    ),
    StepRow(
        "where",
        _("Where"),
        _("Where would you like to go?"),
        WhereForm,
        lambda wish: wish.door != wish.Door.OWN_HOST or wish.named,
        "directory/pages/_wish_where.html",
    ),
    StepRow(
        "when",
        _("When"),
        _("When can you go?"),
        WhenForm,
        lambda wish: wish.has_when_left,
        asked_of_manager=True,
    ),
    StepRow(
        "how",
        _("How"),
        _("How do you want to travel?"),
        HowForm,
        lambda wish: wish.travel_type,
        "directory/pages/_wish_how.html",
        True,
    ),
    StepRow(
        "companions",
        _("With whom"),
        _("Do you travel alone or together?"),
        CompanionsForm,
        lambda wish: True,
        "directory/pages/_wish_companions.html",
    ),
    StepRow("care", _("Needs"), _("Is there something the days must make room for?"), CareForm, lambda wish: True),
)
CHECK = "check"


def steps_for(wish, person):
    """The steps this person fills in of this wish: {key: row}.

    Who was asked along chooses nobody else, nor another host than the colleague has found; what the days must make room
    for is for the intern's eyes and the host's.
    """
    left_out, first = set(), wish.invited_by
    if not programme().rules.companions_max or first:
        left_out.add("companions")
    if first and wish.door == wish.Door.OWN_HOST:
        left_out.add("where")
    if person.pk != wish.intern_id:
        left_out.add("care")
    return {row.key: row for row in ROWS if row.key not in left_out}


def first_missing(wish, person):
    """The first step that is not filled in; the last page when all are."""
    return next((key for key, row in steps_for(wish, person).items() if not row.is_done(wish)), CHECK)


def where_left(wish, person):
    """Where to go on: the step one was at, or the first that is missing."""
    steps = steps_for(wish, person)
    return wish.step if wish.step in steps or wish.step == CHECK else next(iter(steps))


def is_editable(wish):
    return wish.state in (lifecycle.DRAFT, lifecycle.OPEN)


@dataclass(frozen=True)
class Mark:
    """A step as the list of steps shows it."""

    key: str
    name: object
    is_here: bool
    is_done: bool


def marks(wish, person, here):
    """Every step for the list, the last page included; a step counts as done once one has been past it."""
    steps = steps_for(wish, person)
    order = [*steps, CHECK]
    reached = len(order) if wish.state != lifecycle.DRAFT else order.index(where_left(wish, person))
    past = {key: number < reached and bool(steps[key].is_done(wish)) for number, key in enumerate(steps)}
    rows = [Mark(key, row.name, key == here, past[key]) for key, row in steps.items()]
    return [*rows, Mark(CHECK, _("Check"), here == CHECK, False)]
