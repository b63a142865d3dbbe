"""The fields of our forms: each has its own sentence for what is missing, and says what to do, not what is wrong."""

import re
from datetime import time

from django import forms
from django.utils import formats, timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .days import NoSuchDay, read_day, read_weeks, say_weeks

# Unseen marks that turn the reading direction or hide letters; the joiner that holds an emoji together stays.
UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
SHORT, LONG = 200, 5000
NO_TEXT = _("The text has a character that cannot be saved. Write it again by hand instead of pasting it.")
TOO_LONG = _("Write at most %(limit_value)d characters. There are %(show_value)d now.")
TOO_SMALL = _("Write a number from %(limit_value)s and up.")
TOO_BIG = _("Write a number no higher than %(limit_value)s.")
CHOOSE = _("Choose one of those on the list.")
BY_CALENDAR = _("Write the date as 23.11.2026.")
NO_SUCH_DAY = _("There is no such day. Write the date as 23.11.2026, with the day first.")
YES_NO = [("yes", _("Yes")), ("no", _("No"))]


def sentences(missing, **more):
    return {"required": missing, **more} if missing else more


class TextField(forms.CharField):
    """One line, also where no browser keeps it so. Loses unseen marks that could make it read as something else."""

    free_text = True  # looked through for personal numbers
    is_one_line = True
    default_error_messages = {"max_length": TOO_LONG, "null_characters_not_allowed": NO_TEXT}

    def __init__(self, *, missing=None, max_length=SHORT, **kwargs):
        super().__init__(max_length=max_length, error_messages=sentences(missing), **kwargs)

    def to_python(self, value):
        text = super().to_python(UNSEEN.sub("", value) if isinstance(value, str) else value)
        return " ".join(text.splitlines()) if self.is_one_line else text

    def widget_attrs(self, widget):
        """Without `maxlength`: a browser would cut a pasted text and say nothing."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class FreeText(TextField):
    """Several lines, with a count of what is left."""

    is_one_line = False
    widget = forms.Textarea(attrs={"rows": 5})

    def __init__(self, *, max_length=LONG, rows=5, **kwargs):
        super().__init__(max_length=max_length, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)
        self.counted = max_length

    def to_python(self, value):
        """A line's end counts as one character, as it does where the reader sees them counted."""
        return super().to_python(value).replace("\r\n", "\n")


class EmailField(forms.EmailField):
    widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
    default_error_messages = {
        "invalid": _("Write an e-mail address such as name@organisation.dk."),
        "max_length": TOO_LONG,
        "null_characters_not_allowed": NO_TEXT,
    }

    def __init__(self, *, missing=None, **kwargs):
        super().__init__(error_messages=sentences(missing), **{"max_length": 254, **kwargs})

    def to_python(self, value):
        return super().to_python(UNSEEN.sub("", value) if isinstance(value, str) else value)


class DateField(forms.DateField):
    """A day in any of the ways people write one; shown as 23.11.2026 in both languages."""

    widget = forms.DateInput(attrs={"autocomplete": "off"})

    def __init__(self, *, missing=None, invalid=BY_CALENDAR, **kwargs):
        told = sentences(missing or _("Write a date, as 23.11.2026."), invalid=invalid)
        super().__init__(error_messages=told, **kwargs)

    def strptime(self, value, format):
        try:
            return read_day(value)
        except NoSuchDay as wrong:
            raise forms.ValidationError(NO_SUCH_DAY, code="invalid") from wrong

    def to_python(self, value):
        try:
            return super().to_python(value)
        except OverflowError as wrong:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from wrong

    def prepare_value(self, value):
        return formats.date_format(value, "SHORT_DATE_FORMAT") if hasattr(value, "isoformat") else value


class ClockField(forms.TimeField):
    """A time of day as people write it: 9, 9.30, 9:30, kl. 9."""

    widget = forms.TextInput(attrs={"class": "input-char-8", "inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {"invalid": _("Write the time as 9.30.")}

    def __init__(self, *, missing=None, **kwargs):
        super().__init__(error_messages=sentences(missing), **kwargs)

    def to_python(self, value):
        if isinstance(value, str):
            value = value.lower().replace("kl", "").strip(" .").replace(".", ":")
            value = f"{value}:00" if value.isdigit() else value
        return super().to_python(value)

    def prepare_value(self, value):
        return formats.time_format(value, "H.i") if isinstance(value, time) else value


class WeeksField(forms.CharField):
    """“37-39, 45” becomes [(year, week), …]; a week without a year is the next one to come."""

    default_error_messages = {
        "invalid": _("Write week numbers, as 37-39, 45."),
        "null_characters_not_allowed": NO_TEXT,
        "max_length": TOO_LONG,
    }

    def __init__(self, *, missing=None, **kwargs):
        super().__init__(max_length=SHORT, error_messages=sentences(missing), **kwargs)

    def clean(self, value):
        try:
            return read_weeks(super().clean(value), timezone.localdate())
        except ValueError as wrong:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from wrong

    def prepare_value(self, value):
        return say_weeks(value) if isinstance(value, (list, tuple)) else value

    def widget_attrs(self, widget):
        return {}


class WholeNumber(forms.IntegerField):
    """A text field to the browser: a number field throws away what it does not understand."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "input-char-8", "autocomplete": "off"})

    def __init__(self, *, missing=None, at_least=0, at_most=None, **kwargs):
        own = sentences(missing, invalid=span_sentence(at_least, at_most), min_value=TOO_SMALL, max_value=TOO_BIG)
        super().__init__(min_value=at_least, max_value=at_most, error_messages=own, **kwargs)


def span_sentence(least, most):
    if most is None:
        return _("Write a whole number, in figures.")
    return format_lazy(_("Write a whole number from {least} to {most}."), least=least, most=most)


class Select(forms.ChoiceField):
    """One of many, from a list that folds out."""

    default_error_messages = {"invalid_choice": CHOOSE}

    def __init__(self, *, missing=None, **kwargs):
        super().__init__(error_messages=sentences(missing), **kwargs)


class OneOf(Select):
    """One of few, all in sight."""

    widget = forms.RadioSelect


class SomeOf(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple
    default_error_messages = {"invalid_choice": CHOOSE, "invalid_list": CHOOSE}

    def __init__(self, *, missing=None, **kwargs):
        super().__init__(error_messages=sentences(missing), **kwargs)


class YesNo(forms.TypedChoiceField):
    """Yes, no, or not answered: True, False, None."""

    widget = forms.RadioSelect
    default_error_messages = {"invalid_choice": CHOOSE}

    def __init__(self, *, missing=None, **kwargs):
        given = {"choices": YES_NO, "coerce": lambda value: value == "yes", "empty_value": None, **kwargs}
        super().__init__(error_messages=sentences(missing), **given)

    def prepare_value(self, value):
        return {True: "yes", False: "no"}.get(value, value)


class Tick(forms.BooleanField):
    def __init__(self, *, missing=None, **kwargs):
        super().__init__(error_messages=sentences(missing), **kwargs)


class UploadField(forms.FileField):
    """A file no larger than `megabytes`, with one of the endings in `endings`."""

    widget = forms.FileInput
    default_error_messages = {
        "invalid": _("The file did not arrive. Choose it again."),
        "missing": _("The file did not arrive. Choose it again."),
        "empty": _("The file is empty. Choose another."),
        "too_big": _("The file is too big. Choose one of at most %(most)s MB."),
        "ending": _("Choose a file of the kind %(endings)s."),
    }

    def __init__(self, *, missing=None, megabytes=5, endings=(), **kwargs):
        super().__init__(error_messages=sentences(missing), **kwargs)
        self.megabytes, self.endings = megabytes, endings
        if endings:
            self.widget.attrs["accept"] = ",".join(endings)

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if file and file.size > self.megabytes * 1024 * 1024:
            self.refuse("too_big", most=self.megabytes)
        if file and self.endings and not file.name.lower().endswith(tuple(self.endings)):
            self.refuse("ending", endings=", ".join(self.endings))
        return file

    def refuse(self, code, **params):
        raise forms.ValidationError(self.error_messages[code], code=code, params=params)


class Files(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name)


class UploadsField(UploadField):
    """One file or several, no larger than `megabytes` together. Gives a list."""

    widget = Files
    default_error_messages = {"too_big": _("The files are too big. Choose at most %(most)s MB in all.")}

    def clean(self, data, initial=None):
        one = super().clean
        files = [one(each) for each in data or [None]]
        if sum(each.size for each in files if each) > self.megabytes * 1024 * 1024:
            self.refuse("too_big", most=self.megabytes)
        return [each for each in files if each]
