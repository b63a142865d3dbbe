"""Mail brought by a mail service, as it came (RFC 822): the body itself, or a field of a form."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from ipraktik.replies.reading import MOST
from ipraktik.replies.receiving import receive

FIELDS = ("email", "message", "body-mime", "raw")  # what different services call it
FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


@login_not_required
@csrf_exempt
@require_POST
def inbound_mail(request):
    """404 where no secret is set; else the service must tell it. Answered with 200 only when the mail is kept."""
    if not settings.INBOUND_SECRET:
        raise Http404
    if not constant_time_compare(told_secret(request), settings.INBOUND_SECRET):
        return HttpResponse("The secret is not right.\n", status=403, content_type="text/plain")
    try:
        raw, to = mail_in(request)
    except RequestDataTooBig:  # only as a field of a form; a body is read as far as we read
        return HttpResponse("The mail is too long for a field of a form.\n", status=413, content_type="text/plain")
    if not raw.strip():
        return HttpResponse("There is no mail in it.\n", status=400, content_type="text/plain")
    receive(raw, to)
    return HttpResponse("Kept.\n", content_type="text/plain")


def told_secret(request):
    return request.headers.get("Authorization", "").removeprefix("Bearer ").strip()


def mail_in(request):
    """(the mail, or as much of it as we read; the addresses that the service says it came to)"""
    to = [request.headers["X-Envelope-To"]] if "X-Envelope-To" in request.headers else []
    if request.content_type not in FORMS:
        return request.read(MOST + 1), to
    to += request.POST.getlist("recipient")
    for name in FIELDS:
        if name in request.FILES:
            return request.FILES[name].read(MOST + 1), to
        if name in request.POST:
            return request.POST[name].encode("utf-8", "surrogateescape")[: MOST + 1], to
    return b"", to
