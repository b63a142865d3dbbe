"""What came of it: the evaluation and the follow-up."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.placements.models import Participant


class Evaluation(models.Model):
    """A participant's answers after the visit. The other parties see them when both sides have written, or time is out."""

    class Benefit(models.TextChoices):
        YES = "yes", _("Yes, something we use or will use")
        SOME = "some", _("Yes, inspiration")
        NO = "no", _("No, not this time")

    participant = models.OneToOneField(Participant, models.CASCADE, related_name="evaluation")
    benefit = models.CharField(_("concrete benefit"), max_length=5, choices=Benefit)
    benefit_text = models.TextField(_("which benefit"), blank=True)
    change_text = models.TextField(_("what you will do differently"), blank=True)
    recommend = models.BooleanField(_("would recommend it"))
    to_others = models.TextField(_("to the other parties"), blank=True)
    to_office = models.TextField(_("to the office only"), blank=True)
    may_quote = models.BooleanField(_("may be quoted"), default=False)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"{self.participant}"


class Pulse(models.Model):
    """The short questions months later: contact since, and change."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="pulses")
    month = models.PositiveSmallIntegerField()
    contact = models.BooleanField(_("in contact since the visit"))
    changed = models.BooleanField(_("something has changed"))
    text = models.TextField(_("what has changed"), blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "month"],
                name="pulse_is_answered_once_a_month",
                violation_error_message=_("You have answered already."),
            ),
            models.CheckConstraint(name="pulse_month_is_positive", condition=Q(month__gte=1)),
        ]

    def __str__(self):
        return f"{self.participant} {self.month}"
