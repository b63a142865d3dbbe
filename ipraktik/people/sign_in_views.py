"""Signing in and signing up: an address, a code, and in."""

from allauth.account.internal.stagekit import clear_login
from allauth.account.utils import get_next_redirect_url, passthrough_next_redirect_url
from allauth.core import ratelimit
from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ipraktik.people.forms import CodeForm, SignInForm, SignUpForm
from ipraktik.people.limited import LIMIT
from ipraktik.people.sign_in import SignIn

TOO_MANY_CODES = _("We have just sent several codes to this address. Wait a minute, and try again.")
TOO_MANY_TRIES = _("The code was wrong too many times. Ask for a new one.")
TOO_OLD = _("The code has become too old. Ask for a new one.")
SENT_AGAIN = _("We have sent a new code. The old one no longer works.")
page = require_http_methods(["GET", "HEAD", "POST"])


def is_in(request):
    """Signed in in full: not merely here by a personal link."""
    return request.user.is_authenticated and LIMIT not in request.session


def lead_on(request):
    return redirect(get_next_redirect_url(request) or "home")


def lead_to(request, name):
    """To the next step, with where one was going kept; an address outside the site is left behind."""
    return redirect(passthrough_next_redirect_url(request, reverse(name), "next"))


def send_code(request, email, **newcomer):
    """Whether a code was sent: not too many to one address, whoever has it."""
    if not ratelimit.consume(request, action="request_login_code", key=email):
        return False
    if request.user.is_authenticated:
        logout(request)  # a session begun by a personal link ends where one signs in
    SignIn.begin(request, email, **newcomer)
    return True


@login_not_required
@never_cache
@page
@rate_limit(action="login")
def sign_in(request):
    own = request.user.email if request.user.is_authenticated else ""
    return ask(request, SignInForm, "account/login.html", {"email": own})


@login_not_required
@never_cache
@page
@rate_limit(action="signup")
def sign_up(request):
    return ask(request, SignUpForm, "account/signup.html", {"language": get_language()})


def ask(request, kind, template, initial):
    if is_in(request):
        return lead_on(request)
    if request.method != "POST" and SignIn.pending(request):
        return lead_to(request, "account_confirm_login_code")
    form = kind(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        if send_code(request, **{"language": get_language(), **form.cleaned_data}):
            return lead_to(request, "account_confirm_login_code")
        form.add_error("email", TOO_MANY_CODES)
    return render(request, template, {"form": form, "next": get_next_redirect_url(request) or ""})


@login_not_required
@never_cache
@page
def code(request):
    process = SignIn.pending(request)
    if process is None:
        return begin_again(request)
    if request.method != "POST":
        return show_code(request, process, CodeForm())
    return ACTIONS.get(request.POST.get("action"), confirm)(request, process)


def begin_again(request):
    if is_in(request):
        return lead_on(request)
    if request.method == "POST":
        messages.warning(request, TOO_OLD)
    return lead_to(request, "account_login")


def show_code(request, process, form):
    shown = {"form": form, "email": process.email, "can_resend": process.can_resend}
    return render(request, "account/confirm_login_code.html", shown | {"next": get_next_redirect_url(request) or ""})


def confirm(request, process):
    form = CodeForm(request.POST, expected=process.code)
    if form.is_valid():
        return process.finish(get_next_redirect_url(request))
    if form.data.get("code", "").strip() and not process.record_invalid_attempt():
        messages.error(request, TOO_MANY_TRIES)
        return lead_to(request, "account_login")
    return show_code(request, process, form)


def resend(request, process):
    if process.can_resend and ratelimit.consume(request, action="request_login_code", key=process.email):
        process.resend()
        messages.success(request, SENT_AGAIN)
    else:
        messages.warning(request, TOO_MANY_CODES)
    return lead_to(request, "account_confirm_login_code")


def other_address(request, process):
    clear_login(request)
    return lead_to(request, "account_login")


ACTIONS = {"resend": resend, "other": other_address}


@login_not_required
@never_cache
@page
def limited(request):
    """What a session begun by a personal link meets elsewhere: the page asked for needs signing in."""
    if is_in(request) or not request.user.is_authenticated:
        return lead_on(request)
    if request.method == "POST":
        if send_code(request, request.user.email):
            return lead_to(request, "account_confirm_login_code")
        messages.warning(request, TOO_MANY_CODES)
    kind, target = request.session[LIMIT]
    shown = {"next": get_next_redirect_url(request) or "", "back": reverse(kind, kwargs={"pk": target})}
    return render(request, "people/pages/limited.html", shown)
