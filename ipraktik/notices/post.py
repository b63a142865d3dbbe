"""A letter as e-mail: text and HTML of the same words, and the reader's own link, minted now."""

import re

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from ipraktik.itinerary.models import Colleague
from ipraktik.notices.readers import COLLEAGUE
from ipraktik.notices.returning import ReturnAddress, pattern
from ipraktik.notices.values import called
from ipraktik.people.models import Link
from ipraktik.placements.conversation import may_write
from ipraktik.programme import programme

INLINER = css_inline.CSSInliner(keep_style_tags=False, load_remote_stylesheets=False)
METHOD = re.compile(r"^METHOD:([A-Z]+)\s*$", re.MULTILINE)
BULLET = re.compile(r"^- ", re.MULTILINE)


def compose(letter, connection=None):
    """The message. Its Message-ID is the letter's, so that one sent twice is known as the same."""
    office = programme().office
    with override(letter.language):
        back = ReturnAddress.objects.mint(letter) if pattern() else ""
        shown = parts(letter) | {"answers": bool(back) and can_be_answered(letter)}
        message = EmailMultiAlternatives(
            subject=letter.subject,
            body=render_to_string("notices/pages/letter.txt", shown),
            from_email=back or sender(),
            to=[letter.to],
            reply_to=[back if shown["answers"] else office.email],
            headers=headers(letter),
            connection=connection,
        )
        html = render_to_string("notices/pages/letter.html", shown)
    message.attach_alternative(INLINER.inline(html), "text/html")
    if letter.calendar:
        add_calendar(message, letter.calendar)
    return message


def add_calendar(message, calendar):
    """As a part that mail programs read as an invitation; and as a file, for those that know only files."""
    method = METHOD.search(calendar)[1]
    message.attach_alternative(calendar.replace("\r\n", "\n"), f"text/calendar; method={method}")
    message.attach("invitation.ics", calendar.encode(), "application/ics")


def sender():
    return settings.DEFAULT_FROM_EMAIL or programme().office.email


def can_be_answered(letter):
    """About a visit in whose conversation the reader may write now. A coordinator's word needs the second factor."""
    placement = letter.event and letter.event.placement
    return bool(
        placement and letter.reader and not letter.reader.is_coordinator and may_write(placement, letter.reader)
    )


def headers(letter):
    """`From` is what people see; with inbound mail the envelope bears the letter's own address, where bounces go."""
    return {
        "From": sender(),
        "Message-ID": letter.message_id,
        "Auto-Submitted": "auto-generated",
        "Content-Language": letter.language,
    }


def parts(letter):
    name = called(letter.reader)
    return {
        "letter": letter,
        "greeting": _("Hello %(name)s") % {"name": name} if name else _("Hello"),
        "blocks": blocks(letter.body),
        "link": address_of(letter),
        "programme": programme(),
        "site": settings.SITE_URL,
    }


def blocks(body):
    """[(kind, lines)]: paragraphs, and lists where each line begins with a dash."""
    found = [block.strip() for block in re.split(r"\n\s*\n", body) if block.strip()]
    return [block_of(block) for block in found]


def block_of(block):
    lines = block.split("\n")
    if all(line.startswith("- ") for line in lines):
        return "list", [BULLET.sub("", line) for line in lines]
    return "text", lines


def address_of(letter):
    """Where the button leads. The token is in the message alone: only its hash is kept."""
    if not letter.button:
        return ""
    if letter.link_kind == COLLEAGUE:
        return settings.SITE_URL + reverse("colleague", args=[Colleague.objects.get(pk=letter.link_target).mint()])
    if letter.link_kind and letter.reader:
        token = Link.objects.mint(letter.reader, letter.link_kind, letter.link_target)
        return settings.SITE_URL + reverse("link", args=[token])
    return settings.SITE_URL + letter.page if letter.page else ""
