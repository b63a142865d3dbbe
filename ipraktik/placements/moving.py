"""Making a move: a page that says what follows and asks for a reason, and the move itself."""

from dataclasses import dataclass, replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ipraktik.kit import fields, forms
from ipraktik.kit.access import reach
from ipraktik.kit.lifecycle import A_REASON_IS_NEEDED, NotYet
from ipraktik.people.proving import ask_for_proof, is_unproved, proof
from ipraktik.placements.models import Placement
from ipraktik.placements.suggestions import About


@dataclass(frozen=True)
class Words:
    """What follows from a move, and what is said when it is made."""

    follows: str
    done: str
    hint: str = _("The others in this visit can read it.")


ENDS_FOR_ALL = _("The suggestion ends here, and so does that of those who go together with the intern or not at all.")
WORDS = {
    "accept": Words(
        _("When both have said yes, you plan the days together."), _("You have said yes. We tell the others.")
    ),
    "decline": Words(
        _("The suggestion ends here. Nobody else is affected."),
        _("You have said no. We tell the others."),
        _(
            "The others of this visit, the intern's manager too, read your reason. Write it as you would say it to them."
        ),
    ),
    "sign": Words(_("You sign the text as it stands."), _("You have signed. Thank you.")),
    "reopen": Words(
        _("The agreement is opened, and everyone signs the new terms."),
        _("The agreement is open again. Change what you need, then sign anew."),
    ),
    "cancel": Words(
        _("This intern's visit is called off. If others come on the same days, their visit stands."),
        _("The visit is cancelled. We tell the others."),
    ),
    "confirm": Words(_("We then ask all of you how it went."), _("Thank you. Now tell how it went.")),
    "miss": Words(
        _("We close the visit without asking how it went. The intern may find another place."),
        _("Thank you for telling us. We tell the others."),
    ),
    "settle-held": Words(_("The visit counts as held, and all may evaluate."), _("Settled: the visit took place.")),
    "settle-missed": Words(
        _("The visit counts as not held, and the intern's wish is open again."),
        _("Settled: the visit did not take place."),
    ),
}


class ReasonForm(forms.Form):
    reason = fields.FreeText(label=_("Why?"), missing=A_REASON_IS_NEEDED, max_length=2000)

    def __init__(self, *args, hint="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = hint

    @property
    def given(self):
        """What the move is told beside the reason."""
        return {}


class DeclineForm(ReasonForm):
    about = fields.OneOf(
        label=_("What is it mostly about?"),
        help_text=_("It helps us suggest what fits better. The other side does not see it."),
        choices=About.choices,
        required=False,
    )

    @property
    def given(self):
        return {"about": self.cleaned_data["about"]}


def placement_move(request, pk, move):
    placement = reach(request, Placement.objects.for_page(), pk=pk)
    row = made_by_people(placement, move, request.user)
    if request.method == "POST" and move == "sign" and is_unproved(request):
        return ask_for_proof(request, reverse("placement-agreement", args=[pk]))
    if request.method == "POST":
        return make(request, placement, row)
    if move == "sign":
        return redirect("placement-agreement", pk)
    if sentences := placement.obstacles(row, request.user):
        raise NotYet(sentences, placement)
    return ask(request, placement, row, form_for(row))


def made_by_people(placement, move, person):
    row = placement.MOVES.get(move)
    if row is None:
        raise Http404
    if not placement.parties_of(person) & row.by:
        raise PermissionDenied
    return row


def form_for(row, data=None):
    if not row.asks_reason:
        return None
    return (DeclineForm if row.name == "decline" else ReasonForm)(data, hint=WORDS[row.name].hint)


def make(request, placement, row):
    """Performs; what stops it is said beside what was typed."""
    form = form_for(row, request.POST)
    if form is None:
        placement.perform(row.name, by=request.user, **brought(request, row))
        return done(request, placement, row)
    if form.is_valid():
        try:
            placement.perform(row.name, by=request.user, reason=form.cleaned_data["reason"], **form.given)
            return done(request, placement, row)
        except NotYet as refusal:
            form.add_error(None, refusal.sentences)
    return ask(request, placement, row, form)


def brought(request, row):
    """Signing needs the texts one has read, and how one showed who one is."""
    return read_by(request.POST) | proof(request) if row.name == "sign" else {}


def read_by(posted, suffix=""):
    """The hashes of the texts that stood on the page."""
    return {name: posted.get(name + suffix, "")[:64] or "nothing read" for name in ("sha256", "declaration")}


def done(request, placement, row):
    messages.success(request, WORDS[row.name].done)
    return redirect("placement", placement.pk)


def ask(request, placement, row, form):
    shown = {"placement": placement, "move": row, "words": words_for(placement, row), "form": form}
    return render(request, "placements/pages/move.html", shown)


def words_for(placement, row):
    if row.name == "decline" and placement.companions.exists():
        return replace(WORDS["decline"], follows=ENDS_FOR_ALL)
    return WORDS[row.name]


class ObjectionForm(forms.Form):
    objection = fields.FreeText(
        label=_("What happened, as you saw it?"),
        help_text=_("The office reads it, and so do the others in this visit."),
        missing=_("Write what happened, so that the office can settle it."),
        max_length=2000,
    )


def placement_dispute(request, pk):
    placement = reach(request, Placement.objects.for_page(), "dispute", pk=pk)
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        placement.dispute(request.user, form.cleaned_data["objection"])
        messages.success(request, _("Thank you. The office settles it and tells you both."))
        return redirect("placement", pk)
    return render(request, "placements/pages/dispute.html", {"placement": placement, "form": form})
