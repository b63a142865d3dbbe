"""Signing in by a code sent by e-mail: the one way in, for those we know and those we do not.

The same letter goes out and the same page follows for every address, so nobody learns who is here. Whoever writes the
code back has the mailbox; only then is somebody new made. What comes after (second factor, session) is allauth's.
"""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import EmailAddress, Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.usersessions.models import UserSession
from django.contrib.auth import login as open_session
from django.contrib.sessions.models import Session
from django.db import transaction
from django.urls import reverse
from django.utils.http import urlencode

from ipraktik.people.models import Person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class SignIn(LoginCodeVerificationProcess):
    """One attempt: a code on its way, kept in the session until it is written back."""

    @classmethod
    def begin(cls, request, email, **newcomer):
        """Send a code to this address. `newcomer` is what we keep about them should they be new: name, language."""
        person = Person.objects.filter(email=email, is_active=True).first()
        login = Login(user=person, email=email)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(cls.initial_state(person, email), initiated_by_user=True, newcomer=newcomer)
        process = cls(stage)
        process.send()
        process.persist()

    @classmethod
    def pending(cls, request):
        """The attempt that waits for its code in this session; None where there is none, or it is too old."""
        stage = LoginStageController.enter(request, LoginByCodeStage.key)
        return cls(stage).abort_if_invalid() if stage else None

    @property
    def email(self):
        return self.state["email"]

    def send_by_email(self, email, skip_enumeration_mails=False):
        code = self.generate_code()
        get_adapter().send_mail("account/email/login_code", email, {"request": self.request, "code": code})

    def finish(self, redirect_url):
        """The code was right: the address is theirs. Who has no name yet is asked for it first."""
        self._user = Person.objects.known_as(self.email, **self.state["newcomer"])
        if not is_proved(self._user):
            introduce(self._user, **self.state["newcomer"])
        prove(self._user)
        if not self._user.name:
            redirect_url = f"{reverse('profile')}?{urlencode({'next': redirect_url or reverse('home')})}"
        return super().finish(redirect_url)


def is_proved(person):
    return EmailAddress.objects.filter(user=person, email=person.email, verified=True).exists()


def introduce(person, name="", language=""):
    """What they say of themselves the first time counts for more than what others wrote when they named them."""
    person.name, person.language = name.strip() or person.name, language or person.language
    person.save(update_fields=["name", "language"])


def prove(person):
    """The person has shown that the address is theirs: allauth's own record of addresses follows ours."""
    EmailAddress.objects.filter(user=person).exclude(email=person.email).delete()
    EmailAddress.objects.filter(email=person.email).exclude(user=person).delete()
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})


def correct_address(person, email):
    """The office knows a better one. What the old one has opened, or can open, is shut: it may be a stranger's."""
    with transaction.atomic():
        person.move_to(email)
        begun = UserSession.objects.filter(user=person)
        Session.objects.filter(session_key__in=list(begun.values_list("session_key", flat=True))).delete()
        begun.delete()


def enter(request, person):
    """A session without a code, for a personal link or the demo; listed among the person's sessions like any other."""
    open_session(request, person, backend=BACKEND)
    UserSession.objects.create_from_request(request)
