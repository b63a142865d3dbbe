"""The office's first screen, its lists and their exports."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ipraktik.office import export
from ipraktik.office.listing import Shown
from ipraktik.office.lists import LISTINGS
from ipraktik.office.today import figures, tasks


@require_safe
def today(request):
    day = timezone.localdate()
    return render(request, "office/pages/today.html", {"groups": tasks(day), "figures": figures(day)})


def listed(kind):
    """The page of one list."""

    @require_safe
    def page(request):
        shown = Shown(LISTINGS[kind], request.GET)
        return render(request, "office/pages/list.html", {"list": shown, "form": shown.filters})

    return page


@require_safe
def exported(request, kind, ending):
    """The rows that the filters leave, as a file: those of the page, and no others."""
    if kind not in LISTINGS or ending not in export.KINDS:
        raise Http404
    listing = LISTINGS[kind]
    rows = listing.found(listing.filters(request.GET), request.GET.get("sort", ""))
    file = export.as_file(export.rows_of(listing, rows), ending, str(listing.title))
    name = f"{kind}-{timezone.localdate().isoformat()}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(file, content_type=export.KINDS[ending], headers=headers)
