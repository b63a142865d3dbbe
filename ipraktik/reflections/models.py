"""What came of it: the evaluation and the follow-up. The talks and the advice have files of their own."""

from datetime import timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.people.parties import HOST, INTERN
from ipraktik.placements.models import Participant
from ipraktik.programme import programme
from ipraktik.reflections.advice import Advice
from ipraktik.reflections.conclusions import Conclusion
from ipraktik.reflections.goals_reached import GoalReached
from ipraktik.reflections.talks import TalkAnswer, TalkSnooze

__all__ = ["Advice", "Conclusion", "Evaluation", "GoalReached", "Pulse", "TalkAnswer", "TalkSnooze"]


class EvaluationQuerySet(models.QuerySet):
    def of(self, placement):
        return self.filter(participant__placement=placement).select_related("participant__person")

    def revealed(self, today=None):
        """Those no longer blind: intern and host have both written, or the days of blindness have gone."""
        today = today or timezone.localdate()
        gone = Q(participant__placement__visit__last_day__lte=today - timedelta(days=programme().rules.blind_days))
        return self.filter(gone | (Exists(written_by(INTERN)) & Exists(written_by(HOST))))

    def visible_to(self, person):
        """One's own; and, once revealed, the others' of the placements one is in (for a coordinator: all)."""
        open_now = self.revealed().values("pk")
        theirs = Participant.objects.filter(placement=OuterRef("participant__placement"), person=person)
        in_it = Q() if person.is_coordinator else Exists(theirs)
        return self.filter(Q(participant__person=person) | (Q(pk__in=open_now) & in_it))


def written_by(party):
    return Evaluation.objects.filter(
        participant__party=party, participant__placement=OuterRef("participant__placement")
    ).order_by()


class PulseQuerySet(models.QuerySet):
    def visible_to(self, person):
        if person.is_coordinator:
            return self
        theirs = Participant.objects.filter(placement=OuterRef("participant__placement"), person=person)
        return self.filter(Exists(theirs))


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

    objects = EvaluationQuerySet.as_manager()

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

    objects = PulseQuerySet.as_manager()

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
