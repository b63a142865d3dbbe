"""The office's pages about mail that has come in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ipraktik.kit.access import reach
from ipraktik.notices.log import only_coordinators
from ipraktik.replies.models import Arrival

ON_A_PAGE = 50


def arrivals(request):
    only_coordinators(request)
    found = Arrival.objects.visible_to(request.user).select_related("person")
    if waiting := request.GET.get("task") == "arrived":
        found = found.waiting()
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {"page": page, "waiting": waiting, "query": "task=arrived" if waiting else ""}
    return render(request, "replies/pages/arrivals.html", shown)


def arrival(request, pk):
    known = Arrival.objects.select_related("person", "handled_by", "letter__event__placement")
    found = reach(request, known, pk=pk)
    if request.method == "POST":
        found.handle(request.user)
        messages.success(request, _("Done. It waits for nobody any more."))
        return redirect("today")
    return render(request, "replies/pages/arrival.html", {"arrival": found, "placement": found.placement})
