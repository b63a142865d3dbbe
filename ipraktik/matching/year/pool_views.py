"""A host asks somebody in the pool: open wishes that fit, without names, in the order they fit where the programme says so."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ipraktik.directory.fitting import candidates_in_pool
from ipraktik.directory.models import Offer, Wish
from ipraktik.kit.access import reach
from ipraktik.kit.fields import FreeText
from ipraktik.kit.forms import Form
from ipraktik.matching.words.phrasing_to import said_to_host
from ipraktik.matching.year.listing import Listed
from ipraktik.placements.ask_views import Asking, suggest
from ipraktik.placements.models import Placement
from ipraktik.programme import programme

MOST_SHOWN, LOOKED_AT = 30, 200
LONGEST = 12  # figures of a number
GONE = gettext_lazy("This wish is not open any more, or another host has been suggested. Choose another.")
ONLY_THE_CONTACT = gettext_lazy(
    "%(contact)s is the contact person and does the asking. The contact person can hand over to you."
)


class InviteForm(Form):
    message = FreeText(
        label=gettext_lazy("Your message to the intern"),
        help_text=gettext_lazy("What could this intern see at your place? Why would you like to meet?"),
        missing=gettext_lazy("Write why you would like this intern to come. Two sentences will do."),
        max_length=2000,
    )


@dataclass(frozen=True)
class Seeker:
    """A wish of the pool as this host sees it; `reasons` in words, nothing in them that the host does not see anyway."""

    asking: Asking
    reasons: list = field(default_factory=list)


def pool(request, pk):
    """Open wishes that fit this host, without names: the host writes to one of them."""
    offer = reach(request, Offer.objects.for_page().with_seats(), "invite", pk=pk)
    number = request.POST.get("wish") or request.GET.get("wish", "")
    shown = {"offer": offer, "stopped": who_must_ask(offer, request.user)}
    if number:
        wish = in_pool(offer, number)
        if wish or request.method == "POST":
            return invite(request, offer, wish, number, shown)
        messages.warning(request, GONE)
    shown["waiting"] = seekers(offer)
    return render(request, "matching/pages/pool.html", shown)


def in_pool(offer, number):
    """The wish of this number, if it is one that this host may ask; else None."""
    can, _cannot = (
        candidates_in_pool(offer, [int(number)]) if number.isdecimal() and len(number) < LONGEST else ([], [])
    )
    return can[0].wish if can else None


def seekers(offer):
    """Those whom the offer suits best first, where the programme says so; then those who have waited longest."""
    told = {}
    if programme().rules.hosts_see_matches:
        rows = Listed.objects.of_offer(offer).filter(wish__door=Wish.Door.POOL)[:MOST_SHOWN]
        told = {row.wish_id: row.reasons for row in rows}
    best = {each.wish.pk: each.wish for each in candidates_in_pool(offer, list(told))[0]} if told else {}
    others = {each.wish.pk: each.wish for each in candidates_in_pool(offer, most=LOOKED_AT)[0]}
    order = [*(number for number in told if number in best), *(number for number in others if number not in best)]
    return [seeker({**others, **best}[number], offer, told.get(number, [])) for number in order[:MOST_SHOWN]]


def seeker(wish, offer, reasons):
    asking = Asking(wish, offer)
    told = " ".join([asking.why, *map(str, asking.work_areas)])
    return Seeker(asking, [sentence for sentence in (said_to_host(*each, told) for each in reasons) if sentence])


def invite(request, offer, wish, number, shown):
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if wish is None:
            form.add_error(None, GONE)
        elif suggest(form, wish, offer, request.user, Placement.Origin.HOST):
            messages.success(
                request, _("You have asked. The intern gets a letter, and you see the answer on your page.")
            )
            return redirect(offer)
    shown |= {"form": form, "number": number, "pair": Asking(wish, offer) if wish else None}
    return render(request, "matching/pages/pool_invite.html", shown)


def who_must_ask(offer, person):
    """The sentence for who stands behind the offer without being its contact; an empty string for the contact."""
    return "" if offer.contact == person else ONLY_THE_CONTACT % {"contact": offer.contact}
