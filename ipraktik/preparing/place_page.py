"""“The place”: the host tells what it is, and the intern reads it before the visit and says so."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ipraktik.guide.models import Tick
from ipraktik.kit import fields, forms
from ipraktik.kit.access import reach
from ipraktik.people.parties import HOST, INTERN
from ipraktik.placements.frame import page
from ipraktik.placements.models import Placement
from ipraktik.preparing.place import STUDY, Place, as_lines, place_of, read_links


class PlaceForm(forms.Form):
    says_optional = False

    organised = fields.FreeText(
        label=gettext_lazy("How you are organised"),
        help_text=gettext_lazy("Teams, tasks, who decides what. A few sentences will do."),
        required=False,
        max_length=3000,
    )
    goals = fields.FreeText(
        label=gettext_lazy("What you work towards"),
        help_text=gettext_lazy("Your goals this year, and how you go about them."),
        required=False,
        max_length=3000,
    )
    links = fields.FreeText(
        label=gettext_lazy("Links and documents to read"),
        help_text=gettext_lazy("One to a line: a name and an address, as “Our year plan https://example.dk/plan.pdf”."),
        required=False,
        max_length=6000,
    )

    def __init__(self, data=None, *, offer):
        self.offer, place = offer, place_of(offer)
        stands = {"organised": place.organised, "goals": place.goals, "links": as_lines(place.links)}
        super().__init__(data, initial=stands)

    def clean_links(self):
        try:
            self.read = read_links(self.cleaned_data["links"])
        except ValueError as wrong:
            raise ValidationError(wrong.args[0]) from wrong
        return self.cleaned_data["links"]

    def save(self):
        given = {"organised": self.cleaned_data["organised"], "goals": self.cleaned_data["goals"], "links": self.read}
        Place.objects.update_or_create(offer=self.offer, defaults=given)


def placement_place(request, pk):
    placement = reach(request, Placement.objects.for_page().select_related("offer__place"), pk=pk)
    if not placement.parties_of(request.user) & {INTERN, HOST}:
        raise PermissionDenied
    if request.method == "POST":
        placement.demand(request.user, "present")
    form = None
    if placement.may(request.user, "present"):
        form = PlaceForm(request.POST if request.method == "POST" else None, offer=placement.offer)
    if form and form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("Saved. All who visit you can read it."))
        return redirect("placement-place", pk)
    shown = {"place": place_of(placement.offer), "offer": placement.offer, "form": form}
    shown["reads"] = INTERN in placement.parties_of(request.user) and placement.may(request.user, "introduce")
    shown["has_read"] = has_read(placement, request.user)
    return render(request, "preparing/pages/place.html", page(placement, request.user, "placement-place", **shown))


def has_read(placement, person):
    return Tick.objects.filter(participant__placement=placement, participant__person=person, key=STUDY).exists()


@require_POST
def placement_place_read(request, pk):
    """The same tick as the advice has: whichever page it is ticked on, it is done."""
    placement = reach(request, Placement.objects.for_page(), "introduce", pk=pk)
    me = next(
        each for each in placement.participants.all() if (each.person_id, each.party) == (request.user.pk, INTERN)
    )
    Tick.objects.toggle(me, STUDY)
    return redirect("placement-place", pk)
