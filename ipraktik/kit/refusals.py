"""The pages for what cannot be: each says what happened and what to do, in the reader's language."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseServerError
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import requires_csrf_token

from .lifecycle import NotYet

OLD_PAGE = _("The page was open too long, or your browser does not accept cookies. Nothing was saved.")


class NotYetMiddleware:
    """Leads back to where the thing is, with the sentences that stopped it; no view need repeat this."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, NotYet):
            return None
        address = way_back(request, exception.subject)
        if address == request.path:  # leading there again would go on for ever
            return render(request, "not_yet.html", {"sentences": exception.sentences}, status=409)
        for sentence in exception.sentences:
            messages.warning(request, sentence)
        return lead(request, address)


def way_back(request, subject):
    """The thing's own page, else the page one came from, else the front page."""
    if hasattr(subject, "get_absolute_url"):
        return subject.get_absolute_url()
    before = request.headers.get("Referer", "")
    return before if url_has_allowed_host_and_scheme(before, {request.get_host()}) else "/"


def lead(request, address):
    if "HX-Request" in request.headers:
        return HttpResponse(headers={"HX-Redirect": address})  # a redirect would be swapped into a part
    return redirect(address)


@requires_csrf_token
def csrf_failed(request, reason=""):
    return render(request, "403_csrf.html", {"sentence": OLD_PAGE}, status=403)


@requires_csrf_token
def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


@requires_csrf_token
def not_yours(request, exception=None):
    return render(request, "403.html", status=403)


@requires_csrf_token
def not_here(request, exception=None):
    return render(request, "404.html", status=404)


def our_mistake(request):
    """Without the frame of the other pages: whatever went wrong may have gone wrong there."""
    return HttpResponseServerError(get_template("500.html").render())
