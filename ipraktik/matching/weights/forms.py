"""What a coordinator types about weights: other numbers to try on real wishes, and why they are to count."""

from decimal import Decimal

from django import forms
from django.utils.text import Truncator, format_lazy
from django.utils.translation import gettext_lazy as _

from ipraktik.directory.text import without_contact_data
from ipraktik.kit.fields import FreeText, Select
from ipraktik.kit.forms import Form
from ipraktik.matching.weights.weighing import Trial

MOST = 5
A_NUMBER = _("Write a number from -5 to 5, as 0.5 or -1.")
NEWEST, OFFERED = 5, 20  # so many of the newest are tried together; so many can be chosen one by one
IN_WORDS = {  # (what it is, what it does)
    "wish": (_("The wish"), _("How much what the intern writes counts in what is looked for.")),
    "own_job": (_("The own job"), _("Above 0 leads near what the intern does today, below 0 away from it.")),
    "text": (_("The texts"), _("How much it counts that what is looked for is what the host writes.")),
    "work_area": (_("The same work area"), _("Above 0 leads to hosts of the own work area, below 0 to others.")),
    "sector": (_("The same sector"), _("Above 0 leads to the own sector, below 0 to others.")),
    "level": (_("The same level"), _("Above 0 leads to those of the same level, as leader to leader.")),
    "distance": (_("Distance"), _("Taken off for 100 km as the crow flies; 200 km costs four times as much.")),
    "shown": (_("Often shown"), _("Taken off for hosts that many have been shown, so that others are seen too.")),
    "host_text": (_("The host's wish"), _("How much it counts that the intern's job is what the host wishes for.")),
    "waiting": (
        _("Waiting time"),
        _("Added on the host's side for each month that the intern has waited, six at most."),
    ),
}


class WeightField(forms.FloatField):
    """A number as it is written in the reader's language."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "input-char-8", "autocomplete": "off"})

    def __init__(self, **kwargs):
        wrong = format_lazy("{}: {}", kwargs["label"], A_NUMBER)
        messages = dict.fromkeys(("required", "invalid", "max_value", "min_value"), wrong)
        super().__init__(min_value=-MOST, max_value=MOST, localize=True, error_messages=messages, **kwargs)


class TryForm(Form):
    """The weights of one travel type; `wishes`, newest first, are those it can be tried on."""

    says_optional = False
    on = Select(label=_("Try them on"))

    def __init__(self, data=None, *, weights, wishes):
        super().__init__(data)
        self.wishes = wishes
        for name, (label, help_text) in IN_WORDS.items():
            self.fields[name] = WeightField(label=label, help_text=help_text, initial=shortest(weights[name]))
        each = [(str(wish.pk), f"{wish.intern}: {beginning(wish.why)}") for wish in wishes[:OFFERED]]
        self.fields["on"].choices = [("newest", _("the newest wishes")), *each]
        self.order_fields([*IN_WORDS, "on"])

    @property
    def weights(self):
        return {name: self.cleaned_data[name] for name in IN_WORDS}

    @property
    def chosen(self):
        on = self.cleaned_data["on"]
        return [wish.pk for wish in self.wishes[:NEWEST]] if on == "newest" else [int(on)]

    def save(self, travel_type, by):
        return Trial.objects.create(weights=self.weights, wishes=self.chosen, travel_type=travel_type, by=by)


class AcceptForm(Form):
    reason = FreeText(
        label=_("Why?"),
        help_text=_("Whoever looks at the weights in a year reads it."),
        missing=_("Write why these weights are to count."),
        max_length=1000,
    )


def shortest(number):
    """0.3, where as a float with all its decimals it would be 0.300."""
    return Decimal(f"{number:g}")


def beginning(text):
    return Truncator(without_contact_data(text)).chars(60)
