"""Showing that one has the mailbox now: a personal link may have been passed on, and a signature is one's own."""

from allauth.account.authentication import get_authentication_records
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from ipraktik.people.limited import LIMIT
from ipraktik.people.sign_in_views import TOO_MANY_CODES, send_code

PROVE_FIRST = _("Before you sign, show that it is you. Write the code we have sent to %(address)s.")


def is_unproved(request):
    """Here by a personal link alone, which whoever got it may have passed on."""
    return LIMIT in request.session


def ask_for_proof(request, back):
    """Send a code to the address the link was for; the right code leads back, signed in."""
    address = request.user.email
    if not send_code(request, address):
        messages.warning(request, TOO_MANY_CODES)
        return redirect(back)
    messages.info(request, PROVE_FIRST % {"address": address})
    return redirect(f"{reverse('account_confirm_login_code')}?{urlencode({'next': back})}")


def proof(request):
    """What is kept with a signature: the address, the language it was read in, and how one showed who one is."""
    records = get_authentication_records(request, request.user)
    proved = [each.get("type") or each["method"] for each in records]
    evidence = {"address": request.user.email, "language": request.LANGUAGE_CODE, "proved": proved}
    return {"method": proved[-1] if proved else "signed-in", "evidence": evidence}
