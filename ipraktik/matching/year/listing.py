"""What the solver has found for each open wish: its best hosts in order, and what stops the others. Kept to be shown."""

from django.db import models
from django.utils import timezone

from ipraktik.directory.models import Offer, Wish


class Ranking(models.Model):
    """One wish's list as a whole."""

    wish = models.OneToOneField(Wish, models.CASCADE, related_name="ranking")
    counts = models.JSONField(default=dict)  # {rule: how many hosts it stops}; under "" those that nothing stops
    aside = models.JSONField(
        default=list
    )  # those that only a limit stops: [{offer, fit, reasons, against, made_of}, …]
    cannot = models.JSONField(
        default=list
    )  # of those that something else stops: [[offer, rule, facts], …], the likeliest first
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"{self.wish}"


class ListedQuerySet(models.QuerySet):
    def of_wish(self, wish):
        return self.filter(wish=wish).order_by("order")

    def of_offer(self, offer):
        """Open wishes on whose lists this offer is: those it suits best come first."""
        return self.filter(offer=offer, wish__state="open").order_by("-fit", "pk")


class Listed(models.Model):
    """An offer on a wish's list. It could take the wish when the list was made: what is shown is asked anew."""

    wish = models.ForeignKey(Wish, models.CASCADE, related_name="listed")
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="listed")
    order = models.PositiveSmallIntegerField()
    fit = models.FloatField()
    reasons = models.JSONField(default=list)  # as phrasing.kept
    against = models.JSONField(default=list)
    made_of = models.CharField(max_length=32)  # a digest of all that the reasons rest on

    objects = ListedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "listed"
        constraints = [models.UniqueConstraint(fields=["wish", "offer"], name="offer_stands_once_on_a_wishs_list")]
        indexes = [models.Index(fields=["offer", "-fit"], name="listed_by_offer")]

    def __str__(self):
        return f"{self.wish} {self.order}"
