"""Settings under which an answer would be lost are told of at start."""

from django.conf import settings
from django.core.checks import Error, register

from ipraktik.notices.returning import TOKEN, pattern
from ipraktik.replies.mailbox import SCHEMES, Place

NOBODY_FETCHES = "INBOUND_ADDRESS is set, but nothing brings the mail: set INBOUND_IMAP_URL or INBOUND_SECRET."
NO_ADDRESS = "Mail is fetched, but letters give no address to answer to: set INBOUND_ADDRESS, as svar@example.org."
NO_SUCH_ADDRESS = "INBOUND_ADDRESS must be an address, as svar@example.org or {token}@svar.example.org."
NO_SUCH_PLACE = "INBOUND_IMAP_URL must read imaps://user:password@host/folder (or imap+tls://…)."


@register
def check_inbound(app_configs=None, **kwargs):
    ways = settings.INBOUND_IMAP_URL, settings.INBOUND_SECRET
    wrong = [
        (settings.INBOUND_ADDRESS and not any(ways), NOBODY_FETCHES),
        (any(ways) and not settings.INBOUND_ADDRESS, NO_ADDRESS),
        (settings.INBOUND_ADDRESS and not is_address(pattern()), NO_SUCH_ADDRESS),
        (settings.INBOUND_IMAP_URL and not is_place(settings.INBOUND_IMAP_URL), NO_SUCH_PLACE),
    ]
    return [Error(sentence, id=f"replies.E00{number}") for number, (is_so, sentence) in enumerate(wrong, 1) if is_so]


def is_address(text):
    name, at, domain = text.partition("@")
    return bool(name and at and domain) and text.count(TOKEN) == 1 and not name.startswith("+") and " " not in text


def is_place(url):
    try:
        place = Place.of(url)
    except ValueError:  # a port that is no number
        return False
    return place.scheme in SCHEMES and bool(place.host and place.user)
