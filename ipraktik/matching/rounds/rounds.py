"""Rounds: many wishes and hosts matched at once, for visits within a period."""

from contextlib import contextmanager

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ipraktik.directory.availability import has_run
from ipraktik.directory.capacity import STANDING
from ipraktik.directory.fitting import calendar
from ipraktik.directory.models import Offer, Wish
from ipraktik.history.models import Remembered
from ipraktik.kit.lifecycle import NotYet
from ipraktik.matching.rounds import lifecycle
from ipraktik.matching.rounds.decisions import Decision
from ipraktik.matching.rounds.proposals import Pairing, Proposal
from ipraktik.people.parties import COORDINATOR
from ipraktik.placements.lifecycle import CANCELLED, DECLINED, LAPSED
from ipraktik.placements.models import Placement

MEANWHILE = _("%(who)s has changed the round meanwhile. Look at it as it is now, and do it again if you still want to.")


class RoundQuerySet(models.QuerySet):
    def visible_to(self, person):
        return self if person.is_authenticated and person.is_coordinator else self.none()

    def unclosed(self):
        return self.exclude(state=lifecycle.CLOSED)

    def with_counts(self):
        """With `sent` and `accepted`: the suggestions it has made, and those to which both have said yes."""
        of_it = {"proposals__pairings__outcome": "sent"}
        standing = Q(proposals__pairings__placement__state__in=(*STANDING, "completed"))
        sent = Count("proposals__pairings__placement", filter=Q(**of_it), distinct=True)
        accepted = Count("proposals__pairings__placement", filter=standing, distinct=True)
        return self.annotate(sent=sent, accepted=accepted)

    def with_new_proposal(self):
        """Published rounds whose newest proposal came by itself, places somebody and is not sent; with `solved_at`."""
        newest = Proposal.objects.filter(round=OuterRef("pk"), state="solved").order_by("-pk")[:1]
        came = Proposal.objects.filter(pk=OuterRef("newest"), after__isnull=False, published_at=None)
        placed = Pairing.objects.filter(proposal=OuterRef("newest"), offer__isnull=False)
        found = self.filter(state=lifecycle.PUBLISHED).annotate(
            newest=Subquery(newest.values("pk")), solved_at=Subquery(newest.values("solved_at"))
        )
        return found.filter(Exists(came), Exists(placed))


class Round(Remembered):
    """`revision` counts the decisions: whoever decides says which revision they looked at."""

    MOVES, RIGHTS, STATES = lifecycle.ROUND_MOVES, lifecycle.ROUND_RIGHTS, lifecycle.ROUND_STATES

    state = models.CharField(_("state"), max_length=20, default=lifecycle.OPEN)
    name = models.CharField(_("name"), max_length=80)
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    joins_until = models.DateField(_("wishes and offers are in when they came by"), null=True, blank=True)
    answer_by = models.DateField(_("intern and host answer by"))
    revision = models.PositiveIntegerField(default=0)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-first", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="round_ends_after_it_begins",
                condition=Q(last__gte=F("first")),
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(
                name="round_is_answered_before_it_begins",
                condition=Q(answer_by__lt=F("first")),
                violation_error_message=_("Intern and host must have answered before the first day."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("round", args=[self.pk])

    def parties_of(self, person):
        return {COORDINATOR} if person.is_coordinator else set()

    @property
    def others(self):
        """The rounds beside it that are not closed."""
        return Round.objects.unclosed().exclude(pk=self.pk)

    # who is in it

    @property
    def left_out(self):
        """(wishes, offers) that the coordinators keep out of it: two sets of numbers."""
        out = [each for each in self.standing if each.kind == "leave-out"]
        return {each.wish_id for each in out if each.wish_id}, {each.offer_id for each in out if each.offer_id}

    def wishes(self):
        """Those who are in it, as the matching reads them."""
        read = ("periods", "placements", "consents", "group__wishes__placements", "group__wishes__consents")
        return self.wishes_in().for_page().prefetch_related(*read).order_by("pk")

    def wishes_in(self):
        """Open wishes without a host that came in time; whether they have days in the period is the matching's to say."""
        found = Wish.objects.without_host().exclude(workplace=None).exclude(pk__in=self.left_out[0])
        return found.filter(submitted_at__date__lte=self.joins_until) if self.joins_until else found

    def offers(self):
        """Published hosts that came in time, with their seats."""
        return self.offers_in().with_seats().for_page().order_by("pk")

    def offers_in(self):
        found = Offer.objects.filter(state="published").exclude(pk__in=self.left_out[1])
        return found.filter(created_at__date__lte=self.joins_until) if self.joins_until else found

    # what is decided

    @cached_property
    def standing(self):
        """The decisions that stand, oldest first."""
        return list(
            self.decisions.filter(undone_at=None).select_related("wish__intern", "offer__workplace__organisation", "by")
        )

    def decide(self, by, seen, **decision):
        """Keep one decision. Raises NotYet where another coordinator has decided meanwhile, or it cannot be."""
        with self.as_seen(by, "decide", seen) as round_:
            made = Decision(round=round_, by=by, **decision)
            if sentences := made.obstacles():
                raise NotYet(sentences, round_)
            for other in round_.standing:
                if other.is_replaced_by(made):
                    other.undo(by)
            made.save()
        return made

    def has_days_for(self, *pairs):
        """Have all of these wishes, and their host, a stretch of free days long enough within the round?"""
        common = calendar().between(self.first, self.last)
        for pair in pairs:
            common &= pair.common_days
        return has_run(common, max(pair.days_needed for pair in pairs))

    def change(self, by, seen, **fields):
        """Another name or other days. Raises NotYet where another coordinator has changed it meanwhile."""
        with self.as_seen(by, "edit", seen) as round_:
            for name, value in fields.items():
                setattr(round_, name, value)
            round_.save(update_fields=list(fields))

    def undo(self, by, seen, number=""):
        """Take the decision of this number back, or the newest. Raises NotYet where it does not stand any more, or another
        coordinator came first."""
        with self.as_seen(by, "decide", seen) as round_:
            standing = [each for each in round_.standing if number in ("", str(each.pk))]
            if not standing:
                raise NotYet([_("There is nothing to undo.")], round_)
            standing[-1].undo(by)

    @contextmanager
    def as_seen(self, by, right, seen):
        """What a coordinator does to the round as they saw it: two at once do not overwrite each other. Raises NotYet."""
        with self.doing(by, right) as round_:
            if str(seen) != str(round_.revision):
                raise NotYet([MEANWHILE % {"who": round_.decided_by or _("Somebody")}], round_)
            yield round_
            round_.revision, round_.decided_by = round_.revision + 1, by
            round_.save(update_fields=["revision", "decided_by"])

    # proposals

    @cached_property
    def proposal(self):
        """The one that is looked at and published: the newest that is solved, or that a coordinator has taken up since. But
        what comes by itself waits beside one that a coordinator asked for and has not sent."""
        newest = self.newest
        asked = self.proposals.solved().asked_for().first()
        return asked if asked and asked.published_at is None else newest

    @cached_property
    def newest(self):
        return self.proposals.solved().first()

    def line_of(self, wish):
        """Its line in the proposal that is looked at, else in the newest that has one; None where none has."""
        lines = Pairing.objects.for_page().filter(proposal__round=self, proposal__state="solved", wish=wish)
        found = lines.select_related("proposal").order_by("-proposal")
        return next((each for each in found if each.proposal_id == self.proposal.pk), found.first())

    @property
    def solved(self):
        """Every proposal that is solved, the newest first."""
        return list(self.proposals.solved())

    @property
    def is_solving(self):
        """As a coordinator has asked; what is solved by itself stops nobody."""
        return self.proposals.running().filter(after=None).exists()

    def ask_to_solve(self, by, aim):
        """A proposal that waits for the solver. Raises NotYet where one is being solved already."""
        with self.doing(by, "solve") as round_:
            round_.stop_solving()
            return round_.new_proposal(aim, by=by)

    def new_proposal(self, aim, **more):
        seed = self.pk * 1000 + self.proposals.count()
        return self.proposals.create(aim=aim, seed=seed, revision=self.revision, fallen=self.fallen().count(), **more)

    def take_up(self, by, number):
        """This proposal is the one that is looked at, whatever came after it. Raises NotYet where it is not there to take."""
        with self.doing(by, "solve") as round_:
            waiting = round_.proposals.filter(pk=number, state="solved", published_at=None)
            if not waiting.update(by=by, taken_up_at=timezone.now()):
                raise NotYet([_("That proposal is not there any more.")], round_)

    def must_still_be(self, seen):
        """Is the proposal that is published the one that was looked at? Raises NotYet."""
        if seen and seen != str(self.proposal.pk):
            raise NotYet([_("There is another proposal now. Look it through before you send it.")], self)

    def stop_solving(self):
        """(how many were stopped at once as they waited, how many will be as soon as their solver hears)."""
        waiting = self.proposals.filter(state="waiting").update(state="stopped")
        return waiting, self.proposals.filter(state="solving").update(stop_asked=True)

    @property
    def has_changed(self):
        """Have the coordinators decided something since the proposal was made?"""
        return bool(self.proposal) and self.proposal.revision != self.revision

    def decided(self, kind):
        """The decisions of one kind that stand."""
        return [each for each in self.standing if each.kind == kind]

    @property
    def unasked_seats(self):
        """Hosts from whom the newest proposal takes seats on trial, which they have not given."""
        return self.overfilled & {each.offer_id for each in self.decided("seat")}

    @property
    def is_overtaken(self):
        """Has a seat, a host or somebody in the proposal been taken since it was made?"""
        if not self.proposal or self.proposal.published_at:
            return False
        return bool(self.overfilled - self.unasked_seats) or self.proposal.taken_since().exists()

    @cached_property
    def overfilled(self):
        return self.proposal.hosts_overfilled() if self.proposal else set()

    def sent_placements(self):
        """The numbers of the placements that any of its proposals became."""
        return Pairing.objects.filter(proposal__round=self, outcome=Pairing.SENT).order_by().values("placement")

    def fallen(self):
        """The suggestions it has made that came to nothing, so that somebody is without a place again."""
        return Placement.objects.filter(pk__in=self.sent_placements(), state__in=(DECLINED, LAPSED, CANCELLED))

    @cached_property
    def silent_pairs(self):
        """[(wish, offer), …] of suggestions that were not answered in time: the same is not suggested again in this round."""
        silent = Placement.objects.filter(pk__in=self.sent_placements(), state=LAPSED)
        return [(str(wish), str(offer)) for wish, offer in silent.values_list("wish", "offer")]

    @property
    def to_send(self):
        return self.proposal.pairings.filter(outcome=Pairing.TO_SEND).count() if self.proposal else 0
