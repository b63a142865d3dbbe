"""Wishes: what an intern applies with, and the colleagues who go along."""

import hashlib
import json

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.directory import asking, companions, lifecycle
from ipraktik.directory.capacity import STANDING
from ipraktik.directory.consents import Consent
from ipraktik.directory.wish_parts import NamedHost, TravelGroup
from ipraktik.history.models import Remembered
from ipraktik.people.models import Workplace
from ipraktik.people.parties import COORDINATOR, INTERN, SENDER
from ipraktik.programme import programme


class WishQuerySet(models.QuerySet):
    def visible_to(self, person):
        if person.is_coordinator:
            return self
        theirs = Q(intern=person) | Q(entered_by=person, state=lifecycle.DRAFT)
        return self.filter(theirs | Exists(Consent.objects.filter(wish=OuterRef("pk"), manager=person)))

    def open(self):
        return self.filter(state=lifecycle.OPEN)

    def for_page(self):
        return self.select_related("intern", "manager", "workplace__organisation", "group", "asked_offer__workplace")

    def without_consent(self):
        given = Consent.objects.filter(wish=OuterRef("pk"), state=lifecycle.YES)
        return self.filter(state__in=(lifecycle.OPEN, lifecycle.PLACED)).filter(~Exists(given))

    def without_host(self):
        """Open wishes that no suggestion is waiting on."""
        return self.open().exclude(placements__state__in=("suggested", *STANDING))

    def not_refused(self):
        """Without those to whom the nearest manager has said no."""
        return self.exclude(Exists(Consent.objects.filter(wish=OuterRef("pk"), state=lifecycle.NO)))


class Wish(Remembered):
    MOVES, RIGHTS, STATES = lifecycle.WISH_MOVES, lifecycle.WISH_RIGHTS, lifecycle.WISH_STATES

    class Door(models.TextChoices):
        OWN_HOST = "own_host", _("I have found my own host")
        BROWSE = "browse", _("I want to browse")
        POOL = "pool", _("Find one for me")

    state = models.CharField(_("state"), max_length=20, default=lifecycle.DRAFT)
    intern = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="wishes")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    workplace = models.ForeignKey(Workplace, models.PROTECT, null=True, blank=True, related_name="wishes")
    manager = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    manager_name = models.CharField(max_length=120, blank=True)  # as it was written, before anybody was asked
    door = models.CharField(_("door"), max_length=10, choices=Door, default=Door.POOL)
    asked_offer = models.ForeignKey("ipraktik.Offer", models.SET_NULL, null=True, blank=True, related_name="asked_by")
    why = models.TextField(_("why"), blank=True)
    where = models.TextField(_("where"), blank=True)
    sectors = models.JSONField(default=list, blank=True)
    work_areas = models.JSONField(default=list, blank=True)
    regions = models.JSONField(default=list, blank=True)
    municipalities = models.JSONField(default=list, blank=True)
    own_organisation = models.BooleanField(_("my own organisation too"), default=True)
    travel_type = models.CharField(_("travel type"), max_length=30, blank=True)
    quiz_answers = models.JSONField(default=dict, blank=True)
    days_min = models.DecimalField(max_digits=3, decimal_places=1, default=2)
    days_max = models.DecimalField(max_digits=3, decimal_places=1, default=5)
    any_time = models.BooleanField(_("any time"), default=False)
    group = models.ForeignKey(TravelGroup, models.SET_NULL, null=True, blank=True, related_name="wishes")
    special_needs = models.TextField(_("special needs"), blank=True)
    step = models.CharField(max_length=20, blank=True)  # where the wizard was left
    created_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = WishQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "wishes"
        constraints = [
            models.CheckConstraint(
                name="wish_days_in_order",
                condition=Q(days_max__gte=F("days_min"), days_min__gt=0),
                violation_error_message=_("The most days cannot be fewer than the least."),
            )
        ]

    def __str__(self):
        return f"{self.intern}"

    def get_absolute_url(self):
        return reverse("wish", args=[self.pk])

    def parties_of(self, person):
        parties = {COORDINATOR} if person.is_coordinator else set()
        if person.pk == self.intern_id:
            parties.add(INTERN)
        if self.state != lifecycle.DRAFT and person.pk == self.manager_id and person.pk != self.intern_id:
            parties.add(SENDER)
        return parties

    def locked(self):
        """The host that will be asked, then the wish: the one order that every lock keeps."""
        offers = self._meta.get_field("asked_offer").related_model.objects
        list(offers.select_for_update().filter(pk=self.asked_offer_id))
        return super().locked()

    @property
    def sector(self):
        return programme().sectors[self.workplace.organisation.sector]

    @property
    def manager_called(self):
        """The manager's name. In a draft only as it was written: an address must not tell who has it."""
        if self.state == lifecycle.DRAFT and self.manager:
            return self.manager_name or self.manager.email
        return str(self.manager or "")

    @property
    def has_days_left(self):
        """Is a period not over? (A wish in memory that is not saved yet has none.)"""
        return self.pk is not None and any(period.last >= lifecycle.today() for period in self.periods.all())

    @property
    def has_when_left(self):
        return self.any_time or self.has_days_left

    @property
    def is_agreed(self):
        return self.placements.filter(state="agreed").exists()

    @property
    def travels_as(self):
        """The programme's TravelType; None where it is not said, or not known any more."""
        return programme().travel_types.get(self.travel_type)

    @property
    def companions(self):
        """The wishes of those who go along; none for one who travels alone."""
        if not self.group_id:
            return Wish.objects.none()
        return self.group.wishes.exclude(pk=self.pk).exclude(state__in=lifecycle.GONE)

    @property
    def party_size(self):
        """How many must be seated at one host: the whole group when it is together or not at all."""
        return 1 + self.companions.count() if self.group_id and self.group.together_only else 1

    @property
    def consent(self):
        """The answer that counts: the newest question to a manager that nothing has replaced."""
        standing = [each for each in self.consents.all() if each.state not in lifecycle.REPLACED]
        return max(standing, key=lambda each: each.pk, default=None)

    @property
    def has_consent(self):
        consent = self.consent
        return consent is not None and consent.state == lifecycle.YES

    @property
    def is_refused(self):
        """Has the nearest manager said no?"""
        consent = self.consent
        return consent is not None and consent.state == lifecycle.NO

    @property
    def waits_for_own_host(self):
        """Has the intern found a host that is not in the directory yet, and that somebody is to ask?"""
        return self.door == self.Door.OWN_HOST and not self.asked_offer_id

    @property
    def digest(self):
        """What the manager was asked about; another digest is another question."""
        asked = [
            self.workplace_id,
            self.manager_id,
            self.why,
            self.travel_type,
            f"{self.days_min:f}",
            f"{self.days_max:f}",
        ]
        asked += [self.any_time, [f"{p.first}/{p.last}" for p in self.periods.all()] if self.pk else []]
        return hashlib.sha256(json.dumps(asked).encode()).hexdigest()

    def ask_consent(self, manager=None):
        """Put the question to the nearest manager, once for each digest; what stood before is replaced."""
        manager = manager or self.manager
        current = self.consent
        if current and current.digest == self.digest and current.manager_id == manager.pk:
            return current
        if current:
            current.perform("supersede")
        self.submitted_at = self.submitted_at or timezone.now()
        self.manager = manager
        self.save(update_fields=["submitted_at", "manager"])
        consent = Consent.objects.create(wish=self, manager=manager, digest=self.digest)
        consent.record("ask")
        self.seat_manager()
        return consent

    def seat_manager(self):
        """Whoever speaks for the sender now does so in the placements under way too."""
        for placement in self.placements.live():
            placement.follow_manager()

    def send_out(self, by):
        """What follows when the wish is sent: manager, colleagues and host are asked. Raises NotYet."""
        self.ask_consent()
        companions.invite(self, by)
        asking.send_requests(self, by)

    def end_suggestions(self):
        """Nobody waits for an answer that will not come."""
        for placement in self.placements.filter(state="suggested"):
            placement.follow("withdraw")

    def end(self, by=None):
        self.end_suggestions()
        companions.leave(self, by)

    @property
    def named(self):
        """The host whom the intern has in mind, if this wish came in by that door."""
        return NamedHost.objects.filter(wish=self).first() if self.door == self.Door.OWN_HOST else None

    @property
    def host_in_mind(self):
        """The host whom the intern has named, or the colleague who asked the intern along."""
        first = self.invited_by if self.door == self.Door.OWN_HOST else None
        return self.named or (first.named if first else None)

    @property
    def late_companions(self):
        """Those without whom nobody goes, and who have not sent their wish yet."""
        together = self.group_id and self.group.together_only
        return [each.intern for each in self.companions.filter(state=lifecycle.DRAFT)] if together else []

    @property
    def invited_by(self):
        """The wish of the colleague who asked this intern along, or None."""
        return self.companions.filter(intern=self.entered_by_id).first() if self.entered_by_id else None

    @property
    def asks_anew(self):
        """Does the manager's question no longer read as it was asked?"""
        consent = self.consent if self.state == lifecycle.OPEN else None
        return consent is not None and consent.digest != self.digest
