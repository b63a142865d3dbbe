"""The matching desk: look at a wish and the hosts, suggest one; write to the host that an intern has in mind."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from ipraktik.directory.fitting import candidates_among
from ipraktik.directory.models import Wish
from ipraktik.kit.access import reach
from ipraktik.kit.lifecycle import NotYet
from ipraktik.matching.year.matches import Matches
from ipraktik.office.desk import Choice, choices_named, ranked, unranked
from ipraktik.office.desk_forms import ContactHostForm, SuggestForm
from ipraktik.placements.models import Placement, Visit

LONGEST_NAME = 100
MEANWHILE = gettext_lazy(
    "%(who)s has meanwhile suggested %(host)s for %(intern)s. Suggest this host too if you still want to."
)


def wish_for_desk(request, pk, right=None):
    wish = reach(request, Wish.objects.for_page(), right, pk=pk)
    if wish.workplace_id is None:
        raise NotYet([_("The wish does not say yet where the intern works.")], wish)
    return wish


@require_safe
def desk(request, pk):
    wish, name = wish_for_desk(request, pk), request.GET.get("host", "").strip()[:LONGEST_NAME]
    shown = {"wish": wish, "suggested": wish.placements.for_page().order_by("-pk"), "name": name}
    if wish.state == "open":
        matches = Matches(wish)
        shown |= ranked(matches) if matches.is_made else unranked(wish)
        shown["named"] = choices_named(wish, name) if name else []
    return render(request, "office/pages/desk.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request, pk, offer):
    """The pair in words, and a form; a suggestion when it is sent."""
    wish = wish_for_desk(request, pk, "suggest")
    candidate = candidate_of(wish, offer)
    form = SuggestForm(request.POST or None, candidate=candidate)
    newest = wish.placements.for_page().order_by("-pk").first()
    if form.is_bound and form.is_valid():
        if sentences := meanwhile(request, newest):
            form.add_error(None, sentences)
        elif made := make(request, form, candidate):
            messages.success(request, _("Suggested. %(intern)s and the host are asked.") % {"intern": made.wish.intern})
            return redirect("desk", pk=wish.pk)
    shown = {"wish": wish, "choice": choice_of(wish, candidate), "form": form, "seen": newest.pk if newest else 0}
    return render(request, "office/pages/suggest.html", shown)


def candidate_of(wish, number):
    found = candidates_among(wish, [number])
    if not found:
        raise Http404
    return found[0]


def choice_of(wish, candidate):
    """With what the solver has found of it, if it has."""
    found = wish.listed.filter(offer=candidate.offer).first()
    return Choice(candidate, found.reasons, found.against) if found else Choice(candidate)


def meanwhile(request, newest):
    """What another coordinator has suggested since this page was opened: said once."""
    seen = request.POST.get("seen", "")
    if newest is None or (seen.isdecimal() and newest.pk <= int(seen)):
        return []
    said = newest.events.filter(name="suggest").select_related("by").first()
    who = said.by if said and said.by else _("Somebody")
    return [MEANWHILE % {"who": who, "host": newest.offer.workplace.full_name, "intern": newest.wish.intern}]


def make(request, form, candidate):
    """The suggestion; None, with the sentences on the form, where a rule stops it."""
    chosen = form.cleaned_data.get("visit")
    visit = Visit.objects.get(pk=chosen) if chosen else None
    try:
        return Placement.objects.suggest(
            candidate.wish, candidate.offer, by=request.user, origin=Placement.Origin.OFFICE, visit=visit,
            message=form.cleaned_data["message"],
        )  # fmt: skip
    except NotYet as stopped:
        form.add_error(None, stopped.sentences)
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def contact_host(request, pk):
    """Door 1, when the intern left it to the office: write to the host, and invite."""
    wish = reach(request, Wish.objects.for_page(), "suggest", pk=pk)
    named = wish.named
    if named is None:
        raise Http404
    initial = {"contact_name": named.contact_name, "contact_email": named.contact_email}
    form = ContactHostForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid() and invite(request, form, named):
        messages.success(request, _("The host is invited, and answers by a link in the letter."))
        return redirect(wish)
    return render(request, "office/pages/contact_host.html", {"wish": wish, "named": named, "form": form})


def invite(request, form, named):
    given = form.cleaned_data
    named.contact_name, named.contact_email = given["contact_name"], given["contact_email"].lower()
    try:
        with transaction.atomic():
            named.save(update_fields=["contact_name", "contact_email"])
            placement = named.invite(request.user)
            if placement and given["message"]:
                placement.message = "\n\n".join(filter(None, [placement.message, given["message"]]))
                placement.save(update_fields=["message"])
    except NotYet as stopped:
        form.add_error(None, stopped.sentences)
        return False
    return True
