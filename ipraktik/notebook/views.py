"""The notebook's pages: today's note first, then one's own and what others have shared; and the page of one note."""

from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from ipraktik.kit.access import reach
from ipraktik.kit.kept import is_kept, keepable, read_key, refuse
from ipraktik.notebook import writing
from ipraktik.notebook.forms import NoteForm, times
from ipraktik.notebook.levels import WRITERS, Level, choices
from ipraktik.notebook.models import Note, OtherText
from ipraktik.people.parties import COORDINATOR
from ipraktik.placements.frame import page
from ipraktik.placements.models import Placement
from ipraktik.programme import programme

ON_A_PAGE = 40
CONFIDENTIAL = "confidential"


@keepable
def placement_notebook(request, pk):
    placement = reach(request, Placement.objects.for_page().prefetch_related("participants", "visit__items"), pk=pk)
    if request.method == "POST":
        placement.demand(request.user, "note")
    form = form_for(request, placement) if placement.may(request.user, "note") else None
    if form and form.is_valid():
        writing.write(placement, request.user, given(request, form))
        return redirect(reverse("placement-notebook", args=[pk]) + "#notes")
    return answer(request, form, "notebook/pages/notebook.html", shown(request, placement, form))


def form_for(request, placement, note=None):
    party = note.party if note else placement.participant(request.user).party
    data = request.POST if request.method == "POST" else None
    return NoteForm(data, placement=placement, party=party, key=uuid4(), note=note)


def given(request, form):
    """What was filled in, and what the page knew when it was shown."""
    sent = request.POST
    revision = sent.get("revision", "")
    return form.cleaned_data | {
        "key": read_key(sent.get("key")) or uuid4(), "was": sent.get("was", ""),
        "revision": int(revision) if revision.isascii() and revision.isdigit() and len(revision) < 9 else 0,
    }  # fmt: skip


def answer(request, form, template, context):
    """The page; where a device sends what it has kept, only what is wrong. Raises Refused."""
    if request.method == "POST" and is_kept(request):
        refuse(form)
    return render(request, template, context)


def shown(request, placement, form):
    person, show = request.user, request.GET.get("show", "")
    me = placement.participant(person)
    about = {
        "form": form, "times": times(placement) if form else [], "writes": bool(me and me.party in WRITERS),
        "confidence": programme().notebook.confidence, "showing": show, "filters": filters(me),
        "may_photograph": placement.may(person, "photograph"),
    }  # fmt: skip
    return page(placement, person, "placement-notebook", **about, **lists(request, placement, show))


def lists(request, placement, show):
    mine = placement.notes.filter(writer=request.user)
    theirs = placement.notes.shared_with(request.user)
    is_office = placement.party_of(request.user) == COORDINATOR
    return {
        "has_notes": mine.exists(),
        "notes": paged(request, "page", filtered(mine, show).for_page(request.user)),
        "shared": paged(request, "shared", theirs.for_page(request.user)),
        "known": placement.notes.known_of() if is_office else [],
    }


def paged(request, name, notes):
    return Paginator(notes, ON_A_PAGE).get_page(request.GET.get(name))


def filtered(notes, show):
    """By who may read it, or by the words it begins with; what is neither shows all."""
    if show == CONFIDENTIAL:
        return notes.filter(confidential=True)
    if show in Level.values:
        return notes.filter(level=show, confidential=False)
    known = {each.key for each in programme().notebook.prompts}
    return notes.filter(prompt=show) if show in known else notes


def filters(me):
    """[(value, words)]"""
    prompts = [(each.key, each.text) for each in programme().notebook.prompts if me and each.party == me.party]
    return [*(choices(me.party) if me else []), (CONFIDENTIAL, _("Confidential")), *prompts]


def reach_note(request, pk, note):
    """A note of this person's own."""
    placement = reach(request, Placement.objects.for_page().prefetch_related("participants", "visit__items"), pk=pk)
    own = Note.objects.filter(placement=placement, writer=request.user).for_page(request.user)
    found = get_object_or_404(own, pk=note)
    found.placement = placement
    return found


@keepable
def placement_note(request, pk, note):
    found = reach_note(request, pk, note)
    form = form_for(request, found.placement, found)
    if form.is_valid():
        writing.rewrite(found, given(request, form))
        return redirect(address(found))
    context = page(
        found.placement, request.user, "placement-notebook", form=form, note=found, others=found.others.all()
    )
    return answer(request, form, "notebook/pages/note.html", context)


def address(note):
    return reverse("placement-notebook", args=[note.placement_id]) + f"#note-{note.pk}"


@require_POST
def placement_note_remove(request, pk, note):
    reach_note(request, pk, note).delete()
    messages.success(request, _("The note is deleted."))
    return redirect("placement-notebook", pk)


@require_POST
def placement_note_choose(request, pk, note, other):
    found = reach_note(request, pk, note)
    if request.POST.get("keep") not in ("this", "other", "both"):
        raise Http404
    if beside := OtherText.objects.filter(note=found, pk=other).first():  # else it is chosen already
        writing.choose(beside, request.POST["keep"])
    return redirect(address(found))
