"""What the people of the demo expect, talk about beforehand, and say of their goals afterwards."""

from datetime import timedelta

from django.utils import timezone

from ipraktik.guide.models import Answer
from ipraktik.placements.models import Goal
from ipraktik.preparing.models import ExpectationsTalk, TalkYes
from ipraktik.programme import programme
from ipraktik.reflections.models import GoalReached

CAME = ("yes", "partly", "yes", "other", "no")
LINES = {
    "other": "Det blev ikke det, men jeg fik noget, jeg ikke vidste, jeg manglede.",
    "partly": "Halvdelen. Resten ringer vi om.",
    "no": "Der var ikke tid. Næste gang skal det ligge på første dag.",
}


def write_prompts(voices, participant):
    """Most of what the programme asks beside the goals; somebody always leaves something out."""
    for number, prompt in enumerate(programme().expectations.prompts_for(participant.party)):
        row = voices.next("prompted", participant.party, key=prompt.key) if (number + participant.pk) % 4 else None
        if row:
            Answer.objects.get_or_create(participant=participant, key=prompt.key, defaults={"text": row["text"]})


def add_goal(participant, text):
    participant.goals.create(number=Goal.objects.next_number(participant), text=text)


def settle_talk(placement, begins, conclusion=""):
    """A talk that intern and host have said yes to, and what it came to where it has been held."""
    intern, host = (placement.participants.get(party=party, signs=True, second=False) for party in ("intern", "host"))
    talk = ExpectationsTalk.objects.create(
        placement=placement, begins=begins, way="phone", reached_by="87 28 40 11", proposed_by=host, times_proposed=1,
        conclusion=conclusion, written_by=intern if conclusion else None, times_written=int(bool(conclusion)),
        written_at=min(begins + timedelta(hours=2), timezone.now()) if conclusion else None,
    )  # fmt: skip
    for each in (intern, host):
        for to in (TalkYes.TIME, TalkYes.CONCLUSION)[: 1 + bool(conclusion)]:
            talk.answers.create(participant=each, to=to)
    return talk


def propose_talk(placement, party, begins):
    by = placement.participants.get(party=party, signs=True, second=False)
    talk = ExpectationsTalk.objects.create(placement=placement)
    talk.propose(by, begins, ExpectationsTalk.Way.PHONE, "87 28 40 11")


def say_what_came_of_goals(evaluation):
    for goal in evaluation.participant.goals.all():
        came = CAME[goal.pk % len(CAME)]
        GoalReached.objects.create(evaluation=evaluation, goal=goal, came=came, line=LINES.get(came, ""))
