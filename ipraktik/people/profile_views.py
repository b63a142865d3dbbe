"""What we know of a person, as they may change it; their sessions; their language."""

from copy import copy

from allauth.account.utils import get_next_redirect_url
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.models import Session
from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from ipraktik.people.devices import device
from ipraktik.people.forms import ProfileForm
from ipraktik.people.second_factor import has_factor
from ipraktik.programme import programme

A_YEAR = 60 * 60 * 24 * 365


def profile(request):
    person = request.user
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=copy(person))
    if form.is_valid():
        return saved(request, form.save().language)
    onward = get_next_redirect_url(request) or ""
    shown = {"form": form, "next": onward, "is_new": not person.name, "has_factor": has_factor(person)}
    return render(request, "people/pages/profile.html", shown)


def saved(request, language):
    with override(language):
        messages.success(request, str(_("Your profile is saved.")))
    return speak(redirect(get_next_redirect_url(request) or "profile"), language)


def sessions_of(person):
    """The sessions that still run, newest first."""
    running = Session.objects.filter(expire_date__gt=timezone.now())
    return UserSession.objects.filter(user=person, session_key__in=running.values("session_key")).order_by(
        "-created_at"
    )


def profile_sessions(request):
    own = request.session.session_key
    if request.method == "POST":
        return end_sessions(request, own)
    shown = [(device(each.user_agent), each, each.session_key == own) for each in sessions_of(request.user)]
    return render(request, "people/pages/profile_sessions.html", {"sessions": shown})


def end_sessions(request, own):
    everywhere = request.POST.get("which") == "all"
    ended = UserSession.objects.filter(user=request.user)
    if not everywhere:
        ended = ended.exclude(session_key=own)
    Session.objects.filter(session_key__in=list(ended.values_list("session_key", flat=True))).delete()
    ended.delete()
    if everywhere:
        logout(request)
        return redirect("account_login")
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("profile-sessions")


@login_not_required
@require_POST
def set_language(request):
    language = request.POST.get("language")
    if language not in programme().languages:
        raise BadRequest
    if request.user.is_authenticated:
        request.user.language = language
        request.user.save(update_fields=["language"])
    return speak(redirect(get_next_redirect_url(request) or "/"), language)


def speak(response, language):
    """The browser keeps the language, also when nobody is signed in."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=A_YEAR, httponly=True,
        secure=settings.LANGUAGE_COOKIE_SECURE, samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )  # fmt: skip
    return response
