"""The right address of someone whom a letter could not reach; what was given up is then sent to it."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from ipraktik.kit import fields, forms
from ipraktik.notices.models import Letter
from ipraktik.people.models import Person
from ipraktik.people.sign_in import correct_address

TAKEN = _("Somebody else here has this address: %(name)s. Name that person instead, on the page the letter is about.")


class AddressForm(forms.Form):
    email = fields.EmailField(
        label=_("The right address"),
        help_text=_("All that could not be delivered is sent to it. Links in earlier letters no longer work."),
        missing=_("Write the right e-mail address."),
    )

    def __init__(self, data, reader):
        super().__init__(data, initial={"email": reader.email})
        self.reader = reader

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if other := Person.objects.filter(email=email).exclude(pk=self.reader.pk).first():
            raise ValidationError(TAKEN % {"name": other})
        return email

    def saved(self):
        """Corrected, and the letters on their way again; False, with a sentence, if somebody took it just now."""
        try:
            correct_address(self.reader, self.cleaned_data["email"])
        except IntegrityError:
            self.add_error("email", TAKEN % {"name": self.cleaned_data["email"]})
            return False
        for letter in Letter.objects.given_up().filter(reader=self.reader, urgent=False):
            letter.try_again()
        return True


def form_for(letter, data):
    """None where it is not the office's to correct: its own address, and a coordinator's, are theirs to look after."""
    mine = letter.given_up_at and letter.reader and not letter.reader.is_coordinator
    return AddressForm(data, letter.reader) if mine else None
