"""What the department is told: the intern says what may be, and the host takes the letter and the poster from here."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from ipraktik.kit import fields, forms
from ipraktik.kit.access import reach
from ipraktik.kit.lifecycle import NotYet
from ipraktik.people.forms import languages
from ipraktik.people.parties import INTERN
from ipraktik.placements.frame import page
from ipraktik.placements.models import Placement
from ipraktik.preparing.department import (
    ALLOWED,
    fingerprint,
    introduce,
    introduction_of,
    letter,
    write_letters,
)
from ipraktik.programme import programme


class IntroductionForm(forms.Form):
    says_optional = False

    tell_name = fields.Tick(label=gettext_lazy("My name and title"), required=False)
    tell_workplace = fields.Tick(label=gettext_lazy("Where I work"), required=False)
    tell_why = fields.Tick(label=gettext_lazy("Why I come, in the words below"), required=False)
    why = fields.FreeText(
        label=gettext_lazy("Why I come, in my own words"),
        help_text=gettext_lazy("Two or three lines to people who do not know you."),
        required=False,
        rows=3,
        max_length=600,
    )

    def __init__(self, data=None, *, placement):
        self.placement, said = placement, introduction_of(placement)
        stands = {name: getattr(said, name) for name in (*ALLOWED, "why")}
        if said.said_at is None:
            stands = dict.fromkeys(ALLOWED, True) | {"why": placement.wish.why[:600]}
        super().__init__(data, initial=stands)

    def save(self, by):
        """Raises NotYet, PermissionDenied."""
        introduce(self.placement, by, **{name: self.cleaned_data[name] for name in (*ALLOWED, "why")})


class LettersForm(forms.Form):
    """The letter in each language of the programme. `seen` is what might be told when the host began to write."""

    says_optional = False

    seen = forms.forms.CharField(widget=forms.forms.HiddenInput, required=False)

    def __init__(self, data=None, *, placement):
        self.placement = placement
        stands = {code: letter(placement, code) for code in programme().languages}
        super().__init__(data, initial=stands | {"seen": fingerprint(placement)})
        for code in programme().languages:
            name = get_language_info(code)["name_local"].capitalize()
            self.fields[code] = fields.FreeText(label=name, rows=14, required=False, max_length=4000)
            self.fields[code].widget.attrs["lang"] = code

    def save(self, by):
        """Raises NotYet, PermissionDenied."""
        texts = {code: self.cleaned_data[code] for code in programme().languages}
        write_letters(self.placement, by, texts, self.cleaned_data["seen"])


def placement_department(request, pk):
    """For the intern and the host: each has a form of their own on it."""
    placement = reach(request, Placement.objects.for_page().select_related("introduction"), pk=pk)
    is_intern = INTERN in placement.parties_of(request.user)
    right, kind = ("introduce", IntroductionForm) if is_intern else ("tell-department", LettersForm)
    if not placement.parties_of(request.user) & placement.RIGHTS[right].by:
        raise PermissionDenied
    if request.method == "POST":
        placement.demand(request.user, right)
    form = kind(request.POST if request.method == "POST" else None, placement=placement)
    if form.is_bound and kept(request, form):
        return redirect("placement-department", pk)
    shown = {"is_intern": is_intern, "form": form, "may_write": placement.may(request.user, right)}
    shown |= {"said": introduction_of(placement), "posters": languages()}
    shown |= {"letters": letters(placement)} if is_intern else {}
    return render(
        request, "preparing/pages/department.html", page(placement, request.user, "placement-department", **shown)
    )


def kept(request, form):
    if not form.is_valid():
        return False
    try:
        form.save(request.user)
    except NotYet as refusal:
        form.add_error(None, refusal.sentences)
        return False
    messages.success(request, _("Saved."))
    return True


def letters(placement):
    return [(code, name, letter(placement, code)) for code, name in languages()]
