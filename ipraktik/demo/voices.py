"""What the people of the demo say: each text is used once before any is used twice."""

from datetime import timedelta
from itertools import cycle

from django.utils import timezone

from ipraktik.guide.models import Answer, Tick
from ipraktik.programme import programme
from ipraktik.reflections.models import Evaluation, Pulse


class Voices:
    """`voices` is what texts.voices() gives: kind → rows, most of them with a party."""

    def __init__(self, voices):
        self.rows = voices
        self.turns = {}

    def next(self, kind, party=None, **wanted):
        """The next row of this kind by this party (and with these values)."""
        key = (kind, party, *sorted(wanted.items()))
        if key not in self.turns:
            wanted |= {"party": party} if party else {}
            fitting = [row for row in self.rows[kind] if all(row.get(k, v) == v for k, v in wanted.items())]
            self.turns[key] = cycle(fitting)
        return next(self.turns[key], None)

    def said(self, kind, party):
        return self.next(kind, party)["text"]

    def itinerary(self, length):
        """The rows of one itinerary of that many days."""
        return self.next("itinerary", days=length)["rows"]

    def goal(self, participant):
        return self.next("expectation", participant.party)["text"]

    def answer(self, participant):
        """Answers to the guide's questions before the visit, and some of its advice followed."""
        entries = programme().guide_for(participant.party, "before")
        for number, entry in enumerate(entries):
            if entry.kind == "question" and (row := self.next("expectation", participant.party, key=entry.key)):
                Answer.objects.get_or_create(participant=participant, key=entry.key, defaults={"text": row["text"]})
            elif entry.kind == "advice" and (number + participant.pk) % 3:
                Tick.objects.get_or_create(participant=participant, key=entry.key)

    def evaluate(self, participant, day):
        row = self.next("evaluation", participant.party)
        Evaluation.objects.create(
            participant=participant, benefit=row["benefit"], benefit_text=row["benefit_text"],
            change_text=row["change_text"], recommend=row["recommend"], to_others=row["advice"],
            may_quote=bool(participant.pk % 3), at=at(day),
        )  # fmt: skip

    def follow_up(self, participant, day):
        row = self.next("pulse", participant.party)
        if row:
            Pulse.objects.create(
                participant=participant, month=1, contact=row["contact"], changed=row["changed"], text=row["text"], at=at(day)
            )


def at(day):
    """This moment of the day, on that day, and never later than now."""
    return timezone.now() - timedelta(days=max((timezone.localdate() - day).days, 0))

