"""What one writes alone before the visit: one's goals, what to see, bring and show, and the guide's questions."""

from django import forms as django_forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from ipraktik.agreements.terms import sha256
from ipraktik.guide.models import Answer
from ipraktik.kit import fields, forms
from ipraktik.kit.lifecycle import NotYet
from ipraktik.people.parties import Phase
from ipraktik.placements.models import Goal, Participant
from ipraktik.preparing.goals import GOAL_FIRST, GoalFields
from ipraktik.programme import programme

OVERTAKEN = gettext_lazy(
    "You have saved something else meanwhile, perhaps in another window. It stands beside what you wrote here. "
    "Save again, and what you see in the fields is what counts."
)


def asked_of(party):
    """What the programme asks, then what its guide asks: each has a key, a text and perhaps a hint."""
    return [*programme().expectations.prompts_for(party), *programme().guide_for(party, Phase.BEFORE, "question")]


def answers_of(participant):
    return {answer.key: answer.text for answer in participant.answers.all() if answer.text}


class ExpectationsForm(forms.Form):
    seen = django_forms.CharField(required=False, widget=django_forms.HiddenInput, max_length=64)

    def __init__(self, data=None, *, participant, typed=None):
        self.goals = GoalFields(participant, data or typed)
        self.answers = answers_of(participant)
        super().__init__(data, initial=self.stands() | (typed.dict() if typed else {}))
        self.fields |= self.goals.fields
        self.fields |= {entry.key: answer_field(entry) for entry in asked_of(participant.party)}
        self.is_shared_now = bool(data) and "share" in data
        self.is_going_on = typed is not None
        self.beside = []  # what was saved in another window, where that was found when this was sent

    @property
    def participant(self):
        return self.goals.participant

    def stands(self):
        return self.goals.initial() | self.answers | {"seen": self.seen_now()}

    def seen_now(self):
        """What stands, as a mark by which a form that was opened before it is known."""
        return sha256([self.goals.initial(), self.answers])[:16]

    def clean(self):
        cleaned = super().clean()
        must_have_one = self.is_shared_now or self.participant.expectations_shared_at
        is_judged = not set(self.goals.fields) & set(self.errors)
        if must_have_one and is_judged and not (any(self.typed_goals().values()) or self.goals.untouched):
            self.add_error(next(iter(self.goals.fields)), GOAL_FIRST)
        return cleaned

    def typed_goals(self):
        return {name: text for name, text in self.cleaned_data.items() if name in self.goals.fields}

    def typed_answers(self):
        keys = [entry.key for entry in asked_of(self.participant.party)]
        return {key: self.cleaned_data[key] for key in keys if key in self.cleaned_data}

    # in the template: the goals, a button for one more, and the rest

    @property
    def goal_pairs(self):
        return [(self[name], []) for name in self.goals.fields]

    @property
    def answer_pairs(self):
        return [(field, []) for field in self.visible_fields() if field.name not in self.goals.fields]

    # keeping it

    def save(self):
        """Under the placement's lock: compared with what stands now, whatever this form saw. Raises NotYet."""
        self.look_again()
        if not self.says_the_same():
            if self.cleaned_data["seen"] != self.seen_now() and (self.goals.stand or self.answers):
                raise self.overtaken()
            self.goals.save(self.typed_goals())
            self.keep_answers()
        if self.is_shared_now and not self.participant.expectations_shared_at:
            self.share()

    def look_again(self):
        fresh = Participant.objects.select_related("placement", "person").get(pk=self.participant.pk)
        self.goals.participant = fresh
        self.goals.stand = {f"goal-{goal.pk}": goal for goal in fresh.goals.all()}
        self.answers = answers_of(fresh)

    def says_the_same(self):
        """A second click on the same button changes nothing."""
        typed = [text for text in self.typed_goals().values() if text]
        answers = {key: text for key, text in self.typed_answers().items() if text}
        return (typed, answers) == (list(self.goals.initial().values()), self.answers)

    def overtaken(self):
        self.beside = [(goal.mark, goal.text) for goal in self.goals.stand.values()]
        asked = {entry.key: entry.text for entry in asked_of(self.participant.party)}
        self.beside += [(asked[key], text) for key, text in self.answers.items() if key in asked]
        self.data = self.data.copy()
        self.data["seen"] = self.seen_now()
        return NotYet([OVERTAKEN], self.participant.placement)

    def keep_answers(self):
        for key, text in self.typed_answers().items():
            if text != self.answers.get(key, ""):
                given = {"text": text, "at": timezone.now()}
                Answer.objects.update_or_create(participant=self.participant, key=key, defaults=given)

    def share(self):
        self.participant.expectations_shared_at = timezone.now()
        self.participant.save(update_fields=["expectations_shared_at"])
        Goal.objects.settle(self.participant)
        self.participant.placement.record("share", self.participant.person)


def answer_field(entry):
    hint = getattr(entry, "hint", None)
    return fields.FreeText(
        label=str(entry.text), help_text=str(hint or ""), required=False, rows=3, max_length=2000
    )  # fmt: skip
