"""Colleagues of the host who are named in an itinerary, and the links by which they answer."""

import secrets

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from ipraktik.history.models import Event
from ipraktik.people.links import hashed
from ipraktik.people.models import Membership
from ipraktik.placements.models import ItineraryItem, Visit


class ColleagueQuerySet(models.QuerySet):
    def known_as(self, visit, name, email=""):
        """The colleague of this address at this visit (or, without an address, of this name), made if there is none."""
        known = self.filter(visit=visit, email=email) if email else self.filter(visit=visit, email="", name=name)
        found = known.order_by("pk").first() or self.model(visit=visit, email=email)
        found.name = name or found.name
        found.save()
        return found

    def find(self, token):
        """Whose link this is; None for one that was never made, or is no longer of use."""
        return self.filter(links__token_hash=hashed(token)).select_related("visit__contact").first()

    def of_visits_before(self, day):
        """Those with an address whose visit was over by then, but not who belongs to the host's workplace and is known
        here anyway."""
        over = self.exclude(email="").filter(visit__last_day__lt=day)
        there = Membership.objects.current().filter(workplace=OuterRef("visit__offer__workplace"))
        return over.exclude(Exists(there.filter(person__email=OuterRef("email"))))

    def forget(self, colleagues):
        """The rows keep the names; nobody can be written to, and no link leads here any more."""
        numbers = [each.pk for each in colleagues]
        ColleagueLink.objects.filter(colleague__in=numbers).delete()
        self.filter(pk__in=numbers).update(email="", told="", noticed="")

    def drop_unused(self):
        """Who is in no row, and was never told or has heard that they are not needed."""
        unused = self.filter(items=None, told="")
        releases = releases_to_come(unused.values("visit"))
        unused.exclude(pk__in=[each.facts["colleague"] for each in releases]).delete()


def releases_to_come(visits):
    """What tells colleagues that they are not needed, and has not been sent."""
    releases = Event.objects.filter(name="release-colleague", placement__visit__in=visits)
    unsent = releases.filter(letters__isnull=False, letters__sent_at=None, letters__given_up_at=None)
    return [*releases.filter(outbox__isnull=False), *unsent]


class Colleague(models.Model):
    """Someone at the host's who is named in rows of an itinerary. Needs no account: the address is for our letters alone.

    `told` is a digest of the times we last wrote to them about, `noticed` of those that we would have when we last
    looked; `cannot` is their own answer.
    """

    class Cannot(models.TextChoices):
        TIME = "time", _("cannot be there")
        NOT_ME = "not-me", _("is not the right one")

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="colleagues")
    items = models.ManyToManyField(ItineraryItem, related_name="colleagues")
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    told = models.CharField(max_length=64, blank=True)
    noticed = models.CharField(max_length=64, blank=True)
    cannot = models.CharField(max_length=10, choices=Cannot, blank=True)

    language = ""  # we do not know: the programme's first is written
    is_active, is_coordinator = True, False

    objects = ColleagueQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "email"], condition=~Q(email=""), name="colleague_has_an_address_once"
            )
        ]

    def __str__(self):
        return self.name or self.email

    def mint(self):
        """A new link's token, told once. Those of earlier letters go on working."""
        token = secrets.token_urlsafe(32)
        self.links.create(token_hash=hashed(token))
        return token


class ColleagueLink(models.Model):
    """One link to one colleague's own rows; only its hash is kept."""

    colleague = models.ForeignKey(Colleague, models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)

    def __str__(self):
        return str(self.colleague)
