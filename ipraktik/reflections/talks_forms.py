"""The questions of the day, as a form."""

from django.utils.translation import gettext_lazy as _

from ipraktik.kit import fields, forms
from ipraktik.programme import programme

WRITE_SOMETHING = _("Write a few words under at least one of the questions.")


class DayForm(forms.Form):
    """A field for each question of the programme, by its key."""

    says_optional = False  # one of them is enough

    def __init__(self, data=None, *, answer=None):
        super().__init__(data, initial=answer.said if answer else None)
        for each in programme().talks.day:
            self.fields[each.key] = fields.FreeText(label=str(each.text), required=False, rows=4, max_length=2000)

    def clean(self):
        given = super().clean()
        first = next(iter(self.fields))
        if not self.said and not self.errors:
            self.add_error(first, WRITE_SOMETHING)
        return given

    @property
    def said(self):
        """{key: answer} of what was answered."""
        keys = [each.key for each in programme().talks.day]
        return {key: self.cleaned_data[key] for key in keys if self.cleaned_data.get(key)}
