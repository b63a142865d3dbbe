"""Sends what is unsent, letter by letter: at least once, never lost.

A letter is claimed before it is sent: its try is counted, and it is not due again until the claim is old. So two workers
never send the same one. A worker that dies before the mail server's yes leaves it to be sent when the claim is old. One
that dies between that yes and our noting it repeats the letter, once, under the same Message-ID: the one window in which
a reader may get it twice.

The connection is opened before anything is claimed. A mail server that is down thus costs no letter a try.
"""

import logging
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPServerDisconnected

from django.conf import settings
from django.core.mail import get_connection
from django.db.models import F
from django.utils import timezone

from ipraktik.kit.trouble import described
from ipraktik.notices.models import Letter
from ipraktik.notices.post import compose
from ipraktik.notices.readers import addressed, readers_of
from ipraktik.notices.statuses import is_about_the_address, status_in
from ipraktik.notices.table import notices_of

logger = logging.getLogger(__name__)
CLAIM = timedelta(minutes=3)  # far longer than a letter takes (EMAIL_TIMEOUT), so that a claim is never overtaken
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440, 1440, 1440)]
MOST_TRIES = len(PAUSES) + 1
MOST_TRIES_REFUSED = 3  # the server says that there is no such reader; a server newly set up may say so by mistake


class ServerDown(Exception):
    """No letter can be sent now."""


class StoppedEachTime(Exception):
    """The worker was stopped in the middle of every try."""


def send_all(stop=None):
    """Send what is due. Raises ServerDown."""
    if not Letter.objects.due(timezone.now()).exists():
        return
    connection = opened()
    try:
        while not (stop and stop.is_set()) and (letter := claim()):
            send(letter, connection)
    finally:
        close(connection)


def opened():
    connection = get_connection()
    try:
        connection.open()
    except OSError as trouble:  # whatever smtplib says is one of these too
        raise ServerDown from trouble
    return connection


def close(connection):
    """What has been sent is sent, even if the server does not say goodbye."""
    try:
        connection.close()
    except OSError:
        logger.info("the mail server did not say goodbye")


def claim():
    """The next letter, now ours alone; None when nothing is due. Whoever changes the row first has it."""
    while letter := Letter.objects.due(timezone.now()).select_related("reader", "event").first():
        mine = Letter.objects.unsent().filter(pk=letter.pk, tries=letter.tries)
        if mine.update(tries=F("tries") + 1, next_try_at=timezone.now() + CLAIM):
            letter.tries += 1
            return letter
    return None


def send(letter, connection):
    if not matters(letter):
        letter.delete()
        return
    try:
        if letter.tries > MOST_TRIES:
            raise StoppedEachTime
        connection.send_messages([compose(letter, connection)])
    except Exception as trouble:  # one letter's mistake must not hold back the others
        failed(letter, trouble)
        if is_gone(trouble):
            raise ServerDown from trouble
    else:
        sent(letter)


def matters(letter):
    """Has it been overtaken while it waited? A code that is too old helps nobody."""
    if letter.urgent:
        return timezone.now() < letter.made_at + timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
    if letter.event is None:
        return True
    rows = [notice for notice in notices_of(letter.event) if notice.letter == letter.key]
    return any(is_wanted(letter, notice) for notice in rows)


def is_wanted(letter, notice):
    """By a reader who still speaks for their party: a manager who passed it on is not asked any more."""
    readers = [person for _party, person in readers_of(letter.event, notice) if is_to(letter, person)]
    return any(notice.still(letter.event, person) for person in readers)


def is_to(letter, person):
    reader, address = addressed(person)
    return letter.reader == reader and (person is None or letter.address == address)


def sent(letter):
    erased = {"body": ""} if letter.urgent else {}
    Letter.objects.filter(pk=letter.pk).update(sent_at=timezone.now(), error="", **erased)


def failed(letter, trouble):
    logger.warning("letter %s was not sent", letter.pk, extra=described(trouble) | {"tries": letter.tries})
    reason = reason_of(trouble)[:200]
    if letter.tries >= most_tries(trouble):
        erased = {"body": ""} if letter.urgent else {}
        Letter.objects.filter(pk=letter.pk).update(given_up_at=timezone.now(), error=reason, **erased)
        if is_refused(trouble) and letter.reader and is_about_the_address(status_in(reason)):
            letter.reader.note_bounce(letter.to, reason)
        return
    next_try = timezone.now() + PAUSES[letter.tries - 1]
    Letter.objects.filter(pk=letter.pk).update(next_try_at=next_try, error=reason)


def is_gone(trouble):
    """The connection broke, rather than the letter."""
    is_network = isinstance(trouble, OSError) and not isinstance(trouble, SMTPException)
    return is_network or isinstance(trouble, SMTPServerDisconnected)


def most_tries(trouble):
    return MOST_TRIES_REFUSED if is_refused(trouble) else MOST_TRIES


def is_refused(trouble):
    """The server knows that it never will: 5xx."""
    return isinstance(trouble, SMTPRecipientsRefused) and all(code >= 500 for code, _ in trouble.recipients.values())


def reason_of(trouble):
    """In the mail server's own words, which the office reads."""
    if isinstance(trouble, SMTPRecipientsRefused):
        return "; ".join(f"{code} {words(said)}" for code, said in trouble.recipients.values())
    code, said = getattr(trouble, "smtp_code", ""), getattr(trouble, "smtp_error", "")
    return f"{code} {words(said)}".strip() or f"{type(trouble).__name__} {trouble}".strip()


def words(said):
    return said.decode(errors="replace") if isinstance(said, bytes) else str(said)
