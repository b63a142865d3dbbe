"""Expectations: each writes alone, shares when ready, and then all see them side by side."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ipraktik.guide.models import Answer
from ipraktik.kit import fields, forms
from ipraktik.kit.access import reach
from ipraktik.kit.lifecycle import NotYet
from ipraktik.people.parties import Phase
from ipraktik.placements import lifecycle
from ipraktik.placements.changing import terms_of
from ipraktik.placements.frame import page
from ipraktik.placements.models import Goal, Placement
from ipraktik.preparing.goals import ANOTHER, GOAL_FIRST, GoalFields
from ipraktik.programme import programme

ALREADY_IN_AGREEMENT = gettext_lazy("The agreement is signed with what you shared. Open it again to change it.")


def questions_for(party):
    return programme().guide_for(party, Phase.BEFORE, "question")


class ExpectationsForm(forms.Form):
    def __init__(self, data=None, *, participant, typed=None):
        self.participant = participant
        self.answers = {answer.key: answer for answer in participant.answers.all()}
        self.goals = GoalFields(participant, data or typed)
        super().__init__(data, initial=self.stands() | (typed.dict() if typed else {}))
        self.fields |= self.goals.fields
        for entry in questions_for(participant.party):
            self.fields[entry.key] = fields.FreeText(label=str(entry.text), required=False, rows=4, max_length=2000)
        self.is_shared_now = bool(data) and "share" in data

    def stands(self):
        return self.goals.initial() | {key: answer.text for key, answer in self.answers.items()}

    def typed_goals(self):
        return {name: text for name, text in self.cleaned_data.items() if name in self.goals.fields}

    def clean(self):
        cleaned = super().clean()
        must_have_one = self.is_shared_now or self.participant.expectations_shared_at
        is_judged = not set(self.goals.fields) & set(self.errors)
        if must_have_one and is_judged and not any(self.typed_goals().values()):
            self.add_error(next(iter(self.goals.fields)), GOAL_FIRST)
        return cleaned

    def save(self):
        self.goals.save(self.typed_goals())
        for entry in questions_for(self.participant.party):
            text = self.cleaned_data[entry.key]
            Answer.objects.update_or_create(
                participant=self.participant, key=entry.key, defaults={"text": text, "at": timezone.now()}
            )
        if self.is_shared_now and not self.participant.expectations_shared_at:
            self.share()

    def share(self):
        self.participant.expectations_shared_at = timezone.now()
        self.participant.save(update_fields=["expectations_shared_at"])
        Goal.objects.settle(self.participant)
        self.participant.placement.record("share", self.participant.person)


@dataclass(frozen=True)
class Side:
    """What one participant has written; the words only once they are shared."""

    name: str
    party: str
    party_title: str
    said: list  # (question, answer)


def sides(placement):
    """Everyone who may write, in the order of the parties; the words only of those who have shared."""
    written = placement.participants.select_related("person").prefetch_related("answers", "goals")
    shown = [each for each in written if each.signs or each.expectations_shared_at]
    order = list(programme().parties)
    return [side(each) for each in sorted(shown, key=lambda each: (order.index(each.party), each.pk))]


def side(each):
    said = said_by(each) if each.expectations_shared_at else []
    return Side(str(each.person), each.party, str(programme().party(each.party).title), said)


def said_by(participant):
    answers = {answer.key: answer.text for answer in participant.answers.all()}
    said = [(entry.text, answers.get(entry.key)) for entry in questions_for(participant.party)]
    goals = [(goal.mark, goal.text) for goal in participant.goals.all()]
    return goals + [(text, words) for text, words in said if words]


def may_write(placement, me, person):
    """Before the agreement one may change what one has shared; afterwards only share for the first time."""
    if me is None or not placement.may(person, "expect"):
        return False
    return placement.state == lifecycle.PREPARING or me.expectations_shared_at is None


def placement_expectations(request, pk):
    placement = reach(request, Placement.objects.for_page(), pk=pk)
    me = placement.participant(request.user)
    form = form_for(request, me) if may_write(placement, me, request.user) else None
    if request.method == "POST":
        if form is None:
            raise refusal(placement, me, request.user)
        if form.is_valid() and kept(request, placement, form):
            return redirect("placement-expectations", pk)
    shown = page(placement, request.user, "placement-expectations", form=form, sides=sides(placement))
    return render(request, "preparing/pages/expectations.html", shown)


def form_for(request, me):
    """As it was sent; or, when another field is asked for, with that and with what was typed, and nothing judged."""
    if ANOTHER in request.POST:
        return ExpectationsForm(participant=me, typed=request.POST)
    return ExpectationsForm(request.POST or None, participant=me)


def refusal(placement, me, person):
    placement.demand(person, "expect")
    return PermissionDenied() if me is None else NotYet([ALREADY_IN_AGREEMENT], placement)


def kept(request, placement, form):
    """Whether it was written; else the form says what has come between."""
    try:
        with terms_of(placement, request, "expect") as now:
            if not may_write(now, form.participant, request.user):
                raise NotYet([ALREADY_IN_AGREEMENT], now)
            form.save()
    except NotYet as refusal:
        form.add_error(None, refusal.sentences)
        return False
    shared = form.participant.expectations_shared_at
    messages.success(request, _("Shared with the others.") if shared else _("Saved. Only you can see it."))
    return True
