"""What the days must make room for: asked once in the wish, kept for one visit, and gone soon after it.

It may be about somebody's health. So it is never in a letter, a list, a calendar or the history, and the sender never
sees it; who does is asked of the placement (`sees_needs`).
"""

from datetime import timedelta

from django.db import models
from django.db.models import Exists, F, Max, OuterRef
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.directory.models import Wish
from ipraktik.people.parties import HOST
from ipraktik.placements.lifecycle import AGREED, LIVE, PREPARING
from ipraktik.placements.models import Placement
from ipraktik.programme import programme

PARTS = ("allergies", "appointment", "fetching", "other")


class CareQuerySet(models.QuerySet):
    def not_needed(self, today):
        """The visit has been over for as long as the programme says, or will not be."""
        since = today - timedelta(days=programme().retention.needs_days)
        stands = Placement.objects.filter(state__in=(PREPARING, AGREED)).exclude(visit__last_day__lte=since)
        return self.exclude(placement__in=stands)


class Care(models.Model):
    placement = models.OneToOneField("ipraktik.Placement", models.CASCADE, related_name="care")
    allergies = models.TextField(_("food you cannot eat, and allergies"), blank=True)
    appointment = models.TextField(_("an appointment along the way"), blank=True)
    fetching = models.TextField(_("someone to be fetched"), blank=True)
    other = models.TextField(_("other things to take into account"), blank=True)

    objects = CareQuerySet.as_manager()

    def __str__(self):
        return str(self.placement_id)

    @property
    def said(self):
        """(what it is about, the words) of what has been written."""
        rows = ((self._meta.get_field(name).verbose_name, getattr(self, name)) for name in PARTS)
        return [(label, words) for label, words in rows if words]


def care_of(placement):
    """What stands for this visit; what the wish said, until the intern has looked it through."""
    return getattr(placement, "care", None) or Care(placement=placement, other=placement.wish.special_needs)


def needs_for(placement, person):
    return care_of(placement).said if placement.sees_needs(person) else []


def beside_contact(placement):
    """The host's people whom the intern may let see it: contact and reserve do anyway."""
    visit = placement.visit
    hosts = [each for each in placement.participants.all() if each.party == HOST]
    return [each for each in hosts if each.person_id not in (visit.contact_id, visit.reserve_id)]


def forget_needs():
    """By the clock: from the visits, and from wishes whose journey is over."""
    today = timezone.localdate()
    Care.objects.not_needed(today).delete()
    since = today - timedelta(days=programme().retention.needs_days)
    over_wishes(since).exclude(special_needs="").update(special_needs="")


def over_wishes(since):
    """Wishes that came true or came to nothing so long ago, and have no visit before them."""
    live = Placement.objects.filter(wish=OuterRef("pk"), state__in=LIVE)
    ends = Max("placements__visit__last_day")
    touched = Max("events__at__date")
    over = Wish.objects.filter(~Exists(live), state__in=("done", "withdrawn", "lapsed"))
    return Wish.objects.filter(
        pk__in=over.annotate(ends=ends, touched=touched)
        .annotate(last=Coalesce(F("ends"), F("touched")))
        .filter(last__lte=since)
        .values("pk")
    )
