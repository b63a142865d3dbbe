"""A session begun by a personal link reaches only what the link was for. Signing in lifts the limit.

Which pages belong to a kind of link is read from the page's own address: its view is named in PAGES, and its number
is the link's target.
"""

from django.http import HttpResponseRedirect
from django.urls import reverse

LIMIT = "limited_to"  # session key: [kind, target]

# kind of link → the first words of the names of pages that the session may open, when their pk is the link's target
PAGES = {
    "placement": "placement",
    "consent": "consent",
    "wish": "wish",
    "offer": "offer",
    "visit": "visit",
}


class LimitedMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        limit = request.session.get(LIMIT)
        if not limit or not request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        if belongs(request.resolver_match, *limit):
            return None
        return HttpResponseRedirect(f"{reverse('limited')}?next={request.path}")


def belongs(match, kind, target):
    """Is this one of the pages that a link of this kind to this target opens?"""
    name = match.url_name or ""
    mine = PAGES.get(kind)
    return bool(mine) and (name == mine or name.startswith(f"{mine}-")) and match.kwargs.get("pk") == target
