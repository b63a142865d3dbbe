"""Every letter the demo has sent, newest first, with its link to press. In demo settings only."""

import re
from email import message_from_bytes
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import path
from django.utils.html import escape
from django.utils.safestring import mark_safe

ON_A_PAGE = 20
ADDRESS = re.compile(r"https?://[^\s<>\"']+")


@login_not_required
def demo_letters(request):
    if not settings.DEMO:
        raise Http404
    who = request.GET.get("to", "").strip().lower()
    page = Paginator(Sent(who), ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {"page": page, "letters": [read(path) for path in page], "who": who}
    return render(request, "demo/pages/letters.html", shown)


class Sent:
    """The files of the folder, the newest first; those to one address, when one is asked for."""

    def __init__(self, who):
        files = Path(settings.EMAIL_FILE_PATH).glob("*.eml")
        newest_first = sorted(((path.stat().st_mtime_ns, path) for path in files), reverse=True)
        self.paths = [path for _when, path in newest_first if not who or is_to(path, who)]

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, part):
        return self.paths[part]


def is_to(path, who):
    head = path.read_bytes().split(b"\n\n", 1)[0]
    return who in str(message_from_bytes(head, policy=default)["To"]).lower()


def read(path):
    message = message_from_bytes(path.read_bytes(), policy=default)
    return {
        "subject": message["Subject"],
        "to": message["To"],
        "at": parsedate_to_datetime(message["Date"]),
        "language": message["Content-Language"] or "",
        "text": with_links(message.get_body(("plain",)).get_content()),
    }


def with_links(text):
    """The letter's own words, escaped, each address to press."""
    escaped = escape(text.strip().replace("\r\n", "\n"))
    return mark_safe(ADDRESS.sub(lambda found: f'<a href="{found[0]}">{found[0]}</a>', escaped))


urlpatterns = [path("demo/letters/", demo_letters, name="demo-letters")]
