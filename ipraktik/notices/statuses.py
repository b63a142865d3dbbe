"""What a mail server's refusal is about, by the numbers of RFC 3463: the address, the moment, or the letter itself."""

import re

STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
FULL = "5.2.2"  # the mailbox is full, which it will not be for ever


def status_in(text):
    """The first status in these words; what says nothing of it is taken to be about the address."""
    found = STATUS.search(text)
    return found.group() if found else "5.0.0"


def is_for_now(status):
    return status.startswith("4") or status == FULL


def is_about_the_address(status):
    """Not what the letter says or whom it is from (5.6, 5.7): correcting the address would mend neither."""
    return not is_for_now(status) and not status.startswith(("2", "5.6", "5.7"))
