"""The nearest manager's one page about a wish: who, why, when, what it asks; and the answer. No account is needed."""

from django import forms as django_forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from ipraktik.directory import lifecycle
from ipraktik.directory.models import Consent
from ipraktik.directory.wish_views import ReasonForm, row_for, typed
from ipraktik.directory.wish_words import companions_in_words, how_in_words, when_in_words, where_for_manager
from ipraktik.kit import fields, forms
from ipraktik.kit.access import reach
from ipraktik.kit.lifecycle import NotYet
from ipraktik.people.models import Person
from ipraktik.people.parties import SENDER, Phase
from ipraktik.programme import programme

THANKS = {
    "approve": _("Thank you. We tell your employee that you have said yes."),
    "postpone": _("Thank you. We tell your employee. You can say yes with the same link when the time comes."),
    "refuse": _("Thank you. We tell your employee why."),
    "pass-on": _("Thank you. We have written to the right manager."),
}
FOLLOWS = {
    "approve": _("Your employee may go, and you stand behind it on behalf of your workplace."),
    "postpone": _("We tell your employee. You can change your answer later, with the same link."),
    "refuse": _("We tell your employee. Your reason is read by your employee and the office."),
    "pass-on": _("We write to the right manager at once, and you need do no more."),
}


class PassOnForm(forms.Form):
    name = fields.TextField(label=_("The right manager's name"), max_length=120, missing=_("Write the manager's name."))
    email = fields.EmailField(label=_("The right manager's e-mail"), missing=_("Write the manager's e-mail."))

    def __init__(self, data=None, *, consent):
        super().__init__(data)
        self.consent = consent
        self.fields["email"].widget.attrs["autocomplete"] = "off"

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if email == self.consent.manager.email:
            raise django_forms.ValidationError(_("That is your own e-mail. Write the right manager's."))
        if email == self.consent.wish.intern.email:
            raise django_forms.ValidationError(
                _("Your employee cannot say yes to this. Write the right manager's e-mail.")
            )
        return email


def for_page():
    return Consent.objects.select_related(
        "manager",
        "wish__intern",
        "wish__workplace__organisation",
        "wish__group",
        "wish__asked_offer__workplace__organisation",
    ).prefetch_related("passed_on_to__manager")


def consent_page(request, pk):
    consent = reach(request, for_page(), pk=pk)
    return render(request, "directory/pages/consent.html", shown_of(consent, request.user))


def shown_of(consent, person):
    wish = consent.wish
    return {
        "consent": consent,
        "wish": wish,
        "is_manager": person.pk == consent.manager_id,
        "is_closed": wish.state not in (lifecycle.OPEN, lifecycle.PLACED, lifecycle.DONE),
        "is_replaced": consent.state in lifecycle.REPLACED,
        "moves": consent.moves_for(person),
        "kind": programme().travel_types.get(wish.travel_type),
        "when": when_in_words(wish),
        "how": how_in_words(wish),
        "where": where_for_manager(wish),
        "with_whom": companions_in_words(wish),
        "small_print": [(item, carriers(item)) for item in programme().small_print],
        "advice": programme().guide_for(SENDER, Phase.BEFORE, "advice"),
        "placements": wish.placements.for_page().exclude(state__in=("withdrawn", "lapsed")).order_by("-pk"),
    }


def carriers(item):
    return [programme().party(key).the for key in item.carried_by]


def consent_move(request, pk, move):
    consent = reach(request, for_page(), pk=pk)
    row = row_for(consent, move, request.user)
    form = form_for(row, consent, typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            perform(consent, row, request.user, form.cleaned_data)
        except NotYet as refusal:
            form.add_error(None, refusal.sentences)
        else:
            messages.success(request, THANKS[move])
            return redirect(consent)
    shown = {"consent": consent, "move": row, "form": form, "follows": FOLLOWS[move]}
    return render(request, "directory/pages/consent_move.html", shown)


def form_for(row, consent, data):
    if row.name == "pass-on":
        return PassOnForm(data, consent=consent)
    return ReasonForm(data) if row.asks_reason else forms.Form(data)


def perform(consent, row, by, given):
    if row.name == "pass-on":
        consent.pass_on(by, Person.objects.known_as(given["email"], given["name"]))
    else:
        consent.perform(row.name, by=by, reason=given.get("reason", ""))
