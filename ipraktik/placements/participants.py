"""Who takes part in a placement, and the hand each has lent to a move made together."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Participant(models.Model):
    """Someone in a placement, with a party."""

    placement = models.ForeignKey("ipraktik.Placement", models.CASCADE, related_name="participants")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="participations")
    party = models.CharField(max_length=12)
    signs = models.BooleanField(default=True)  # a reserve does not, until the contact hands over
    second = models.BooleanField(default=False)  # signs beside the first, where the organisation wants two
    told_needs = models.BooleanField(default=False)  # the intern lets them see what to take into account
    expectations_shared_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)  # when they last looked at the conversation

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "person", "party"],
                name="participant_is_there_once",
                violation_error_message=_("This person already takes part."),
            )
        ]

    def __str__(self):
        return str(self.person)

    @property
    def goal_texts(self):
        return [goal.text for goal in self.goals.all()]


class Hand(models.Model):
    """One participant's part of a move that is made together."""

    placement = models.ForeignKey("ipraktik.Placement", models.CASCADE, related_name="hands")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="hands")
    move = models.CharField(max_length=20)
    chapter = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "move", "chapter", "participant"],
                name="hand_is_lent_once",
                violation_error_message=_("You have already done this."),
            )
        ]

    def __str__(self):
        return self.move
