"""Visits: the days at a host that one to three placements share."""

from math import ceil

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ipraktik.directory.capacity import STANDING, of_year, under_way
from ipraktik.directory.models import Offer, OfferPerson
from ipraktik.kit import calendar
from ipraktik.kit.days import say_days
from ipraktik.kit.lifecycle import NotYet
from ipraktik.people.parties import HOST, Phase
from ipraktik.placements.items import ItineraryItem
from ipraktik.placements.participants import Participant
from ipraktik.programme import programme

NO_RESERVE = _("There is no reserve to hand over to. Name one first.")
TAKEN_OVER = _(
    "%(contact)s is the contact person now, and %(reserve)s the reserve. Look whether that is as it should be."
)
ENOUGH_THAT_YEAR = _("The host does not receive more interns in %(year)s. Choose days in another year.")
NOT_OPEN = _("The host has said that these days do not suit: %(days)s. Agree on it with each other first.")
OTHER_LENGTH = _("The host has said that a visit lasts %(least)s to %(most)s days. Agree on it with each other first.")
MATTERS = ("hours", "dress", "equipment", "workspace", "access")  # as the offer tells of them, in this order
NO_SEATS = _("The host does not have seats for all on those days: others are visiting then. Choose other days.")


class VisitQuerySet(models.QuerySet):
    def visible_to(self, person):
        if person.is_coordinator:
            return self
        hosting = Participant.objects.filter(placement__visit=OuterRef("pk"), person=person, party=HOST)
        return self.filter(Exists(hosting) | Exists(OfferPerson.objects.filter(offer=OuterRef("offer"), person=person)))

    def at(self, offer):
        """A visit at this host, with the people and the practical matters that the offer tells of."""
        copied = ("contact", "reserve", "meet", *MATTERS, "additions", "wants_declaration")
        return self.create(offer=offer, **{name: getattr(offer, name) for name in copied})


class Visit(models.Model):
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="visits")
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    contact = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reserve = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    meet = models.TextField(_("where to meet"), blank=True)
    hours = models.CharField(_("working hours"), max_length=200, blank=True)
    dress = models.TextField(_("what to wear"), blank=True)
    equipment = models.TextField(_("what to bring"), blank=True)
    workspace = models.TextField(_("a place to work"), blank=True)
    access = models.TextField(_("getting in and about"), blank=True)
    practical = models.TextField(_("practical matters"), blank=True)  # what else there is to know
    additions = models.TextField(_("the host's additions to the agreement"), blank=True)
    wants_declaration = models.BooleanField(_("the host wants a confidentiality declaration"), default=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = VisitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="visit_ends_after_it_begins",
                condition=Q(last_day__gte=F("first_day")) | Q(first_day=None, last_day=None),
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(
                name="visit_contact_and_reserve_differ",
                condition=~Q(contact=F("reserve")) | Q(contact=None) | Q(reserve=None),
                violation_error_message=_("The contact person and the reserve must be two different people."),
            ),
        ]

    def __str__(self):
        return f"{self.offer} {self.first_day or ''}"

    def get_absolute_url(self):
        return reverse("visit", args=[self.pk])

    @property
    def has_days(self):
        return self.first_day is not None

    @property
    def days(self):
        """The dates someone is there; empty while they are not set."""
        return calendar.visit_days(self.first_day, self.last_day, programme().country) if self.has_days else []

    @property
    def practical_matters(self):
        """All of it as one text: so it stands in the agreement."""
        return "\n".join(filter(None, (getattr(self, name) for name in (*MATTERS, "practical"))))

    @property
    def length_fits(self):
        rules = programme().rules
        return ceil(rules.days_min) <= len(self.days) <= ceil(rules.days_max)

    @property
    def day_warnings(self):
        return calendar.warnings(self.days, programme().country, get_language() or "da")

    @property
    def host_warnings(self):
        """What the host has said of days and length, where this visit differs."""
        if not self.has_days:
            return []
        closed = [say_days(day) for day in self.days if not self.offer.is_open_on(day)]
        said = [NOT_OPEN % {"days": ", ".join(closed)}] if closed else []
        least, most = ceil(self.offer.days_min), ceil(self.offer.days_max)
        if not least <= len(self.days) <= most:
            said.append(OTHER_LENGTH % {"least": least, "most": most})
        return said

    @property
    def phase(self):
        today = timezone.localdate()
        if not self.has_days or today < self.first_day:
            return Phase.BEFORE
        return Phase.DURING if today <= self.last_day else Phase.AFTER

    @property
    def begins_soon_on(self):
        """The day, some working days before the first, on which each party hears what matters now. None without days."""
        ahead = programme().rules.begins_soon_working_days
        return calendar.working_days_before(self.first_day, ahead, programme().country) if self.has_days else None

    @property
    def begins_soon(self):
        """And from then on."""
        return self.has_days and self.begins_soon_on <= timezone.localdate()

    @property
    def opens_near_the_end(self):
        """The day from which the advice and the closing talk are open: so many days of the visit before its last."""
        days = self.days
        return days[max(len(days) - 1 - programme().rules.advice_opens_days_before, 0)] if days else None

    @property
    def end_is_near(self):
        return self.has_days and timezone.localdate() >= self.opens_near_the_end

    @property
    def receivers(self):
        """The contact person and the reserve, as far as they are named."""
        return [each for each in (self.contact, self.reserve) if each]

    @property
    def has_contact_and_reserve(self):
        return self.contact_id is not None and self.reserve_id is not None and self.contact_id != self.reserve_id

    def itinerary_for(self, placement):
        """The rows this intern sees: the shared ones and the intern's own, in order."""
        return [item for item in self.items.all() if item.placement_id in (None, placement.pk)]

    def itinerary_covers_every_day(self, placement):
        planned = {item.day for item in self.itinerary_for(placement)}
        return self.has_days and set(self.days) <= planned

    def standing(self):
        return self.placements.filter(state__in=STANDING)

    def has_room_for(self, placement):
        """Is there a seat: at this visit, beside others on the same days, under the host's caps?"""
        others = self.offer.placements.exclude(pk=placement.pk)
        offer = self.offer
        beside = others.filter(state__in=STANDING).filter(self.same_days()).count()
        year = self.first_day.year if self.has_days else timezone.localdate().year
        return (
            beside < offer.seats
            and others.filter(under_way(timezone.localdate())).count() < max(offer.at_a_time, 1)
            and (offer.cap_year is None or others.filter(of_year(year)).count() < offer.cap_year)
        )

    def set_days(self, first, last, by=None):
        """Other days; each row of the itinerary moves along to the same day of the visit. Raises NotYet."""
        before = self.days
        with transaction.atomic():
            Offer.objects.select_for_update().get(pk=self.offer_id)
            self.first_day, self.last_day = first, last
            self.demand_seats()
            that_year = self.of_year(first.year) if first else 0
            self.save(update_fields=["first_day", "last_day"])
            self.demand_the_year(that_year)
            for placement in self.standing():
                placement.record("set-days", by, first=first.isoformat(), last=last.isoformat())
            self.move_items(dict(zip(before, self.days, strict=False)))

    def demand_seats(self):
        """Those of this visit keep their seats though the host has lowered their number since. Raises NotYet."""
        most = max(self.offer.seats, self.standing().count())
        if self.offer.placements.filter(self.same_days(), state__in=STANDING).count() > most:
            raise NotYet([NO_SEATS], self)

    def of_year(self, year):
        return self.offer.placements.filter(of_year(year)).count()

    def demand_the_year(self, before):
        """No more than the host wants in a year, unless there were as many before. Raises NotYet."""
        year = self.first_day.year if self.has_days else None
        if year and self.offer.cap_year is not None and self.of_year(year) > max(self.offer.cap_year, before):
            raise NotYet([ENOUGH_THAT_YEAR % {"year": year}], self)

    def move_items(self, days):
        moved = [item for item in self.items.all() if item.day in days]
        for item in moved:
            item.day = days[item.day]
        ItineraryItem.objects.bulk_update(moved, ["day"])

    def staff(self, contact, reserve, by=None):
        """Name who meets the interns and who takes over; who signs follows, at every placement of the visit."""
        with transaction.atomic():
            for placement in self.place_people(contact, reserve):
                placement.record("staff", by)

    def hand_over(self, by, who):
        """The reserve takes over from the contact person, and the other way round. Raises NotYet.

        `who` is the number of the one whom the page meant: pressed twice, or by two, it is done once.
        """
        with transaction.atomic():
            Offer.objects.select_for_update().get(pk=self.offer_id)
            now = Visit.objects.select_for_update(no_key=True).get(pk=self.pk)
            if not now.has_contact_and_reserve:
                raise NotYet([NO_RESERVE], now)
            if str(now.reserve_id) != str(who):
                raise NotYet([TAKEN_OVER % {"contact": now.contact, "reserve": now.reserve}], now)
            for placement in now.place_people(now.reserve, now.contact):
                placement.record("stand-in", by, people=[now.contact_id])
        return now

    def place_people(self, contact, reserve):
        """The placements whose signer this changes."""
        self.contact, self.reserve = contact, reserve
        self.save(update_fields=["contact", "reserve"])
        placements = list(self.placements.live())
        for placement in placements:
            placement.follow_contact()
        return placements

    def same_days(self):
        """Placements of this visit, or of another on overlapping days."""
        if not self.has_days:
            return Q(visit=self)
        return Q(visit=self) | Q(visit__first_day__lte=self.last_day, visit__last_day__gte=self.first_day)
