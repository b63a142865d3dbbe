"""A problem underway: a quiet line from one party to the office, and the office's answer. Nobody else sees either.

Its events have a subject of their own, so that nothing of it is ever in the placement's history.
"""

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.history.models import Event, Outbox
from ipraktik.kit.lifecycle import NotYet
from ipraktik.people.parties import COORDINATOR

ANSWERED = _("It has been answered or closed already.")


class TroubleQuerySet(models.QuerySet):
    def visible_to(self, person):
        return self if person.is_coordinator else self.filter(person=person)

    def open(self):
        return self.filter(ended_at=None)

    def note_reading(self, read):
        """Who wrote them has seen the answers."""
        unread = [each.pk for each in read if each.is_unread]
        if unread:
            self.filter(pk__in=unread).update(read_at=timezone.now())

    def confide(self, placement, person, text):
        """Keep it, and let the office hear. Raises PermissionDenied or NotYet."""
        with placement.doing(person, "confide") as now:
            trouble = self.create(placement=now, person=person, party=now.participant(person).party, text=text)
            trouble.record("confide", person)
        return trouble


class Trouble(models.Model):
    placement = models.ForeignKey("ipraktik.Placement", models.CASCADE, related_name="troubles")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="troubles")
    party = models.CharField(max_length=12)
    text = models.TextField(_("what is wrong"))
    at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(_("the office's answer"), blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)  # when who wrote it has seen the answer

    objects = TroubleQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["ended_at", "at"], name="troubles_that_wait")]

    def __str__(self):
        return str(self.person)

    def get_absolute_url(self):
        return reverse("trouble", args=[self.pk])

    @property
    def is_unread(self):
        return bool(self.answer) and self.read_at is None

    def parties_of(self, person):
        """What they are here: who wrote speaks for their party, and the office for itself."""
        mine = {self.party} if person.pk == self.person_id else set()
        return mine | ({COORDINATOR} if person.is_coordinator else set())

    def record(self, name, by=None, **facts):
        party = " ".join(sorted(self.parties_of(by))) if by else ""
        event = Event.objects.create(trouble=self, name=name, by=by, party=party, facts=facts)
        Outbox.objects.create(event=event)
        return event

    def end(self, by, answer=""):
        """The office answers, or closes it after a talk on the telephone. Raises NotYet."""
        with transaction.atomic():
            now = Trouble.objects.select_for_update().get(pk=self.pk)
            if now.ended_at:
                raise NotYet([ANSWERED], now)
            now.answer, now.answered_by, now.ended_at = answer, by, timezone.now()
            now.save(update_fields=["answer", "answered_by", "ended_at"])
            if answer:
                now.record("answer-trouble", by)
