"""Which letter tells what about signing in: allauth's own names for them, and ours."""

from django.utils.translation import gettext_lazy as _

LETTERS = {
    "account/email/login_code": "sign-in-code",
    "account/email/password_reset_code": "sign-in-code",
    "account/email/email_confirmation": "confirm-your-address",
    "account/email/email_confirmation_signup": "confirm-your-address",
    "account/email/unknown_account": "unknown-account",
    "account/email/account_already_exists": "you-have-an-account",
}
CHANGED = "your-sign-in-has-changed"  # every other word of allauth's: a passkey added, an address taken away, …
PAGES = {"unknown-account": "account_signup", "you-have-an-account": "account_login", CHANGED: "account_login"}
NEEDED = {*LETTERS.values(), CHANGED}
WHY = _("You get this letter because someone, you we hope, wrote your address to sign in.")
