"""What happened, when, by whose hand: written once, never changed. And the outbox beside it.

An event bears no names and no free text of its own, so that erasing a person need not rewrite history.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.kit.lifecycle import Living

SUBJECTS = ("wish", "consent", "offer", "placement", "round", "trouble")


def exactly_one(names):
    """A condition that one, and only one, of these columns is filled."""
    condition = Q()
    for name in names:
        condition |= Q(**{f"{other}__isnull": other != name for other in names})
    return condition


class Event(models.Model):
    wish = models.ForeignKey("ipraktik.Wish", models.CASCADE, null=True, related_name="events")
    consent = models.ForeignKey("ipraktik.Consent", models.CASCADE, null=True, related_name="events")
    offer = models.ForeignKey("ipraktik.Offer", models.CASCADE, null=True, related_name="events")
    placement = models.ForeignKey("ipraktik.Placement", models.CASCADE, null=True, related_name="events")
    round = models.ForeignKey("ipraktik.Round", models.CASCADE, null=True, related_name="events")
    trouble = models.ForeignKey("ipraktik.Trouble", models.CASCADE, null=True, related_name="events")
    name = models.CharField(max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    party = models.CharField(max_length=40, blank=True)  # what they spoke for when they did it
    at = models.DateTimeField(default=timezone.now)
    facts = models.JSONField(default=dict)  # numbers, dates and keys only

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="event_has_exactly_one_subject",
                condition=exactly_one(SUBJECTS),
                violation_error_message=_("An event belongs to exactly one thing."),
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.name}"

    @property
    def kind(self):
        return next(name for name in SUBJECTS if getattr(self, f"{name}_id"))

    @property
    def subject(self):
        return getattr(self, self.kind)


class Outbox(models.Model):
    """An event that has not yet become letters. The row goes when they exist; the event stays."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="outbox")

    class Meta:
        verbose_name_plural = "outbox"

    def __str__(self):
        return str(self.event)


class Remembered(Living):
    """Something with a life-cycle whose moves are written in the history."""

    class Meta:
        abstract = True

    def record(self, name, by=None, **facts):
        """Write what happened, and put it in the outbox, in the transaction of the change."""
        party = " ".join(sorted(self.hands_of(by)))
        event = Event.objects.create(**{self._meta.model_name: self}, name=name, by=by, party=party, facts=facts)
        Outbox.objects.create(event=event)
        return event
