"""Letters about signing in: first in line, and their text erased once sent.

allauth says what is to be told; here it becomes a letter of the programme, sent by the same worker as all others. The
same row is written for every address, so that nobody learns who is here by how long it takes.
"""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, override

from ipraktik.notices.making import language_of
from ipraktik.notices.models import Letter
from ipraktik.notices.sign_in import CHANGED, LETTERS, PAGES, WHY
from ipraktik.notices.values import called, common
from ipraktik.people.forms import WRONG_CODE
from ipraktik.people.limited import LIMIT
from ipraktik.people.models import Person
from ipraktik.programme import programme
from ipraktik.programme.letters import render


class Adapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "duplicate_email": gettext_lazy("This is your address already. Write another."),
    }

    def send_mail(self, template_prefix, email, context):
        write(LETTERS.get(template_prefix, CHANGED), email.strip().lower(), str(context.get("code", "")))

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """A way in was added or taken away: the person is told, wherever it was done from."""
        self.send_mail(template_prefix, email or user.email, context or {})

    def get_from_email(self):
        return settings.DEFAULT_FROM_EMAIL or programme().office.email

    def clean_email(self, email):
        return super().clean_email(email).lower()

    def login(self, request, user):
        """Signing in, in whatever way, lifts the limit of a session begun by a personal link."""
        super().login(request, user)
        request.session.pop(LIMIT, None)
        request.session.set_expiry(None)

    def is_open_for_signup(self, request):
        return True


def write(key, email, code=""):
    person = Person.objects.filter(email=email, is_active=True).first()
    language = language_of(person) if person else spoken(get_language())
    with override(language):
        said = render(programme().letters[key], language, **common() | {"reader": called(person), "code": code})
        why = str(WHY)
    whom = {"reader": person} if person else {"address": email}
    return Letter.objects.create(
        **whom, key=key, language=language, subject=said.subject[:200], body=said.body, button=said.button[:120],
        page=reverse(PAGES[key]) if key in PAGES else "", why_you=why, urgent=key != CHANGED,
    )  # fmt: skip


def spoken(language):
    """The language the page was read in, where the programme speaks it."""
    languages = programme().languages
    return language if language in languages else languages[0]
