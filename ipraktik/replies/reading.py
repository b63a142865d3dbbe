"""A mail as it came, read with patience: strange charsets, headers that are none, parts that are missing."""

import email
import re
from dataclasses import dataclass, field
from email.header import decode_header, make_header
from email.utils import getaddresses, parseaddr
from functools import cached_property

from ipraktik.kit.fields import UNSEEN
from ipraktik.replies.html_text import text_of
from ipraktik.replies.quoting import own_words

MOST = 5 * 1024 * 1024  # bytes that are read: the words stand before what is attached
MOST_TEXT = 100_000
# Where the address it came to may stand: the mail server's own notes first.
TO = ("X-Envelope-To", "Envelope-To", "Delivered-To", "X-Original-To", "To", "Cc", "Resent-To")


@dataclass(frozen=True)
class Mail:
    message: object
    to: tuple = ()  # what the transport says it came to
    cut: bool = False  # it was longer than we read
    parts: tuple = field(init=False)

    def __post_init__(self):
        object.__setattr__(self, "parts", tuple(parts_of(self.message)))

    def head(self, name):
        return decoded_head(self.message.get(name))

    @property
    def kind(self):
        return self.message.get_content_type()

    @property
    def message_id(self):
        return " ".join(self.head("Message-ID").split())[:250]

    @property
    def subject(self):
        return clean(self.head("Subject"))[:200]

    @cached_property
    def sender(self):
        """The one address it is from; nothing where it says none or several."""
        found = [address for _name, address in getaddresses([self.head("From")]) if address]
        return parseaddr(self.head("From"))[1].strip().lower()[:254] if len(found) == 1 else ""

    @property
    def recipients(self):
        heads = [decoded_head(value) for name in TO for value in self.message.get_all(name, [])]
        return [*self.to, *(address for _name, address in getaddresses(heads))]

    @property
    def answers_to(self):
        """Message-IDs that it says it answers."""
        return re.findall(r"<[^<>\s]{3,250}>", self.head("In-Reply-To") + " " + self.head("References"))[:50]

    @property
    def is_calendar_answer(self):
        return any(part.get_content_type() == "text/calendar" for part in self.parts)

    @cached_property
    def words(self):
        """All its text, quotations too."""
        plain = [decoded(part) for part in self.parts if is_text(part, "text/plain")]
        text = "\n".join(plain)
        if not text.strip():
            text = "\n".join(text_of(decoded(part)[:MOST]) for part in self.parts if is_text(part, "text/html"))
        return clean(text[:MOST_TEXT])

    @cached_property
    def text(self):
        return own_words(self.words)

    @property
    def has_attachments(self):
        return any(is_attached(part) for part in self.parts)


def read(raw, to=()):
    return Mail(email.message_from_bytes(raw[:MOST]), tuple(to), len(raw) > MOST)


def parts_of(message):
    """The leaves of a mail; what is inside an attached mail belongs to that."""
    if message.is_multipart() and message.get_content_maintype() == "multipart":
        for part in message.get_payload():
            yield from parts_of(part)
    else:
        yield message


def is_text(part, kind):
    return part.get_content_type() == kind and part.get_content_disposition() != "attachment"


def is_attached(part):
    """Not the pictures of a signature, which stand in the text."""
    if part.get_content_type() in ("text/plain", "text/html", "text/calendar"):
        return part.get_content_disposition() == "attachment"
    in_the_text = part.get_content_maintype() == "image" and part.get("Content-ID")
    return not in_the_text


def decoded(part):
    raw = part.get_payload(decode=True) or b""
    for charset in (part.get_param("charset"), "utf-8", "cp1252"):
        try:
            return raw.decode(str(charset).strip("\"' "))
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return raw.decode("utf-8", "replace")


def decoded_head(value):
    try:
        return " ".join(str(make_header(decode_header(value or ""))).split())
    except (LookupError, UnicodeError, ValueError):
        return " ".join(str(value).split())


def clean(text):
    """Without what no database keeps and no reader sees."""
    text = UNSEEN.sub("", text.replace("\0", ""))
    return text.encode("utf-8", "replace").decode("utf-8")
