"""The notebook: what intern and host write down, each for oneself until they share it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.notebook.clock import waited
from ipraktik.notebook.levels import READ_BY, Level, label
from ipraktik.notebook.notes import NoteQuerySet
from ipraktik.placements.conversation import SPEAKS_FOR_A_PARTY
from ipraktik.placements.models import ItineraryItem, Participant, Placement
from ipraktik.programme import programme


class Note(models.Model):
    """`confidential` keeps it out of every share and export, whatever its level."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="notes")
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notes")
    party = models.CharField(max_length=12)  # what the writer spoke for
    key = models.UUIDField(default=uuid.uuid4)  # from the form it was written in, and its first words
    day = models.DateField(_("day"))
    day_moved = models.BooleanField(default=False)  # what the device said was no day of the visit
    prompt = models.CharField(_("prompt"), max_length=80, blank=True)  # a lasting key of the programme's
    item = models.ForeignKey(ItineraryItem, models.SET_NULL, null=True, blank=True, related_name="notes")
    text = models.TextField(_("note"))
    level = models.CharField(_("who may read it"), max_length=10, choices=Level, default=Level.ME)
    confidential = models.BooleanField(_("confidential"), default=False)
    written_at = models.DateTimeField(null=True, blank=True)  # by the device's clock
    received_at = models.DateTimeField(default=timezone.now)  # by ours
    shared_at = models.DateTimeField(null=True, blank=True)  # when somebody could last read it who could not before
    revision = models.PositiveIntegerField(default=1)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "writer", "key"],
                name="note_is_kept_once",
                violation_error_message=_("This note is here already."),
            )
        ]

    def __str__(self):
        return f"{self.placement_id} {self.day:%Y-%m-%d}"

    @property
    def asked(self):
        """The prompt's own words; nothing for a free note, or a prompt that the programme has since taken away."""
        prompt = next((each for each in programme().notebook.prompts if each.key == self.prompt), None)
        return prompt.text if prompt else ""

    @property
    def level_label(self):
        return label(self.party, self.level)

    @property
    def came_late(self):
        return waited(self.written_at, self.received_at)

    def readers(self):
        """The numbers of those who read it, beside the writer."""
        parties = () if self.confidential else READ_BY[self.party][self.level]
        reading = Participant.objects.filter(SPEAKS_FOR_A_PARTY, placement=self.placement_id, party__in=parties)
        return set(reading.values_list("person_id", flat=True)) - {self.writer_id}


class OtherText(models.Model):
    """The same note as another device had it: kept beside until the writer chooses."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="others")
    text = models.TextField(_("note"))
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return str(self.note)


class DeliveryManager(models.Manager):
    def is_first(self, person, key, filled_in=""):
        """Has this not been delivered before? Remembered in the transaction of what is done with it.

        The same form filled in otherwise, as after the browser's “back”, is something else.
        """
        return self.get_or_create(person=person, key=uuid.uuid5(key, filled_in))[1]


class Delivery(models.Model):
    """Something that a device has sent, and may send again because it never heard the answer."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.UUIDField()
    at = models.DateTimeField(default=timezone.now)

    objects = DeliveryManager()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="delivery_counts_once")]

    def __str__(self):
        return str(self.key)
