"""Personal links: for one person and one target, so that acting works without an account.

Only the hash is kept: nobody who reads the database or a log can act as the person. Opening a link uses nothing up.
"""

import hashlib
import secrets
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.programme import programme

# What each kind of link is for, as the end of “With it you can …”.
KINDS = {
    "placement": _("see a visit, prepare it, and answer or sign"),
    "consent": _("answer whether an employee may visit another workplace"),
    "wish": _("see a wish to visit another workplace, and complete it"),
    "offer": _("see an offer to host, and answer those who ask"),
    "depicted": _("see a photo that you are in, and say yes or no to it"),
    "trouble": _("read what the office answered you"),
    "visit": _("see a visit at your workplace, and answer or sign"),
}
AFRESH = "fresh-link"  # the event that asks for another link for someone
PATIENCE = timedelta(minutes=10)


def hashed(token):
    return hashlib.sha256(token.encode()).hexdigest()


class LinkManager(models.Manager):
    def mint(self, person, kind, target, days=None):
        """A new link's token (43 characters, told once) for this person and this target (`kind` and its number)."""
        token = secrets.token_urlsafe(32)
        expires = timezone.now() + timedelta(days=days or programme().rules.link_days)
        self.create(person=person, kind=kind, target=target, token_hash=hashed(token), expires_at=expires)
        return token

    def find(self, token):
        """The link of this token, expired or not; None for a forged one."""
        return self.select_related("person").filter(token_hash=hashed(token)).first()

    def revoke(self, kind, target, person=None):
        """No link to this target works any more (for this person, or for anyone)."""
        links = self.filter(kind=kind, target=target, revoked_at=None)
        return (links.filter(person=person) if person else links).update(revoked_at=timezone.now())


class Link(models.Model):
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="links")
    kind = models.CharField(max_length=12)
    target = models.PositiveBigIntegerField()
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = LinkManager()

    class Meta:
        indexes = [models.Index(fields=["kind", "target"])]

    def __str__(self):
        return f"{self.kind} {self.target}"

    @property
    def works(self):
        return self.revoked_at is None and self.expires_at > timezone.now() and self.person.is_active

    @property
    def purpose(self):
        return KINDS[self.kind]

    def get_absolute_url(self):
        """The page that the link leads to."""
        return reverse(self.kind, kwargs={"pk": self.target})

    def note_use(self):
        if self.used_at is None:
            self.used_at = timezone.now()
            self.save(update_fields=["used_at"])

    def ask_again(self):
        """Ask for a letter with a fresh link to the same person, if the thing is still theirs; not often."""
        with transaction.atomic():
            Link.objects.select_for_update().get(pk=self.pk)
            subject = self.subject() if self.person.is_active else None
            if subject and not self.asked_lately(subject):
                subject.record(AFRESH, people=[self.person_id])

    def subject(self):
        """What has a history here: the target itself, or for a visit one of its placements. None if not theirs."""
        of_visit = self.kind == "visit"
        model = apps.get_model("ipraktik", "placement" if of_visit else self.kind)  # these rooms stand below this one
        mine = model.objects.visible_to(self.person)
        return mine.filter(**{"visit" if of_visit else "pk": self.target}).order_by("pk").first()

    def asked_lately(self, subject):
        lately = subject.events.filter(name=AFRESH, at__gt=timezone.now() - PATIENCE)
        return any(self.person_id in event.facts["people"] for event in lately)
