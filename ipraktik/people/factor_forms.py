"""allauth's forms for another address and for second factors, with our fields and sentences."""

from allauth.account.forms import AddEmailForm, ConfirmEmailVerificationCodeForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _

from ipraktik.kit.fields import EmailField, TextField, Tick
from ipraktik.kit.forms import Ours
from ipraktik.people.forms import CodeField

NAME = {"label": _("What do you call it?"), "help_text": _("For instance “My phone”."), "max_length": 60}
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


class ActivateTOTP(Ours, ActivateTOTPForm):
    code = CodeField(**FROM_APP)


class AddPasskey(Ours, AddWebAuthnForm):
    name = TextField(required=False, **NAME)
    passwordless = Tick(label=_("I can sign in with this passkey alone"), required=False, initial=True)


class EditPasskey(Ours, EditWebAuthnForm):
    name = TextField(missing=_("Write a name."), **NAME)
