"""The office's pages are there for coordinators only: for everyone else they do not exist."""

from functools import wraps

from django.http import Http404
from django.urls import path


def coordinators_only(view):
    """404 for whoever is signed in and no coordinator; who is not signed in has been led to the sign-in already."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not getattr(request.user, "is_coordinator", False):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def office_path(route, view, name):
    """A page of the office: none can be added without its guard."""
    return path(f"office/{route}", coordinators_only(view), name=name)
