"""The talks of a placement as one reader sees them, day by day."""

from dataclasses import dataclass

from django.utils import timezone

from ipraktik.reflections.conclusions import Conclusion
from ipraktik.reflections.talks import BOTH, TalkAnswer, days_until_today


@dataclass(frozen=True)
class Talk:
    """A day: which parties have answered, the answers that this reader may read, and what they came to."""

    day: object
    me: object
    parties: frozenset
    answers: tuple = ()
    conclusion: object = None

    @property
    def mine(self):
        return next((each for each in self.answers if each.participant_id == self.me.pk), None)

    @property
    def both_have_answered(self):
        return set(BOTH) <= self.parties

    @property
    def is_open(self):
        return self.both_have_answered and self.mine is not None

    @property
    def my_side_has_answered(self):
        return self.me.party in self.parties

    @property
    def is_today(self):
        return self.day == timezone.localdate()

    @property
    def opened_at(self):
        """When the second of the two sides had answered."""
        firsts = [min(each.at for each in self.answers if each.participant.party == party) for party in BOTH]
        return max(firsts)

    @property
    def sides(self):
        """(answer, whether it was written when the others' could be read), the intern's first."""
        ordered = sorted(self.answers, key=lambda each: (BOTH.index(each.participant.party), each.at))
        return [(each, self.is_open and each.changed_at > self.opened_at) for each in ordered]


def talks(placement, person):
    """Each day of the visit until today, and any other day that has answers; the newest first."""
    me = placement.participant(person)
    answered, seen, concluded = {}, {}, {}
    for day, party in TalkAnswer.objects.of(placement).values_list("day", "participant__party"):
        answered.setdefault(day, set()).add(party)
    for each in TalkAnswer.objects.of(placement).visible_to(person).select_related("participant__person"):
        seen.setdefault(each.day, []).append(each)
    for each in Conclusion.objects.filter(placement=placement).exclude(day=None).select_related("by"):
        concluded[each.day] = each
    days = sorted({*days_until_today(placement.visit), *answered}, reverse=True)
    made = [Talk(day, me, frozenset(answered.get(day, ())), tuple(seen.get(day, ()))) for day in days]
    return [with_conclusion(each, concluded.get(each.day)) for each in made]


def with_conclusion(talk, conclusion):
    """Only for who may read what it concludes."""
    if conclusion is None or not talk.is_open:
        return talk
    return Talk(talk.day, talk.me, talk.parties, talk.answers, conclusion)
