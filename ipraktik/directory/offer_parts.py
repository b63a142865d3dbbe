"""What belongs to an offer: its periods, the people behind it, and who has saved it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OfferPeriod(models.Model):
    """Days on which a host can receive (open), or cannot (a blackout week)."""

    offer = models.ForeignKey("ipraktik.Offer", models.CASCADE, related_name="periods")
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering = ["first"]
        constraints = [
            models.CheckConstraint(
                name="offer_period_ends_after_it_begins",
                condition=Q(last__gte=F("first")),
                violation_error_message=_("The last day comes before the first."),
            )
        ]

    def __str__(self):
        return f"{self.first}/{self.last}"


class OfferPerson(models.Model):
    class Role(models.TextChoices):
        CONTACT = "contact", _("contact person")
        RESERVE = "reserve", _("reserve")
        EDITOR = "editor", _("editor")

    offer = models.ForeignKey("ipraktik.Offer", models.CASCADE, related_name="people")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="offers")
    role = models.CharField(max_length=10, choices=Role)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "person"],
                name="offer_person_has_one_role",
                violation_error_message=_("The contact person and the reserve must be two different people."),
            ),
            models.UniqueConstraint(
                fields=["offer", "role"],
                condition=Q(role__in=("contact", "reserve")),
                name="offer_has_one_contact_and_one_reserve",
                violation_error_message=_("There is one contact person and one reserve."),
            ),
        ]

    def __str__(self):
        return f"{self.person}"


class SavedOffer(models.Model):
    """A host someone wants to come back to."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_offers")
    offer = models.ForeignKey("ipraktik.Offer", models.CASCADE, related_name="saved_by")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "offer"], name="offer_is_saved_once")]

    def __str__(self):
        return str(self.offer)
