"""What the people of the demo say: each text is used once before any is used twice."""

from datetime import timedelta
from itertools import cycle

from django.utils import timezone

from ipraktik.demo.expectations import say_what_came_of_goals
from ipraktik.guide.models import Answer, Tick
from ipraktik.placements.models import Message
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
            self.turns[key] = cycle([row for row in self.rows[kind] if fits(row, wanted)])
        return next(self.turns[key], None)

    def said(self, kind, party, **wanted):
        return self.next(kind, party, **wanted)["text"]

    def itinerary(self, length, areas):
        """The rows of one itinerary of that many days, one that suits these work areas where there is one."""
        return self.of_area("itinerary", None, areas, days=length)["rows"]

    def of_area(self, kind, party, areas, **wanted):
        """The next row written for one of these work areas; else one for any; else whichever comes."""
        own = {area for row in self.rows[kind] for area in row.get("areas", ())} & set(areas)
        found = self.next(kind, party, areas=min(own), **wanted) if own else None
        return found or self.next(kind, party, areas=None, **wanted) or self.next(kind, party, **wanted)

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

    def evaluate(self, participant, areas, day, own_words=""):
        row = self.of_area("evaluation", participant.party, areas)
        if not own_words and participant.pk % 4 == 0:  # about one in five had no concrete benefit
            row = self.next("evaluation", participant.party, benefit="no")
        evaluation = Evaluation.objects.create(
            participant=participant,
            benefit="yes" if own_words else row["benefit"],
            benefit_text=own_words or row["benefit_text"],
            change_text="" if own_words else row["change_text"], recommend=row["recommend"], to_others=row["advice"],
            may_quote=bool(participant.pk % 3), at=at(day),
        )  # fmt: skip
        say_what_came_of_goals(evaluation)

    def talk(self, placement, office, ended):
        """One conversation, a line some hours after the other, which all have read."""
        wish, visit = placement.wish, placement.visit
        who = {"intern": wish.intern, "host": visit.contact, "sender": wish.manager, "coordinator": office}
        lines = self.next("conversation")["lines"]
        for number, line in enumerate(reversed(lines)):
            Message.objects.create(
                placement=placement, author=who[line["party"]], party=line["party"], text=line["text"],
                at=ended - timedelta(hours=7 * number),
            )  # fmt: skip
        placement.participants.update(read_at=ended)

    def follow_up(self, participant, day):
        row = self.next("pulse", participant.party)
        if row:
            Pulse.objects.create(
                participant=participant,
                month=1,
                at=at(day),
                **{key: row[key] for key in ("contact", "changed", "text")},
            )


def fits(row, wanted):
    """Does the row say what is wanted? `areas`: written for that work area, or (None) for any."""
    wanted = dict(wanted)
    areas = wanted.pop("areas", ...)
    suits = areas is ... or (areas in row.get("areas", ()) if areas else not row.get("areas"))
    return suits and all(row.get(key, value) == value for key, value in wanted.items())


def at(day):
    """This moment of the day, on that day, and never later than now."""
    return timezone.now() - timedelta(days=max((timezone.localdate() - day).days, 0))
