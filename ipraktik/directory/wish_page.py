"""What a wish's page says first: the one next step of whoever reads it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ipraktik.directory import lifecycle
from ipraktik.directory.wish_steps import first_missing, where_left


@dataclass(frozen=True)
class Next:
    title: str
    text: str = ""
    url: str = ""
    label: str = ""


OVER = {
    lifecycle.WITHDRAWN: gettext_lazy("The wish is withdrawn. You can take it up again whenever you like."),
    lifecycle.LAPSED: gettext_lazy("Its days are over. Take it up again, and write new ones."),
    lifecycle.DONE: gettext_lazy("The visit has taken place. Where to next?"),
}


def next_step(wish, person, placements):
    """The one thing to do now, or what is being waited for."""
    if wish.state == lifecycle.DRAFT:
        return of_draft(wish, person)
    if wish.state in OVER:
        return Next(wish.state_label.capitalize(), str(OVER[wish.state]))
    waiting = [each for each in placements if waits_for(each, person)]
    under_way = [each for each in placements if each.state in ("preparing", "agreed")]
    if waiting:
        return of_suggestion(waiting[0])
    if under_way:
        return of_placement(under_way[0])
    return of_consent(wish) or of_search(wish, placements)


def waits_for(placement, person):
    """Is this person's yes to the suggestion missing? (Participants and hands are prefetched.)"""
    mine = {each.pk for each in placement.participants.all() if each.person_id == person.pk and each.party == "intern"}
    lent = {
        each.participant_id
        for each in placement.hands.all()
        if each.move == "accept" and each.chapter == placement.chapter
    }
    return placement.state == "suggested" and bool(mine - lent)


def of_draft(wish, person):
    step = reverse("wish-step", args=[wish.pk, where_left(wish, person)])
    first = wish.invited_by
    if wish.intern_id != person.pk:
        return Next(_("Waiting for %(name)s") % {"name": wish.intern}, _("They have a letter with a link to confirm."))
    if first and not wish.step:
        text = _("Look through what your colleague has written, and write why you want to go yourself.")
        return Next(_("%(name)s asks you along") % {"name": first.intern}, text, step, _("Look at it"))
    if first_missing(wish, person) == "check":
        check = reverse("wish-step", args=[wish.pk, "check"])
        return Next(
            _("Look it through and send it"), _("Your manager is asked when you send it."), check, _("Look it through")
        )
    return Next(
        _("Finish your wish"), _("Your manager and the hosts see nothing before you send it."), step, _("Go on")
    )


def of_suggestion(placement):
    text = _("%(host)s is suggested for you. Say yes or no.") % {"host": placement.offer.workplace.full_name}
    return Next(_("Answer a suggestion"), text, placement.get_absolute_url(), _("See the suggestion"))


def of_placement(placement):
    title = _("You are going to %(host)s") % {"host": placement.offer.workplace.full_name}
    return Next(title, _("Plan the visit together."), placement.get_absolute_url(), _("Go to your visit"))


def of_consent(wish):
    consent = wish.consent
    if consent is None or consent.state == lifecycle.YES:
        return None
    manager = {"manager": consent.manager}
    if consent.state == lifecycle.NO:
        text = _("Talk with your manager. You can change the wish, and then we ask anew.")
        return Next(_("%(manager)s has said no") % manager, f"{consent.reason} {text}".strip())
    if consent.state == lifecycle.LATER:
        text = _("Your manager can change the answer to a yes with the same link.")
        return Next(_("%(manager)s says: not now") % manager, f"{consent.reason} {text}".strip())
    return Next(
        _("We wait for %(manager)s") % manager,
        _("Your nearest manager has a letter and can answer without an account."),
    )


def of_search(wish, placements):
    named = None if wish.asked_offer_id else wish.host_in_mind
    if any(each.state == "suggested" for each in placements):
        return Next(_("We wait for the host"), _("You have said yes. The host has not answered yet."))
    if late := wish.late_companions:
        text = _("You travel together or not at all: the host is asked when everyone has sent a wish.")
        return Next(_("We wait for %(names)s") % {"names": ", ".join(map(str, late))}, text)
    if named and named.contacted_by == named.ContactedBy.OFFICE:
        return Next(
            _("The office writes to %(host)s") % {"host": named}, _("You hear from us when they have answered.")
        )
    if named and not named.contact_email and named.wish_id == wish.pk:
        where = reverse("wish-step", args=[wish.pk, "where"])
        return Next(_("Write the host's e-mail"), _("Then we send them an invitation."), where, _("Write it"))
    if wish.door == wish.Door.BROWSE:
        return Next(_("Find a host"), _("Ask the one you like best."), reverse("offers"), _("Look for a host"))
    return Next(
        _("We look for a host for you"), _("You hear from us when we have found one. You may look yourself too.")
    )
