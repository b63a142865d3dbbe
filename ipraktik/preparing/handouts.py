"""Handouts: PDFs that the host gives whoever visits it to read before they go."""

import hashlib
from pathlib import PurePath

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ipraktik.kit.cpr import find_cpr
from ipraktik.kit.fields import UNSEEN
from ipraktik.kit.lifecycle import NotYet

MOST_HANDOUTS = 8
MEGABYTES = 20  # at a time
LONGEST_NAME = 120
FULL = format_lazy(_("There is room for {most} documents. Remove one first, or choose fewer."), most=MOST_HANDOUTS)
NAMELESS = _("Document")


class HandoutQuerySet(models.QuerySet):
    def light(self):
        """Without the file itself: a list needs none of it."""
        return self.defer("pdf")

    def keep(self, place, name, sent, pdf, pages):
        """Kept once, however often the same file is `sent`. Raises NotYet. Call it under the locks of the placement."""
        fingerprint = hashlib.sha256(sent).hexdigest()
        known = self.light().filter(place=place, sha256=fingerprint).first()
        if known:
            return known
        if self.filter(place=place).count() >= MOST_HANDOUTS:
            raise NotYet([FULL])
        return self.create(place=place, name=name, pdf=pdf, size=len(pdf), pages=pages, sha256=fingerprint)


class Handout(models.Model):
    place = models.ForeignKey("ipraktik.Place", models.CASCADE, related_name="handouts")
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    pdf = models.BinaryField()  # as we wrote it anew
    size = models.PositiveIntegerField()  # of it, in bytes
    pages = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)  # of the file as it was sent

    objects = HandoutQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["place", "sha256"], name="handout_is_kept_once")]

    def __str__(self):
        return self.name


def name_from(file_name):
    """What to call it until somebody says better: “Strategi_2027-v2.pdf” is “Strategi 2027-v2”."""
    name = PurePath(UNSEEN.sub("", file_name).replace("\0", "")).stem
    for number in find_cpr(name):
        name = name.replace(number, "")
    return " ".join(name.replace("_", " ").split())[:LONGEST_NAME].strip(" .-–") or str(NAMELESS)
