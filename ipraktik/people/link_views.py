"""Personal links: opening one uses nothing up, since mail scanners open them all. One button goes on."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ipraktik.people.limited import LIMIT
from ipraktik.people.links import Link
from ipraktik.people.second_factor import signs_in
from ipraktik.people.sign_in import enter
from ipraktik.people.sign_in_views import is_in

A_WORKING_DAY = 60 * 60 * 9
SENT = _("We have sent a new link to the address that got the old one. It may take some minutes.")


def discreet(view):
    """The token is in the address: no page or server that this one leads to is told it, and nobody keeps a copy."""

    def answer(request, token):
        response = view(request, token)
        response.headers["Referrer-Policy"] = "strict-origin"
        return response

    return login_not_required(never_cache(answer))


@discreet
@require_http_methods(["GET", "HEAD", "POST"])
def link(request, token):
    found = Link.objects.find(token)
    if found is None:
        return render(request, "people/pages/link_unknown.html", status=404)
    if not found.works:
        return render(request, "people/pages/link_old.html", {"token": token}, status=410)
    if is_in(request) and request.user == found.person:
        return redirect(found)
    if signs_in(found.person):
        return render(request, "people/pages/link_sign_in.html", {"link": found})
    if request.method != "POST":
        return render(request, "people/pages/link.html", {"link": found, "stranger": stranger(request, found)})
    return go_on(request, found)


def stranger(request, found):
    """Who is signed in here, if it is somebody else."""
    return request.user if request.user.is_authenticated and request.user != found.person else None


def go_on(request, found):
    enter(request, found.person)
    request.session[LIMIT] = [found.kind, found.target]
    request.session.set_expiry(A_WORKING_DAY)
    found.note_use()
    return redirect(found)


@discreet
@require_POST
def link_fresh(request, token):
    found = Link.objects.find(token)
    if found is None:
        return render(request, "people/pages/link_unknown.html", status=404)
    if not found.works:
        found.ask_again()
        messages.success(request, SENT)
    return redirect("link", token)
