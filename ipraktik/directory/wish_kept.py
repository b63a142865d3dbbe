"""What cannot be saved yet is kept in the session, so that going back or leaving loses nothing."""

from django.http import QueryDict

from ipraktik.directory.wish_steps import steps_for

MOST_KEPT = 50_000  # characters of an unfinished page


def place_of(wish):
    return f"wish-{wish.pk}"


def keep(request, wish, row):
    typed = "&".join(part for part in request.POST.urlencode().split("&") if not part.startswith("csrf"))
    if len(typed) > MOST_KEPT:
        return False
    pages = request.session.get(place_of(wish), {})
    request.session[place_of(wish)] = pages | {row.key: typed}
    return True


def kept(request, wish, row):
    typed = request.session.get(place_of(wish), {}).get(row.key)
    return QueryDict(typed) if typed else None


def unsaved(request, wish):
    """The steps on which something was typed that could not be saved yet."""
    pages = request.session.get(place_of(wish), {})
    return [row for key, row in steps_for(wish, request.user).items() if key in pages]


def forget(request, wish, row):
    pages = request.session.get(place_of(wish), {})
    if pages.pop(row.key, None) is not None:
        request.session[place_of(wish)] = pages
