"""Signing in as anybody of the cast, by one press: in demo settings only."""

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

from ipraktik import cast
from ipraktik.people.sign_in import enter, prove


@login_not_required
@require_POST
def sign_in(request, key):
    if not settings.DEMO or key not in cast.PEOPLE:
        raise Http404
    person = cast.gather()[key]
    logout(request)
    prove(person)
    enter(request, person)
    return redirect("home")


urlpatterns = [path("demo/as/<key>/", sign_in, name="demo-sign-in")]
