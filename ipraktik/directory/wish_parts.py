"""What belongs to a wish: colleagues who go along, the days it can be, the host one has in mind."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ipraktik.directory import asking, lifecycle


class TravelGroup(models.Model):
    """Two or three colleagues from one workplace who go along with each other."""

    together_only = models.BooleanField(_("together or not at all"), default=False)
    to_invite = models.JSONField(default=list, blank=True)  # name and e-mail, until the first one's wish is sent

    def __str__(self):
        return f"{self.pk}"

    @property
    def standing(self):
        """The wishes of those who still go along, in a list; they may have been fetched for many groups at once."""
        return [each for each in self.wishes.all() if each.state not in lifecycle.GONE]


class Period(models.Model):
    """Days on which the intern can go: first and last, both included."""

    wish = models.ForeignKey("ipraktik.Wish", models.CASCADE, related_name="periods")
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))

    class Meta:
        ordering = ["first"]
        constraints = [
            models.CheckConstraint(
                name="period_ends_after_it_begins",
                condition=Q(last__gte=F("first")),
                violation_error_message=_("The last day comes before the first."),
            )
        ]

    def __str__(self):
        return f"{self.first}/{self.last}"


class NamedHost(models.Model):
    """The host an intern has in mind: in one's own organisation, another, a firm or an association."""

    class ContactedBy(models.TextChoices):
        INTERN = "intern", _("I write to them myself")
        OFFICE = "office", _("The office contacts them for me")

    wish = models.OneToOneField("ipraktik.Wish", models.CASCADE, related_name="named_host")
    organisation = models.CharField(_("organisation"), max_length=160)
    sector = models.CharField(_("sector"), max_length=30)
    workplace = models.CharField(_("workplace"), max_length=160)
    municipality = models.CharField(_("municipality"), max_length=10, blank=True)
    contact_name = models.CharField(_("contact person"), max_length=120)
    contact_email = models.EmailField(_("their e-mail"), blank=True)
    contacted_by = models.CharField(max_length=10, choices=ContactedBy, default=ContactedBy.INTERN)

    def __str__(self):
        return self.workplace

    def invite(self, by):
        """Invite the host: gives the suggestion that waits for their answer. Raises NotYet."""
        return asking.invite(self, by)
