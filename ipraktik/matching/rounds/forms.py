"""What coordinators type about a round."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.directory.availability import HORIZON
from ipraktik.directory.fitting import calendar
from ipraktik.directory.models import Offer, Wish
from ipraktik.kit.fields import DateField, OneOf, Select, TextField
from ipraktik.kit.forms import Form
from ipraktik.kit.names import folded
from ipraktik.matching.rounds.decisions import LIMIT_NAMES, Decision
from ipraktik.matching.rounds.proposals import Proposal

AIMS = [
    (Proposal.Aim.STABLE, _("Stable: no intern and host would rather have each other than what they get")),
    (Proposal.Aim.PLACED, _("Most placed: as many as possible get a host")),
    (Proposal.Aim.FIT, _("Best fit: the wishes and the hosts' wishes fit as well as possible, all in all")),
]
FIND = _("Write a part of the name you look for.")
GONE = _("This wish or host is no longer there to be matched.")


class RoundForm(Form):
    name = TextField(label=_("Name"), missing=_("Give the round a name, as “Week 37”."), max_length=80)
    first = DateField(
        label=_("First day of the visits"),
        missing=_("Write the first day on which someone can visit."),
        invalid=_("Write the first day of the visits as 23.11.2026."),
    )
    last = DateField(
        label=_("Last day of the visits"),
        missing=_("Write the last day on which someone can visit."),
        invalid=_("Write the last day of the visits as 27.11.2026."),
    )
    joins_until = DateField(
        label=_("Sign-up until"),
        help_text=_("Wishes and offers that came later are not in. Empty: all are in."),
        required=False,
        invalid=_("Write the last day of the sign-up as 23.11.2026."),
    )
    answer_by = DateField(
        label=_("Answers by"),
        help_text=_("Intern and host are told this day in their letter; a suggestion nobody has answered then ends."),
        missing=_("Write the day by which intern and host must have answered."),
        invalid=_("Write the day by which they answer as 23.11.2026."),
    )

    def __init__(self, *args, others, **kwargs):
        self.others = others
        super().__init__(*args, **kwargs)

    def clean_name(self):
        name = self.cleaned_data["name"]
        if self.others.filter(name__iexact=name).exists():
            raise forms.ValidationError(_("There is a round of that name already. Call this one something else."))
        return name

    def clean(self):
        given = super().clean()
        first, last, answer_by = given.get("first"), given.get("last"), given.get("answer_by")
        if first and last and last < first:
            self.add_error("last", _("The last day comes before the first."))
        elif last and last <= timezone.localdate():
            self.add_error("last", _("These days are over. Choose days that are still to come."))
        elif first and last and not calendar().between(first, last):
            self.add_error("last", _("There are no working days between the first and the last day."))
        if last and last > timezone.localdate() + timedelta(days=HORIZON):
            self.add_error("last", _("That is too far ahead. Choose days within the next year and a half."))
        if first and answer_by and answer_by >= first:
            self.add_error("answer_by", _("Intern and host must have answered before the first day."))
        if answer_by and answer_by <= timezone.localdate():
            self.add_error("answer_by", _("Choose a day that is still to come."))
        elif answer_by and given.get("joins_until") and given["joins_until"] > answer_by:
            self.add_error("joins_until", _("Sign-up must end before the answers are due."))
        return given


class DecisionForm(Form):
    """Sent by a button, so that only who forges one hears its sentences."""

    kind = Select(choices=Decision.Kind.choices)
    wish = forms.ModelChoiceField(Wish.objects.open(), required=False, error_messages={"invalid_choice": GONE})
    offer = forms.ModelChoiceField(Offer.objects.all(), required=False, error_messages={"invalid_choice": GONE})
    limit = Select(choices=[("", ""), *LIMIT_NAMES.items()], required=False)

    @property
    def decision(self):
        return {name: value for name, value in self.cleaned_data.items() if value or name == "limit"}


class FindForm(Form):
    says_optional = False
    words = TextField(
        label=_("Find an intern or a host"), help_text=_("A part of a name or a workplace."), missing=FIND
    )

    def clean_words(self):
        if not folded(self.cleaned_data["words"]):
            raise forms.ValidationError(FIND)
        return self.cleaned_data["words"]


class SolveForm(Form):
    aim = OneOf(label=_("Aim"), choices=AIMS)


class CompareForm(Form):
    says_optional = False
    a = Select(label=_("One proposal"))
    b = Select(label=_("Another"))

    def __init__(self, proposals, data=None):
        self.proposals = {str(each.pk): each for each in proposals}
        newest = list(self.proposals)[:2]
        super().__init__(data, initial=dict(zip(("b", "a"), newest, strict=False)))
        for name in ("a", "b"):
            self.fields[name].choices = [(key, each.in_words) for key, each in self.proposals.items()]

    @property
    def chosen(self):
        return [self.proposals[self.cleaned_data[name]] for name in ("a", "b")]
