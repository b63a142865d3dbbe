"""Reaching a thing: 404 where it is not yours to see, 403 where it is not yours to do, a sentence where it is not now."""

from django.shortcuts import get_object_or_404


def reach(request, queryset, right=None, **lookup):
    """The one thing this person asked for, if it exists for them and they may do `right` in it.

    `queryset` has `visible_to(person)`. Raises Http404, PermissionDenied or NotYet.
    """
    subject = get_object_or_404(queryset.visible_to(request.user), **lookup)
    if right:
        subject.demand(request.user, right)
    return subject
