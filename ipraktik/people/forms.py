"""What people tell us about themselves, and the codes they write back."""

from allauth.core.internal.cryptokit import compare_user_code
from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from ipraktik.kit.fields import EmailField, Select, TextField
from ipraktik.kit.forms import Form, ModelForm
from ipraktik.people.models import Person
from ipraktik.programme import programme

WRONG_CODE = _("This is not the code. Write the one in the newest letter from us.")
NAME = {"label": _("Your name"), "missing": _("Write your name."), "max_length": 120}
NAME_WIDGET = {"autocomplete": "name"}


class CodeField(TextField):
    free_text = False  # a number we made ourselves
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "input-char-12"})

    def __init__(self, **kwargs):
        given = {"label": _("Code"), "missing": _("Write the code from the letter."), "max_length": 20, **kwargs}
        super().__init__(**given)


class PhoneField(TextField):
    free_text = False  # a number we ask for
    widget = forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"})


def languages():
    return [(code, get_language_info(code)["name_local"].capitalize()) for code in programme().languages]


class SignInForm(Form):
    email = EmailField(
        label=_("Your e-mail at work"),
        help_text=_("We send you a code. You need no password."),
        missing=_("Write your e-mail address."),
    )

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class SignUpForm(SignInForm):
    name = TextField(widget=forms.TextInput(attrs=NAME_WIDGET), **NAME)
    language = Select(label=_("Language of our letters"), missing=_("Choose a language."))

    field_order = ["name", "email", "language"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = languages()


class CodeForm(Form):
    code = CodeField()

    def __init__(self, *args, expected="", **kwargs):
        super().__init__(*args, **kwargs)
        self.expected = expected

    def clean_code(self):
        if not compare_user_code(actual=self.cleaned_data["code"], expected=self.expected):
            raise forms.ValidationError(WRONG_CODE)
        return self.cleaned_data["code"]


class ProfileForm(ModelForm):
    name = TextField(widget=forms.TextInput(attrs=NAME_WIDGET), **NAME)
    title = TextField(label=_("Job title"), required=False, max_length=120)
    phone = PhoneField(label=_("Phone"), required=False, max_length=40)
    language = Select(label=_("Language of our letters"), missing=_("Choose a language."))

    class Meta:
        model = Person
        fields = ["name", "title", "phone", "language"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = languages()
