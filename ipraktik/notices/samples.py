"""Values that show a letter before anybody has written it: invented people, and days to come."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from ipraktik.kit.days import say_days
from ipraktik.notices.models import Letter
from ipraktik.notices.post import parts
from ipraktik.notices.sign_in import NEEDED, WHY
from ipraktik.notices.values import common, why
from ipraktik.people.parties import COORDINATOR, HOST, INTERN, Phase
from ipraktik.programme import programme
from ipraktik.programme.letters import render

NAMES = {"reader": "Ida", "intern": "Ida Lund", "host": "Hanne Krogh", "sender": "Signe Dahl", "name": "Hanne Krogh"}
PLACES = {
    "intern_workplace": "Lønkontoret, Aarhus Kommune",
    "host_workplace": "Lønservice, Region Midt",
    "sender_workplace": "Lønkontoret, Aarhus Kommune",
}


def sample(template, language):
    """The letter, written as if to one of them."""
    with override(language):
        return render(template, language, **sample_values())


def parts_of_sample(template, language, party, kind):
    """A whole letter in the active language, laid out as it is sent. Nobody's link is made."""
    said, party = sample(template, language), party or HOST
    is_code = template.key in NEEDED
    letter = Letter(
        key=template.key, language=language, subject=said.subject, body=said.body, button=said.button,
        why_you=str(WHY) if is_code else why(party, kind),
        link_kind="" if is_code or party == COORDINATOR else "placement",
    )  # fmt: skip
    greeting = _("Hello") if party == COORDINATOR else _("Hello %(name)s") % {"name": NAMES[party].split()[0]}
    return parts(letter) | {"greeting": greeting, "link": f"{settings.SITE_URL}/…"}


def sample_values():
    first = timezone.localdate() + timedelta(days=40)
    days = {
        "days": say_days(first, first + timedelta(days=2)),
        "first_day": date_format(first),
        "day": date_format(first),
        "deadline": date_format(timezone.localdate() + timedelta(days=14)),
    }
    advice = programme().guide_for(INTERN, Phase.BEFORE, "advice")[:3]
    note = "\n".join(f"- {entry.text}" for entry in advice)
    return common() | NAMES | PLACES | days | {"note": note, "code": "QX7-PL4", "party": programme().party(HOST).the}
