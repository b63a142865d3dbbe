"""Paper that somebody has scanned or photographed, written anew as a PDF of plain pictures: nothing of the file is kept.

The file is told by its content, never by its name. It is opened in a process of its own with little memory and little
time and none of the site's secrets, so that a broken or hostile one ends that process and nothing else.
"""

import subprocess
import sys

from django.utils.translation import gettext_lazy as _

from .scan_reader import BROKEN, LARGE, LOCKED, LONG, PAGES, SECONDS, STRANGE

READER = [sys.executable, "-I", "-m", "ipraktik.kit.scan_reader"]
SENTENCES = {
    STRANGE: _(
        "A file is neither a PDF nor a picture. Scan the paper or photograph it, and choose what comes out of it."
    ),
    LOCKED: _("A PDF is locked with a password. Save it without one, and choose it again."),
    BROKEN: _("A file cannot be read: it is damaged, or its end is missing. Scan the paper again."),
    LONG: _("There are more than %(most)s pages. Send only those that somebody has signed."),
    LARGE: _("A page is too large to open. Scan it again at 200 or 300 dots to the inch."),
}


class Refused(Exception):
    """The files are not ones we can keep; `sentence` says why, and what to do."""

    def __init__(self, code):
        self.sentence = SENTENCES[code] % {"most": PAGES}
        super().__init__(self.sentence)


def write_anew(files):
    """The pages of all files (bytes) as one PDF, and their number. Raises Refused."""
    sent = b"".join(len(each).to_bytes(8, "big") + each for each in files)
    try:
        done = subprocess.run(READER, input=sent, capture_output=True, timeout=SECONDS, env={})
    except subprocess.TimeoutExpired:
        raise Refused(LARGE) from None
    if done.returncode:
        raise Refused(done.returncode if done.returncode in SENTENCES else LARGE)
    return done.stdout[1:], done.stdout[0]
