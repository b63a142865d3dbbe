"""Signing on paper: the print, the scan that comes back, and taking back what was recorded wrongly."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ipraktik.agreements.models import Scan
from ipraktik.agreements.terms import AGREEMENT, CONFIDENTIALITY
from ipraktik.documents.archive import scan_name
from ipraktik.documents.models import fingerprint
from ipraktik.documents.paper_forms import MEGABYTES, PaperForm, TakeBackForm
from ipraktik.documents.papers import may_see_scan
from ipraktik.documents.printing import printed
from ipraktik.documents.views import NOT_AS_MADE
from ipraktik.kit.access import reach
from ipraktik.kit.downloads import as_file
from ipraktik.kit.lifecycle import NotYet
from ipraktik.kit.uploads import takes_files
from ipraktik.placements.models import Placement


@require_POST
def placement_print(request, pk, kind):
    """The text as it reads now, to sign with a pen. It is kept, so that its print is known again."""
    placement = reach(request, Placement.objects.for_page(), "print", pk=pk)
    if kind not in kinds(placement):
        raise Http404
    version = placement.print_paper(kind, request.user)
    name = f"ipraktik-{placement.pk}-{kind}-{version.number}-{version.code}.pdf"
    return as_file(printed(placement, version), "application/pdf", name)


def kinds(placement):
    return (AGREEMENT, CONFIDENTIALITY) if placement.wants_declaration else (AGREEMENT,)


@takes_files(MEGABYTES)
def placement_paper(request, pk):
    placement = reach(request, Placement.objects.for_page(), "record-paper", pk=pk)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PaperForm(*given, placement=placement)
    if form.is_valid() and recorded(form, placement, request.user):
        messages.success(request, _("It is recorded, and we write to those who signed."))
        return redirect("placement-agreement", pk)
    shown = {"placement": placement, "form": form, "kinds": kinds(placement)}
    return render(request, "documents/pages/paper.html", shown)


def recorded(form, placement, by):
    """What stops it is said beside what was typed."""
    try:
        return placement.record_paper(by, **form.given())
    except NotYet as refusal:
        form.add_error(None, refusal.sentences)
        return None


def placement_paper_back(request, pk, signature):
    placement = reach(request, Placement.objects.for_page(), "take-back-paper", pk=pk)
    taken = placement.paper_signature(signature)
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        placement.take_back_paper(signature, form.cleaned_data["why"], request.user)
        messages.success(request, _("The signature is taken back. We ask %(name)s to sign.") % {"name": taken.name})
        return redirect("placement-agreement", pk)
    return render(request, "documents/pages/paper_back.html", {"placement": placement, "taken": taken, "form": form})


@require_safe
def placement_scan(request, pk, scan):
    placement = reach(request, Placement.objects.all(), pk=pk)
    found = get_object_or_404(Scan.objects.prefetch_related("signatures__version"), pk=scan, placement=placement)
    if not may_see_scan(found, placement.parties_of(request.user)):
        raise Http404
    if fingerprint(found.pdf) != found.sha256:
        raise NotYet([NOT_AS_MADE], placement)
    return as_file(bytes(found.pdf), "application/pdf", scan_name(placement.pk, found.pk))
