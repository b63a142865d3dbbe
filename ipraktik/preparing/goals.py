"""The goals in one's own words, a field for each: a field that is emptied is a goal taken out."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ipraktik.kit import fields
from ipraktik.placements.models import Goal

MOST, FROM_THE_START = 12, 2
KNOWN, NEW = "goal-", "goal-new-"
TYPED = re.compile(rf"{KNOWN}(new-)?\d{{1,18}}")
GOAL_FIRST = gettext_lazy("Write your goal before you share.")
CONCRETELY = gettext_lazy("As concretely as you can. When you share it, it becomes part of the agreement.")
ANOTHER = "another"  # the name of the button that adds a field


class GoalFields:
    """What a form says of goals: one field for each that stands, and some that are empty."""

    def __init__(self, participant, typed=None):
        self.participant, self.typed = participant, typed
        self.stand = {f"{KNOWN}{goal.pk}": goal for goal in participant.goals.all()}
        self.fields = {name: self.field(name) for name in self.names()}
        next(iter(self.fields.values())).help_text = CONCRETELY

    def names(self):
        """Those that stand, or those that were typed, whatever stands there now; then empty ones."""
        sent = [name for name in self.typed or {} if TYPED.fullmatch(name)]
        names = list(self.stand) if self.typed is None else sorted(sent, key=lambda name: name not in self.stand)[:MOST]
        return names + self.empty(names)

    def empty(self, names):
        wanted = int(self.typed is None or ANOTHER in self.typed or not names)
        if self.typed is None and not names:
            wanted = FROM_THE_START
        free = (f"{NEW}{number}" for number in range(1, 2 * MOST + 2))
        return [name for name in free if name not in names][: min(wanted, max(MOST - len(names), 0))]

    def field(self, name):
        return fields.FreeText(label=self.label(name), required=False, rows=2, max_length=2000)

    def label(self, name):
        goal = self.stand.get(name)
        return _("Goal %(mark)s") % {"mark": goal.mark} if goal else _("A goal")

    @property
    def may_have_another(self):
        return len(self.fields) < MOST

    @property
    def untouched(self):
        """Those that stand, and have no field here: they were written in another window."""
        return [goal for name, goal in self.stand.items() if name not in self.fields]

    def initial(self):
        return {name: goal.text for name, goal in self.stand.items()}

    def save(self, cleaned):
        number = Goal.objects.next_number(self.participant)
        for name, text in cleaned.items():
            if goal := self.stand.get(name):
                rewrite(goal, text)
            elif text:
                self.participant.goals.create(number=number, text=text)
                number += 1


def rewrite(goal, text):
    if not text:
        goal.delete()
    elif text != goal.text:
        goal.text = text
        goal.save(update_fields=["text"])
