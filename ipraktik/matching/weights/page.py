"""The weights as a coordinator reads them: what counts now, what would come of others, what has counted before."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from ipraktik.directory.models import Offer, Wish
from ipraktik.matching.weights.forms import IN_WORDS, OFFERED
from ipraktik.matching.weights.learnt import LearntWeights
from ipraktik.matching.weights.weighing import Weighing, policy
from ipraktik.programme import programme


@dataclass(frozen=True)
class Line:
    """A host's place on the two lists; a place is None where it is not among those shown."""

    offer: Offer
    now: int | None
    then: int | None

    @property
    def moved(self):
        if self.now is None:
            return _("new on the list")
        if self.then is None:
            return _("off the list")
        steps = self.now - self.then
        if not steps:
            return ""
        return (_("up %(steps)s") if steps > 0 else _("down %(steps)s")) % {"steps": abs(steps)}


@dataclass(frozen=True)
class Tried:
    wish: Wish
    lines: list

    @property
    def moves(self):
        return any(line.moved for line in self.lines)


class WeightsPage:
    def __init__(self, travel_type):
        self.travel_type = travel_type

    @cached_property
    def current(self):
        return Weighing.objects.current()

    @property
    def seen(self):
        return self.current.number if self.current else 0

    @cached_property
    def learnt(self):
        """Weights learnt from answers that nobody has decided."""
        return LearntWeights.objects.waiting()

    @property
    def kinds(self):
        return programme().travel_types.values()

    @cached_property
    def weights(self):
        return vars(policy().of(self.travel_type))

    @property
    def own_words(self):
        """[(what it is, what it does, the number that counts now)]."""
        return [(*IN_WORDS[name], self.weights[name]) for name in IN_WORDS]

    def changed(self, weights):
        """[(what it is, the number that counts now, the other one)] of what is to be another."""
        both = [(IN_WORDS[name][0], self.weights[name], weights.get(name, self.weights[name])) for name in IN_WORDS]
        return [each for each in both if each[1] != each[2]]

    @cached_property
    def wishes(self):
        own = Wish.objects.open().filter(travel_type=self.travel_type, ranking__isnull=False)
        return list(own.select_related("intern").order_by("-pk")[:OFFERED])

    @property
    def versions(self):
        return [(each, differences(each.weights)) for each in Weighing.objects.select_related("by")[:20]]


def differences(weights):
    """[“Tourist: Distance 0.5”, …] of what a version says otherwise than the programme."""
    kinds, own = programme().travel_types, programme().matching.weights
    return [
        f"{kinds[kind].name}: {IN_WORDS[name][0]} {number:g}"
        for kind, terms in weights.items() if kind in kinds
        for name, number in terms.items() if name in IN_WORDS and own.get(kind, {}).get(name) != number
    ]  # fmt: skip


def tried(trial):
    """[Tried, …] of a trial that is answered, in the order it was asked."""
    lists = trial.lists
    numbers = {number for both in lists.values() for each in both.values() for number in each}
    offers = Offer.objects.select_related("workplace__organisation").in_bulk(numbers)
    wishes = Wish.objects.select_related("intern").in_bulk(trial.wishes)
    asked = [wishes[number] for number in trial.wishes if number in wishes and str(number) in lists]
    return [Tried(wish, lines(offers, **lists[str(wish.pk)])) for wish in asked]


def lines(offers, now, then):
    order = [*then, *(number for number in now if number not in then)]
    return [Line(offers[each], place(now, each), place(then, each)) for each in order if each in offers]


def place(numbers, number):
    return numbers.index(number) + 1 if number in numbers else None
