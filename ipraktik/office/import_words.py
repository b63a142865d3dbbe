"""What a row was understood as, in one line; what came of an import, in a sentence."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ipraktik.directory.when import say_stretch
from ipraktik.office.headings import WISH
from ipraktik.office.signups import DOUBLE, DRAFT, READY, STOPPED
from ipraktik.programme import programme

STATES = {
    STOPPED: gettext_lazy("Stopped"),
    DOUBLE: gettext_lazy("Here already"),
    DRAFT: gettext_lazy("Comes in as a draft"),
    READY: gettext_lazy("Comes in"),
}


def line(row):
    """Workplace, place, days and when, as far as they were understood."""
    values, rules = row.values, programme()
    place = rules.municipalities.get(values.get("municipality"))
    kind = rules.travel_types.get(values.get("travel_type"))
    parts = [values.get("workplace"), values.get("organisation"), place and place.name, kind and str(kind.name)]
    parts += [days(values), when(values), seats(values)]
    return " · ".join(dict.fromkeys(part for part in parts if part))


def days(values):
    if "days_min" not in values:
        return ""
    least, most = (f"{values[name].normalize():f}" for name in ("days_min", "days_max"))
    return _("%(days)s days") % {"days": least if least == most else f"{least}-{most}"}


def when(values):
    if values.get("any_time") or values.get("all_year"):
        return _("any time")
    return ", ".join(say_stretch(*each) for each in values.get("periods") or values.get("open") or ())


def seats(values):
    return (
        ngettext("%(count)s seat", "%(count)s seats", values["seats"]) % {"count": values["seats"]}
        if values.get("seats")
        else ""
    )


def amount(rows):
    """“140 wishes and 76 offers”."""
    kinds = [row.kind for row in rows]
    return amounts(kinds.count(WISH), len(kinds) - kinds.count(WISH))


def amounts(wishes, offers):
    said = [ngettext("%(count)s wish", "%(count)s wishes", wishes) % {"count": wishes}] if wishes else []
    said += [ngettext("%(count)s offer", "%(count)s offers", offers) % {"count": offers}] if offers else []
    return _(" and ").join(said) or _("nothing")
