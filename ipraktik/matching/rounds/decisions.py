"""What coordinators decide within a round, each a row: what stands is what nobody has taken back."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.directory.fitting import HARD, LIMITS, Pair
from ipraktik.directory.models import Offer, Wish

LIMIT_NAMES = {rule.name: rule.sentence for rule in LIMITS}
SAY_WHOM = _("Say whom it is about.")
OF_A_HOST = {"wanted_sector", "wanted_work_area"}  # limits that the host has set; the others are the intern's


class Decision(models.Model):
    class Kind(models.TextChoices):
        LOCK = "lock", _("These two go together")
        FORBID = "forbid", _("Not these two")
        SEAT = "seat", _("One more seat, on trial")
        RELAX = "relax", _("Set a limit aside")
        LEAVE_OUT = "leave-out", _("Not in this round")

    NEEDS = {
        Kind.LOCK: ("wish", "offer"), Kind.FORBID: ("wish", "offer"), Kind.SEAT: ("offer",),
    }  # fmt: skip

    round = models.ForeignKey("ipraktik.Round", models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=10, choices=Kind)
    wish = models.ForeignKey(Wish, models.CASCADE, null=True, blank=True, related_name="+")
    offer = models.ForeignKey(Offer, models.CASCADE, null=True, blank=True, related_name="+")
    limit = models.CharField(max_length=20, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="decision_is_about_somebody",
                condition=Q(wish__isnull=False) | Q(offer__isnull=False),
                violation_error_message=SAY_WHOM,
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.wish or ''} {self.offer or ''}"

    def obstacles(self):
        """The sentences that keep it from being decided."""
        if self.is_about_nobody:
            return [SAY_WHOM]
        if self.kind == self.Kind.RELAX and not self.is_their_limit:
            return [_("There is no such limit to set aside.")]
        return self.obstacles_to_lock() if self.kind == self.Kind.LOCK else []

    @property
    def is_about_nobody(self):
        needed = self.NEEDS.get(self.kind, ())
        return self.wish_id is self.offer_id is None or any(getattr(self, f"{name}_id") is None for name in needed)

    def obstacles_to_lock(self):
        """A pair that can never be is not locked; what the two wish for may be set aside."""
        if self.wish.is_refused:
            return [_("The manager has said no, so the intern is not matched.")]
        if self.wish.waits_for_own_host:
            return [
                _("The intern has found a host who is not in the directory yet. Ask that host, or change the wish.")
            ]
        pair = Pair(self.wish, Offer.objects.for_page().with_seats().get(pk=self.offer_id))
        sentences = pair.obstacles(HARD)
        if not sentences and not self.round.has_days_for(pair):
            return [_("They have no days in common in this round.")]
        return sentences

    @property
    def in_words(self):
        """“Lås: Ida og Lønservice”."""
        of = " – ".join(str(each) for each in (self.wish, self.offer and self.offer.workplace.full_name) if each)
        limit = LIMIT_NAMES.get(self.limit)
        return f"{self.get_kind_display()}: {of}" + (f" ({limit})" if limit else "")

    @property
    def is_their_limit(self):
        of_host = self.limit in OF_A_HOST
        return self.limit in LIMIT_NAMES and bool(self.offer_id if of_host else self.wish_id)

    def is_replaced_by(self, new):
        """Does the new decision say otherwise about the same, or the same again?"""
        pair = (self.wish_id, self.offer_id) == (new.wish_id, new.offer_id)
        opposite = {self.Kind.LOCK, self.Kind.FORBID} == {self.kind, new.kind} and pair
        elsewhere = self.kind == new.kind == self.Kind.LOCK and self.wish_id == new.wish_id
        again = self.kind == new.kind != self.Kind.SEAT and pair and self.limit == new.limit
        return opposite or elsewhere or again

    def undo(self, by):
        self.undone_by, self.undone_at = by, timezone.now()
        self.save(update_fields=["undone_by", "undone_at"])
