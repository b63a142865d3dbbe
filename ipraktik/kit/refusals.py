"""The pages for what cannot be: each says what happened and what to do, in the reader's language."""

from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import requires_csrf_token

OLD_PAGE = _("The page was open too long, or your browser does not accept cookies. Nothing was saved.")


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
