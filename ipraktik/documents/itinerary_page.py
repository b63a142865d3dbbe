"""The itinerary on one page, to carry: a column for each day, the letters as large as they can be."""

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from ipraktik.documents.typeset import typeset
from ipraktik.itinerary.days import days_of, with_rows
from ipraktik.kit.days import say_days, say_weekday
from ipraktik.programme import programme

TEMPLATE = "itinerary.typ"


def itinerary_page(placement, language):
    """The PDF of what this intern's days hold, in one language."""
    now = timezone.now()
    with override(language):
        return typeset(told(with_rows(placement), language, now), now, TEMPLATE)


def told(placement, language, now):
    visit, workplace = placement.visit, placement.offer.workplace
    words = {"intern": placement.wish.intern, "host": workplace.full_name}
    return {
        "language": language,
        "author": programme().name.in_(language),
        "title": _("Itinerary: %(intern)s at %(host)s") % words,
        "keywords": [],
        "heading": _("%(intern)s at %(host)s") % words,
        "lead": say_days(visit.first_day, visit.last_day),
        "about": [line for line in (meet(visit), reach(visit)) if line],
        "days": [a_day(day) for day in days_of(placement) if not day.outside],
        "columns": [_("When"), _("What")],
        "nothing": _("Nothing yet."),
        "foot": _("Printed on %(day)s. The page of the visit shows what has changed since.")
        % {"day": say_days(timezone.localdate(now))},
    }


def meet(visit):
    return _("Meet here: %(place)s") % {"place": " ".join(visit.meet.split())} if visit.meet else ""


def reach(visit):
    named = [(_("Contact person"), visit.contact), (_("Reserve"), visit.reserve)]
    return " · ".join(f"{label}: {', '.join(filter(None, (str(p), p.phone)))}" for label, p in named if p)


def a_day(day):
    name = say_weekday(day.date)
    return {"name": name[:1].upper() + name[1:], "rows": [a_row(item) for item in day.items]}


def a_row(item):
    hours = "–".join(time_format(clock) for clock in (item.starts, item.ends) if clock)
    kind = str(item.known_kind.name) if item.known_kind and str(item.known_kind.name) != item.what else ""
    return {
        "hours": hours,
        "what": item.what,
        "kind": kind,
        "rest": " · ".join(filter(None, (item.where, item.company))),
    }
