"""What has come in by e-mail: each once, what became of it, and what needs a person."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.placements.models import Message


class Kind(models.TextChoices):
    SAID = "said", _("stands in the conversation")
    ACCEPTED = "accepted", _("a yes to the suggestion")
    DECLINED = "declined", _("a no to the suggestion")
    ASKED = "asked", _("we asked what was meant")
    AUTOMATIC = "automatic", _("automatic answer, not kept")
    BOUNCE = "bounce", _("a letter did not arrive")
    DELAYED = "delayed", _("a letter is delayed")
    EMPTY = "empty", _("nothing but a quotation")
    WITHOUT_WORDS = "without-words", _("an attachment without words")
    STRANGER = "stranger", _("came from another address")
    CLOSED = "closed", _("came when the conversation was closed to it")
    UNADDRESSED = "unaddressed", _("came to no personal address")
    UNKNOWN = "unknown", _("from somebody we do not know")
    FLOOD = "flood", _("more than one person writes")
    BROKEN = "broken", _("could not be read")


FOR_THE_OFFICE = (Kind.STRANGER, Kind.CLOSED, Kind.UNADDRESSED, Kind.WITHOUT_WORDS, Kind.FLOOD, Kind.BROKEN)


class ArrivalQuerySet(models.QuerySet):
    def visible_to(self, person):
        return self if person.is_coordinator else self.none()

    def waiting(self):
        """Those that only a person can do something about."""
        return self.filter(kind__in=FOR_THE_OFFICE, handled_at=None)

    def same_as(self, digest, message_id):
        """What has come before, if it has."""
        again = Q(digest=digest) | Q(message_id=message_id) if message_id else Q(digest=digest)
        return self.filter(again).first()


class Arrival(models.Model):
    """A mail that came. Its words are kept only where a person must read them; else they are in the conversation."""

    digest = models.CharField(max_length=64, unique=True)
    message_id = models.CharField(max_length=250, blank=True)
    kind = models.CharField(max_length=20, choices=Kind)
    letter = models.ForeignKey("ipraktik.Letter", models.SET_NULL, null=True, related_name="arrivals")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    said = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="+")
    sender = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["message_id"], condition=~Q(message_id=""), name="mail_is_taken_in_once")
        ]
        indexes = [models.Index(fields=["person", "at"], name="arrivals_of_a_person")]

    def __str__(self):
        return str(self.person or self.sender or self.get_kind_display())

    def get_absolute_url(self):
        return reverse("arrival", args=[self.pk])

    @property
    def is_waiting(self):
        return self.kind in FOR_THE_OFFICE and self.handled_at is None

    @property
    def placement(self):
        """The visit it is about, where it is about one."""
        return self.letter and self.letter.event and self.letter.event.placement

    def handle(self, by):
        if self.is_waiting:
            self.handled_at, self.handled_by = timezone.now(), by
            self.save(update_fields=["handled_at", "handled_by"])
