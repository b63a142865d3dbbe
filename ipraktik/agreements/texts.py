"""A paper in one language: the programme's words, filled from its terms."""

from datetime import date, time

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from ipraktik.people.parties import HOST, INTERN, SENDER
from ipraktik.programme import programme
from ipraktik.programme.words import fill


def compose(values):
    """{language: text} of the terms, in every language that the programme's words of this paper are written in."""
    return {language: composed(values, language) for language in values["words"]}


def composed(values, language):
    with override(language):
        return fill(values["words"][language], language, places(values, language))


def places(values, language):
    """What stands in each place of a document; empty where the paper has no such term."""
    contact, reserve = values.get("contacts", (None, None))
    return {
        "intern": named(values["intern"]),
        "intern_workplace": values["intern_workplace"]["name"],
        "host_workplace": values["host_workplace"]["name"],
        "sender_manager": named(values.get("sender_manager")),
        "days": days(values),
        "itinerary": "\n".join(f"- {said(row)}" for row in values.get("itinerary", ())) or _("not written"),
        "goals": goals(values),
        "contact": reached(contact),
        "reserve": reached(reserve),
        "practical": "\n\n".join(filter(None, (values.get("meet"), values.get("practical"))))
        or _("as the host writes"),
        "small_print": "\n".join(f"- {line}" for line in values.get("small_print", {}).get(language, ())),
        "follow_up": values.get("follow_up") or _("as they agree"),
        "additions": values.get("additions") or _("none"),
        "special_terms": values.get("special_terms") or _("none"),
        "amendment": values.get("what", ""),
    }


def named(someone):
    return someone["name"] if someone else _("not named")


def reached(someone):
    return ", ".join(filter(None, (someone["name"], someone["phone"]))) if someone else _("not named")


def days(values):
    """The dates, each with the hours that the itinerary gives it."""
    return ", ".join(day_and_hours(day, values.get("itinerary", ())) for day in values["days"]) or _("not set")


def day_and_hours(day, itinerary):
    times = sorted(clock for row in itinerary if row[0] == day for clock in row[1:3] if clock)
    hours = f" {hours_between(times[0], times[-1])}" if len(times) > 1 else ""
    return date_format(date.fromisoformat(day)) + hours


def hours_between(begins, ends):
    return _("from %(begins)s to %(ends)s") % {"begins": spoken(begins), "ends": spoken(ends)}


def spoken(clock):
    return time_format(time.fromisoformat(clock))


def said(row):
    """A row of the itinerary in words."""
    day, begins, ends, *rest = row
    hours = "–".join(spoken(clock) for clock in (begins, ends) if clock)
    return ", ".join(filter(None, (date_format(date.fromisoformat(day), "MONTH_DAY_FORMAT"), hours, *rest)))


def goals(values):
    written = [(party, goal) for party in (INTERN, HOST, SENDER) for goal in values.get(f"{party}_goal", ()) if goal]
    return "\n".join(f"- {programme().party(party).name}: {goal}" for party, goal in written) or _("not written")
