"""What the tests of this room share: letters really sent, answered as people's mail programs answer them."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.utils import timezone, translation

from ipraktik.notices.conftest import mailbox, quiet, told  # noqa: F401
from ipraktik.notices.making import Maker
from ipraktik.notices.models import Letter
from ipraktik.notices.sending import send_all
from ipraktik.replies.receiving import receive


@pytest.fixture(autouse=True)
def inbound(settings, client):
    client.cookies["language"] = "en"
    settings.INBOUND_ADDRESS = "svar@ipraktik.example"
    settings.INBOUND_SECRET = "kun-til-denne-gang"
    settings.COORDINATORS_NEED_SECOND_FACTOR = False
    with translation.override("en"):
        yield


class Post:
    """Sends what waits, and answers it."""

    def __init__(self, box):
        self.box = box

    def send(self, to=""):
        """What waits, to whoever begins so; what waits for others goes on waiting."""
        Maker().make_all()
        now = timezone.now()
        Letter.objects.unsent().update(next_try_at=now + timedelta(days=1))
        Letter.objects.unsent().filter(reader__email__startswith=to).update(next_try_at=now)
        send_all()

    def letter(self, to, subject=""):
        """The newest letter to this person of the cast."""
        self.send(to)
        mine = [each for each in self.box.messages if each["To"].startswith(f"{to}@") and subject in each["Subject"]]
        return mine[-1]

    def reply(self, letter, text, sender="", **more):
        return receive(reply_to(letter, text, sender, **more).as_bytes())


@pytest.fixture
def post(mailbox):  # noqa: F811
    return Post(mailbox)


def reply_to(letter, text, sender="", html="", attach=None, **heads):
    made = EmailMessage()
    made["From"] = sender or letter["To"]
    made["To"] = letter["Reply-To"]
    made["Subject"] = f"SV: {letter['Subject']}"
    made["In-Reply-To"] = letter["Message-ID"]
    number = abs(hash((text, html, sender, attach, letter["Message-ID"], str(heads))))
    made["Message-ID"] = f"<{number}@mail.example>"
    for name, value in heads.items():
        name = name.replace("_", "-")
        del made[name]
        made[name] = value
    made.set_content(text)
    if html:
        made.set_content(html, subtype="html")
    if attach:
        made.add_attachment(attach, maintype="application", subtype="pdf", filename="skema.pdf")
    return made
