"""Files as they are handed out."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def as_file(content, kind, name, shown=False):
    """To be saved; or `shown` in the browser at once."""
    headers = {"Content-Disposition": content_disposition_header(not shown, name)}
    return HttpResponse(content, content_type=kind, headers=headers)
