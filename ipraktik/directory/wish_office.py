"""What a wish's page says first to the office, which helps somebody else's wish on."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ipraktik.directory import lifecycle
from ipraktik.directory.wish_page import Next
from ipraktik.directory.wish_steps import where_left

OVER = {
    lifecycle.WITHDRAWN: gettext_lazy("%(intern)s can take it up again."),
    lifecycle.LAPSED: gettext_lazy("Its days are over. %(intern)s can take it up again, and write new ones."),
    lifecycle.DONE: gettext_lazy("The visit has taken place."),
}


def next_for_office(wish, person, placements):
    """The one thing that the office can do now."""
    if wish.state == lifecycle.DRAFT:
        return of_draft(wish, person)
    if wish.state in OVER:
        return Next(wish.state_label.capitalize(), OVER[wish.state] % {"intern": wish.intern})
    standing = [each for each in placements if each.state in ("preparing", "agreed")]
    asked = [each for each in placements if each.state == "suggested"]
    if standing or asked:
        return of_placement((standing or asked)[0])
    return of_refusal(wish) or of_search(wish)


def of_draft(wish, person):
    text = _("Call %(intern)s, or write what you know. They send it themselves.") % {"intern": wish.intern}
    step = reverse("wish-step", args=[wish.pk, where_left(wish, person)])
    return Next(_("The wish is not sent yet"), text, step, _("Go on"))


def of_placement(placement):
    named = {"intern": placement.wish.intern, "host": placement.offer.workplace.full_name}
    url = placement.get_absolute_url()
    if placement.state == "suggested":
        return Next(
            _("A suggestion waits for an answer"), _("%(host)s is suggested.") % named, url, _("See the suggestion")
        )
    return Next(
        _("%(intern)s is going to %(host)s") % named, _("See how far they are, and who is missing."), url,
        _("Go to the visit"),
    )  # fmt: skip


def of_refusal(wish):
    """The manager said no: the intern is to be talked to."""
    consent = wish.consent
    if consent is None or consent.state != lifecycle.NO:
        return None
    intern = wish.intern
    called = {"intern": intern, "reach": " · ".join(filter(None, (intern.phone, intern.email)))}
    text = _("Talk to %(intern)s: %(reach)s. Another manager may be asked, or the wish changed.") % called
    return Next(
        _("%(manager)s has said no") % {"manager": consent.manager}, f"{consent.reason} {text}".strip(),
        f"mailto:{intern.email}", _("Write to %(intern)s") % called,
    )  # fmt: skip


def of_search(wish):
    intern, named = {"intern": wish.intern}, wish.named
    if named and named.contacted_by == named.ContactedBy.OFFICE:
        text = _("%(intern)s has asked the office to write to the host.") % intern
        return Next(
            _("Contact %(host)s") % {"host": named}, text, reverse("contact-host", args=[wish.pk]),
            _("Contact the host"),
        )  # fmt: skip
    text = _("See who can receive them, and why the others cannot.")
    return Next(_("%(intern)s has no host yet") % intern, text, reverse("desk", args=[wish.pk]), _("Find a host"))
