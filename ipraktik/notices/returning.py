"""The address a letter gives to come back to: what its reader answers, and what a mail server says about it.

It is made when the letter is sent, for that letter and its reader alone, and kept as a hash. Whoever knows it may speak
for the reader only from the reader's own address, too.
"""

import re
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from ipraktik.people.links import hashed
from ipraktik.programme import programme

TOKEN = "{token}"  # noqa: S105  (the place of one in an address)
LENGTH = 32  # figures in hexadecimal: mail servers on the way may turn letters into small ones


def pattern():
    """INBOUND_ADDRESS with a place for the token: after a plus sign, where none is named. Empty: no mail comes in."""
    address = settings.INBOUND_ADDRESS
    if not address or TOKEN in address:
        return address
    name, _at, domain = address.rpartition("@")
    return f"{name}+{TOKEN}@{domain}"


def token_in(address):
    """The token of an address that we made, or an empty string."""
    if not pattern():
        return ""
    before, after = map(re.escape, pattern().split(TOKEN))
    found = re.fullmatch(rf"{before}([0-9a-f]{{{LENGTH}}}){after}", address.strip().lower(), re.IGNORECASE)
    return found.group(1) if found else ""


class ReturnAddressManager(models.Manager):
    def mint(self, letter):
        """A new address for this letter."""
        token = secrets.token_hex(LENGTH // 2)
        expires = timezone.now() + timedelta(days=programme().rules.link_days)
        self.create(letter=letter, token_hash=hashed(token), sent_to=letter.to, expires_at=expires)
        return pattern().replace(TOKEN, token)

    def find(self, address):
        """The return address that this is, still good or not; None where we never made it."""
        token = token_in(address)
        known = self.select_related("letter__reader", "letter__event__placement")
        return known.filter(token_hash=hashed(token)).first() if token else None

    def revoke(self, person):
        """What was sent to this person so far can be answered no more: it may have gone to somebody else."""
        return self.filter(letter__reader=person, revoked_at=None).update(revoked_at=timezone.now())


class ReturnAddress(models.Model):
    letter = models.ForeignKey("ipraktik.Letter", models.CASCADE, related_name="return_addresses")
    sent_to = models.CharField(max_length=254)  # the reader's address when it was sent
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = ReturnAddressManager()

    def __str__(self):
        return f"{self.letter_id}"

    @property
    def works(self):
        return self.revoked_at is None and self.expires_at > timezone.now()
