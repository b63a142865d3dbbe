"""Cover at home: what is handed over, to whom, by when; what colleagues may see of it; and the talk afterwards.

It is between the intern and their own workplace. The host never sees it.
"""

import secrets
from datetime import timedelta

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.kit.lifecycle import NotYet
from ipraktik.people.links import hashed
from ipraktik.people.parties import INTERN, SENDER
from ipraktik.placements.lifecycle import AGREED, COMPLETED, PREPARING
from ipraktik.placements.models import Goal

MOST_TASKS = 40
A_TALK = timedelta(hours=1)
AFTER_THE_VISIT = _("Choose a day after the visit: it is about what you bring home.")


class CoverTask(models.Model):
    """Something that must be handed over before the intern leaves."""

    placement = models.ForeignKey("ipraktik.Placement", models.CASCADE, related_name="cover_tasks")
    what = models.CharField(_("what"), max_length=200)
    who = models.CharField(_("to whom"), max_length=120, blank=True)
    by = models.DateField(_("handed over by"), null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = [F("by").asc(nulls_last=True), "pk"]

    def __str__(self):
        return self.what

    @property
    def is_late(self):
        return self.done_at is None and self.by is not None and self.by < timezone.localdate()

    def toggle(self):
        self.done_at = None if self.done_at else timezone.now()
        self.save(update_fields=["done_at"])


class ColleaguesPageManager(models.Manager):
    def make(self, placement):
        """The token (told once) of a new address; one made before stops working."""
        token = secrets.token_urlsafe(32)
        fresh = {"token_hash": hashed(token), "made_at": timezone.now()}
        self.update_or_create(placement=placement, defaults=fresh)
        return token

    def find(self, token):
        """The page of this token while the visit is ahead or under way; None when it is over, off or forged."""
        found = self.filter(token_hash=hashed(token), placement__state__in=(PREPARING, AGREED))
        found = found.exclude(placement__visit__last_day__lt=timezone.localdate())
        return found.select_related("placement__visit", "placement__wish__intern").first()


class ColleaguesPage(models.Model):
    """“Left in peace”: an address to share, where colleagues see who answers for what and until when."""

    placement = models.OneToOneField("ipraktik.Placement", models.CASCADE, related_name="colleagues_page")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects = ColleaguesPageManager()

    def __str__(self):
        return str(self.placement_id)


class Homecoming(models.Model):
    """When intern, manager and colleagues hear what the visit brought: set before it begins."""

    placement = models.OneToOneField("ipraktik.Placement", models.CASCADE, related_name="homecoming")
    starts_at = models.DateTimeField(_("when"))
    where = models.CharField(_("where"), max_length=200, blank=True)
    times_told = models.PositiveSmallIntegerField(default=0)  # the number of the invitation, for the calendars

    def __str__(self):
        return str(self.starts_at)

    @property
    def ends_at(self):
        return self.starts_at + A_TALK

    @property
    def stands(self):
        """It falls away where no visit is to be told of."""
        return self.placement.state in (PREPARING, AGREED, COMPLETED)

    @property
    def is_too_early(self):
        """The visit is not over by then; so it may become when the days are moved."""
        last = self.placement.visit.last_day
        return last is not None and timezone.localdate(self.starts_at) <= last

    @property
    def is_coming(self):
        return self.starts_at > timezone.now()


def homecoming_of(placement):
    return getattr(placement, "homecoming", None)


def set_homecoming(placement, starts_at, where, by):
    """The same date again tells nobody anything. Raises PermissionDenied or NotYet."""
    with placement.doing(by, "cover") as now:
        talk = homecoming_of(now) or Homecoming(placement=now)
        if (talk.starts_at, talk.where) == (starts_at, where):
            return talk
        talk.starts_at, talk.where, talk.times_told = starts_at, where, talk.times_told + 1
        if talk.is_too_early:
            raise NotYet([AFTER_THE_VISIT], now)
        talk.save()
        now.record("set-homecoming", by)
    return talk


def at_home(placement):
    """Who takes part in the talk: the intern, and who speaks for the sender."""
    return [each for each in placement.participants.all() if each.signs and each.party in (INTERN, SENDER)]


def goals_at_home(placement):
    """Why the sender sends someone, as far as they have shared it."""
    return [goal for goal in Goal.objects.shared_in(placement) if goal.participant.party == SENDER]
