"""Personal links: for one person and one target, so that acting works without an account.

Only the hash is kept: nobody who reads the database or a log can act as the person. Opening a link uses nothing up.
"""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from ipraktik.programme import programme


def hashed(token):
    return hashlib.sha256(token.encode()).hexdigest()


class LinkManager(models.Manager):
    def mint(self, person, kind, target, days=None):
        """A new link's token (43 characters, told once) for this person and this target (`kind` and its number)."""
        token = secrets.token_urlsafe(32)
        expires = timezone.now() + timedelta(days=days or programme().rules.link_days)
        self.create(person=person, kind=kind, target=target, token_hash=hashed(token), expires_at=expires)
        return token

    def find(self, token):
        """The link of this token, expired or not; None for a forged one."""
        return self.select_related("person").filter(token_hash=hashed(token)).first()

    def revoke(self, kind, target, person=None):
        """No link to this target works any more (for this person, or for anyone)."""
        links = self.filter(kind=kind, target=target, revoked_at=None)
        return (links.filter(person=person) if person else links).update(revoked_at=timezone.now())


class Link(models.Model):
    KINDS = ("placement", "consent", "wish", "offer", "visit")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="links")
    kind = models.CharField(max_length=12)
    target = models.PositiveBigIntegerField()
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = LinkManager()

    class Meta:
        indexes = [models.Index(fields=["kind", "target"])]

    def __str__(self):
        return f"{self.kind} {self.target}"

    @property
    def works(self):
        return self.revoked_at is None and self.expires_at > timezone.now() and self.person.is_active
