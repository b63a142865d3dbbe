"""An offer written, checked, sent and moved: one step to a page, saved as one goes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ipraktik.directory import lifecycle
from ipraktik.directory.offer_forms import ReasonForm, WhoForm
from ipraktik.directory.offer_page import SENDING, OfferPage
from ipraktik.directory.offer_parts import OfferPerson
from ipraktik.directory.offer_steps import CHECK, ORDER, RECEIPT, STEPS, is_unfinished, marks, missing, where_left
from ipraktik.directory.offers import PUBLIC, Offer
from ipraktik.directory.text import has_contact_data
from ipraktik.kit.access import reach
from ipraktik.kit.lifecycle import NotYet
from ipraktik.programme import programme

HIDDEN_FROM_OTHERS = gettext_lazy(
    "There is an address or a number to call in the text. Others do not see it: they write to you from here."
)


def new(request):
    """The first step makes the offer; who writes it is its contact, unless it is the office."""
    offer = blank(request.user)
    form = WhoForm(request.POST or None, offer=offer, by=request.user)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            if not request.user.is_coordinator:
                offer.name_person(OfferPerson.Role.CONTACT, request.user)
        return go_on(request, offer, STEPS["who"])
    drafts = Offer.objects.of(request.user).filter(state=lifecycle.DRAFT).select_related("workplace__organisation")
    shown = {"offer": offer, "form": form, "step": STEPS["who"], "marks": marks(offer, "who"), "drafts": drafts}
    return render(request, "directory/pages/offer_step.html", shown | {"is_draft": True, "is_first": True})


def blank(person):
    """An offer as the programme proposes it, not saved yet."""
    rules = programme().rules
    seats = rules.interns_min
    return Offer(
        entered_by=person, seats=seats, at_a_time=seats, cap_year=rules.visits_a_year or None, days_min=rules.days_min,
        days_max=rules.days_max,
    )  # fmt: skip


def step(request, pk, step):
    offer = reach(request, Offer.objects.for_page().with_seats(), pk=pk)
    if step == RECEIPT:
        return receipt(request, offer)
    offer.demand(request.user, "edit")
    if step == CHECK:
        return check(request, offer)
    if step not in STEPS:
        raise Http404
    return write(request, offer, STEPS[step])


def write(request, offer, row):
    is_draft = is_unfinished(offer)
    leaving = is_draft and ("later" in request.POST or "back" in request.POST)
    form = row.form(request.POST or None, offer=offer, by=request.user, relaxed=leaving)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
        warn_of_contact_data(request, form)
        return go_on(request, offer, row)
    shown = {"offer": offer, "form": form, "step": row, "marks": marks(offer, row.key)}
    return render(
        request, "directory/pages/offer_step.html", shown | {"is_draft": is_draft, "is_first": row.key == ORDER[0]}
    )


def warn_of_contact_data(request, form):
    public = [form.cleaned_data[name] for name in form.fields if name in PUBLIC]
    if any(has_contact_data(text) for text in public):
        messages.warning(request, HIDDEN_FROM_OTHERS)


def go_on(request, offer, row):
    """To the next step of a draft, or back to the offer when it was left or is not a draft any more."""
    if not is_unfinished(offer) or "later" in request.POST:
        messages.success(request, _("Saved. You can come back to it whenever you like."))
        return redirect(offer)
    place = ORDER.index(row.key)
    key = ORDER[max(place - 1, 0)] if "back" in request.POST else ORDER[place + 1]
    if ORDER.index(key) > ORDER.index(where_left(offer)):
        Offer.objects.filter(pk=offer.pk).update(step=key)
    return redirect("offer-step", offer.pk, key)


def check(request, offer):
    """The offer as it will look, what is missing, and the one button that sends it on."""
    page = OfferPage(offer, request.user)
    shown = {
        "offer": offer,
        "page": page,
        "marks": marks(offer, CHECK),
        "missing": missing(offer),
        "moves": page.sending,
        "may_ask_to_confirm": may_ask_to_confirm(offer, request.user),
    }
    return render(request, "directory/pages/offer_check.html", shown)


def receipt(request, offer):
    if not offer.parties_of(request.user) or offer.state == lifecycle.DRAFT:
        return redirect(offer)
    return render(request, "directory/pages/offer_receipt.html", {"offer": offer})


def move(request, pk, move):
    """GET asks for a reason where one is needed; POST does it. What stops it is said beside what was typed."""
    offer = reach(request, Offer.objects.for_page().with_seats(), pk=pk)
    row = offer.MOVES.get(move)
    if row is None:
        raise Http404
    if not offer.parties_of(request.user) & row.by:
        raise PermissionDenied
    form = ReasonForm(request.POST or None) if row.asks_reason else None
    if request.method == "POST" and (form is None or form.is_valid()):
        return act(request, offer, row, form)
    return render(request, "directory/pages/offer_move.html", {"offer": offer, "move": row, "form": form})


def act(request, offer, row, form):
    try:
        moved = offer.perform(row.name, by=request.user, reason=form.cleaned_data["reason"] if form else "")
    except NotYet as refusal:
        if form is None:
            raise
        form.add_error(None, refusal.sentences)
        return render(request, "directory/pages/offer_move.html", {"offer": offer, "move": row, "form": form})
    if row.name in SENDING:
        return redirect("offer-step", offer.pk, RECEIPT)
    messages.success(request, _("Done. The offer is now “%(state)s”.") % {"state": moved.state_label})
    return redirect(moved)


def may_ask_to_confirm(offer, person):
    return person.is_coordinator and offer.state == lifecycle.DRAFT and offer.is_by_the_office and not missing(offer)


@require_POST
def ask_to_confirm(request, pk):
    """The office has written it for a host, who confirms it by a link."""
    offer = reach(request, Offer.objects.for_page(), "edit", pk=pk)
    if not request.user.is_coordinator:
        raise PermissionDenied
    if not may_ask_to_confirm(offer, request.user):
        raise NotYet([_("Write the whole offer first. Then its contact person can confirm it.")], offer)
    offer.ask_to_confirm(request.user)
    messages.success(
        request, _("%(contact)s gets a letter with a link to confirm the offer.") % {"contact": offer.contact}
    )
    return redirect(offer)
