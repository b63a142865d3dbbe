"""The page of the three pieces of advice: the intern writes and gives, the host answers; and the sheet to show."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ipraktik.kit.access import reach
from ipraktik.kit.lifecycle import NotYet
from ipraktik.notebook.models import Note
from ipraktik.people.parties import INTERN
from ipraktik.placements.frame import page
from ipraktik.placements.models import Placement
from ipraktik.reflections.advice import Advice
from ipraktik.reflections.advice_forms import AdviceForm, OutcomesForm, with_note
from ipraktik.reflections.advice_sheet import advice_sheet
from ipraktik.reflections.speaking import demand_speaker


def reach_advice(request, pk):
    """The placement, whether the reader is its intern, and the pieces they may read."""
    placement = reach(request, Placement.objects.for_page().prefetch_related("participants"), pk=pk)
    me = placement.participant(request.user)
    is_intern = me is not None and me.party == INTERN
    placement.demand(request.user, "give-advice" if is_intern else "answer-advice")
    demand_speaker(placement, request.user)
    pieces = list(Advice.objects.filter(placement=placement).visible_to(request.user).select_related("answered_by"))
    return placement, is_intern, pieces


def placement_advice(request, pk):
    placement, is_intern, pieces = reach_advice(request, pk)
    is_given = any(each.given_at for each in pieces)
    notes = own_notes(placement, request.user) if is_intern and not is_given else []
    takes = "take" in request.POST and not is_given
    form = form_with(request, notes) if takes else form_for(request, is_intern, is_given, pieces)
    if request.method == "POST":
        if form is None:
            raise NotYet([_("The intern has not given any advice yet.")], placement)
        if form.is_valid() and (given if is_intern else answered)(request, placement, form):
            return redirect("placement-advice", pk)
    shown = page(placement, request.user, "placement-advice", form=form, pieces=pieces, is_given=is_given)
    return render(request, "reflections/pages/advice.html", shown | {"is_intern": is_intern, "notes": notes})


def own_notes(placement, person):
    """What the intern may begin with: own notes, but for those kept in confidence."""
    return list(Note.objects.filter(placement=placement, writer=person, confidential=False))


def form_with(request, notes):
    """The form as it stands, with a note taken into it; nothing is saved. Raises Http404."""
    note = next((each for each in notes if str(each.pk) == request.POST["take"]), None)
    if note is None:
        raise Http404
    stands = with_note(request.POST, note)
    if note.text not in stands.values():
        messages.warning(request, _("All three are written. Empty one of them to take a note."))
    return AdviceForm(stands=stands)


def form_for(request, is_intern, is_given, pieces):
    """What the intern writes until it is given, or wrote without knowing that it was; and what the host answers then."""
    if is_intern:
        has_read = is_given and request.method != "POST"
        return None if has_read else AdviceForm(request.POST or None, pieces=pieces, is_given=is_given)
    return OutcomesForm(request.POST or None, pieces=pieces) if is_given else None


def given(request, placement, form):
    """Whether it was kept; else the form says that it stands as it was given."""
    keep = Advice.objects.give if form.gives else Advice.objects.draft
    try:
        keep(placement, request.user, form.texts)
    except NotYet as refusal:
        form.add_error(None, refusal.sentences)
        return False
    said = _("The host has your advice now.") if form.gives else _("Saved. Only you can see it.")
    messages.success(request, said)
    return True


def answered(request, placement, form):
    if Advice.objects.answer(placement, request.user, form.answers):
        messages.success(request, _("Your answers are kept, and the intern can read them."))
    else:
        messages.info(request, _("Nothing new to save."))
    return True


@require_safe
def placement_advice_sheet(request, pk):
    placement, _is_intern, pieces = reach_advice(request, pk)
    if not pieces:
        raise NotYet([_("There is no advice to show yet.")], placement)
    headers = {"Content-Disposition": f'inline; filename="ipraktik-{_("three-pieces-of-advice")}.pdf"'}
    return HttpResponse(advice_sheet(placement, pieces), content_type="application/pdf", headers=headers)
