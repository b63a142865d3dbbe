"""Documents: what was signed, as files that are kept and never changed."""

import hashlib
import uuid

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from ipraktik.placements.models import Version


class DocumentQuerySet(models.QuerySet):
    def light(self):
        """Without the file itself: a row of links needs none of it."""
        return self.defer("pdf").select_related("version")

    def in_order(self):
        return self.order_by("version__number", "version_id", "language")


class Document(models.Model):
    """A signed version in one language as a file: made, sealed and kept once."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="documents")
    language = models.CharField(max_length=10)
    key = models.UUIDField(unique=True, default=uuid.uuid4)  # stands in the file, so that a changed copy is known again
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64, unique=True)  # of the file
    seal = models.CharField(max_length=20, blank=True)  # a kind of seal (seal.py), or none
    sealed_by = models.CharField(max_length=254, blank=True)  # the certificate's name
    made_at = models.DateTimeField(default=timezone.now)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "language"], name="version_is_sealed_once")]

    def __str__(self):
        return f"{self.version} {self.language}"

    @property
    def is_whole(self):
        """Are the bytes we keep still those we made?"""
        return fingerprint(self.pdf) == self.sha256


def fingerprint(content):
    return hashlib.sha256(bytes(content)).hexdigest()


def without_documents(versions):
    return versions.filter(~Exists(Document.objects.filter(version=OuterRef("pk"))))
