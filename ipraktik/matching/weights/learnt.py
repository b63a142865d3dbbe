"""Weights learnt from answers, waiting for a coordinator: they count for nothing before one has accepted them."""

from dataclasses import replace

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ipraktik.matching.weights.weighing import Overtaken, Weighing, policy


class LearntQuerySet(models.QuerySet):
    def waiting(self):
        """The newest that nobody has decided; None where there is none."""
        return self.filter(state="waiting").order_by("-pk").first()

    def propose(self, learnt, changes):
        """What `engine.learning.learn` found, and what it would change, to be decided; it takes the place of one that waits."""
        current = Weighing.objects.current()
        with transaction.atomic():
            self.filter(state="waiting").update(state="replaced", decided_at=timezone.now())
            return self.create(
                weights=learnt.weights, report=learnt.report, changes=changes, seen=current.number if current else 0
            )


class LearntWeights(models.Model):
    STATES = {
        "waiting": pgettext_lazy("learnt weights", "to be decided"),
        "accepted": pgettext_lazy("learnt weights", "accepted"),
        "dismissed": pgettext_lazy("learnt weights", "dismissed"),
        "replaced": pgettext_lazy("learnt weights", "replaced by newer ones"),
    }

    weights = models.JSONField()  # {travel type: {term: number}}
    report = models.JSONField()  # see engine/learning.py
    changes = models.JSONField()  # see year/trying.py
    seen = models.PositiveIntegerField()  # the version of the weights that counted when they were learnt
    state = models.CharField(max_length=10, default="waiting")
    made_at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(_("reason"), blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = LearntQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "learnt weights"

    def __str__(self):
        return str(self.pk)

    @property
    def state_label(self):
        return self.STATES[self.state]

    def accept(self, by, reason):
        """They count from now on, as a new version. Raises Overtaken where somebody has decided, or the weights are others."""
        with transaction.atomic():
            self.decide("accepted", by, reason)
            current, now = Weighing.objects.current(), policy()
            over = dict(current.weights) if current else {}
            over |= {kind: vars(replace(now.of(kind), **terms)) for kind, terms in self.weights.items()}
            return Weighing.objects.accept(over, by=by, reason=reason, seen=self.seen)

    def dismiss(self, by, reason):
        self.decide("dismissed", by, reason)

    def decide(self, state, by, reason):
        told = {"state": state, "decided_by": by, "reason": reason, "decided_at": timezone.now()}
        if not LearntWeights.objects.filter(pk=self.pk, state="waiting").update(**told):
            raise Overtaken
