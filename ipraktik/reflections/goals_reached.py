"""“Did you get it?”: what became of each of one's own goals, asked in the evaluation and as blind as the rest of it."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ipraktik.kit import fields
from ipraktik.placements.models import Goal

SHORTENED = 120


class GoalReached(models.Model):
    """What the one who had the goal says came of it."""

    class Came(models.TextChoices):
        YES = "yes", gettext_lazy("Yes")
        PARTLY = "partly", gettext_lazy("Partly")
        NO = "no", gettext_lazy("No")
        OTHER = "other", gettext_lazy("Something else came instead")

    evaluation = models.ForeignKey("ipraktik.Evaluation", models.CASCADE, related_name="goals_reached")
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="reached")
    came = models.CharField(max_length=10, choices=Came, blank=True)
    line = models.TextField(blank=True)

    class Meta:
        ordering = ["goal__number", "pk"]
        constraints = [models.UniqueConstraint(fields=["evaluation", "goal"], name="goal_is_answered_for_once")]

    def __str__(self):
        return f"{self.goal.mark}: {self.came}"


class GoalsAsked:
    """The fields of a form about these goals: for each a choice and a line."""

    def __init__(self, goals):
        self.goals = list(goals)

    def fields(self):
        made = {}
        for goal in self.goals:
            said = {"mark": goal.mark, "goal": shortened(goal.text)}
            made[f"goal-{goal.pk}"] = fields.OneOf(
                label=_("%(mark)s: “%(goal)s” Did you get it?") % said,
                choices=GoalReached.Came.choices,
                required=False,
            )
            made[f"goal-{goal.pk}-line"] = fields.FreeText(
                label=_("A line about %(mark)s") % said, required=False, rows=2, max_length=1000
            )
        return made

    def initial(self, evaluation):
        known = {each.goal_id: each for each in evaluation.goals_reached.all()} if evaluation.pk else {}
        return {f"goal-{pk}": each.came for pk, each in known.items()} | {
            f"goal-{pk}-line": each.line for pk, each in known.items()
        }

    def save(self, evaluation, cleaned):
        for goal in self.goals:
            given = {"came": cleaned[f"goal-{goal.pk}"], "line": cleaned[f"goal-{goal.pk}-line"]}
            known = GoalReached.objects.filter(evaluation=evaluation, goal=goal)
            if any(given.values()) or known.exists():
                GoalReached.objects.update_or_create(evaluation=evaluation, goal=goal, defaults=given)


def shortened(text):
    line = " ".join(text.split())
    return line if len(line) <= SHORTENED else f"{line[:SHORTENED].rsplit(' ', 1)[0]} …"


def goals_asked(participant):
    """Those they have shared: what was kept to oneself is asked about nowhere."""
    if participant is None or not participant.expectations_shared_at:
        return GoalsAsked([])
    return GoalsAsked(participant.goals.all())
