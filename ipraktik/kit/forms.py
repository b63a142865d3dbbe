"""The base of every form: sentences that say what to do, and a question when a text looks like a personal number."""

from django import forms
from django.forms.utils import pretty_name
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .cpr import find_cpr
from .fields import CHOOSE, NO_TEXT, TOO_LONG, Tick

FILL_IN, CHOOSE_UNDER, TICK = _("Fill in “{label}”."), _("Choose under “{label}”."), _("Tick “{label}”.")
LOOKS_PERSONAL = _("This looks like a personal number: %(numbers)s. Take it out, or tick that it is something else.")
PLAIN = {
    "invalid_choice": CHOOSE,
    "max_length": TOO_LONG,
    "null_characters_not_allowed": NO_TEXT,
}
ASKED = "not_personal_number"


def speak_plainly(name, field):
    """Gives a field our sentences wherever nobody gave it one of its own."""
    label = field.label or pretty_name(name)
    for code, sentence in {"required": format_lazy(missing_sentence(field), label=label), **PLAIN}.items():
        if is_stock(field, code):
            field.error_messages[code] = sentence


def missing_sentence(field):
    if isinstance(field, forms.BooleanField):
        return TICK
    return CHOOSE_UNDER if isinstance(field, forms.ChoiceField | forms.ModelChoiceField) else FILL_IN


def is_stock(field, code):
    """True where the sentence is missing or the framework's own."""
    given = field.error_messages.get(code)
    stock = [kind for kind in type(field).__mro__ if kind.__module__.startswith("django.forms")]
    return given is None or any(given is kind.default_error_messages.get(code) for kind in stock)


class Ours:
    use_required_attribute = False  # our sentences instead of the browser's, which speak the browser's language
    says_optional = True  # False in a form where everything is, as a search
    find_personal_numbers = staticmethod(find_cpr)
    asks_about = None  # the first field with something like a personal number in it

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            speak_plainly(name, field)

    def full_clean(self):
        found = self.personal_numbers() if self.is_bound else {}
        if found:
            self.asks_about = next(iter(found))
            self.fields[ASKED] = Tick(label=_("I have checked: it is not a personal number."), required=False)
        super().full_clean()
        if found and not self.cleaned_data.get(ASKED):
            for name, numbers in found.items():
                self.add_error(name, LOOKS_PERSONAL % {"numbers": ", ".join(numbers)})

    def personal_numbers(self):
        """{field: [number, …]} of what was typed."""
        typed = {name: self[name].data for name, field in self.fields.items() if getattr(field, "free_text", False)}
        found = {name: self.find_personal_numbers(text) for name, text in typed.items() if isinstance(text, str)}
        return {name: numbers for name, numbers in found.items() if numbers}


class Form(Ours, forms.Form):
    pass


class ModelForm(Ours, forms.ModelForm):
    pass
