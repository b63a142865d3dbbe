"""Mail that no person wrote: out of office, receipts, lists. It is never answered, so that no machines talk for ever."""

import re

SUBJECT = re.compile(
    r"^\s*(?:autosvar|autoreply|auto[- ]?reply|auto[- ]?svar|auto:|automatisk svar|automatic reply|automatische antwort|"
    r"out of (?:the )?office|ikke til stede|ikke på kontoret|fraværende|fraværsbesked|feriebesked|jeg holder ferie|"
    r"on vacation|vacation|away from (?:my|the) (?:mail|office)|læst:|read:|ikke læst:|ulæst:)",
    re.IGNORECASE,
)
MACHINES = {"bulk", "junk", "list", "auto_reply"}
MARKS = ("X-Autoreply", "X-Autorespond", "X-Auto-Reply", "X-Mail-Autoreply", "List-Id", "List-Unsubscribe", "X-Loop")


def is_automatic(mail):
    head = mail.head
    answer = head("Auto-Submitted").lower().partition(";")[0].strip()
    return (
        answer not in ("", "no")
        or head("Precedence").lower().strip() in MACHINES
        or any(head(mark) for mark in MARKS)
        or head("Return-Path").strip() == "<>"
        or mail.kind in ("multipart/report", "text/calendar")
        or mail.is_calendar_answer
        or bool(SUBJECT.match(mail.subject))
        or is_machines(mail.sender)
    )


def is_machines(address):
    name = address.partition("@")[0]
    return name in ("mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply", "do-not-reply")
