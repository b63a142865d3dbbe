"""Import of sign-ups: choose a file, see what was understood, say yes."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ipraktik.kit.lifecycle import NotYet
from ipraktik.office import sheet_files
from ipraktik.office.import_forms import ChoicesForm, ImportForm
from ipraktik.office.import_words import STATES, amount, amounts, line
from ipraktik.office.importing import bring_in, keep, understood
from ipraktik.office.models import ImportSheet
from ipraktik.office.signups import STOPPED

PER_PAGE = 100


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request):
    """A file; or one that waits since earlier today."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if form.is_bound and form.is_valid() and (sheet := read(request, form)):
        return redirect("import-sheet", pk=sheet.pk)
    waiting = ImportSheet.objects.of(request.user).filter(imported_at=None).order_by("-pk")
    return render(request, "office/pages/import.html", {"form": form, "waiting": waiting})


def read(request, form):
    """The file's sheets, kept; None, with the sentence on the form, where it cannot be read."""
    file = form.cleaned_data["file"]
    try:
        return keep(file.name, sheet_files.read(file.name, file.read()), request.user)
    except sheet_files.Unreadable as wrong:
        form.add_error("file", str(wrong))
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request, pk):
    kept = get_object_or_404(ImportSheet.objects.of(request.user), pk=pk)
    if kept.imported_at:
        return render(
            request, "office/pages/imported.html", {"sheet": kept, "amount": amount_of(kept), "states": STATES}
        )
    found = understood(kept)
    form = ChoicesForm(request.POST or None, understood=found, sheet=kept)
    if form.is_bound and form.is_valid():
        return answer(request, kept, form)
    return render(request, "office/pages/import_sheet.html", page_of(request, kept, found, form))


def amount_of(kept):
    return amounts(kept.outcome["wishes"], kept.outcome["offers"])


def answer(request, kept, form):
    """Discard, look again with what was chosen, or import."""
    if "discard" in request.POST:
        kept.delete()
        messages.success(request, _("The sheet is thrown away. Nothing was imported."))
        return redirect("import")
    if form.says_more or "look" in request.POST:
        kept.sectors, kept.not_personal = form.sectors, form.not_personal
        kept.save(update_fields=["sectors", "not_personal"])
        messages.info(request, _("We have read the sheet again with what you chose. Look, and then import."))
    else:
        bring_in_or_tell(request, kept, form.cleaned_data["agreed"])
    return redirect("import-sheet", pk=kept.pk)


def bring_in_or_tell(request, kept, agreed):
    try:
        bring_in(kept, request.user, agreed)
    except NotYet as stopped:
        for sentence in stopped.sentences:
            messages.warning(request, sentence)


def page_of(request, kept, found, form):
    """The rows of one state, or all, with the worst first."""
    state = request.GET.get("state", "")
    rows = found.of(state) if state in STATES else sorted(found.rows, key=lambda row: list(STATES).index(row.state))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "sheet": kept, "found": found, "form": form, "page": page, "state": state,
        "lines": [(row, line(row), STATES[row.state], row.state == STOPPED) for row in page],
        "counts": [(each, STATES[each], found.counts[each]) for each in STATES],
        "amount": amount(found.good),
    }  # fmt: skip
