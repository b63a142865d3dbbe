"""The weights that count now: the programme's own (matching.toml), and over them what a coordinator has accepted.

Every change is a new version beside the others; undoing one makes an earlier version current again, as a new one.
"""

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.matching.engine.weights import Policy
from ipraktik.programme import programme


class Overtaken(Exception):
    """Somebody else has changed the weights since they were looked at."""


class WeighingQuerySet(models.QuerySet):
    def current(self):
        """The newest version; None while the programme's own weights count."""
        return self.order_by("-number").first()

    def accept(self, weights, *, by, reason, seen, again=None):
        """A new version with these weights, {travel type: {term: number}}, over the programme's. `seen` is the number of
        the version that whoever decides has looked at. Raises Overtaken."""
        now = self.current()
        if (now.number if now else 0) != seen:
            raise Overtaken
        try:
            with transaction.atomic():
                return self.create(number=seen + 1, weights=weights, by=by, reason=reason, again=again)
        except IntegrityError as another:
            raise Overtaken from another


class Weighing(models.Model):
    number = models.PositiveIntegerField(unique=True)
    weights = models.JSONField(default=dict)  # {travel type: {term: number}}: what differs from the programme's
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    again = models.PositiveIntegerField(null=True)  # the version that this one makes current again; 0 the programme's

    objects = WeighingQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]

    def __str__(self):
        return str(self.number)


class Trial(models.Model):
    """Other weights tried on a few wishes: the solver writes what would come of it, and nothing else changes."""

    weights = models.JSONField()  # {term: number} of one travel type
    travel_type = models.CharField(max_length=30)
    wishes = models.JSONField()  # their numbers
    lists = models.JSONField(null=True)  # {wish: what comes of it, see year/trying.py} once it is done
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return str(self.pk)


def policy():
    """The engine's Policy that counts now."""
    current = Weighing.objects.current()
    return policy_with(current.weights if current else {})


def policy_with(over):
    """The Policy of the programme's weights with these over them, {travel type: {term: number}}."""
    own = programme().matching
    kinds = {**dict.fromkeys(own.weights), **dict.fromkeys(over)}
    return Policy.made_of({kind: {**own.weights.get(kind, {}), **over.get(kind, {})} for kind in kinds}, own.grades)
