"""Versions of what people agree on, and who has signed which."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
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


CODE = 8  # figures of a version's hash that stand on a print of it


class VersionManager(models.Manager):
    def draft(self, paper, placement):
        """The version that reads as the placement's terms read now. It is kept with the first signature, or when it is
        printed: reading leaves no trace."""
        newest, values = placement.latest(paper), terms.read(paper, placement)
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

    @property
    def code(self):
        """What stands on a print, so that a later text is not taken for the one that was signed."""
        return f"{self.sha256[: CODE // 2]}-{self.sha256[CODE // 2 : CODE]}".upper()

    def sign(self, participant, by, method, evidence, **on_paper):
        """Keep that a participant has signed this text: once, however often they press. `on_paper`: day and scan."""
        known = {"method": method, "evidence": evidence, "name": str(by), "party": participant.party}
        return self.signatures.get_or_create(participant=participant, defaults=known | on_paper)[0]


class Scan(models.Model):
    """A signed print as the office sent it in, written anew as a PDF of pictures. Never changed once made."""

    placement = models.ForeignKey("ipraktik.Placement", models.CASCADE, related_name="scans")
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"{self.placement_id} {self.pk}"


class Signature(models.Model):
    """Someone signed a version: who, when, and how they proved who they are."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="signatures")
    participant = models.ForeignKey("ipraktik.Participant", models.PROTECT, related_name="signatures")
    party = models.CharField(max_length=12, default="")
    name = models.CharField(max_length=254)  # as it was when they signed
    method = models.CharField(max_length=20)
    evidence = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)  # on paper: when the office told us
    day = models.DateField(null=True, blank=True)  # the date on the paper
    scan = models.ForeignKey(Scan, models.RESTRICT, null=True, blank=True, related_name="signatures")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "participant"], name="version_is_signed_once_each")]

    def __str__(self):
        return self.name

    @property
    def way(self):
        """How they showed who they are, in words."""
        return WAYS.get(self.method, WAYS["signed-in"])

    @property
    def when(self):
        """When they signed, in words: a moment, or the date on the paper."""
        return date_format(self.day) if self.day else date_format(timezone.localtime(self.at), "DATETIME_FORMAT")
