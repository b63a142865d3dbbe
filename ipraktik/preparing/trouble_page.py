"""Writing quietly to the office, one's own lines and the answers; and the office's page for one of them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ipraktik.kit import fields, forms
from ipraktik.kit.access import reach
from ipraktik.kit.lifecycle import NotYet
from ipraktik.placements.models import Placement
from ipraktik.preparing.trouble import Trouble
from ipraktik.programme import programme


class TroubleForm(forms.Form):
    text = fields.FreeText(
        label=gettext_lazy("What is wrong?"),
        help_text=gettext_lazy("Only the office reads it. Say what would help, and when we may call you."),
        missing=gettext_lazy("Write a few words about what is wrong."),
        max_length=4000,
    )


class AnswerForm(forms.Form):
    answer = fields.FreeText(
        label=gettext_lazy("Your answer"),
        help_text=gettext_lazy("It is read on the page by the one who wrote to you, and by nobody else."),
        missing=gettext_lazy("Write an answer, or close it without one."),
        max_length=4000,
    )


def placement_trouble(request, pk):
    placement = reach(request, Placement.objects.for_page(), pk=pk)
    if not placement.parties_of(request.user) & placement.RIGHTS["confide"].by:
        raise PermissionDenied
    may_write = placement.may(request.user, "confide")
    form = TroubleForm(request.POST if request.method == "POST" else None) if may_write else None
    if request.method == "POST" and form is None:
        placement.demand(request.user, "confide")
    if form and form.is_bound and form.is_valid():
        Trouble.objects.confide(placement, request.user, form.cleaned_data["text"])
        messages.success(request, _("The office has it now. Nobody else sees it. The answer comes as a letter to you."))
        return redirect("placement-trouble", pk)
    mine = list(placement.troubles.filter(person=request.user).select_related("answered_by"))
    Trouble.objects.note_reading(mine)
    shown = {"placement": placement, "form": form, "mine": mine, "office": programme().office}
    return render(request, "preparing/pages/trouble.html", shown)


def trouble(request, pk):
    """The office answers or closes; who wrote it reads."""
    found = reach_trouble(request, pk)
    answers = request.user.is_coordinator and found.person_id != request.user.pk
    if request.method == "POST" and not answers:
        raise PermissionDenied
    closes = "close" in request.POST
    form = AnswerForm(request.POST if request.method == "POST" and not closes else None)
    if request.method == "POST" and (closes or form.is_valid()):
        if ended(request, found, form, "" if closes else form.cleaned_data["answer"]):
            return redirect("today")
        found = reach_trouble(request, pk)
    if not answers:
        Trouble.objects.note_reading([found])
    has_form = answers and (found.ended_at is None or form.is_bound)
    shown = {"trouble": found, "form": form if has_form else None, "answers": answers}
    return render(request, "preparing/pages/trouble_answer.html", shown | {"party": programme().party(found.party)})


def reach_trouble(request, pk):
    visible = Trouble.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("person", "placement__wish__intern", "answered_by"), pk=pk)


def ended(request, found, form, answer):
    """Whether it is; where a colleague was first, one's own words stay in the form, to be sent by other ways."""
    try:
        found.end(request.user, answer)
    except NotYet as refusal:
        if not form.is_bound:
            raise
        form.add_error(None, refusal.sentences)
        return False
    messages.success(request, _("Answered. They get a letter.") if answer else _("Closed."))
    return True
