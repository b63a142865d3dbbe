"""An entry in words, in the language that whoever asks has set."""

import re

from django.conf import settings
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from ipraktik.people.parties import COORDINATOR, HOST, INTERN, SENDER
from ipraktik.programme import programme

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def clean(text):
    """Without the signs that no calendar may hold."""
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text):
    return " ".join(clean(text).split())


def title(entry):
    said = {
        INTERN: _("Visit to %(host)s"),
        HOST: _("Visit from %(interns)s"),
        SENDER: _("%(interns)s at %(host)s"),
        COORDINATOR: _("First day at %(host)s"),
    }[entry.party] % {"host": entry.place, "interns": ", ".join(entry.interns)}
    return one_line(said if entry.is_agreed else _("%(visit)s (not agreed yet)") % {"visit": said})


def cancelled(place):
    return one_line(_("Cancelled: visit to %(host)s") % {"host": place})


def location(entry):
    return one_line(", ".join(filter(None, (entry.place, entry.address))))


def about(entry, day):
    """What one needs on this day. The place to meet is of the first."""
    parts = ["\n".join(plan(row) for row in day.rows)]
    if entry.meet and day == entry.days[0]:
        parts.append(_("Meet here: %(place)s") % {"place": entry.meet})
    parts.append("\n".join(person(each) for each in entry.people))
    parts.append(_("All about the visit: %(address)s") % {"address": settings.SITE_URL + entry.page})
    return clean("\n\n".join(filter(None, parts)))


def plan(row):
    hours = "–".join(time_format(clock) for clock in (row.starts, row.ends) if clock)
    beside = [row.where, row.with_whom, _("only %(who)s") % {"who": row.only} if row.only else ""]
    said = ", ".join(one_line(part) for part in (row.what, *beside) if part)
    return f"{hours} {said}".strip()


def person(called):
    role = _("Reserve") if called.is_reserve else programme().party(called.party).title
    said = f"{role}: {called.name}"
    return one_line(
        _("%(person)s, phone %(phone)s") % {"person": said, "phone": called.phone} if called.phone else said
    )
