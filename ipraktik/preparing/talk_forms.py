"""A time for the talk about expectations, and what the talk came to."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django import forms as django_forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ipraktik.kit import fields, forms
from ipraktik.preparing.talk import ExpectationsTalk

FURTHEST = timedelta(days=365)
DIGITS = 6


class TalkForm(forms.Form):
    day = fields.DateField(label=gettext_lazy("Day"))
    clock = fields.ClockField(label=gettext_lazy("Time"), missing=gettext_lazy("Write the time as 9.30."))
    way = fields.OneOf(
        label=gettext_lazy("How?"),
        choices=ExpectationsTalk.Way.choices,
        missing=gettext_lazy("Choose video or telephone."),
    )
    reached_by = fields.TextField(
        label=gettext_lazy("Link or number"),
        help_text=gettext_lazy("The link to the meeting, or the number to call."),
        missing=gettext_lazy("Write the link or the number, so that everyone can find you."),
        max_length=300,
    )

    def __init__(self, *args, placement, **kwargs):
        self.placement = placement
        super().__init__(*args, **kwargs)

    def clean(self):
        given = super().clean()
        if given.get("day") and given.get("clock"):
            self.check_when(timezone.make_aware(datetime.combine(given["day"], given["clock"])))
        if given.get("way") and given.get("reached_by"):
            self.check_reached_by(given["way"], given["reached_by"])
        return given

    def check_when(self, begins):
        first = self.placement.visit.first_day
        if begins <= timezone.now():
            self.add_error("day", _("That time is past. Choose one that is still to come."))
        elif first and begins.date() > first:
            self.add_error("day", _("The visit begins on %(day)s. Talk before that.") % {"day": date_format(first)})
        elif begins > timezone.now() + FURTHEST:
            self.add_error("day", _("That is more than a year away. Choose a day sooner."))
        self.begins = begins

    def check_reached_by(self, way, text):
        if way == ExpectationsTalk.Way.VIDEO and not is_link(text):
            self.add_error("reached_by", _("Write the whole link, as https://meet.example.dk/a1b2."))
        if way == ExpectationsTalk.Way.PHONE and len(re.findall(r"\d", text)) < DIGITS:
            self.add_error("reached_by", _("Write the number to call, with all its figures."))

    @property
    def proposal(self):
        return {"begins": self.begins, "way": self.cleaned_data["way"], "reached_by": self.cleaned_data["reached_by"]}


def is_link(text):
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and not re.search(r"\s", text)


class ConclusionForm(forms.Form):
    conclusion = fields.FreeText(
        label=gettext_lazy("What did you agree on?"),
        help_text=gettext_lazy("What you will look at, what you will not, and who does what before the visit."),
        missing=gettext_lazy("Write what you agreed on."),
        rows=8,
    )
    seen = django_forms.IntegerField(widget=django_forms.HiddenInput, required=False, min_value=0, max_value=9999)
