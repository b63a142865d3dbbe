"""Consents: what the nearest manager answers to one wish, as it read when they were asked."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.directory import lifecycle
from ipraktik.history.models import Remembered
from ipraktik.kit.lifecycle import NotYet
from ipraktik.people.parties import COORDINATOR, INTERN, SENDER
from ipraktik.programme import programme

WRITTEN_LATELY = _("We have written to them within %(hours)s hours. Give them a little time.")


class ConsentQuerySet(models.QuerySet):
    def visible_to(self, person):
        return self if person.is_coordinator else self.filter(Q(manager=person) | Q(wish__intern=person))

    def waiting(self):
        return self.filter(state__in=(lifecycle.ASKED, lifecycle.LATER), wish__state__in=("open", "placed"))


class Consent(Remembered):
    """The nearest manager's answer to one wish as it read when they were asked (`digest`)."""

    MOVES, RIGHTS, STATES = lifecycle.CONSENT_MOVES, lifecycle.CONSENT_RIGHTS, lifecycle.CONSENT_STATES

    state = models.CharField(_("state"), max_length=20, default=lifecycle.ASKED)
    wish = models.ForeignKey("ipraktik.Wish", models.CASCADE, related_name="consents")
    manager = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="consents")
    digest = models.CharField(max_length=64)
    passed_on_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="passed_on_to")
    asked_at = models.DateTimeField(default=timezone.now)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["wish"],
                condition=Q(state__in=(lifecycle.ASKED, lifecycle.LATER, lifecycle.YES, lifecycle.NO)),
                name="consent_is_asked_once_at_a_time",
                violation_error_message=_("A manager has already been asked."),
            )
        ]

    def __str__(self):
        return f"{self.wish_id}"

    def get_absolute_url(self):
        return reverse("consent", args=[self.pk])

    def parties_of(self, person):
        parties = {COORDINATOR} if person.is_coordinator else set()
        if person.pk == self.manager_id:
            parties.add(SENDER)
        if person.pk == self.wish.intern_id:
            parties.add(INTERN)
        return parties

    def pass_on(self, by, manager):
        """The right manager is someone else: they are asked instead, and nothing is lost."""
        with transaction.atomic():
            self.perform("pass-on", by=by)
            self.wish.manager = manager
            self.wish.save(update_fields=["manager"])
            asked = {"wish": self.wish, "manager": manager, "digest": self.wish.digest}
            consent = Consent.objects.create(**asked, passed_on_from=self)
            consent.record("ask")
            self.wish.seat_manager()
        return consent

    @property
    def is_waiting(self):
        return self.state in (lifecycle.ASKED, lifecycle.LATER)

    @property
    def written_lately(self):
        """Have we written to the manager about it so lately that another letter would be a nuisance?"""
        since = timezone.now() - timedelta(hours=programme().rules.remind_cooldown_hours)
        return any(each.at > since for each in self.events.all() if each.name in ("ask", "remind-consent"))

    def remind(self, by):
        """Write to the manager once more, by hand. Raises NotYet."""
        with transaction.atomic():
            consent = self.locked()
            if not consent.is_waiting:
                raise NotYet([_("%(manager)s has answered.") % {"manager": consent.manager}], consent.wish)
            if consent.written_lately:
                raise NotYet([WRITTEN_LATELY % {"hours": programme().rules.remind_cooldown_hours}], consent.wish)
            consent.record("remind-consent", by)
