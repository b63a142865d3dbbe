"""What the tests of this room share: a clock that can be set, and a way to hear who was told what."""

import socket
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller

from ipraktik.history.models import Outbox
from ipraktik.notices.making import Maker
from ipraktik.notices.models import Letter
from ipraktik.people.models import Person


@pytest.fixture
def quiet():
    """Forget what the setting of the scene would have told."""

    def forget():
        Outbox.objects.all().delete()
        Letter.objects.all().delete()

    return forget


@pytest.fixture
def told():
    """{(letter, who)} of all that has happened since; who is a key of the cast, or “office”."""

    def made():
        Maker().make_all()
        assert not Outbox.objects.exists()
        names = {person.pk: person.email.split("@")[0] for person in Person.objects.all()}
        letters = list(Letter.objects.all())
        assert len({letter.message_id for letter in letters}) == len(letters)
        found = [(letter.key, names.get(letter.reader_id, "office")) for letter in letters]
        assert len(found) == len(set(found))
        return set(found)

    return made


class Mailbox:
    """What a real mail server does with what it is given; `before` and `after` may be set to interfere."""

    def __init__(self):
        self.messages = []
        self.refused = {}  # address: what the server says to it
        self.before = self.after = self.server = None

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.before:
            self.before(self)
        message = message_from_bytes(envelope.content, policy=default)
        message.envelope_from = envelope.mail_from
        self.messages.append(message)
        if self.after:
            self.after(self)
        return "250 kept"

    def ids(self):
        return [message["Message-ID"] for message in self.messages]

    def open(self, port=None):
        """Listen; on the port one knew, when it has been closed."""
        self.port = port or self.port
        self.server = Controller(self, hostname="127.0.0.1", port=self.port)
        self.server.start()

    def close(self):
        if self.server:
            self.server.stop()
        self.server = None


@pytest.fixture
def mailbox(settings):
    box = Mailbox()
    box.open(free_port())
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", box.port, 5
    yield box
    box.close()


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
