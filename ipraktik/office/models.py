"""The office's own rows: what has been imported."""

from django.db import models
from django.utils import timezone


class ImportRow(models.Model):
    """A row of a sign-up sheet that has been imported, by its natural key: running the sheet twice adds nothing."""

    kind = models.CharField(max_length=10)  # wish or offer
    natural_key = models.CharField(max_length=400)
    target = models.PositiveBigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "natural_key"], name="row_is_imported_once")]

    def __str__(self):
        return f"{self.kind} {self.natural_key}"
