"""Offers: what a host can show, to whom, when, and how many."""

from collections import Counter

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.directory import lifecycle
from ipraktik.directory.capacity import counts, seats_left, with_room, with_seats
from ipraktik.directory.offer_parts import OfferPerson
from ipraktik.directory.text import searchable, terms, without_contact_data
from ipraktik.history.models import Remembered
from ipraktik.people.models import Link, Workplace
from ipraktik.people.parties import COORDINATOR, HOST
from ipraktik.programme import programme

PUBLIC = ("about", "why", "see", "wishes_for", "hours", "access", "workspace")


class OfferQuerySet(models.QuerySet):
    def visible_to(self, person):
        """What is published is there for everyone; the rest for its own people and the office."""
        if person.is_authenticated and person.is_coordinator:
            return self
        published = Q(state=lifecycle.PUBLISHED)
        if not person.is_authenticated:
            return self.filter(published)
        theirs = OfferPerson.objects.filter(offer=OuterRef("pk"), person=person)
        return self.filter(published | Exists(theirs))

    def of(self, person):
        return self.filter(Exists(OfferPerson.objects.filter(offer=OuterRef("pk"), person=person)))

    @property
    def placements(self):
        return self.model._meta.get_field("placements").related_model._base_manager

    def with_seats(self):
        return with_seats(self, self.placements, lifecycle.today())

    def with_room(self, seats=1):
        return with_room(self, self.placements, lifecycle.today(), seats)

    def seat_counts(self):
        """{offer: (seats taken, visits this year)} of every offer that has any."""
        counted = counts(self.placements, lifecycle.today()).values_list("offer", "taken", "this_year")
        return {offer: tuple(numbers) for offer, *numbers in counted}

    def free_seats(self):
        """{offer: seats left for one visit that nobody is asked about}, counted once for all: below 0 where too many are."""
        taken = self.seat_counts()
        asking = Counter(self.placements.filter(state="suggested").values_list("offer", flat=True))
        rows = self.values_list("pk", "seats", "at_a_time", "cap_year")
        return {pk: seats_left(*numbers, *taken.get(pk, ())) - asking[pk] for pk, *numbers in rows}

    def listed(self, seats=1):
        """The public directory: published, with a seat left. A full offer hides, and returns by itself."""
        return self.filter(state=lifecycle.PUBLISHED).with_room(seats).with_seats()

    def that_say(self, text):
        """Offers in which each of these words stands, or a part of one, or its stem."""
        found = self
        for forms in terms(text):
            said = Q()
            for form in forms:
                said |= Q(search_text__contains=form)
            found = found.filter(said)
        return found

    def for_page(self):
        """The people come with their names in one question: SQLite takes no list of more than a thousand persons."""
        people = Prefetch("people", OfferPerson.objects.select_related("person"))
        return self.select_related("workplace__organisation", "entered_by").prefetch_related("periods", people)


class Offer(Remembered):
    MOVES, RIGHTS, STATES = lifecycle.OFFER_MOVES, lifecycle.OFFER_RIGHTS, lifecycle.OFFER_STATES

    state = models.CharField(_("state"), max_length=20, default=lifecycle.DRAFT)
    workplace = models.ForeignKey(Workplace, models.PROTECT, related_name="offers")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    about = models.TextField(_("who we are"), blank=True)
    why = models.TextField(_("why we would like a visit"), blank=True)
    see = models.TextField(_("what there is to see"), blank=True)
    wishes_for = models.TextField(_("whom we wish for"), blank=True)
    wanted_sectors = models.JSONField(default=list, blank=True)
    wanted_work_areas = models.JSONField(default=list, blank=True)
    seats = models.PositiveSmallIntegerField(_("interns at a time"), default=1)
    at_a_time = models.PositiveSmallIntegerField(_("interns under way at a time"), default=1)
    cap_year = models.PositiveSmallIntegerField(_("interns a year at most"), null=True, blank=True)
    days_min = models.DecimalField(max_digits=3, decimal_places=1, default=2)
    days_max = models.DecimalField(max_digits=3, decimal_places=1, default=5)
    all_year = models.BooleanField(_("all year"), default=True)
    meet = models.TextField(_("where to meet"), blank=True)
    hours = models.CharField(_("hours"), max_length=200, blank=True)
    dress = models.TextField(_("dress"), blank=True)
    equipment = models.TextField(_("equipment"), blank=True)
    access = models.TextField(_("access"), blank=True)
    workspace = models.TextField(_("a place to work"), blank=True)
    additions = models.TextField(_("additions to the agreement"), blank=True)
    wants_declaration = models.BooleanField(_("interns sign a confidentiality declaration"), default=False)
    search_text = models.TextField(editable=False, blank=True)
    sort_key = models.CharField(max_length=200, editable=False, db_index=True)
    step = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = OfferQuerySet.as_manager()

    class Meta:
        indexes = [  # the directory's first look, without opening the long texts
            models.Index(
                fields=["state", "workplace", "sort_key", "seats", "at_a_time", "cap_year"],
                name="offer_in_the_directory",
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="offer_days_in_order",
                condition=Q(days_max__gte=F("days_min"), days_min__gt=0),
                violation_error_message=_("The most days cannot be fewer than the least."),
            ),
            models.CheckConstraint(
                name="offer_has_seats",
                condition=Q(seats__gte=1, at_a_time__gte=1),
                violation_error_message=_("There must be room for at least one."),
            ),
        ]

    def __str__(self):
        return str(self.workplace)

    def save(self, *args, **kwargs):
        self.sort_key = self.workplace.sort_key
        self.search_text = searchable(self.texts, self.workplace.work_areas)
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "sort_key", "search_text"}
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("offer", args=[self.pk])

    @property
    def texts(self):
        """What search reads: names in every language of the programme, so that either finds the place."""
        place, known = self.workplace, programme().work_areas
        names = [self.sector.name, *(known[key] for key in place.work_areas if key in known)]
        spoken = [words for name in names for _language, words in name.words]
        return [
            place.name,
            place.organisation.name,
            place.place,
            *spoken,
            self.about,
            self.why,
            self.see,
            self.wishes_for,
        ]

    @property
    def told(self):
        """What the host has written, as everyone may read it."""
        return {name: without_contact_data(getattr(self, name)) for name in PUBLIC}

    @property
    def glimpse(self):
        """What there is to see, for a card in the directory."""
        return without_contact_data(self.see)

    @property
    def sector(self):
        return programme().sectors[self.workplace.organisation.sector]

    def parties_of(self, person):
        parties = {COORDINATOR} if person.is_coordinator else set()
        if person.pk in {mine.person_id for mine in self.people.all()}:
            parties.add(HOST)
        return parties

    def person_as(self, role):
        return next((mine.person for mine in self.people.all() if mine.role == role), None)

    @property
    def contact(self):
        return self.person_as(OfferPerson.Role.CONTACT)

    @property
    def reserve(self):
        return self.person_as(OfferPerson.Role.RESERVE)

    @property
    def has_open_days(self):
        return any(period.last >= lifecycle.today() for period in self.periods.all() if period.is_open)

    def is_open_on(self, day):
        """Has the host said that it receives on this day?"""
        said = {period.is_open for period in self.periods.all() if period.first <= day <= period.last}
        return False not in said and (self.all_year or True in said)

    @property
    def editors(self):
        return [mine.person for mine in self.people.all() if mine.role == OfferPerson.Role.EDITOR]

    def name_person(self, role, person):
        """This person is the contact (or reserve); who was before steps aside."""
        self.people.filter(role=role).delete()
        self.people.create(role=role, person=person)

    def name_people(self, contact, reserve, editors, by):
        """Who stands behind the offer from now on. Nobody shuts themselves out; who is new here hears of it."""
        roles = dict.fromkeys(editors, OfferPerson.Role.EDITOR)
        named = ((reserve, OfferPerson.Role.RESERVE), (contact, OfferPerson.Role.CONTACT))
        roles |= {person: role for person, role in named if person}
        with transaction.atomic():
            before = {mine.person for mine in self.people.select_related("person")}
            if by in before:
                roles.setdefault(by, OfferPerson.Role.EDITOR)
            self.people.all().delete()
            for person, role in roles.items():
                self.people.create(person=person, role=role)
            for person in before - roles.keys():
                Link.objects.revoke("offer", self.pk, person)
            self.tell_who_is_new(roles.keys() - before - {by}, by)

    def tell_who_is_new(self, people, by):
        """A letter to each of those who were named; the office's own draft is told of when it is ready to be confirmed."""
        if people and not self.waits_for_the_office:
            self.record("name-people", by, people=sorted(person.pk for person in people))

    @property
    def waits_for_the_office(self):
        """Written by the office and not yet put before its host."""
        return self.state == lifecycle.DRAFT and self.is_by_the_office and not self.asked_to_confirm

    @property
    def is_by_the_office(self):
        return self.entered_by is not None and self.entered_by.is_coordinator

    @property
    def asked_to_confirm(self):
        return self.events.filter(name="ask-to-confirm").exists()

    def ask_to_confirm(self, by):
        """The office has written it; its contact person reads it and sends it, by a link."""
        self.record("ask-to-confirm", by, people=sorted({self.contact.pk, self.reserve.pk} - {by.pk}))

    def end_suggestions(self):
        for placement in self.placements.filter(state="suggested"):
            placement.follow("withdraw")
