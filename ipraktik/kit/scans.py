"""Paper that somebody has scanned or photographed, written anew as a PDF of plain pictures: nothing of the file is kept.

The file is told by its content, never by its name, and is opened apart (kit/apart.py).
"""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .apart import Refused, packed, written_anew
from .opening import BROKEN, LARGE, LOCKED, LONG, STRANGE
from .scan_reader import PAGES, SECONDS

__all__ = ["Refused", "write_anew"]
READER = "ipraktik.kit.scan_reader"
SENTENCES = {
    STRANGE: _(
        "A file is neither a PDF nor a picture. Scan the paper or photograph it, and choose what comes out of it."
    ),
    LOCKED: _("A PDF is locked with a password. Save it without one, and choose it again."),
    BROKEN: _("A file cannot be read: it is damaged, or its end is missing. Scan the paper again."),
    LONG: format_lazy(_("There are more than {most} pages. Send only those that somebody has signed."), most=PAGES),
    LARGE: _("A page is too large to open. Scan it again at 200 or 300 dots to the inch."),
}


def write_anew(files):
    """The pages of all files (bytes) as one PDF, and their number. Raises Refused."""
    written = written_anew(READER, packed(files), SECONDS, SENTENCES, LARGE)
    return written[1:], written[0]
