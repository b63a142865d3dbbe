"""Who signs for a party: handing over to the right person, and a second signatory where an organisation wants two."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ipraktik.kit import fields, forms
from ipraktik.kit.access import reach
from ipraktik.people.models import Person
from ipraktik.people.parties import HOST, SENDER
from ipraktik.placements.models import Placement
from ipraktik.programme import programme

NOT_THE_INTERN = gettext_lazy("The intern cannot sign for the workplace too. Name somebody else.")
HAS_LEFT = gettext_lazy("%(name)s no longer works there")
SIGNS_ALREADY = gettext_lazy("This person signs already. Name somebody else.")


class PersonForm(forms.Form):
    name = fields.TextField(
        label=gettext_lazy("Name"), missing=gettext_lazy("Write the person's name."), max_length=120
    )
    email = fields.EmailField(label=gettext_lazy("E-mail"), missing=gettext_lazy("Write the person's e-mail."))

    def __init__(self, *args, placement, party, **kwargs):
        self.placement, self.party = placement, party
        super().__init__(*args, **kwargs)

    def clean_email(self):
        address = self.cleaned_data["email"].lower()
        if address == self.placement.wish.intern.email:
            raise ValidationError(NOT_THE_INTERN)
        if address in {each.person.email for each in self.placement.signers({self.party})}:
            raise ValidationError(SIGNS_ALREADY)
        return address

    def person(self):
        return Person.objects.known_as(self.cleaned_data["email"], self.cleaned_data["name"])


class Leaving(forms.Form):
    """Whoever hands over may say that the person has left; then all that waits for them there is shown to the office."""

    has_left = fields.Tick(label="", required=False)

    def __init__(self, *args, leaver, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["has_left"].label = HAS_LEFT % {"name": leaver}


class HandOverForm(PersonForm, Leaving):
    pass


class SecondForm(PersonForm):
    remember = fields.Tick(
        label=gettext_lazy("This person signs all agreements of our organisation beside the first"), required=False
    )


def party_from(request, placement, party, right):
    """Whom this person may name a signatory for: their own party, and for the office either."""
    if party not in (HOST, SENDER):
        raise Http404
    placement.demand(request.user, right)
    if not (request.user.is_coordinator or party in placement.parties_of(request.user)):
        raise PermissionDenied
    return party


def placement_hand_over(request, pk, party):
    """The host's contact hands over to the reserve in one step; a manager names the right manager."""
    placement = reach(request, Placement.objects.for_page(), pk=pk)
    party_from(request, placement, party, "hand-over")
    if party == HOST:
        return ask_reserve(request, placement)
    leaver = placement.wish.manager
    form = HandOverForm(request.POST or None, placement=placement, party=party, leaver=leaver)
    if request.method == "POST" and form.is_valid():
        placement.hand_over_sender(form.person(), request.user)
        note_leaving(form, leaver, placement.wish.workplace)
        return handed_over(request, placement, form.cleaned_data["name"])
    return render(request, "placements/pages/hand_over.html", {"placement": placement, "form": form, "party": party})


def ask_reserve(request, placement):
    leaver = placement.visit.contact
    form = Leaving(request.POST if request.method == "POST" else None, leaver=leaver)
    if form.is_bound and form.is_valid():
        now = placement.visit.hand_over(request.user, request.POST.get("who", ""))
        note_leaving(form, leaver, placement.offer.workplace)
        return handed_over(request, placement, now.contact)
    return render(request, "placements/pages/hand_over.html", {"placement": placement, "form": form, "party": HOST})


def note_leaving(form, leaver, workplace):
    if leaver and form.cleaned_data["has_left"]:
        leaver.leave(workplace)


def handed_over(request, placement, name):
    messages.success(request, _("%(name)s takes over. We write to them now.") % {"name": name})
    if Placement.objects.visible_to(request.user).filter(pk=placement.pk).exists():
        return redirect("placement-agreement", placement.pk)
    return redirect("front")  # it is no longer theirs


def placement_second(request, pk, party):
    """An organisation may want two signatures."""
    placement = reach(request, Placement.objects.for_page(), pk=pk)
    party_from(request, placement, party, "second")
    form = SecondForm(request.POST or None, placement=placement, party=party)
    if request.method == "POST" and form.is_valid():
        placement.name_second(party, form.person(), request.user, remember=form.cleaned_data["remember"])
        messages.success(request, _("%(name)s signs too.") % {"name": form.cleaned_data["name"]})
        return redirect("placement-agreement", pk)
    shown = {"placement": placement, "form": form, "party": programme().party(party)}
    return render(request, "placements/pages/second.html", shown)
