"""allauth's forms for another address and for second factors, with our fields and sentences."""

import struct

from allauth.account.forms import AddEmailForm, ConfirmEmailVerificationCodeForm
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.utils.translation import gettext_lazy as _

from ipraktik.kit.fields import EmailField, TextField, Tick
from ipraktik.kit.forms import Ours
from ipraktik.people.forms import CodeField

NAME = {"label": _("What do you call it?"), "help_text": _("For instance “My phone”."), "max_length": 60}
NO_PASSKEY = _("The passkey did not work. Try once more, or go on in another way.")
FROM_APP = {"label": _("Code"), "missing": _("Write the code that your app shows.")}
OR_RECOVERY = {"help_text": _("The code your app shows now, or one of your recovery codes.")}


class NewEmail(Ours, AddEmailForm):
    email = EmailField(label=_("New e-mail address"), missing=_("Write the new e-mail address."))


class NewEmailCode(Ours, ConfirmEmailVerificationCodeForm):
    code = CodeField()


class Authenticate(Ours, AuthenticateForm):
    code = CodeField(**FROM_APP, **OR_RECOVERY)


class Reauthenticate(Ours, ReauthenticateForm):
    code = CodeField(**FROM_APP, **OR_RECOVERY)


def just_shown(person):
    """Who has this moment shown the new factor need not show it once more to see the recovery codes."""
    record_authentication(context.request, person, method="mfa", reauthenticated=True)


class ActivateTOTP(Ours, ActivateTOTPForm):
    code = CodeField(**FROM_APP)

    def clean_code(self):
        code = super().clean_code()
        just_shown(self.user)
        return code


class Careful(Ours):
    """Anybody may send anything in a browser's place: what cannot be read as a passkey is refused in words."""

    def full_clean(self):
        try:
            super().full_clean()
        except (LookupError, TypeError, ValueError, AttributeError, RecursionError, struct.error):
            self.add_error("credential", NO_PASSKEY)
            self.data = {
                **self.data.dict(),
                self.add_prefix("credential"): "",
            }  # nobody typed it, nobody reads it again


class AuthenticatePasskey(Careful, AuthenticateWebAuthnForm):
    pass


class ReauthenticatePasskey(Careful, ReauthenticateWebAuthnForm):
    pass


class SignInPasskey(Careful, LoginWebAuthnForm):
    pass


class AddPasskey(Careful, AddWebAuthnForm):
    name = TextField(required=False, **NAME)
    passwordless = Tick(label=_("I can sign in with this passkey alone"), required=False, initial=True)

    def clean(self):
        given = super().clean()
        if "credential" not in self.errors:
            just_shown(self.user)
        return given


class EditPasskey(Ours, EditWebAuthnForm):
    name = TextField(missing=_("Write a name."), **NAME)
