"""The placement page: one for all parties, each seeing what concerns them, their own next step first."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ipraktik.directory.capacity import STANDING
from ipraktik.directory.fitting import Pair
from ipraktik.directory.models import Offer
from ipraktik.history.words import lines
from ipraktik.itinerary.days import days_of
from ipraktik.journeys.checklist import checklist
from ipraktik.journeys.next_steps import next_step
from ipraktik.journeys.situation import Situation, gathered
from ipraktik.kit.access import reach
from ipraktik.kit.days import say_stretches
from ipraktik.matching.rounds.why import why_suggested
from ipraktik.people.parties import COORDINATOR, HOST, INTERN, SENDER
from ipraktik.placements import lifecycle
from ipraktik.placements.frame import TOGETHER, page
from ipraktik.placements.models import Participant, Placement
from ipraktik.placements.visiting import stand_in_is_near
from ipraktik.preparing.care import needs_for
from ipraktik.programme import programme
from ipraktik.reflections.talks_counted import counted
from ipraktik.replies.addresses import may_correct_in

REACHABLE = {*lifecycle.LIVE, lifecycle.COMPLETED, lifecycle.NOT_HELD}  # afterwards nobody needs to call anyone
BEFORE_AGREED = (lifecycle.SUGGESTED, lifecycle.PREPARING)
ELSEWHERE = ("say", "guide-of-the-day")  # what has a place of its own on the page, or comes every day
TASKS = {  # what stops the agreement: (whose task, what they do)
    "has_consent": ((SENDER,), gettext_lazy("says yes or no to the wish")),
    "has_days": ((INTERN, HOST), gettext_lazy("agrees on the days")),
    "days_fit": ((INTERN, HOST), gettext_lazy("corrects the days")),
    "has_contact_and_reserve": ((HOST,), gettext_lazy("names a contact person and a reserve")),
    "has_itinerary": ((HOST,), gettext_lazy("writes the itinerary")),
}


@dataclass(frozen=True)
class Awaited:
    """Someone the others wait for, and what they are to do."""

    participant: Participant
    party: str
    tasks: list
    may_remind: bool
    was_reminded: bool
    may_correct: bool = False  # the address, which letters come back from


def placement_page(request, pk):
    placement = reach(request, gathered(Placement.objects), pk=pk)
    situation = Situation(placement, request.user)
    step = next_step(situation)
    shown = page(placement, request.user, "placement", step=step, **moves(placement, request.user, step))
    shown |= {
        "heading": heading(situation),
        "awaited": awaited(situation),
        "people": people(placement),
        "reachable": placement.state in REACHABLE,
        "sees_practical": sees_practical(situation),
        "needs": needs_for(placement, request.user),
        "stand_in": stand_in_is_near(placement, request.user),
        "may_confide": placement.may(request.user, "confide"),
        "others": others(situation),
        "days": days_of(placement) if placement.state in TOGETHER else [],
        "counted": counted(placement) if situation.party == COORDINATOR else {},
        "may_dispute": placement.may(request.user, "dispute"),
        "objector": objector(placement),
        **suggestion(situation),
        "why_suggested": why_suggested(placement, situation.party) if placement.state in BEFORE_AGREED else [],
        "lines": lines(placement.events.exclude(name__in=ELSEWHERE).select_related("by"))[-4:],
        **checklist(situation),
    }
    return render(request, "journeys/pages/placement.html", shown)


def suggestion(situation):
    """What there is to know before one answers; nothing once it is answered."""
    placement = situation.placement
    if placement.state != lifecycle.SUGGESTED or situation.party == SENDER:
        return {}
    readable = Offer.objects.visible_to(situation.person).filter(pk=placement.offer_id)
    return {
        "suits": days_that_suit(placement),
        "may_read_offer": situation.party != HOST and readable.exists(),
    }


def days_that_suit(placement):
    """The days on which both can, of those that the suggestion gives, in words; empty where there are none."""
    pair = Pair(placement.wish, placement.offer)
    if placement.occasion:
        return say_stretches(pair.common_stretches_within(placement.days_from, placement.days_until))
    return _("Any working day suits you both.") if pair.is_any_day else say_stretches(pair.common_stretches)


def moves(placement, person, step):
    """The moves of the step, and the rest. Signing has its own page, where one reads first."""
    rows = [row for row in placement.moves_for(person) if row[0].name != "sign"]
    return {
        "step_moves": [row for row in rows if row[0].name in step.moves],
        "other_moves": [row for row in rows if row[0].name not in step.moves and not hidden(row)],
    }


def hidden(row):
    """A move whose time has not come, or whose hand has been lent, needs no button."""
    move, obstacles = row
    return bool(obstacles) and move.name in ("accept", "confirm", "miss", "settle-held", "settle-missed")


def heading(situation):
    words = {"intern": situation.placement.wish.intern, "host": situation.placement.offer.workplace}
    said = {
        INTERN: _("Your visit to %(host)s"),
        HOST: _("A visit from %(intern)s"),
        SENDER: _("%(intern)s visits %(host)s"),
        COORDINATOR: _("%(intern)s visits %(host)s"),
    }
    return said[situation.party] % words


def awaited(situation):
    """Those who have something to do now, apart from the reader: nobody is waited for to sign what is not ready."""
    waits = [wait(situation, each) for each in situation.missing if each.person_id != situation.person.pk]
    return [each for each in waits if each.tasks or each.participant.person.bounces]


def wait(situation, each):
    placement = situation.placement
    return Awaited(
        participant=each,
        party=programme().party(each.party).title,
        tasks=tasks(situation, each),
        may_remind=placement.may(situation.person, "remind"),
        was_reminded=placement.reminded_lately(each),
        may_correct=each.person.bounces and may_correct_in(placement, each.person, situation.person),
    )


def tasks(situation, each):
    if situation.placement.state == lifecycle.SUGGESTED:
        return [_("says yes or no")]
    needs = situation.placement.MOVES["sign"].needs
    open_needs = [rule.name for rule in needs if rule.name in TASKS and not rule.holds(situation.placement)]
    todo = [TASKS[name][1] for name in open_needs if each.party in TASKS[name][0]]
    if each.party in (INTERN, HOST) and not situation.has_shared(each.party):
        todo.append(_("shares expectations"))
    is_ready = all(rule.holds(situation.placement) for rule in needs)
    return todo or ([_("signs the agreement")] if is_ready else [])


def people(placement):
    """(participant, what they are in it), the contact before the reserve; editors of an offer are not in it."""
    visit = placement.visit
    said = {visit.contact_id: _("Contact person"), visit.reserve_id: _("Reserve")}
    hosts = [each for each in placement.participants.all() if each.party == HOST and each.person_id in said]
    hosts.sort(key=lambda each: each.person_id == visit.reserve_id)
    rest = {each.party: each for each in placement.participants.all() if each.signs and each.party != HOST}
    shown = [(rest[INTERN], programme().party(INTERN).title)] if INTERN in rest else []
    shown += [(each, said[each.person_id]) for each in hosts]
    return shown + ([(rest[SENDER], _("Nearest manager"))] if SENDER in rest else [])


def sees_practical(situation):
    """The host was promised that only those who come read where to meet."""
    return situation.party in (HOST, COORDINATOR) or situation.placement.state in TOGETHER


def others(situation):
    """Who else comes on the same days: for the host all who may; for the intern those who have said yes, as they have, and
    the travel companions."""
    placement = situation.placement
    beside = placement.visit.placements.exclude(pk=placement.pk)
    beside = beside.select_related("wish__intern", "wish__workplace__organisation")
    if situation.party in (HOST, COORDINATOR) and placement.state in lifecycle.LIVE:
        return beside.live()
    if situation.party == INTERN and placement.state in STANDING:
        return beside.filter(state__in=STANDING)
    if situation.party == INTERN and placement.state == lifecycle.SUGGESTED and placement.wish.group_id:
        return beside.live().filter(wish__group=placement.wish.group_id)
    return []


def objector(placement):
    """Who said that it was otherwise; nobody where nobody did, or where that person is erased."""
    told = placement.events.filter(name="dispute").select_related("by").last() if placement.objection else None
    return told.by if told else None


def placement_history(request, pk):
    placement = reach(request, Placement.objects.for_page(), pk=pk)
    told = lines(placement.events.select_related("by"))
    return render(
        request, "journeys/pages/history.html", page(placement, request.user, "placement-history", lines=told)
    )


@require_POST
def placement_remind(request, pk, participant):
    placement = reach(request, Placement.objects.for_page(), "remind", pk=pk)
    reminded = get_object_or_404(placement.participants.select_related("person"), pk=participant)
    placement.remind(reminded, request.user)
    messages.success(request, _("We write to %(who)s now.") % {"who": reminded.person})
    return redirect("placement", pk)
