"""What people tick off and answer in the guide. The advice and the questions themselves are the programme's."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class TickManager(models.Manager):
    def toggle(self, participant, key):
        """Tick it off, or take the tick away again."""
        tick, is_new = self.get_or_create(participant=participant, key=key)
        if not is_new:
            tick.delete()


class Tick(models.Model):
    """A piece of advice someone has followed, by its lasting key."""

    participant = models.ForeignKey("ipraktik.Participant", models.CASCADE, related_name="ticks")
    key = models.CharField(max_length=80)
    at = models.DateTimeField(default=timezone.now)

    objects = TickManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["participant", "key"], name="advice_is_ticked_once")]

    def __str__(self):
        return self.key


class Answer(models.Model):
    """What a participant answers to a question of the guide: own until shared."""

    participant = models.ForeignKey("ipraktik.Participant", models.CASCADE, related_name="answers")
    key = models.CharField(max_length=80)
    text = models.TextField(_("answer"), blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["participant", "key"], name="question_is_answered_once")]

    def __str__(self):
        return self.key


MOST_OWN = 50
FULL = _("Your list is full. Take something out first.")


class OwnItemManager(models.Manager):
    def add(self, participant, phase, text):
        """Raises ValidationError with a sentence where the list is full."""
        if self.filter(participant=participant).count() >= MOST_OWN:
            raise ValidationError(FULL)
        return self.create(participant=participant, phase=phase, text=text)


class OwnItem(models.Model):
    """What a participant has put on the own checklist; nobody else sees it."""

    participant = models.ForeignKey("ipraktik.Participant", models.CASCADE, related_name="own_items")
    phase = models.CharField(max_length=10)
    text = models.CharField(_("what to remember"), max_length=300)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = OwnItemManager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.text

    def toggle(self):
        """Tick it off, or take the tick away again."""
        self.done_at = None if self.done_at else timezone.now()
        self.save(update_fields=["done_at"])
