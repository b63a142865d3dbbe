"""Coordinators see everyone's matters, so in production they sign in with a second factor."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _


class SecondFactorMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not settings.COORDINATORS_NEED_SECOND_FACTOR or not getattr(view, "login_required", True):
            return None
        person = request.user
        if not person.is_authenticated or not person.is_coordinator or is_mfa_enabled(person):
            return None
        if (request.resolver_match.url_name or "").startswith(("mfa_", "account_", "set-language", "profile")):
            return None
        messages.warning(request, _("Add a passkey or a one-time password first: as a coordinator you need one."))
        return redirect("mfa_index")
