"""The right address of somebody whose letters come back."""

from django.utils.translation import gettext_lazy as _

from ipraktik.kit.fields import EmailField
from ipraktik.kit.forms import Form
from ipraktik.people.models import Person

TAKEN = _("Somebody else has this address here. Name that person instead.")
SAME = _("This is the address that letters come back from. Write the right one.")


class AddressForm(Form):
    email = EmailField(
        label=_("The right e-mail address"),
        help_text=_("What has been said yes to and signed stays. We send the letters again."),
        missing=_("Write the right e-mail address."),
    )

    def __init__(self, data=None, *, person):
        self.person = person
        super().__init__(data, initial={"email": person.email})

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if email == self.person.email:
            self.add_error("email", SAME)
        elif Person.objects.filter(email=email).exists():
            self.add_error("email", TAKEN)
        return email
