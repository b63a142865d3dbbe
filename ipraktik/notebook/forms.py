"""The form of a note. An old page may name what is no more: that is put right, and what was written is kept."""

from django import forms as django_forms
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ipraktik.kit import fields, forms
from ipraktik.kit.days import read_day, say_weekday
from ipraktik.notebook.clock import read_clock, right_day
from ipraktik.notebook.levels import Level, choices
from ipraktik.notebook.writing import Known
from ipraktik.programme import programme


class Lenient(fields.Select):
    """What is not on the list becomes `otherwise`."""

    def __init__(self, *, otherwise="", **kwargs):
        super().__init__(required=False, **kwargs)
        self.otherwise = otherwise

    def clean(self, value):
        return value if isinstance(value, str) and value and self.valid_value(value) else self.otherwise


class Hidden(django_forms.CharField):
    """Written by a machine, so never a reason to refuse what a person wrote."""

    widget = django_forms.HiddenInput

    def __init__(self, read):
        super().__init__(required=False)
        self.read = read

    def clean(self, value):
        try:
            return self.read(value or "")
        except (ValueError, OverflowError):
            return None


class NoteForm(forms.Form):
    says_optional = False
    prompt = Lenient(label=gettext_lazy("How does it begin?"), widget=django_forms.RadioSelect)
    text = fields.FreeText(
        label=gettext_lazy("Your note"),
        help_text=gettext_lazy("A few words are enough. Only you read it, until you share it."),
        missing=gettext_lazy("Write something before you save it."),
    )
    day = Lenient(label=gettext_lazy("Day"))
    item = Lenient(label=gettext_lazy("In the itinerary"))
    level = Lenient(label=gettext_lazy("Who may read it?"), otherwise=Level.ME.value, widget=django_forms.RadioSelect)
    confidential = fields.Tick(
        label=gettext_lazy("Confidential"),
        help_text=gettext_lazy(
            "Then only you read it, whatever you chose above. It is left out when you take your notes home."
        ),
        required=False,
    )
    written_at = Hidden(read_clock)

    def __init__(self, data=None, *, placement, party, key, note=None):
        super().__init__(data, initial=stands(note) if note else now(placement), auto_id="note_%s")
        self.placement, self.key = placement, key
        self.revision, self.was = (note.revision, Known.of(note)) if note else ("", "")
        if note and self.is_bound:  # refused: what it was written over is what was shown then
            self.revision, self.was = data.get("revision", ""), data.get("was", "")
        prompts = [(each.key, each.text) for each in programme().notebook.prompts if each.party == party]
        self.fields["prompt"].choices = [*prompts, ("", _("Free note"))]
        self.fields["day"].choices = [(day.isoformat(), say_weekday(day)) for day in placement.visit.days]
        self.fields["item"].choices = [("", _("Nothing in particular")), *rows_by_day(placement)]
        self.fields["level"].choices = choices(party)

    def clean_item(self):
        """The row itself."""
        rows = {str(row.pk): row for row in self.placement.visit.itinerary_for(self.placement)}
        return rows.get(self.cleaned_data["item"])

    def clean_day(self):
        """The day that was said, be it one of the visit or not; None where nothing readable was."""
        try:
            return read_day(self.data.get("day", "")[:20])
        except ValueError:
            return None


def stands(note):
    return {
        "prompt": note.prompt, "text": note.text, "day": note.day.isoformat(), "item": str(note.item_id or ""),
        "level": note.level, "confidential": note.confidential,
    }  # fmt: skip


def now(placement):
    """Today, and what the itinerary has at this hour."""
    day, _moved = right_day(None, placement.visit.days, timezone.localdate())
    row = row_at(placement, timezone.now())
    return {"day": day.isoformat(), "item": str(row.pk) if row else "", "level": Level.ME.value, "prompt": ""}


def row_at(placement, moment):
    """What the itinerary has then, if anything."""
    moment = timezone.localtime(moment)
    rows = [row for row in placement.visit.itinerary_for(placement) if row.day == moment.date() and row.starts]
    begun = [row for row in rows if row.starts <= moment.time() and (row.ends is None or moment.time() < row.ends)]
    return begun[-1] if begun else None


def rows_by_day(placement):
    groups = {}
    for row in placement.visit.itinerary_for(placement):
        begins = time_format(row.starts, "TIME_FORMAT") + " " if row.starts else ""
        groups.setdefault(say_weekday(row.day), []).append((str(row.pk), begins + row.what))
    return list(groups.items())


def times(placement):
    """For a page kept on the device, which opens at another hour than it was made."""
    rows = [row for row in placement.visit.itinerary_for(placement) if row.starts]
    return [[row.pk, f"{row.day}T{row.starts}", f"{row.day}T{row.ends}" if row.ends else ""] for row in rows]
