"""What a participant wants out of the visit, a row for each goal, so that the rest of the visit can point to it."""

from django.db import models
from django.db.models import F, Max, Q
from django.utils.translation import gettext_lazy as _

from ipraktik.people.parties import PARTIES
from ipraktik.placements.participants import Participant
from ipraktik.programme import programme

ASIDE = 1000  # further than anybody writes goals


class GoalQuerySet(models.QuerySet):
    def shared_in(self, placement):
        """Those that all in this placement may read, in the order of their marks."""
        shared = self.filter(participant__placement=placement, participant__expectations_shared_at__isnull=False)
        return sorted(shared.select_related("participant__person"), key=lambda goal: goal.place)

    def next_number(self, participant):
        """The first one free in the party: marks of the same letter never name two goals that others can see."""
        mine_or_shared = Q(participant=participant) | Q(participant__expectations_shared_at__isnull=False)
        beside = self.filter(participant__placement=participant.placement_id, participant__party=participant.party)
        return (beside.filter(mine_or_shared).aggregate(last=Max("number"))["last"] or 0) + 1

    def settle(self, participant):
        """Before they are shared: numbered after those that others of the party have shared, without a gap."""
        mine = self.filter(participant=participant)
        mine.update(number=F("number") + ASIDE)
        first = self.exclude(participant=participant).next_number(participant)
        for number, goal in enumerate(mine.order_by("number"), start=first):
            self.filter(pk=goal.pk).update(number=number)


class Goal(models.Model):
    """One goal of one participant, in their own words."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="goals")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("goal"))

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["number", "pk"]
        constraints = [models.UniqueConstraint(fields=["participant", "number"], name="goal_has_its_own_number")]

    def __str__(self):
        return f"{self.mark}: {self.text}"

    @property
    def mark(self):
        """What the itinerary and a conversation call it, as “P1”, in the reader's language."""
        return f"{programme().party(self.participant.party).mark}{self.number}"

    @property
    def place(self):
        return PARTIES.index(self.participant.party), self.number, self.pk
