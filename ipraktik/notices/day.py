"""The guide of the day: the one or two things that matter to this reader now, and are not done yet."""

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ipraktik.guide.models import Answer, Tick
from ipraktik.guide.prompts import FEW, matter_now, of_the_day
from ipraktik.people.parties import INTERN, SENDER, Phase
from ipraktik.preparing.cover import homecoming_of
from ipraktik.preparing.talk import talk_of
from ipraktik.programme import programme

# What an agreed visit has already: nobody is reminded of it.
DONE_WHEN_AGREED = {"expectations", "itinerary", "people", "agreement"}
# The brochure's question to the manager after the visit is answered before it: it is asked again when it is of use.
THEIR_PLAN = "how-to-use-the-experience"


def note(event, party, person):
    """The list in the letter, a line for each; empty in letters that are not of the day."""
    if event.name == "guide-of-the-day":
        lines = guide_of_the_day(event, party, person)
    elif event.name == "the-visit-begins-soon":
        lines = [*practical(event.placement, party), *before(event.placement, party, person)]
    elif event.name in ("propose-talk", "accept-talk"):
        lines = talk_before(event.placement)
    elif event.name == "ask-talk":
        lines = [str(each.text) for each in programme().talks.day]
    elif event.name == "stand-in":
        return called(event.placement.visit.contact)
    elif event.name == "set-homecoming":
        talk = homecoming_of(event.placement)
        return date_format(timezone.localtime(talk.starts_at), "DATETIME_FORMAT") if talk else ""
    elif event.name == "suggest":
        return event.placement.occasion_in_words
    elif event.name in ("welcome-home", "confirm"):
        lines = after(event.placement, party, person)
    else:
        return ""
    return "\n".join(f"- {line}" for line in lines or [_("You have ticked off everything. It is well prepared.")])


def talk_before(placement):
    """When and how; the link or the number is in the calendar file and on the page."""
    kept = talk_of(placement)
    begins = timezone.localtime(kept.begins)
    when = {
        "weekday": date_format(begins, "l").capitalize(), "day": date_format(begins, "MONTH_DAY_FORMAT"),
        "clock": time_format(begins),
    }  # fmt: skip
    moved = [_("This is another time than was proposed before.")] if kept.times_proposed > 1 and not kept.is_set else []
    return [_("%(weekday)s %(day)s at %(clock)s") % when, kept.get_way_display().capitalize(), *moved]


def called(contact):
    """How to reach who takes over, in one line."""
    if contact.phone:
        return _("%(name)s, phone %(phone)s") % {"name": contact, "phone": contact.phone}
    return _("%(name)s, %(email)s") % {"name": contact, "email": contact.email}


def guide_of_the_day(event, party, person):
    """What the guide brings up on the day of the event; nothing where all of it is done."""
    placement = event.placement
    days, today = placement.visit.days, timezone.localdate(event.at)
    left = still_open(programme().guide_for_party(party), placement, person)
    return [str(entry.text) for entry in of_the_day(left, days, today, programme().country)][:FEW]


def practical(placement, party):
    """Where to meet, to the one who must find the way."""
    meet = " ".join(placement.visit.meet.split()) if party == INTERN else ""
    return [_("Meet here: %(place)s") % {"place": meet}] if meet else []


def before(placement, party, person):
    """What is left to do; and what the manager does while the intern is away."""
    lines = most_now(advice(party, Phase.BEFORE), placement, person)
    if party == SENDER:
        lines += [str(entry.text) for entry in still_open(advice(party, Phase.DURING), placement, person)]
    return lines


def after(placement, party, person):
    lines = most_now(advice(party, Phase.AFTER), placement, person)
    if party == SENDER and answered(placement, person):
        lines.append(_("You wrote beforehand how you will use what the intern brings home. Read it again on the page."))
    return lines


def advice(party, phase):
    return programme().guide_for(party, phase, "advice")


def most_now(entries, placement, person):
    """The one or two that matter now, and how many more there are."""
    left = still_open(entries, placement, person)
    now = matter_now(left, placement.visit.days, timezone.localdate(), programme().country)
    more = len(left) - len(now)
    rest = ngettext("%(count)s more is on the page.", "%(count)s more are on the page.", more) % {"count": more}
    return [*(str(entry.text) for entry in now), *([rest] if more else [])]


def still_open(entries, placement, person):
    ticked = set(
        Tick.objects.filter(participant__placement=placement, participant__person=person).values_list("key", flat=True)
    )
    return [each for each in entries if each.key not in ticked and not is_agreed(each)]


def is_agreed(entry):
    return entry.phase == Phase.BEFORE and entry.acts in DONE_WHEN_AGREED


def answered(placement, person):
    answers = Answer.objects.filter(participant__placement=placement, participant__person=person, key=THEIR_PLAN)
    return answers.exclude(text="").exists()
