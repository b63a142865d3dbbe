"""What the calendars of people have been told, and the private address from which a calendar reads by itself."""

import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils import timezone

from ipraktik.people.links import hashed
from ipraktik.placements.models import Visit


def new_uid(visit, person):
    return f"visit-{visit.pk}-{person.pk}@{urlsplit(settings.SITE_URL).hostname}"


class InvitationManager(models.Manager):
    def of(self, visit, person):
        """The invitation to this visit for this person, locked; made if there is none."""
        return self.select_for_update().get(pk=self.known(visit, person).pk)

    def known(self, visit, person):
        return self.get_or_create(visit=visit, person=person, defaults={"uid": new_uid(visit, person)})[0]

    def note(self, visit, person, digest):
        """Keep what was seen, and touch nothing of what was told."""
        self.filter(pk=self.known(visit, person).pk).update(noticed=digest)


class Invitation(models.Model):
    """One person's invitation to a visit: its lasting name, and what their calendar was last told.

    It is kept, so that a later cancellation finds the same entry even when the site has moved to another address.
    """

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitations")
    uid = models.CharField(max_length=120, unique=True)
    times_told = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)  # of what stands in the calendar; empty: nothing does
    noticed = models.CharField(max_length=64, blank=True)  # of what ought to, when we last looked

    objects = InvitationManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "person"], name="invitation_is_one_for_each_person")]

    def __str__(self):
        return self.uid

    @property
    def sequence(self):
        """The number of the version that was told last."""
        return max(self.times_told - 1, 0)

    def tell(self, digest):
        """Another version is told: the number it has."""
        self.times_told, self.digest, self.noticed = self.times_told + 1, digest, ""
        self.save(update_fields=["times_told", "digest", "noticed"])
        return self.sequence


class FeedManager(models.Manager):
    def make(self, person):
        """The token (43 characters, told once) of a new address; one made before stops working."""
        token = secrets.token_urlsafe(32)
        fresh = {"token_hash": hashed(token), "made_at": timezone.now()}
        self.update_or_create(person=person, defaults=fresh)
        return token

    def find(self, token):
        """The feed of this token; None for a forged or revoked one, or of somebody who is not here any more."""
        return self.select_related("person").filter(token_hash=hashed(token), person__is_active=True).first()


class Feed(models.Model):
    """A private address from which a person's calendar reads their visits. Revoking it deletes the row."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="feed")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects = FeedManager()

    def __str__(self):
        return str(self.person)
