"""A PDF that somebody hands out, written anew: its pages, as text that is still text, and nothing else of the file.

The file is told by its content, never by its name, and is opened apart (kit/apart.py).
"""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .apart import Refused, written_anew
from .opening import BROKEN, LARGE, LOCKED, LONG, STRANGE
from .pdf_reader import PAGES, SECONDS

__all__ = ["PAGES", "Refused", "write_anew"]
READER = "ipraktik.kit.pdf_reader"
SENTENCES = {
    STRANGE: _("It is not a PDF. Save it as a PDF in the program you wrote it in, and choose it again."),
    LOCKED: _("It is locked with a password. Save it without one, and choose it again."),
    BROKEN: _("It cannot be read: it is damaged, or its end is missing. Save it as a PDF anew, and choose it again."),
    LONG: format_lazy(
        _("It has more than {most} pages. Choose those that matter, and save them as a PDF."), most=PAGES
    ),
    LARGE: _("It takes too long to open. Save it as a smaller PDF, and choose it again."),
}


def write_anew(content):
    """The pages as a PDF, and their number. Raises Refused."""
    written = written_anew(READER, content, SECONDS, SENTENCES, LARGE)
    return written[1:], written[0]
