"""The page of what the days must make room for: the intern writes it, and says who besides the contact may read it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy

from ipraktik.kit import fields, forms
from ipraktik.kit.access import reach
from ipraktik.people.parties import INTERN
from ipraktik.placements.frame import page
from ipraktik.placements.models import Participant, Placement
from ipraktik.preparing.care import PARTS, Care, beside_contact, care_of, needs_for
from ipraktik.programme import programme

SAVED = gettext_lazy("Saved. Those who receive you can see it.")
SAVED_FOR_LATER = gettext_lazy("Saved. Those who receive you can see it when the host has named them.")


def text(label, example):
    return fields.FreeText(label=label, help_text=example, rows=2, required=False, max_length=1000)


class CareForm(forms.Form):
    says_optional = False

    allergies = text(
        gettext_lazy("Food you cannot eat, and allergies"), gettext_lazy("Nuts, gluten, a dog at the office.")
    )
    appointment = text(
        gettext_lazy("An appointment along the way"), gettext_lazy("“Tuesday 14-15 I must go.” You need not say why.")
    )
    fetching = text(gettext_lazy("Someone to be fetched"), gettext_lazy("“I leave at 15.30 on Wednesday.”"))
    other = text(gettext_lazy("Anything else"), gettext_lazy("A lift instead of stairs, a quiet place, breaks."))
    told = fields.SomeOf(
        label=gettext_lazy("Who else may see it"),
        help_text=gettext_lazy("The contact person and the reserve always do."),
        required=False,
    )

    def __init__(self, data=None, *, placement):
        self.placement, self.care = placement, care_of(placement)
        others = beside_contact(placement)
        told = [str(each.pk) for each in others if each.told_needs]
        super().__init__(data, initial={name: getattr(self.care, name) for name in PARTS} | {"told": told})
        if others:
            self.fields["told"].choices = [(str(each.pk), str(each.person)) for each in others]
        else:
            del self.fields["told"]

    def save(self):
        words = {name: self.cleaned_data[name] for name in PARTS}
        Care.objects.update_or_create(placement=self.placement, defaults=words)
        told = self.cleaned_data.get("told", [])
        others = Participant.objects.filter(pk__in=[each.pk for each in beside_contact(self.placement)])
        others.update(told_needs=False)
        others.filter(pk__in=told).update(told_needs=True)


def placement_care(request, pk):
    placement = reach(request, Placement.objects.for_page().prefetch_related("participants__person"), pk=pk)
    placement.demand(request.user, "see-needs")
    if not placement.sees_needs(request.user):
        raise Http404
    writes = INTERN in placement.parties_of(request.user)
    form = CareForm(request.POST if request.method == "POST" else None, placement=placement) if writes else None
    if form and form.is_bound and form.is_valid():
        form.save()
        messages.success(request, SAVED if placement.visit.receivers else SAVED_FOR_LATER)
        return redirect("placement-care", pk)
    shown = {"needs": needs_for(placement, request.user), "days": programme().retention.needs_days}
    return render(
        request, "preparing/pages/care.html", page(placement, request.user, "placement-care", form=form, **shown)
    )
