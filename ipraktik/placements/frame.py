"""What stands around every page of a placement: whose it is, and the ways between its parts."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ipraktik.people.parties import HOST, INTERN, SENDER, Phase
from ipraktik.placements import lifecycle
from ipraktik.placements.conversation import Message, takes_part

TOGETHER = {lifecycle.PREPARING, lifecycle.AGREED, lifecycle.COMPLETED, lifecycle.NOT_HELD}
BEFOREHAND = {lifecycle.PREPARING, lifecycle.AGREED}
PARTS = {  # name of the page: (label, the states in which there is something to see)
    "placement": (_("Overview"), set(lifecycle.STATES)),
    "placement-expectations": (_("Expectations"), TOGETHER),
    "placement-itinerary": (_("Itinerary"), TOGETHER),
    "placement-practical": (_("Days and people"), TOGETHER),
    "placement-place": (_("The place"), TOGETHER),
    "placement-care": (_("To take into account"), BEFOREHAND),
    "placement-department": (_("To the department"), BEFOREHAND),
    "placement-cover": (_("Cover at home"), BEFOREHAND),
    "placement-agreement": (_("Agreement"), TOGETHER),
    "placement-notebook": (_("Notebook"), {*TOGETHER, lifecycle.CANCELLED} - {lifecycle.PREPARING}),
    "placement-photos": (_("Photos"), {lifecycle.AGREED, lifecycle.COMPLETED, lifecycle.NOT_HELD}),
    "placement-talks": (_("Daily talk"), {lifecycle.AGREED, lifecycle.COMPLETED}),
    "placement-advice": (_("Three pieces of advice"), {lifecycle.AGREED, lifecycle.COMPLETED}),
    "placement-evaluate": (_("Evaluation"), {lifecycle.COMPLETED}),
    "placement-conversation": (_("Conversation"), set(lifecycle.STATES)),
    "placement-history": (_("History"), set(lifecycle.STATES)),
}

NOW_FIRST = {  # on a telephone the first few are seen without a push
    Phase.BEFORE: (),
    Phase.DURING: ("itinerary", "notebook", "photos", "talks", "advice", "conversation"),
    Phase.AFTER: ("evaluate", "advice", "notebook", "photos", "conversation"),
}


def has_notes_left(placement, person):
    """A visit that was cancelled under way leaves its notes to who wrote them."""
    return placement.state != lifecycle.CANCELLED or placement.notes.exists()


def speaks_and_may(placement, person, *rights):
    """From when they may, and not for a second signatory."""
    return takes_part(placement, person) and any(placement.may(person, right) for right in rights)


ONLY_FOR = {  # parts that not everybody has: does this person?
    "placement-notebook": has_notes_left,
    "placement-conversation": takes_part,
    "placement-place": lambda placement, person: bool(placement.parties_of(person) & {INTERN, HOST}),
    "placement-care": lambda placement, person: placement.sees_needs(person),
    "placement-department": lambda placement, person: bool(placement.parties_of(person) & {INTERN, HOST}),
    "placement-cover": lambda placement, person: bool(placement.parties_of(person) & {INTERN, SENDER}),
    "placement-talks": lambda placement, person: speaks_and_may(placement, person, "talk"),
    "placement-advice": lambda placement, person: speaks_and_may(placement, person, "give-advice", "answer-advice"),
}


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    here: bool
    new: int = 0


def tabs(placement, person, here):
    open_parts = {
        name: label
        for name, (label, states) in in_order(placement.phase).items()
        if placement.state in states and (name not in ONLY_FOR or ONLY_FOR[name](placement, person))
    }
    new = {"placement-conversation": unread(placement, person)}
    return [
        Tab(label, reverse(name, args=[placement.pk]), name == here, new.get(name, 0))
        for name, label in open_parts.items()
    ]


def in_order(phase):
    """PARTS: the overview, what belongs to the phase, and the rest."""
    first = ("placement", *(f"placement-{name}" for name in NOW_FIRST[phase]))
    return {name: PARTS[name] for name in (*first, *PARTS)}


def unread(placement, person):
    me = placement.participant(person)
    return Message.objects.unread_by(me).count() if me and takes_part(placement, person) else 0


@dataclass(frozen=True)
class Plan:
    """What one may change of the plan, and the sentences that stop one whose plan it is."""

    shared: bool
    own: bool
    blocked: list
    may_reopen: bool


def plan_for(placement, person):
    is_theirs = bool(placement.parties_of(person) & placement.RIGHTS["plan"].by)
    obstacles = placement.obstacles_to(placement.RIGHTS["plan"]) if is_theirs else []
    return Plan(
        shared=is_theirs and not obstacles,
        own=placement.may(person, "plan-own"),
        blocked=obstacles if placement.state == lifecycle.PREPARING else [],
        may_reopen=is_theirs and placement.state == lifecycle.AGREED and placement.phase == Phase.BEFORE,
    )


def page(placement, person, here, **more):
    """The context of a part: the placement, who reads, where they are, and what the part itself brings."""
    return {
        "placement": placement,
        "visit": placement.visit,
        "party": placement.party_of(person),
        "me": placement.participant(person),
        "tabs": tabs(placement, person, here),
        "heading": PARTS[here][0],
        "signed": placement.signed_by if placement.state == lifecycle.PREPARING else set(),
        **more,
    }
