"""The letters of a journey: made and sent by the worker's own functions, and read as the mail server kept them."""

import re

from ipraktik.notices.making import Maker
from ipraktik.notices.models import Letter
from ipraktik.notices.sending import send_all


class Post:
    def __init__(self, mailbox, site):
        self.mailbox, self.site = mailbox, site

    def deliver(self):
        Maker().make_all()
        send_all()

    def all_to(self, address):
        """{letter's key: the newest of that kind} to one address."""
        self.deliver()
        keys = dict(Letter.objects.values_list("message_id", "key"))
        return {keys[each["Message-ID"]]: each for each in self.mailbox.messages if each["To"] == address}

    def letter(self, address, key):
        found = self.all_to(address)
        assert key in found, f"{address} has no letter “{key}”, but {sorted(found)}"
        return found[key]

    def code(self, address):
        return re.search(r"^[\d-]{8,}$", text_of(self.letter(address, "sign-in-code")), re.MULTILINE)[0]

    def link(self, address, key):
        """The reader's own link, the same in the text and in the HTML."""
        letter = self.letter(address, key)
        link = re.search(rf"^{re.escape(self.site)}/l/[\w-]+/$", text_of(letter), re.MULTILINE)[0]
        assert link in letter.get_body(("html",)).get_content()
        return link


def text_of(letter):
    return letter.get_body(("plain",)).get_content().replace("\r\n", "\n")
