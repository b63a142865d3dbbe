"""Letters: one for each event and reader, kept with its tries until it is sent, and as the log afterwards."""

from datetime import timedelta
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from ipraktik.history.models import Event
from ipraktik.notices.returning import ReturnAddress  # noqa: F401  (a model of this room, told apart by what it is)

MOST_TRIES_BOUNCED = 3
OF_FIRST_TALK = ("propose-talk", "accept-talk")


def new_message_id():
    return f"<{uuid4()}@{urlsplit(settings.SITE_URL).hostname}>"


class LetterQuerySet(models.QuerySet):
    def visible_to(self, person):
        return self if person.is_coordinator else self.none()

    def unsent(self):
        return self.filter(sent_at=None, given_up_at=None)

    def due(self, now):
        """What can be sent now; sign-in codes first, since somebody waits at the door."""
        return self.unsent().filter(next_try_at__lte=now).order_by("-urgent", "next_try_at", "pk")

    def given_up(self):
        return self.exclude(given_up_at=None)

    def about(self, placement):
        """Letters of the placement, and of the wish and the consents that led to it."""
        wish = placement.wish_id
        return self.filter(Q(event__placement=placement) | Q(event__wish=wish) | Q(event__consent__wish=wish))

    def of_first_talk(self, placement, reader):
        """Those that have brought this reader's calendar the talk before the visit, or will."""
        return self.filter(
            event__placement=placement, event__name__in=OF_FIRST_TALK, reader=reader, given_up_at=None
        ).exclude(calendar="")


class Letter(models.Model):
    """A letter to one reader. Its link is minted when it is sent, so that only a hash is ever kept.

    `link_kind` and `link_target` say what the reader's own link will open; `page` is an address for who signs in.
    A sign-in code has no event; its text is erased once sent.
    """

    event = models.ForeignKey(Event, models.CASCADE, null=True, blank=True, related_name="letters")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="letters")
    address = models.EmailField(max_length=254, blank=True)  # when the reader is nobody the programme knows
    key = models.CharField(max_length=60)  # the programme's letter
    language = models.CharField(max_length=5)
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    calendar = models.TextField(blank=True)  # what goes along for the reader's calendar
    why_you = models.CharField(max_length=300, blank=True)  # why the reader gets it: the last line of every letter
    button = models.CharField(max_length=120, blank=True)
    link_kind = models.CharField(max_length=12, blank=True)
    link_target = models.PositiveBigIntegerField(null=True, blank=True)
    page = models.CharField(max_length=200, blank=True)
    urgent = models.BooleanField(default=False)
    message_id = models.CharField(max_length=120, unique=True, default=new_message_id)
    made_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "reader", "key"], name="event_is_told_once"),
            models.UniqueConstraint(
                fields=["event", "address", "key"], condition=Q(reader=None), name="event_is_told_once_to_an_address"
            ),
            models.CheckConstraint(name="letter_is_sent_or_given_up", condition=Q(sent_at=None) | Q(given_up_at=None)),
        ]
        indexes = [
            models.Index(
                name="letters_to_send",
                fields=["-urgent", "next_try_at"],
                condition=Q(sent_at=None, given_up_at=None),
            )
        ]

    def __str__(self):
        return self.subject

    def get_absolute_url(self):
        return reverse("letter", args=[self.pk])

    @property
    def to(self):
        """Where it goes: the reader's address as it is now, so that a corrected one is used."""
        return self.address or self.reader.email

    @property
    def state(self):
        if self.sent_at:
            return "sent"
        return "given-up" if self.given_up_at else "waiting"

    @property
    def is_worn_out(self):
        """Tried so often that another try will not help; a code to sign in is of no use tomorrow."""
        return self.urgent or self.tries >= MOST_TRIES_BOUNCED

    def put_off(self, reason):
        """It came back, but may arrive another day: sent again tomorrow, if it still matters then."""
        self.sent_at, self.given_up_at, self.error = None, None, reason[:200]
        self.next_try_at = timezone.now() + timedelta(days=1)
        self.save(update_fields=["sent_at", "given_up_at", "error", "next_try_at"])

    def give_up(self, reason):
        """It came back, or never went."""
        self.sent_at, self.given_up_at, self.error = None, timezone.now(), reason[:200]
        self.save(update_fields=["sent_at", "given_up_at", "error"])

    def try_again(self):
        """The office has corrected what was wrong: from the beginning, as if it had not been tried."""
        self.tries, self.given_up_at, self.error, self.next_try_at = 0, None, "", timezone.now()
        self.save(update_fields=["tries", "given_up_at", "error", "next_try_at"])


class Reminded(models.Model):
    """A rung of the ladder that has been climbed: once for each target and rung (or day, when a person pressed)."""

    kind = models.CharField(max_length=12)
    target = models.PositiveBigIntegerField()
    rung = models.CharField(max_length=80)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "target", "rung", "person"], name="rung_is_climbed_once_each"),
            models.UniqueConstraint(
                fields=["kind", "target", "rung"], condition=Q(person=None), name="rung_is_climbed_once"
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.target} {self.rung}"


class JobRun(models.Model):
    """When the clock last did each of its jobs."""

    name = models.CharField(max_length=60, unique=True)
    last_run_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)  # while it runs; a job that failed waits until the claim is old

    def __str__(self):
        return self.name
