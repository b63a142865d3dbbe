"""The page a colleague's own link opens: when they are expected, and one form for “I cannot”. No account, no sign-in."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ipraktik.itinerary.models import Colleague
from ipraktik.itinerary.telling import answer, interns_in, rows_of
from ipraktik.kit import fields, forms
from ipraktik.people.link_views import discreet


class CannotForm(forms.Form):
    cannot = fields.OneOf(
        label=_("What is wrong?"),
        choices=[
            (Colleague.Cannot.TIME, _("I cannot be there at that time")),
            (Colleague.Cannot.NOT_ME, _("I am not the right one")),
        ],
        missing=_("Choose what is wrong."),
    )  # fmt: skip


@discreet
@require_http_methods(["GET", "HEAD", "POST"])
def colleague(request, token):
    found = Colleague.objects.find(token)
    if found is None:
        return render(request, "itinerary/pages/colleague_unknown.html", status=404)
    form = CannotForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        answer(found, form.cleaned_data["cannot"])
        messages.success(request, _("Thank you. We tell the contact person."))
        return redirect("colleague", token)
    rows = rows_of(found)
    shown = {
        "colleague": found,
        "visit": found.visit,
        "rows": rows,
        "form": form,
        "interns": interns_in(rows, found.visit),
    }
    return render(request, "itinerary/pages/colleague.html", shown)
