"""The guide of the day: the advice and the questions that matter to this reader now, and are not ticked off yet."""

from django.utils.translation import gettext as _

from ipraktik.guide.models import Answer, Tick
from ipraktik.people.parties import INTERN, SENDER, Phase
from ipraktik.programme import programme

# What an agreed visit has already: nobody is reminded of it.
DONE_WHEN_AGREED = {"expectations", "itinerary", "agreement"}
# The brochure's question to the manager after the visit is answered before it: it is asked again when it is of use.
THEIR_PLAN = "how-to-use-the-experience"


def note(event, party, person):
    """The list in the letter, a line for each; empty in letters that are not of the day."""
    if event.name == "the-visit-begins-soon":
        lines = [*practical(event.placement, party), *before(event.placement, party, person)]
    elif event.name in ("welcome-home", "confirm"):
        lines = after(event.placement, party, person)
    else:
        return ""
    return "\n".join(f"- {line}" for line in lines or [_("You have ticked off everything. It is well prepared.")])


def practical(placement, party):
    """Where to meet, to the one who must find the way."""
    meet = " ".join(placement.visit.meet.split()) if party == INTERN else ""
    return [_("Meet here: %(place)s") % {"place": meet}] if meet else []


def before(placement, party, person):
    """What is left to do; and what the manager does, or thinks of, while the intern is away."""
    left = [entry for entry in advice(party, Phase.BEFORE) if entry.acts not in DONE_WHEN_AGREED]
    lines = still_open(left, placement, person)
    if party == SENDER:
        away = [*advice(party, Phase.DURING), *programme().guide_for(party, Phase.DURING, "question")]
        lines += still_open(away, placement, person)
    return lines


def after(placement, party, person):
    lines = still_open(advice(party, Phase.AFTER), placement, person)
    if party == SENDER and answered(placement, person):
        lines.append(_("You wrote beforehand how you will use what the intern brings home. Read it again on the page."))
    return lines


def advice(party, phase):
    return programme().guide_for(party, phase, "advice")


def still_open(entries, placement, person):
    ticked = set(
        Tick.objects.filter(participant__placement=placement, participant__person=person).values_list("key", flat=True)
    )
    return [str(entry.text) for entry in entries if entry.key not in ticked]


def answered(placement, person):
    answers = Answer.objects.filter(participant__placement=placement, participant__person=person, key=THEIR_PLAN)
    return answers.exclude(text="").exists()
