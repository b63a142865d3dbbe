"""What stands in a letter's places. No free text that people have typed: it may be about their health, and is on the page.

Whoever asks has set the reader's language.
"""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ipraktik.itinerary.models import Colleague
from ipraktik.itinerary.telling import in_words, interns_in, rows_of
from ipraktik.kit.days import say_days
from ipraktik.notices import day
from ipraktik.notices.readers import COLLEAGUE
from ipraktik.people.parties import COORDINATOR, HOST, INTERN, SENDER
from ipraktik.programme import programme
from ipraktik.programme.letters import ALLOWED

ORDER = (INTERN, HOST, SENDER, COORDINATOR)


def common():
    """Every place, empty where nothing else is said; and what is the same in all letters."""
    run = programme()
    return dict.fromkeys(ALLOWED, "") | {
        "office": run.office.name,
        "office_email": run.office.email,
        "programme": run.name,
    }


def values(event, party, person):
    said = common() | ABOUT[event.kind](event.subject) | {"reader": called(person)}
    return said | by_whom(event) | of_day(event) | {"note": day.note(event, party, person)} | about_colleague(event)


def of_day(event):
    """The day that the event is about, where it is about one."""
    return {"day": date_format(date.fromisoformat(event.facts["day"]))} if "day" in event.facts else {}


def called(person):
    """A first name; empty for who has told us none, and for the office."""
    return person.name.split()[0] if person and person.name else ""


def by_whom(event):
    """Who did it, and which party that was. Nobody, when the clock did."""
    parties = set(event.party.split())
    party = next((party for party in ORDER if party in parties), None)
    named = {"party": programme().party(party).the} if party else {}
    if event.name in NAMED_IN_IT:
        return named | {"name": NAMED_IN_IT[event.name](event.subject)}
    return named | ({"name": event.by} if event.by else {})


def about_colleague(event):
    """Where a colleague in the itinerary is concerned: whom they meet, when, and what it asks of them."""
    colleague = Colleague.objects.filter(pk=event.facts.get("colleague")).select_related("visit__contact").first()
    if colleague is None:
        return {}
    rows = rows_of(colleague)
    about = {"note": "\n".join(f"- {in_words(row)}. {advice_on(row)}".strip() for row in rows)}
    if interns := interns_in(rows, colleague.visit):
        about["intern"] = ", ".join(interns)
    return about | {"name": colleague if event.name == "colleague-cannot" else colleague.visit.contact or ""}


def advice_on(row):
    return str(row.known_kind.advice) if row.known_kind else ""


# Events that tell of somebody else than who did them.
NAMED_IN_IT = {
    "pass-on": lambda consent: consent.wish.manager,
    "staff": lambda placement: placement.visit.contact or "",
    "stand-in": lambda placement: placement.visit.contact or "",
}


def about_wish(wish):
    named = getattr(wish, "named", None)
    place = wish.workplace.full_name if wish.workplace else ""
    manager = wish.manager or ""
    return {
        "intern": wish.intern, "intern_workplace": place, "sender": manager, "sender_workplace": place,
        "host": named.contact_name if named else "", "host_workplace": named.workplace if named else "",
    }  # fmt: skip


def about_consent(consent):
    days = programme().rules.days_to_answer_consent
    about = about_wish(consent.wish) | {"sender": consent.manager}
    return about | {"deadline": date_format(not_past(consent.asked_at, days))}


def about_offer(offer):
    return {"host": offer.contact or "", "host_workplace": offer.workplace.full_name}


def about_placement(placement):
    visit, offer = placement.visit, placement.offer
    about = about_wish(placement.wish) | {
        "host": visit.contact or offer.contact or "", "host_workplace": offer.workplace.full_name,
        "deadline": deadline(placement),
    }  # fmt: skip
    if visit.has_days:
        about |= {"days": say_days(visit.first_day, visit.last_day), "first_day": date_format(visit.first_day)}
    return about


def deadline(placement):
    """The date by which this state waits for an answer."""
    rules, last_day = programme().rules, placement.visit.last_day
    if placement.state == "completed" and last_day:
        return date_format(last_day + timedelta(days=rules.blind_days))
    if placement.state == "suggested":
        return date_format(max(placement.answers_until, timezone.localdate()))
    return date_format(placement.visit.first_day) if placement.visit.has_days else ""


def not_past(since, days):
    """A letter that was long on its way does not ask for an answer yesterday."""
    return max(timezone.localdate(since) + timedelta(days=days), timezone.localdate())


def about_trouble(trouble):
    return {"host_workplace": trouble.placement.offer.workplace.full_name}


ABOUT = {
    "wish": about_wish, "consent": about_consent, "offer": about_offer, "placement": about_placement,
    "trouble": about_trouble,
}  # fmt: skip


def why(party, kind):
    """The last line of every letter: why you get it."""
    run = programme()
    if party == COLLEAGUE:
        said = _(
            "You get this letter because your workplace has named you in the itinerary of a visit in %(programme)s."
        )
        return said % {"programme": run.name}
    if party == COORDINATOR:
        return _("You get this letter because you run %(programme)s.") % {"programme": run.name}
    if kind == "depicted":
        return _("You get this letter because someone has taken a photo that you are in.")
    if kind == "consent" or (kind == "wish" and party == SENDER):
        return _("You get this letter because you are named as nearest manager in %(programme)s.") % {
            "programme": run.name
        }
    said = {"party": run.party(party).name, "programme": run.name}
    if party == SENDER:
        return _("You get this letter because you have sent someone through %(programme)s.") % said
    return _("You get this letter as %(party)s in %(programme)s.") % said
