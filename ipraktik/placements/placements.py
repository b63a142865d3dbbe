"""Placements: one intern's path at one host, from the first suggestion to the last follow-up."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.agreements.amendments import Amended
from ipraktik.agreements.changes import changes
from ipraktik.agreements.on_paper import OnPaper
from ipraktik.agreements.signed import Signed
from ipraktik.agreements.terms import AGREEMENT, own_words_kept, read
from ipraktik.directory.models import Offer, Wish
from ipraktik.history.models import Remembered
from ipraktik.kit.lifecycle import NotYet
from ipraktik.people.models import Link, Organisation
from ipraktik.people.parties import COORDINATOR, HOST, INTERN, SENDER
from ipraktik.placements import lifecycle
from ipraktik.placements.participants import Participant
from ipraktik.placements.suggested import Suggested
from ipraktik.placements.suggestions import PlacementQuerySet, locked_party
from ipraktik.placements.visits import Visit
from ipraktik.programme import programme

ORDER = (INTERN, HOST, SENDER, COORDINATOR)


ALREADY_REMINDED = _("%(who)s was reminded within the last day. Give them a little time.")


def asks(event, participant, rungs):
    by_hand = event.name == "remind" and event.facts.get("participant") == participant.pk
    return by_hand or (event.name == "reminder" and event.facts.get("rung") in rungs)


class Placement(Suggested, Signed, OnPaper, Amended, Remembered):
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
    declined_about = models.CharField(max_length=10, blank=True)  # an About: what a no was about, if they said
    special_terms = models.TextField(_("special terms"), blank=True)
    follow_up = models.TextField(_("how we follow up"), blank=True)
    unconfirmed = models.BooleanField(default=False)  # completed by the clock: nobody said anything
    disputed = models.BooleanField(default=False)  # intern and host do not say the same: the office's to settle
    objection = models.TextField(_("what the other side says"), blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["offer", "state", "visit", "created_at"], name="placement_takes_a_seat")]
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
        return next((party for party in ORDER if party in parties), None)

    def participant(self, person):
        """This person as a participant, in the party whose page they see; None for who is not in it."""
        mine = [each for each in self.participants.all() if each.person_id == person.pk]
        return min(mine, key=lambda each: ORDER.index(each.party), default=None)

    def seat_participants(self):
        """Write who takes part: intern, host's contact and reserve, and the nearest manager."""
        visit = self.visit
        hosts = {each.person_id for each in self.offer.people.all()} | {visit.contact_id, visit.reserve_id}
        roles = [(INTERN, self.wish.intern_id, True), (SENDER, self.wish.manager_id, True)]
        roles += [(HOST, person, person == visit.contact_id) for person in sorted(hosts - {None})]
        for party, person, signs in roles:
            if person:
                self.seat(party, person, signs)
        for party, workplace in ((SENDER, self.wish.workplace), (HOST, self.offer.workplace)):
            self.seat_second(party, workplace.organisation.second_signatory_id)

    def seat(self, party, person, signs, second=False):
        given = {"signs": signs, "second": second}
        Participant.objects.update_or_create(placement=self, party=party, person_id=person, defaults=given)

    def seat_second(self, party, person):
        """Where the organisation wants two signatures, this person's too; not where they sign already."""
        first = self.wish.manager_id if party == SENDER else self.visit.contact_id
        if person and person not in (first, self.wish.intern_id):
            self.seat(party, person, signs=True, second=True)

    def follow_manager(self):
        """Another manager speaks for the sender now: they take the seat, and who sat there leaves it."""
        others = self.participants.filter(party=SENDER, second=False).exclude(person=self.wish.manager_id)
        others.filter(signatures=None).delete()
        others.update(signs=False)
        self.seat(SENDER, self.wish.manager_id, True)

    def hand_over_sender(self, manager, by):
        """Another manager signs for the sender. What was consented to stands, and the others' signatures too."""
        with self.doing(by, "hand-over") as placement:
            before = placement.wish.manager
            placement.wish.manager = manager
            placement.wish.save(update_fields=["manager"])
            placement.follow_manager()
            Link.objects.revoke("placement", placement.pk, before)
            placement.record("hand-over", by, people=[manager.pk])

    def name_second(self, party, person, by, remember=False):
        """A second person signs for this party; `remember` for everything the organisation signs from now on."""
        with self.doing(by, "second") as placement:
            placement.participants.filter(party=party, second=True, signatures=None).delete()
            placement.participants.filter(party=party, second=True).update(signs=False)
            placement.seat(party, person.pk, signs=True, second=True)
            if remember:
                workplace = placement.wish.workplace if party == SENDER else placement.offer.workplace
                Organisation.objects.filter(pk=workplace.organisation_id).update(second_signatory=person)
            placement.record("second", by, people=[person.pk])

    def follow_contact(self):
        """The contact person of the visit signs; the reserve, and who was contact before, do not."""
        for each in (self.visit.contact_id, self.visit.reserve_id):
            if each:
                self.seat(HOST, each, each == self.visit.contact_id)
        hosts = self.participants.filter(party=HOST, second=False)
        hosts.exclude(person=self.visit.contact_id).update(signs=False)

    def signers(self, parties):
        return {each for each in self.participants.all() if each.signs and each.party in parties}

    def sees_needs(self, person):
        """What the days must make room for: the intern, contact and reserve, and whom the intern lets see it."""
        if not self.may(person, "see-needs") or self.over_for(programme().retention.needs_days):
            return False
        mine = [each for each in self.participants.all() if each.person_id == person.pk]
        meets = person.pk in (self.visit.contact_id, self.visit.reserve_id)
        return any(each.party == INTERN or (each.party == HOST and (meets or each.told_needs)) for each in mine)

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
        hands = (hand for hand in self.hands.all() if (hand.move, hand.chapter) == (move.name, self.chapter))
        return {hand.participant_id for hand in hands}

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
        return self.companions_in(self.state)

    def companions_in(self, state):
        if not (self.wish.group_id and self.wish.group.together_only):
            return Placement.objects.none()
        group = self.visit.placements.filter(wish__group=self.wish.group_id, state=state)
        return group.exclude(pk=self.pk)

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
        while companion := self.companions_in(lifecycle.SUGGESTED).first():  # each brings the next one along
            companion.follow("accept")
        if not self.offer_has_seats():
            for other in self.offer.placements.filter(state=lifecycle.SUGGESTED):
                other.follow("withdraw")

    def end_companions(self):
        """Somebody has said no: those who go together or not at all cannot go there either, and may look elsewhere."""
        for companion in self.companions_in(lifecycle.SUGGESTED):
            companion.follow("fall-with")

    def offer_has_seats(self):
        return Offer.objects.filter(pk=self.offer_id).with_seats().filter(seats_left__gt=0).exists()

    @property
    def changed_since_signed(self):
        """What reads otherwise now than in what all have signed: corrections, and what the agreement itself foresees."""
        if self.state == lifecycle.PREPARING or self.version is None:
            return []
        return changes(
            AGREEMENT, self.version.terms, own_words_kept(AGREEMENT, self.version.terms, read(AGREEMENT, self))
        )

    # preparation

    @property
    def phase(self):
        return self.visit.phase

    @property
    def expectations_are_shared(self):
        shared = {each.party for each in self.participants.all() if each.expectations_shared_at}
        return {INTERN, HOST} <= shared

    def remind(self, participant, by):
        """Ask someone who is waited for once more; not twice within the hours the programme sets. Raises NotYet."""
        with self.doing(by, "remind") as placement:
            if participant.pk not in placement.waited_for:
                raise NotYet([_("They have done their part. There is nothing to remind of.")], placement)
            if placement.reminded_lately(participant):
                raise NotYet([ALREADY_REMINDED % {"who": participant}], placement)
            if consent := placement.consent_awaited_of(participant):
                consent.remind(by)
            else:
                placement.record("remind", by, participant=participant.pk, move=placement.awaited_move.name)

    def consent_awaited_of(self, participant):
        """The consent that this manager has not given yet, which comes before anything else; None of anybody else."""
        consent = self.wish.consent if participant.party == SENDER else None
        return consent if consent and consent.is_waiting and consent.manager_id == participant.person_id else None

    @property
    def awaited_move(self):
        """The move made together that this state waits for, or None."""
        return next((move for move in self.MOVES.values() if move.together and self.state in move.source), None)

    @property
    def waited_for(self):
        return self.missing_hands(self.awaited_move) if self.awaited_move else set()

    def last_reminder(self, participant):
        """When they were last asked to do what is waited for, by hand or by the ladder; None if never."""
        rungs = {each.key for each in programme().reminders if each.party == participant.party}
        return max((event.at for event in self.events.all() if asks(event, participant, rungs)), default=None)

    def reminded_lately(self, participant):
        if consent := self.consent_awaited_of(participant):
            return consent.written_lately
        since = timezone.now() - timedelta(hours=programme().rules.remind_cooldown_hours)
        return any(
            event.name == "remind" and event.facts.get("participant") == participant.pk and event.at > since
            for event in self.events.all()
        )

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

    def dispute(self, by, objection):
        """Intern and host do not say the same: nobody races, the office settles it. Raises NotYet, PermissionDenied."""
        with self.doing(by, "dispute") as placement:
            placement.disputed, placement.objection = True, objection
            placement.save(update_fields=["disputed", "objection"])
            placement.record("dispute", by)

    def settle_dispute(self):
        """The office has settled it; the wish follows what was settled."""
        self.disputed = self.unconfirmed = False
        self.save(update_fields=["disputed", "unconfirmed"])
        if self.state == lifecycle.NOT_HELD and self.wish.state == "done":
            self.wish.follow("release")
        if (
            self.state == lifecycle.COMPLETED
            and self.wish.state == "open"
            and not self.siblings_of_wish.live().exists()
        ):
            self.wish.follow("place")
            self.wish.follow("finish")

    def over_for(self, days):
        last = self.visit.last_day
        return last is not None and timezone.localdate() >= last + timedelta(days=days)
