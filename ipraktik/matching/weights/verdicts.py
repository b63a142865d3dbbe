"""Verdicts: what the weights saw in a pair when it was suggested. Whether the two then said yes stands in the history.

No names and no words of anybody's: numbers, keys and dates. A verdict goes with its placement.
"""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from ipraktik.matching.engine.answers import FEATURES
from ipraktik.people.parties import HOST, INTERN
from ipraktik.placements.models import Placement
from ipraktik.programme import programme

ASKED_BY = {Placement.Origin.OWN_HOST: INTERN, Placement.Origin.BROWSE: INTERN, Placement.Origin.HOST: HOST}
A_MONTH = timedelta(days=31)


class VerdictQuerySet(models.QuerySet):
    def rows(self):
        """The data set: a dictionary for each, as engine/answers.py names the columns, oldest first."""
        found = self.select_related("placement").prefetch_related("placement__events").order_by("placement")
        return [each.row for each in found]

    def forget_old(self):
        """What is older than the programme keeps placements."""
        return self.filter(noted_at__lt=timezone.now() - A_MONTH * programme().retention.placements).delete()


class Verdict(models.Model):
    placement = models.OneToOneField(Placement, models.CASCADE, related_name="verdict")
    travel_type = models.CharField(max_length=30)
    version = models.PositiveIntegerField()  # of the weights that counted; 0 the programme's own
    features = models.JSONField()  # {term: number}
    noted_at = models.DateTimeField(default=timezone.now)

    objects = VerdictQuerySet.as_manager()

    def __str__(self):
        return str(self.placement_id)

    @property
    def row(self):
        placement = self.placement
        return {
            "suggestion": str(placement.pk), "travel_type": self.travel_type, "origin": placement.origin,
            "version": str(self.version), "suggested": timezone.localdate(placement.created_at).isoformat(),
            "outcome": placement.state, "about": placement.declined_about,
            "intern_said": said(placement, INTERN), "host_said": said(placement, HOST),
            **{term: self.features[term] for term in FEATURES},
        }  # fmt: skip


def said(placement, party):
    """True or False as this side answered; None for who was silent, or asked and so was not asked."""
    if ASKED_BY.get(placement.origin) == party:
        return None
    names = {event.name for event in placement.events.all() if party in event.party.split()}
    if names & {"accept", "accept-hand"}:
        return True
    return False if "decline" in names else None
