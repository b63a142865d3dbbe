"""The office enters for someone who wrote or telephoned; they confirm by a link, or it is taken as sent."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ipraktik.kit.lifecycle import NotYet
from ipraktik.office import offer_rows, wish_rows
from ipraktik.office.enter_forms import EnterOfferForm, EnterWishForm


@require_http_methods(["GET", "HEAD", "POST"])
def enter_wish(request):
    return enter(request, EnterWishForm, make_wish, "office/pages/enter_wish.html")


@require_http_methods(["GET", "HEAD", "POST"])
def enter_offer(request):
    return enter(request, EnterOfferForm, make_offer, "office/pages/enter_offer.html")


def enter(request, kind, make, page):
    form = kind(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and (made := saved(request, form, make)):
        messages.success(request, said(made))
        return redirect(made)
    return render(request, page, {"form": form})


def said(made):
    if made.state == "draft":
        return _("Saved. They get a link, and send it themselves when they have looked at it.")
    return _("Taken as sent. They get a letter that tells what you entered.")


def saved(request, form, make):
    """What was entered; None, with the sentences on the form and nothing saved, where a rule stops it."""
    try:
        with transaction.atomic():
            made = make(form, request.user)
            if form.cleaned_data["agreed"]:
                return made.perform("receive", by=request.user)
            made.record("enter", request.user)
            return made
    except NotYet as stopped:
        form.add_error(None, stopped.sentences)
        return None


def make_wish(form, by):
    given = form.cleaned_data
    least, most = form.days
    values = given | {"days_min": least, "days_max": most}
    return wish_rows.make(values, given, form.save_workplace(), by)


def make_offer(form, by):
    given = form.cleaned_data
    least, most = form.days
    values = given | {"days_min": least, "days_max": most, "open": given["periods"], "seats": int(given["seats"])}
    return offer_rows.make(values, given, form.save_workplace(), by)
