"""Placements: one intern's path at one host, from the first suggestion to the last follow-up."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.directory.fitting import obstacles_between
from ipraktik.directory.models import Offer, Wish
from ipraktik.history.models import Remembered
from ipraktik.kit.lifecycle import NotYet
from ipraktik.people.parties import COORDINATOR, HOST, INTERN, SENDER, Phase
from ipraktik.placements import lifecycle
from ipraktik.placements.agreement import Version
from ipraktik.placements.visits import Visit


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

    def in_phase(self, phase, today=None):
        today = today or timezone.localdate()
        if phase == Phase.BEFORE:
            return self.filter(Q(visit__first_day=None) | Q(visit__first_day__gt=today))
        if phase == Phase.AFTER:
            return self.filter(visit__last_day__lt=today)
        return self.filter(visit__first_day__lte=today, visit__last_day__gte=today)

    def suggest(self, wish, offer, *, by, origin, visit=None, message=""):
        """A new suggestion about this wish at this offer, with the hand of who asked already lent.

        Companions who go together or not at all are suggested with it, to the same visit. Raises NotYet with the
        sentences that stop it. Locks offer, then wishes, in the one order that every lock keeps.
        """
        with transaction.atomic():
            Offer.objects.select_for_update().get(pk=offer.pk)
            offer = Offer.objects.for_page().with_seats().get(pk=offer.pk)
            wishes = locked_party(wish)
            if sentences := [s for each in wishes for s in obstacles_between(each, offer)]:
                raise NotYet(dict.fromkeys(sentences), wish)
            visit = visit or Visit.objects.create(offer=offer, contact=offer.contact, reserve=offer.reserve)
            made = [self.begin(each, offer, visit, by, origin, message) for each in wishes]
            for placement in made:
                if by is not None and placement.parties_of(by) & {INTERN, HOST}:
                    placement.perform("accept", by=by)
        return next(placement for placement in made if placement.wish_id == wish.pk)

    def begin(self, wish, offer, visit, by, origin, message):
        placement = self.create(wish=wish, offer=offer, visit=visit, origin=origin, message=message)
        placement.seat_participants()
        placement.record("suggest", by, origin=origin)
        return placement


def locked_party(wish):
    """The wish under lock, with its companions' when they go together or not at all; in the order of their numbers."""
    whole = wish.group_id and wish.group.together_only
    numbers = [wish.pk, *(wish.companions.values_list("pk", flat=True) if whole else ())]
    return list(Wish.objects.select_for_update().filter(pk__in=numbers).order_by("pk"))


class Placement(Remembered):
    MOVES, RIGHTS, STATES = lifecycle.MOVES, lifecycle.RIGHTS, lifecycle.STATES

    class Origin(models.TextChoices):
        OWN_HOST = "own_host", _("the intern named the host")
        BROWSE = "browse", _("the intern asked the host")
        HOST = "host", _("the host asked the intern")
        OFFICE = "office", _("the office suggested it")

    state = models.CharField(_("state"), max_length=20, default=lifecycle.SUGGESTED)
    wish = models.ForeignKey(Wish, models.PROTECT, related_name="placements")
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="placements")
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="placements")
    origin = models.CharField(max_length=10, choices=Origin)
    message = models.TextField(_("message"), blank=True)
    special_terms = models.TextField(_("special terms"), blank=True)
    follow_up = models.TextField(_("how we follow up"), blank=True)
    unconfirmed = models.BooleanField(default=False)  # completed by the clock: nobody said anything
    disputed = models.BooleanField(default=False)  # intern and host do not say the same: the office's to settle
    created_at = models.DateTimeField(default=timezone.now)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["wish", "offer"],
                condition=Q(state__in=lifecycle.LIVE),
                name="placement_is_suggested_once",
                violation_error_message=_("This suggestion has already been made."),
            ),
            models.UniqueConstraint(
                fields=["wish"],
                condition=Q(state__in=(lifecycle.PREPARING, lifecycle.AGREED)),
                name="wish_has_one_placement_at_a_time",
                violation_error_message=_("The intern is already preparing another visit."),
            ),
        ]

    def __str__(self):
        return f"{self.wish} → {self.offer}"

    def get_absolute_url(self):
        return reverse("placement", args=[self.pk])

    # who is in it

    def parties_of(self, person):
        parties = {COORDINATOR} if person.is_coordinator else set()
        return parties | {mine.party for mine in self.participants.all() if mine.person_id == person.pk}

    def party_of(self, person):
        """The party whose page this person sees; a coordinator's own party comes first."""
        parties = self.parties_of(person)
        return next((party for party in (INTERN, HOST, SENDER, COORDINATOR) if party in parties), None)

    def seat_participants(self):
        """Write who takes part: intern, host's contact and reserve, and the nearest manager."""
        people = self.offer.people.all()
        roles = [(INTERN, self.wish.intern_id, True), (SENDER, self.wish.manager_id, True)]
        roles += [(HOST, each.person_id, each.person_id == self.visit.contact_id) for each in people]
        for party, person, signs in roles:
            if person:
                Participant.objects.get_or_create(
                    placement=self, party=party, person_id=person, defaults={"signs": signs}
                )

    def signers(self, parties):
        return {each for each in self.participants.all() if each.signs and each.party in parties}

    # hands

    def locked(self):
        """The offer, then the wishes, then the placements of one travel group: the one order that every lock keeps."""
        Offer.objects.select_for_update().get(pk=self.offer_id)
        locked_party(self.wish)
        group = Placement.objects.filter(pk=self.pk) | self.companions
        list(Placement.objects.select_for_update().filter(pk__in=group.values("pk")).order_by("pk"))
        return Placement.objects.for_page().get(pk=self.pk)

    def hands_needed(self, move):
        return {each.pk for each in self.signers(move.by)}

    def hands_lent(self, move):
        if move.name == "sign":
            return self.signed_by
        return set(self.hands.filter(move=move.name, chapter=self.chapter).values_list("participant", flat=True))

    def has_hand(self, move, person):
        return any(each.person_id == person.pk for each in self.signers(move.by))

    def has_lent(self, move, person):
        mine = {each.pk for each in self.signers(move.by) if each.person_id == person.pk}
        return bool(mine) and mine <= self.hands_lent(move)

    def lend_hand(self, move, by):
        if move.name == "sign":
            return
        for each in self.signers(move.by):
            if each.person_id == by.pk:
                self.hands.get_or_create(move=move.name, chapter=self.chapter, participant=each)

    def missing_hands(self, move):
        """Who is missing; for companions who go together or not at all, theirs count too."""
        missing = super().missing_hands(move)
        if move.name == "accept":
            for companion in self.companions:
                missing |= companion.hands_needed(move) - companion.hands_lent(move)
        return missing

    def missing_people(self, name):
        """The participants who are waited for in a move made together."""
        return Participant.objects.filter(pk__in=self.missing_hands(self.MOVES[name])).select_related("person")

    # suggestion

    @property
    def siblings_of_wish(self):
        return Placement.objects.filter(wish=self.wish).exclude(pk=self.pk)

    @property
    def companions(self):
        """Placements of those who go together or not at all, suggested to the same visit."""
        if not (self.wish.group_id and self.wish.group.together_only):
            return Placement.objects.none()
        return Placement.objects.filter(visit=self.visit, wish__group=self.wish.group_id, state=self.state).exclude(pk=self.pk)

    @property
    def group_is_whole(self):
        group = self.wish.group
        if not (group and group.together_only):
            return True
        return self.companions.count() == self.wish.companions.count() < self.offer.seats

    def settle(self):
        """Both have said yes: the wish is placed, other suggestions end, companions follow, who lost the seat is told."""
        self.wish.follow("place")
        for other in self.siblings_of_wish.filter(state=lifecycle.SUGGESTED):
            other.follow("withdraw")
        for companion in self.companions_waiting():
            companion.follow("accept")
        if not self.offer_has_seats():
            for other in self.offer.placements.filter(state=lifecycle.SUGGESTED):
                other.follow("withdraw")

    def companions_waiting(self):
        group = self.wish.group
        if not (group and group.together_only):
            return []
        return list(self.visit.placements.filter(wish__group=group, state=lifecycle.SUGGESTED))

    def offer_has_seats(self):
        return Offer.objects.filter(pk=self.offer_id).with_seats().filter(seats_left__gt=0).exists()

    # preparation

    @property
    def phase(self):
        return self.visit.phase

    @property
    def expectations_are_shared(self):
        shared = {each.party for each in self.participants.all() if each.expectations_shared_at}
        return {INTERN, HOST} <= shared

    @property
    def version(self):
        """The agreement's newest text, or None before anyone has read it."""
        return self.versions.order_by("-number").first()

    @property
    def signed_by(self):
        """Participants who have signed the text as it now reads."""
        version = self.version
        if version is None or version.chapter != self.chapter or version.sha256 != Version.hash_of(self.agreement_text()):
            return set()
        return set(version.signatures.values_list("participant", flat=True))

    def agreement_text(self):
        return Version.compose(self)

    def sign_version(self, by, sha256="", method="signed-in", evidence=None):
        """Sign the text one has read. Another text than today's cannot be signed. Raises NotYet."""
        version = Version.objects.for_placement(self)
        if sha256 and sha256 != version.sha256:
            raise NotYet([_("The text has changed since you opened it. Read it again, then sign.")], self)
        for each in self.signers((INTERN, HOST, SENDER)):
            if each.person_id == by.pk:
                version.signatures.get_or_create(
                    participant=each, defaults={"method": method, "evidence": evidence or {}, "name": str(by)}
                )

    def begin_chapter(self):
        self.chapter += 1
        self.save(update_fields=["chapter"])

    # the end

    def release(self):
        """The wish is open again: its intern may be placed elsewhere. Those who were to go along are told."""
        if self.wish.state == "placed":
            self.wish.follow("release")
        if self.wish.group_id:
            along = self.visit.placements.filter(wish__group=self.wish.group_id, state__in=lifecycle.LIVE)
            for companion in along.exclude(pk=self.pk):
                companion.record("companion-fell-out")

    def finish(self, unconfirmed=False):
        self.unconfirmed = unconfirmed
        self.save(update_fields=["unconfirmed"])
        if self.wish.state == "placed":
            self.wish.follow("finish")

    def silent_for(self, days):
        return timezone.now() >= self.created_at + timedelta(days=days)

    def over_for(self, days):
        last = self.visit.last_day
        return last is not None and timezone.localdate() >= last + timedelta(days=days)


class Participant(models.Model):
    """Someone in a placement, with a party."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="participants")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="participations")
    party = models.CharField(max_length=12)
    signs = models.BooleanField(default=True)  # a reserve does not, until the contact hands over
    goal = models.TextField(_("my goal"), blank=True)
    expectations_shared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "person", "party"],
                name="participant_is_there_once",
                violation_error_message=_("This person already takes part."),
            )
        ]

    def __str__(self):
        return str(self.person)


class Hand(models.Model):
    """One participant's part of a move that is made together."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="hands")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="hands")
    move = models.CharField(max_length=20)
    chapter = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "move", "chapter", "participant"],
                name="hand_is_lent_once",
                violation_error_message=_("You have already done this."),
            )
        ]

    def __str__(self):
        return self.move
