"""A private address for one's calendar to read; making and revoking it; a visit as a file to take along."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ipraktik.calendars import homecoming
from ipraktik.calendars.feed import feed_of, language_of, of_visit
from ipraktik.calendars.models import Feed
from ipraktik.kit.access import reach
from ipraktik.kit.lifecycle import NotYet
from ipraktik.kit.privacy import discreet
from ipraktik.placements.models import Placement, Visit

NO_TALK = gettext_lazy("The day of the talk is not set yet.")
NOTHING_YET = gettext_lazy("There is nothing to put in a calendar: the days of the visit are not set, or it is off.")


@login_not_required
@require_safe
def calendar(request, token):
    """What a calendar fetches by itself, day and night; it is told when nothing has changed."""
    found = Feed.objects.find(token)
    if found is None:
        return discreet(render(request, "calendars/pages/feed_unknown.html", status=404))
    file = feed_of(found.person)
    response = discreet(as_calendar(file, "ipraktik.ics"))
    response.headers["Cache-Control"] = "private, max-age=900"
    response.headers["Content-Language"] = language_of(found.person)
    return get_conditional_response(request, etag=file.etag, response=response)


def as_calendar(file, name):
    """A change without an event (a new phone number) has no date: only the ETag is asked for what is new."""
    response = HttpResponse(file.text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["ETag"] = file.etag
    if file.changed_at:
        response.headers["Last-Modified"] = http_date(file.changed_at.timestamp())
    return response


@never_cache
def calendar_link(request):
    """The address is shown once, when it is made: only its hash is kept."""
    if request.method == "POST" and request.POST.get("what") == "revoke":
        Feed.objects.filter(person=request.user).delete()
        messages.success(request, _("The address no longer works. Calendars that read it get no more."))
        return redirect("calendar-link")
    address = ""
    if request.method == "POST":
        address = settings.SITE_URL + reverse("calendar", args=[Feed.objects.make(request.user)])
    shown = {"address": address, "feed": Feed.objects.filter(person=request.user).first()}
    return render(request, "calendars/pages/calendar_link.html", shown)


@require_safe
def placement_calendar(request, pk):
    placement = reach(request, Placement.objects, pk=pk)
    return taken_along(request, placement.visit_id, placement)


@require_safe
def placement_homecoming_calendar(request, pk):
    """The talk after the visit, for intern and sender to send on to their colleagues."""
    placement = reach(request, Placement.objects.for_page().select_related("homecoming"), pk=pk)
    if not placement.parties_of(request.user) & placement.RIGHTS["cover"].by:
        raise PermissionDenied
    text = homecoming.file(placement)
    if text is None:
        raise NotYet([NO_TALK], placement)
    headers = {"Content-Disposition": 'attachment; filename="homecoming.ics"'}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)


@require_safe
def visit_calendar(request, pk):
    visit = get_object_or_404(Visit.objects.visible_to(request.user), pk=pk)
    return taken_along(request, pk, visit)


def taken_along(request, visit, subject):
    """What the feed would say of this visit, as one file. Raises NotYet."""
    file = of_visit(request.user, Placement.objects.visible_to(request.user).filter(visit=visit))
    if file is None:
        raise NotYet([NOTHING_YET], subject)
    return as_calendar(file, f"{subject._meta.model_name}-{subject.pk}.ics")
