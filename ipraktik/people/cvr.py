"""CVR numbers, in a country that has them."""

from django import forms
from django.utils.translation import gettext_lazy as _
from stdnum.util import get_cc_module

from ipraktik.kit.fields import TextField
from ipraktik.programme import programme


def cvr_module():
    """The rules of CVR numbers, in a country that has them."""
    country = programme().country
    return get_cc_module(country.lower(), "cvr") if country else None


class CVRField(TextField):
    free_text = False  # a number we ask for

    def clean(self, value):
        value = super().clean(value)
        if not value:
            return ""
        module = cvr_module()
        if not module.is_valid(value):
            raise forms.ValidationError(
                _("Write the 8 digits of the CVR number. One of these is wrong."), code="invalid"
            )
        return module.compact(value)
