"""A session begun by a personal link reaches only what the link was for. Signing in lifts the limit.

Which pages belong to a kind of link is read from the page's own address: its name is the kind, or begins with it and a
hyphen, and its number is the link's target. Elsewhere one is nobody in particular: public pages as anyone sees them.
"""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

LIMIT = "limited_to"  # session key: [kind, target]
# Pages that must know whose session it is: the way in and out, and parts that show nobody's matters.
ANYWHERE = {"link", "link-fresh", "limited", "set-language", "workplace-find", "demo-sign-in", "notebook-token"}
ANYWHERE |= {"account_login", "account_request_login_code", "account_confirm_login_code"}
ANYWHERE |= {"account_signup", "account_logout"}


class Visitor(AnonymousUser):
    """Someone we know, on a page where that is not to count."""

    def __init__(self, person):
        super().__init__()
        self.person = person

    def __str__(self):
        return str(self.person)


class LimitedMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        limit = request.session.get(LIMIT)
        if not limit or not request.user.is_authenticated or opens(request, *limit):
            return None
        if getattr(view, "login_required", True):
            return ask_to_sign_in(request)
        request.user = Visitor(request.user)
        return None


def opens(request, kind, target):
    """Does the session open this page? Who has become a coordinator since it began must sign in properly."""
    name = request.resolver_match.url_name or ""
    if name in ANYWHERE:
        return True
    return belongs(request.resolver_match, kind, target) and not request.user.is_coordinator


def belongs(match, kind, target):
    """Is this one of the pages that a link of this kind to this target opens?"""
    name = match.url_name or ""
    return (name == kind or name.startswith(f"{kind}-")) and match.kwargs.get("pk") == target


def ask_to_sign_in(request):
    if "HX-Request" in request.headers:
        return HttpResponse(headers={"HX-Redirect": reverse("limited")})
    back = f"?{urlencode({'next': request.get_full_path()})}" if request.method in ("GET", "HEAD") else ""
    return redirect(reverse("limited") + back)
