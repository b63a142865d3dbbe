"""Passkeys and one-time passwords: offered to all. Coordinators see everyone's matters, so in production they need one."""

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ipraktik.people.limited import ANYWHERE, Visitor
from ipraktik.programme import programme

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def has_factor(person):
    return is_mfa_enabled(person, FACTORS)


def signs_in(person):
    """Must this person sign in, where others come by a personal link?"""
    return person.is_coordinator or has_factor(person)


def lacks_factor(person):
    """A coordinator who has yet to add the second factor that this installation asks for."""
    return (
        settings.COORDINATORS_NEED_SECOND_FACTOR and getattr(person, "is_coordinator", False) and not has_factor(person)
    )


class SecondFactorMiddleware:
    """Until there is one, a coordinator may add one or leave, and sees no more than anyone does."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        name = request.resolver_match.url_name or ""
        if name in ANYWHERE or name.startswith("mfa_") or not lacks_factor(request.user):
            return None
        if not getattr(view, "login_required", True):
            request.user = Visitor(request.user)  # public pages as anyone sees them
            return None
        messages.warning(request, _("Add a passkey or a one-time password first: as a coordinator you need one."))
        return redirect("mfa_index")


class Adapter(DefaultMFAAdapter):
    """allauth's second factors in our words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("This is not right. Try once more."),
        "unverified_email": gettext_lazy(
            "Sign out, and sign in with a code once: then we know that the address is yours."
        ),
    }

    def _get_site_name(self):
        return str(programme().name)

    def generate_authenticator_name(self, user, type):
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)d") % {"number": number}
