"""Placements as many: whom they are there for, which are live, and how a suggestion begins."""

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.agreements.amendments import Amendment
from ipraktik.agreements.models import Signature
from ipraktik.directory.fitting import obstacles_between
from ipraktik.directory.models import Offer, Wish
from ipraktik.kit.lifecycle import NotYet
from ipraktik.people.parties import HOST, INTERN, SENDER, Phase
from ipraktik.placements import lifecycle
from ipraktik.placements.participants import Participant
from ipraktik.placements.visits import Visit


class About(models.TextChoices):
    """What a no is mostly about, as who says it may tell."""

    DAYS = "days", _("The days, or the time it takes")
    WORK = "work", _("What the visit would be about")
    DISTANCE = "distance", _("The distance")
    OTHER = "other", _("Something else")


class PlacementQuerySet(models.QuerySet):
    def visible_to(self, person):
        if person.is_coordinator:
            return self
        return self.filter(Exists(Participant.objects.filter(placement=OuterRef("pk"), person=person)))

    def for_page(self):
        return self.select_related(
            "wish__intern", "wish__manager", "wish__workplace__organisation", "wish__group",
            "offer__workplace__organisation", "visit__contact", "visit__reserve",
        )  # fmt: skip

    def live(self):
        return self.filter(state__in=lifecycle.LIVE)

    def with_open_amendment(self):
        """With an amendment that waits for a signature; what its reading needs is read along."""
        open_ones = unsigned(Amendment.objects.filter(placement=OuterRef("pk"), withdrawn_at=None))
        return self.filter(Exists(open_ones)).prefetch_related("amendments__version__signatures")

    def in_phase(self, phase, today=None):
        today = today or timezone.localdate()
        if phase == Phase.BEFORE:
            return self.filter(Q(visit__first_day=None) | Q(visit__first_day__gt=today))
        if phase == Phase.AFTER:
            return self.filter(visit__last_day__lt=today)
        return self.filter(visit__first_day__lte=today, visit__last_day__gte=today)

    def note_about(self, placement, about):
        return self.filter(pk=placement.pk).update(declined_about=about)

    def suggest(self, wish, offer, *, by, origin, visit=None, **said):
        """A new suggestion about this wish at this offer, with the hand of who asked already lent. `said`: its message,
        answer_by, and what it is part of.

        Companions who go together or not at all are suggested with it, to the same visit. Raises NotYet with the
        sentences that stop it. Locks offer, then wishes, in the one order that every lock keeps.
        """
        with transaction.atomic():
            Offer.objects.select_for_update().get(pk=offer.pk)
            offer = Offer.objects.for_page().with_seats().get(pk=offer.pk)
            wishes = locked_party(wish)
            if sentences := [s for each in wishes for s in obstacles_between(each, offer)]:
                raise NotYet(dict.fromkeys(sentences), wish)
            visit = visit or Visit.objects.at(offer)
            made = [self.begin(each, offer, visit, by, origin=origin, **said) for each in wishes]
            for placement in made:
                if by is not None and placement.parties_of(by) & {INTERN, HOST}:
                    placement.perform("accept", by=by)
        return next(placement for placement in made if placement.wish_id == wish.pk)

    def begin(self, wish, offer, visit, by, **said):
        placement = self.create(wish=wish, offer=offer, visit=visit, **said)
        placement.seat_participants()
        placement.record("suggest", by, origin=said["origin"])
        return placement


def unsigned(amendments):
    """Those that somebody who is asked has not signed."""
    given = Signature.objects.filter(version=OuterRef(OuterRef("version")), participant=OuterRef("pk"))
    silent = Participant.objects.filter(~Exists(given), placement=OuterRef("placement"), signs=True)
    those_who_meet, sender = Exists(silent.filter(party__in=(INTERN, HOST))), Exists(silent.filter(party=SENDER))
    return amendments.filter(those_who_meet | Q(sender, version__digests__has_key=SENDER))


def locked_party(wish):
    """The wish under lock, with its companions' when they go together or not at all; in the order of their numbers."""
    whole = wish.group_id and wish.group.together_only
    numbers = [wish.pk, *(wish.companions.values_list("pk", flat=True) if whole else ())]
    return list(Wish.objects.select_for_update().filter(pk__in=numbers).order_by("pk"))
