"""What the reader's device asks for itself: the worker that opens the notebook without a network, and a fresh token."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ipraktik.kit.kept import mark_of

WORKER = 'importScripts("{}", "{}");\n'


@login_not_required
@never_cache
@require_safe
def notebook_worker(request):
    """From the top of the site, so that it may look after a page there; its parts have names that change with them."""
    parts = WORKER.format(static("queue.js"), static("notebook-worker.js"))
    allowed = {"Service-Worker-Allowed": "/"}
    return HttpResponse(parts, content_type="text/javascript; charset=utf-8", headers=allowed)


@require_safe
def notebook_token(request):
    """Who is signed in on this device now, and what lets them send what it has kept: also who has left a placement, and
    is then told so."""
    return JsonResponse({"token": get_token(request), "who": mark_of(request.user)})
