"""The office's own rows: a sheet that waits for a yes, and what has been imported."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

KEPT = timedelta(days=1)


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


class ImportSheetQuerySet(models.QuerySet):
    def of(self, person):
        """What this coordinator has put here and is not too old."""
        return self.filter(coordinator=person, made_at__gt=timezone.now() - KEPT)

    def old(self):
        return self.filter(made_at__lte=timezone.now() - KEPT)


class ImportSheet(models.Model):
    """A file of sign-ups between choosing it and saying yes to it; gone after a day, since it is full of people."""

    coordinator = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    sheets = models.JSONField(default=list)  # [{name, rows, notes}]
    sectors = models.JSONField(default=dict)  # folded organisation → sector, as the coordinator says
    not_personal = models.JSONField(default=list)  # rows whose number is no personal one, as the coordinator says
    made_at = models.DateTimeField(default=timezone.now)
    imported_at = models.DateTimeField(null=True)
    outcome = models.JSONField(default=dict)

    objects = ImportSheetQuerySet.as_manager()

    def __str__(self):
        return self.name


def forget_old_sheets():
    ImportSheet.objects.old().delete()
