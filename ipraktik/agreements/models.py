"""Versions of what people agree on, and who has signed which."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.agreements import terms, texts

KINDS = {
    terms.AGREEMENT: _("Placement agreement"),
    terms.CONFIDENTIALITY: _("Confidentiality declaration"),
    terms.AMENDMENT: _("Amendment"),
}
WAYS = {  # how somebody showed who they are; the same names as in allauth's record of it
    "code": _("by a code sent to their e-mail"),
    "totp": _("by a code from an app"),
    "webauthn": _("by a passkey"),
    "recovery_codes": _("by a recovery code"),
    "paper": _("on paper"),
    "signed-in": _("signed in"),
}


class VersionManager(models.Manager):
    def draft(self, paper, placement):
        """The version that reads as the placement's terms read now. It is kept with the first signature: reading
        leaves no trace."""
        newest, values = placement.newest(paper), terms.read(paper, placement)
        text = texts.compose(values)
        sha256 = terms.sha256(text)
        if newest and newest.sha256 == sha256 and newest.chapter == placement.chapter:
            return newest
        number = newest.number + 1 if newest else 1
        return Version(
            placement=placement, kind=paper, chapter=placement.chapter, number=number, terms=values, text=text,
            sha256=sha256, digests=terms.digests(paper, values),
        )  # fmt: skip


class Version(models.Model):
    """One text of a paper, in the programme's languages, and its SHA-256. Never changed once made.

    `terms` is what the text says, term by term; `digests` tells for each party what it agrees to in it.
    """

    placement = models.ForeignKey("ipraktik.Placement", models.CASCADE, related_name="versions")
    kind = models.CharField(max_length=20, default=terms.AGREEMENT)
    chapter = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    terms = models.JSONField(default=dict)
    text = models.JSONField()  # language → text
    sha256 = models.CharField(max_length=64)
    digests = models.JSONField(default=dict)  # party → SHA-256
    created_at = models.DateTimeField(default=timezone.now)

    objects = VersionManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["placement", "kind", "number"], name="version_numbers_are_unique")
        ]

    def __str__(self):
        return f"{self.title} {self.number}"

    @property
    def title(self):
        return KINDS[self.kind]

    @property
    def is_unchanged(self):
        """Does the text still read as it did when its hash was made?"""
        return terms.sha256(self.text) == self.sha256

    def sign(self, participant, by, method, evidence):
        """Keep that a participant has signed this text: once, however often they press."""
        known = {"method": method, "evidence": evidence, "name": str(by), "party": participant.party}
        return self.signatures.get_or_create(participant=participant, defaults=known)[0]


class Signature(models.Model):
    """Someone signed a version: who, when, and how they proved who they are."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="signatures")
    participant = models.ForeignKey("ipraktik.Participant", models.PROTECT, related_name="signatures")
    party = models.CharField(max_length=12, default="")
    name = models.CharField(max_length=254)  # as it was when they signed
    method = models.CharField(max_length=20)
    evidence = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "participant"], name="version_is_signed_once_each")]

    def __str__(self):
        return self.name

    @property
    def way(self):
        """How they showed who they are, in words."""
        return WAYS.get(self.method, WAYS["signed-in"])
