"""The evaluation: a short form for each party; nobody reads the other side's before both have written or time is out."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ipraktik.kit import fields, forms
from ipraktik.kit.access import reach
from ipraktik.kit.lifecycle import NotYet
from ipraktik.people.parties import Phase
from ipraktik.placements.frame import page
from ipraktik.placements.models import Placement
from ipraktik.programme import programme
from ipraktik.reflections.goals_reached import goals_asked
from ipraktik.reflections.models import Evaluation

REVEALED = gettext_lazy("You have all read each other's answers, so they cannot be changed any more.")


class EvaluationForm(forms.ModelForm):
    benefit = fields.OneOf(
        label=gettext_lazy("Have you had concrete benefit from the visit?"),
        choices=Evaluation.Benefit.choices,
        missing=gettext_lazy("Choose whether you have had benefit from it."),
    )
    benefit_text = fields.FreeText(
        label=gettext_lazy("Which benefit?"), required=False, rows=4, help_text=gettext_lazy("One example is enough.")
    )
    change_text = fields.FreeText(label=gettext_lazy("What will you do differently?"), required=False, rows=4)
    recommend = fields.YesNo(
        label=gettext_lazy("Would you recommend it to others?"),
        missing=gettext_lazy("Choose whether you would recommend it."),
    )
    to_others = fields.FreeText(label=gettext_lazy("A word to the others in the visit"), required=False, rows=4)
    to_office = fields.FreeText(
        label=gettext_lazy("Only to the office"),
        help_text=gettext_lazy("The others never see this."),
        required=False,
        rows=4,
    )
    may_quote = fields.Tick(label=gettext_lazy("You may quote me, without my name"), required=False)

    class Meta:
        model = Evaluation
        fields = ["benefit", "benefit_text", "change_text", "recommend", "to_others", "to_office", "may_quote"]

    def __init__(self, *args, participant, **kwargs):
        super().__init__(*args, **kwargs)
        self.goals = goals_asked(participant)
        self.fields = self.goals.fields() | self.fields
        self.initial |= self.goals.initial(self.instance)

    def save(self, commit=True):
        evaluation = super().save(commit)
        self.goals.save(evaluation, self.cleaned_data)
        return evaluation


def placement_evaluate(request, pk):
    placement = reach(request, Placement.objects.for_page(), pk=pk)
    me = placement.participant(request.user)
    mine = Evaluation.objects.filter(participant=me).first() if me else None
    is_open = Evaluation.objects.of(placement).revealed().exists()
    form = form_for(request, placement, mine, is_open)
    if request.method == "POST":
        if form is None:
            raise refusal(placement, request.user)
        if form.is_valid():
            keep(placement, me, form)
            messages.success(request, _("Thank you. It is kept."))
            return redirect("placement-evaluate", pk)
    return render(request, "reflections/pages/evaluate.html", context(request, placement, form, mine, is_open))


def form_for(request, placement, mine, is_open):
    """The form, while there is something one may still write: one's own answers stand once they have been read."""
    if not placement.may(request.user, "evaluate") or (mine and is_open):
        return None
    return EvaluationForm(request.POST or None, instance=mine, participant=placement.participant(request.user))


def refusal(placement, person):
    placement.demand(person, "evaluate")
    return NotYet([REVEALED], placement)


def keep(placement, me, form):
    """Once each: a second click changes what the first one wrote. Raises NotYet."""
    with placement.doing(me.person, "evaluate"):
        earlier = Evaluation.objects.filter(participant=me).first()
        if earlier and Evaluation.objects.of(placement).revealed().exists():
            raise NotYet([REVEALED], placement)
        form.instance.pk = earlier and earlier.pk
        form.instance.participant, form.instance.at = me, timezone.now()
        form.save()
        if earlier is None:
            placement.record("evaluate", me.person)


def context(request, placement, form, mine, is_open):
    me = placement.participant(request.user)
    party = me.party if me else ""
    return page(placement, request.user, "placement-evaluate") | {
        "form": form,
        "mine": mine,
        "is_open": is_open or is_out(placement),
        "blind_until": blind_until(placement),
        "prompts": programme().guide_for(party, Phase.AFTER, "question"),
        "evaluations": shown(placement, request.user),
        "written": Evaluation.objects.of(placement).count(),
        "private": private(placement, request.user),
    }


def shown(placement, person):
    """(party's name, evaluation) of each that this person may read."""
    found = Evaluation.objects.of(placement).visible_to(person).order_by("at")
    found = found.prefetch_related("goals_reached__goal__participant")
    return [(programme().party(each.participant.party).title, each) for each in found]


def private(placement, person):
    """The lines to the office, for the office."""
    if not person.is_coordinator:
        return []
    return Evaluation.objects.of(placement).exclude(to_office="")


def blind_until(placement):
    last = placement.visit.last_day
    return last + timedelta(days=programme().rules.blind_days) if last else None


def is_out(placement):
    until = blind_until(placement)
    return until is not None and timezone.localdate() >= until
