"""A mail server tells that a letter did not arrive (RFC 3464, and what looks like it)."""

from dataclasses import dataclass

from ipraktik.notices.statuses import STATUS, is_about_the_address, is_for_now, status_in
from ipraktik.replies.automatic import is_machines

DELAYED = {"delayed", "relayed", "delivered", "expanded"}


@dataclass(frozen=True)
class Bounce:
    status: str
    reason: str  # in the mail server's words
    letter_id: str  # the Message-ID of what bounced, where it is told
    is_final: bool

    @property
    def is_hard(self):
        """The address will never work."""
        return self.is_final and is_about_the_address(self.status)

    @property
    def is_soft(self):
        """It may work another day."""
        return self.is_final and is_for_now(self.status)


def bounce_in(mail):
    """The bounce that this mail is, or None."""
    reports = [part for part in mail.parts if part.get_content_type() == "message/delivery-status"]
    if reports:
        return reported([block for part in reports for block in blocks(part)], mail)
    if mail.head("X-Failed-Recipients") or (looks_undelivered(mail) and STATUS.search(mail.words)):
        status = status_in(mail.words)
        return Bounce(status, line_with(mail.words, status), letter_id(mail), not status.startswith("2"))
    return None


def looks_undelivered(mail):
    return is_machines(mail.sender) or mail.head("Return-Path").strip() == "<>"


def blocks(part):
    payload = part.get_payload()
    return payload if isinstance(payload, list) else [part]


def reported(found, mail):
    """The worst that the report tells of a recipient."""
    told = [block for block in found if block.get("Action") or block.get("Status")]
    failed = [block for block in told if str(block.get("Action", "")).strip().lower() not in DELAYED]
    worst = (failed or told or [{}])[0]
    said = " ".join(str(worst.get("Diagnostic-Code") or "").split()).partition(";")[2].strip()
    status = status_in(str(worst.get("Status") or "") + " " + said)
    return Bounce(status, said or status, letter_id(mail), bool(failed))


def letter_id(mail):
    for part in mail.parts:
        if part.get_content_type() in ("message/rfc822", "text/rfc822-headers") and (found := id_in(part)):
            return found
    return next(iter(mail.answers_to), "")


def id_in(part):
    payload = part.get_payload()
    if isinstance(payload, list):
        return str(payload[0].get("Message-ID") or "").strip() if payload else ""
    lines = str(payload).splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.lower().startswith("message-id:")), "")


def line_with(text, status):
    return next((line.strip() for line in text.splitlines() if status in line), status)
