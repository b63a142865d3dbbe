"""Letters: one for each event and reader, kept with its tries until it is sent, and as the log afterwards."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ipraktik.history.models import Event


class Letter(models.Model):
    """A letter to one reader. Its link is minted when it is sent, so that only a hash is ever kept.

    A sign-in code has no event; its text is erased once sent.
    """

    event = models.ForeignKey(Event, models.CASCADE, null=True, blank=True, related_name="letters")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="letters")
    address = models.EmailField(max_length=254, blank=True)  # when the reader is nobody the programme knows
    key = models.CharField(max_length=60)  # the programme's letter
    language = models.CharField(max_length=5)
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    button = models.CharField(max_length=120, blank=True)
    link_kind = models.CharField(max_length=12, blank=True)
    link_target = models.PositiveBigIntegerField(null=True, blank=True)
    urgent = models.BooleanField(default=False)
    message_id = models.CharField(max_length=120, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "reader", "key"], name="event_is_told_once"),
            models.CheckConstraint(
                name="letter_is_sent_or_given_up", condition=Q(sent_at=None) | Q(given_up_at=None)
            ),
        ]
        indexes = [
            models.Index(
                name="letters_to_send",
                fields=["-urgent", "next_try_at"],
                condition=Q(sent_at=None, given_up_at=None),
            )
        ]

    def __str__(self):
        return self.subject


class Reminded(models.Model):
    """A rung of the ladder that has been climbed: once for each target and rung (or day, when a person pressed)."""

    kind = models.CharField(max_length=12)
    target = models.PositiveBigIntegerField()
    rung = models.CharField(max_length=80)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "target", "rung", "person"], name="rung_is_climbed_once_each"),
            models.UniqueConstraint(
                fields=["kind", "target", "rung"], condition=Q(person=None), name="rung_is_climbed_once"
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.target} {self.rung}"


class JobRun(models.Model):
    """When the clock last did each of its jobs."""

    name = models.CharField(max_length=60, unique=True)
    last_run_at = models.DateTimeField(null=True)

    def __str__(self):
        return self.name
