"""The mailbox, looked through each minute. A mail is marked as read only when what came of it is in the database.

So one that is fetched and then lost with the machine is fetched again, and one that was taken in already is known by its
digest. A server that is out of reach costs nothing but time.
"""

import imaplib
import logging
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings

from ipraktik.kit.trouble import described
from ipraktik.replies.models import Kind
from ipraktik.replies.reading import MOST
from ipraktik.replies.receiving import receive

logger = logging.getLogger(__name__)
TIMEOUT = 20  # seconds; a server that hangs must not hold the worker
AT_ONCE = 100  # mails in one look; the rest at the next
SCHEMES = {"imaps": 993, "imap+tls": 143, "imap": 143}


@dataclass(frozen=True)
class Place:
    """Where the mailbox is: imaps://user:password@host:993/folder."""

    scheme: str
    host: str
    port: int
    user: str
    password: str
    folder: str

    @classmethod
    def of(cls, url):
        parts = urlsplit(url)
        return cls(
            parts.scheme, parts.hostname or "", parts.port or SCHEMES.get(parts.scheme, 0), unquote(parts.username or ""),
            unquote(parts.password or ""), unquote(parts.path.strip("/")) or "INBOX",
        )  # fmt: skip


def fetch():
    """Take in what is new. Does nothing where no mailbox is named."""
    if not settings.INBOUND_IMAP_URL:
        return
    place = Place.of(settings.INBOUND_IMAP_URL)
    try:
        server = opened(place)
        try:
            take_in(server)
        finally:
            close(server)
    except (OSError, imaplib.IMAP4.error) as trouble:
        logger.warning("the mailbox cannot be read", extra=described(trouble))


def opened(place):
    if place.scheme == "imaps":
        server = imaplib.IMAP4_SSL(place.host, place.port, timeout=TIMEOUT)
    else:
        server = imaplib.IMAP4(place.host, place.port, timeout=TIMEOUT)
        if place.scheme == "imap+tls":
            server.starttls()
    log_in(server, place)
    asked(server.select(f'"{place.folder}"'))
    return server


def log_in(server, place):
    """The plain command takes no letters but the English ones."""
    if (place.user + place.password).isascii():
        server.login(place.user, place.password)
    else:
        server.authenticate("PLAIN", lambda _challenge: f"\0{place.user}\0{place.password}".encode())


def close(server):
    try:
        server.logout()
    except (OSError, imaplib.IMAP4.error):
        logger.info("the mailbox did not say goodbye")


def take_in(server):
    (numbers,) = asked(server.uid("SEARCH", "UNSEEN"))
    for number in (numbers or b"").split()[:AT_ONCE]:
        if (raw := fetched(server, number)) is not None:
            arrival = receive(raw)
            flags = r"(\Seen \Flagged)" if arrival.kind == Kind.BROKEN else r"(\Seen)"
            asked(server.uid("STORE", number, "+FLAGS.SILENT", flags))


def fetched(server, number):
    """The mail, or as much of it as we read; None when somebody has taken it away. Looking marks nothing."""
    for part in asked(server.uid("FETCH", number, f"(BODY.PEEK[]<0.{MOST + 1}>)")):
        if isinstance(part, tuple):
            return part[1]
    return None


def asked(answer):
    """What the server gave; raises when it says no."""
    status, data = answer
    if status != "OK":
        raise imaplib.IMAP4.error(f"{status} {data}")
    return data
