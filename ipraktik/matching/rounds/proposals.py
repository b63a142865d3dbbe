"""Proposals: who would go where. Each keeps what it was made from, so that it can be made again and explained."""

from collections import Counter
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from ipraktik.directory.models import Offer, Wish
from ipraktik.placements.models import Placement

SILENT = timedelta(seconds=90)  # a solver that has said nothing for so long is dead, and another begins anew
LONG_WAIT = timedelta(seconds=15)  # until it is said that nobody has taken up what waits


class PairingQuerySet(models.QuerySet):
    def for_page(self):
        return self.select_related(
            "wish__intern", "wish__workplace__organisation", "offer__workplace__organisation", "placement"
        )


class ProposalQuerySet(models.QuerySet):
    def running(self):
        return self.filter(state__in=("waiting", "solving"))

    def solved(self):
        """The newest first; without what they were made from, which is large and which no page shows."""
        return self.filter(state="solved").defer("inputs").order_by("-pk")

    def asked_for(self):
        """By a coordinator, or taken up by one; not those that came by themselves. What was last asked for comes first."""
        asked = self.filter(models.Q(after=None) | models.Q(by__isnull=False))
        return asked.order_by(Coalesce("taken_up_at", "solved_at").desc(), "-pk")

    def to_solve(self):
        """Those that wait, and those whose solver has died."""
        dead = models.Q(state="solving", heard_at__lt=timezone.now() - SILENT)
        return self.filter(models.Q(state="waiting") | dead)


class Proposal(models.Model):
    class Aim(models.TextChoices):
        STABLE = "stable", pgettext_lazy("aim", "Stable")
        PLACED = "placed", pgettext_lazy("aim", "Most placed")
        FIT = "fit", pgettext_lazy("aim", "Best fit")

    STATES = {
        "waiting": pgettext_lazy("proposal", "waiting"),
        "solving": pgettext_lazy("proposal", "being solved"),
        "solved": pgettext_lazy("proposal", "solved"),
        "stopped": pgettext_lazy("proposal", "stopped"),
        "failed": pgettext_lazy("proposal", "failed"),
    }

    round = models.ForeignKey("ipraktik.Round", models.CASCADE, related_name="proposals")
    aim = models.CharField(_("aim"), max_length=10, choices=Aim)
    seed = models.PositiveIntegerField()
    revision = models.PositiveIntegerField()  # of the round: what was decided when it was solved
    fallen = models.PositiveIntegerField(default=0)  # suggestions of the round that had come to nothing by then
    after = models.PositiveIntegerField(null=True)  # it came by itself, after so many had; None: a coordinator asked
    state = models.CharField(max_length=10, default="waiting")
    progress = models.PositiveSmallIntegerField(default=0)  # percent
    stop_asked = models.BooleanField(default=False)
    trouble = models.CharField(max_length=200, blank=True)
    inputs = models.BinaryField(null=True)  # see gathering.packed: the evidence
    digest = models.CharField(max_length=64, blank=True)
    figures = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    claim = models.CharField(max_length=16, blank=True)  # the solver that is at it
    heard_at = models.DateTimeField(null=True)
    solved_at = models.DateTimeField(null=True)
    taken_up_at = models.DateTimeField(null=True)  # when a coordinator chose it over those that came after it
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.round} {self.pk}"

    @property
    def state_label(self):
        return self.STATES[self.state]

    @property
    def is_not_heard_of(self):
        """Has nobody taken it up, or has its solver died?"""
        if self.heard_at:
            return self.heard_at < timezone.now() - SILENT
        return self.created_at < timezone.now() - LONG_WAIT

    @property
    def in_words(self):
        when = date_format(timezone.localtime(self.solved_at), "SHORT_DATETIME_FORMAT")
        said = _("%(aim)s, %(when)s (no. %(number)s)") % {
            "aim": self.get_aim_display(), "when": when, "number": self.seed % 1000 + 1
        }  # fmt: skip
        return f"{said} ({self.after_in_words})" if self.after else said

    @property
    def after_in_words(self):
        return ngettext(
            "after %(count)s suggestion came to nothing", "after %(count)s suggestions came to nothing", self.after
        ) % {"count": self.after}

    @property
    def placed(self):
        return self.pairings.exclude(offer=None)

    @property
    def unplaced(self):
        return self.pairings.filter(offer=None)

    @property
    def unsent(self):
        return self.placed.filter(placement=None)

    def taken_since(self):
        """The pairs that can no longer be: the intern has been suggested a host or is gone, or the host receives nobody."""
        free = models.Q(wish__in=Wish.objects.without_host().values("pk"), offer__state="published")
        return self.unsent.exclude(free)

    def hosts_overfilled(self):
        """{offer}: from whom it takes more seats than they have, unless it is sent already."""
        if self.published_at:
            return set()
        load, free = Counter(self.unsent.values_list("offer", flat=True)), Offer.objects.free_seats()
        return {offer for offer, taken in load.items() if taken > free[offer]}

    def publish(self, by):
        """Every pair becomes a suggestion; the worker makes them, one by one, so that a fault in one stops no other."""
        self.published_at, self.published_by = timezone.now(), by
        self.save(update_fields=["published_at", "published_by"])
        self.unsent.update(outcome=Pairing.TO_SEND)


class Pairing(models.Model):
    """One intern's line in a proposal: at this host, or at none and why."""

    TO_SEND, SENT, STOPPED = "to-send", "sent", "stopped"

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="pairings")
    wish = models.ForeignKey(Wish, models.CASCADE, related_name="+")
    offer = models.ForeignKey(Offer, models.CASCADE, null=True, related_name="+")
    rank = models.PositiveIntegerField(null=True)  # the host's place in the intern's order, 1 is best
    host_rank = models.PositiveIntegerField(null=True)
    fit = models.FloatField(default=0)
    locked = models.BooleanField(default=False)
    reasons = models.JSONField(default=list)  # why these two; for who has no host, what stood in the way
    placement = models.ForeignKey(Placement, models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=10, blank=True)

    objects = PairingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["proposal", "wish"], name="wish_stands_once_in_a_proposal")]

    def __str__(self):
        return f"{self.wish} → {self.offer}"
