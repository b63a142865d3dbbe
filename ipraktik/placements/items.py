"""A row of a visit's itinerary. What one does with it stands in the room of the itinerary."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ipraktik.programme import programme


class ItineraryItem(models.Model):
    """When, what, where, with whom. With `placement` it is one intern's own. `kind` is a key of the programme's."""

    visit = models.ForeignKey("ipraktik.Visit", models.CASCADE, related_name="items")
    placement = models.ForeignKey("ipraktik.Placement", models.CASCADE, null=True, blank=True, related_name="own_items")
    day = models.DateField(_("day"))
    starts = models.TimeField(_("from"), null=True, blank=True)
    ends = models.TimeField(_("to"), null=True, blank=True)
    what = models.CharField(_("what"), max_length=300)
    where = models.CharField(_("where"), max_length=200, blank=True)
    with_whom = models.CharField(_("with whom"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    goals = models.ManyToManyField("ipraktik.Goal", blank=True, related_name="items")  # that it serves
    filled_at = models.DateTimeField(null=True, blank=True)  # with all that one press wrote, until somebody changes it

    class Meta:
        ordering = ["day", F("starts").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                name="item_ends_after_it_begins",
                condition=Q(ends__gt=F("starts")) | Q(ends=None) | Q(starts=None),
                violation_error_message=_("It ends before it begins. Correct one of the times."),
            )
        ]

    def __str__(self):
        return self.what

    @property
    def known_kind(self):
        """None where it has none, or the programme no longer has it."""
        return programme().itinerary.kinds.get(self.kind)

    @property
    def company(self):
        """With whom, and the colleagues who are named besides."""
        named = [str(each) for each in self.colleagues.all()] if self.pk else []
        return ", ".join(filter(None, [self.with_whom, *(name for name in named if name not in self.with_whom)]))

    @property
    def need(self):
        """What of a good day it answers, or an empty string."""
        return self.known_kind.need if self.known_kind else ""
