"""What the coordinator says when suggesting a host, or writing to the host that an intern has in mind."""

from django.utils.translation import gettext_lazy as _

from ipraktik.kit.fields import EmailField, FreeText, OneOf, TextField, Tick
from ipraktik.kit.forms import Form
from ipraktik.office.desk import broken_limits, visits_to_join

ALONE = ("", _("No, a visit of its own"))


class SuggestForm(Form):
    message = FreeText(
        label=_("Why the two of them?"),
        help_text=_("Both read it. Write what you know that they do not."),
        required=False,
        max_length=1000,
    )
    visit = OneOf(label=_("Join a visit that is there already?"), required=False)

    def __init__(self, *args, candidate, **kwargs):
        self.limits = broken_limits(candidate)
        super().__init__(*args, **kwargs)
        joinable = visits_to_join(candidate.offer)
        if joinable:
            self.fields["visit"].choices = [ALONE, *joinable]
        else:
            del self.fields["visit"]
        for rule in self.limits:
            self.fields[f"aside-{rule.name}"] = Tick(
                label=_("Set aside: %(what)s") % {"what": rule.says(candidate.pair)},
                missing=_("Tick that it may be set aside, or find another host: %(what)s")
                % {"what": rule.says(candidate.pair)},
            )


class ContactHostForm(Form):
    contact_name = TextField(label=_("Contact person"), missing=_("Write the contact person's name."), max_length=120)
    contact_email = EmailField(
        label=_("Their e-mail"),
        missing=_("Write the e-mail address that we are to invite."),
        help_text=_("They get a link, and can answer without an account."),
    )
    message = FreeText(
        label=_("A few words from you"),
        help_text=_("They stand in the suggestion. What the intern wrote stands there already."),
        required=False,
        max_length=2000,
    )
