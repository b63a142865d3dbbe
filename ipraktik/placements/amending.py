"""Amendments on a page: proposing one, signing it, taking it back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from ipraktik.agreements.amendments import topic_labels
from ipraktik.kit import fields, forms
from ipraktik.kit.access import reach
from ipraktik.people.proving import ask_for_proof, is_unproved, proof
from ipraktik.placements.models import Placement


class AmendmentForm(forms.Form):
    what = fields.FreeText(
        label=_("What do you change?"),
        help_text=_("Write it as it will stand in the amendment, so that all can sign it."),
        missing=_("Write what you change."),
        max_length=2000,
    )
    topics = fields.SomeOf(
        label=_("What does it touch?"),
        help_text=_("It decides who signs: intern and host always, the sending workplace where it concerns them."),
        choices=topic_labels,
        missing=_("Choose what it touches, so that the right people sign."),
    )


def placement_amend(request, pk):
    placement = reach(request, Placement.objects.for_page(), "amend", pk=pk)
    form = AmendmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        placement.amend(form.cleaned_data["what"], form.cleaned_data["topics"], request.user)
        messages.success(request, _("The amendment is there. We ask those whom it concerns to sign."))
        return redirect("placement-agreement", pk)
    return render(request, "placements/pages/amend.html", {"placement": placement, "form": form})


@require_POST
def placement_amendment_sign(request, pk, amendment):
    placement = reach(request, Placement.objects.for_page(), "sign-amendment", pk=pk)
    back = redirect("placement-agreement", pk)
    if is_unproved(request):
        return ask_for_proof(request, back.url)
    read = request.POST.get("sha256", "")[:64] or "nothing read"
    placement.sign_amendment(amendment, request.user, read, **proof(request))
    messages.success(request, _("You have signed the amendment."))
    return back


@require_POST
def placement_amendment_withdraw(request, pk, amendment):
    placement = reach(request, Placement.objects.for_page(), "amend", pk=pk)
    placement.withdraw_amendment(amendment, request.user)
    messages.success(request, _("The amendment is withdrawn. The agreement stands as it was."))
    return redirect("placement-agreement", pk)
