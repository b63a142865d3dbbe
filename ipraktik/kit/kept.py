"""A form that a browser may keep while there is no network, and send later: the server's half of static/queue.js.

The form is marked `data-keep`, its view is `@keepable`. What is sent later bears the header X-Kept: the mark of who
wrote it, so that it is never saved in another's name. It is answered in JSON: nothing more once saved, else the
sentences to show beside what was written. Whatever is sent may come twice: the view must know it again by its key.
"""

from functools import wraps
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from .forms import ASKED
from .lifecycle import NotYet

HEADER = "X-Kept"


class Refused(Exception):
    """What was sent later is not saved as it stands. `tick`: (name, label) of what one may tick to have it saved."""

    def __init__(self, sentences, tick=None):
        super().__init__(sentences)
        self.sentences, self.tick = sentences, tick


def mark_of(person):
    """Tells one reader's device from another's, and says nothing about either."""
    return salted_hmac("kept", str(person.pk)).hexdigest()[:16] if person.is_authenticated else ""


def read_key(text):
    """The key that a form bears, made on the device; None for what is none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def is_kept(request):
    return HEADER in request.headers


def refuse(form):
    """Say what is wrong with a form that came from a device's keeping. Raises Refused."""
    sentences = [str(sentence) for said in form.errors.values() for sentence in said]
    asked = form.fields.get(ASKED)
    raise Refused(sentences, (ASKED, str(asked.label)) if asked else None)


def keepable(view):
    @wraps(view)
    def answered(request, *args, **kwargs):
        if not is_kept(request):
            return view(request, *args, **kwargs)
        if request.headers[HEADER] != mark_of(request.user):
            return said(409, [_("Somebody else wrote this on this device. They must sign in to send it.")])
        return outcome(view, request, *args, **kwargs)

    return answered


def outcome(view, request, *args, **kwargs):
    try:
        response = view(request, *args, **kwargs)
    except Refused as refusal:
        return said(400, refusal.sentences, refusal.tick)
    except NotYet as refusal:
        return said(409, refusal.sentences)
    except PermissionDenied:
        return said(403, [_("You may not save this here any more. Copy what you wrote, and keep it elsewhere.")])
    except Http404:
        return said(404, [_("The place for this is gone. Copy what you wrote, and keep it elsewhere.")])
    return JsonResponse({}) if 300 <= response.status_code < 400 else response


def said(status, sentences, tick=None):
    return JsonResponse({"sentences": [*map(str, sentences)], "tick": tick}, status=status)
