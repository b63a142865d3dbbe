"""The weights as a coordinator reads them: what counts now, what each adds on real wishes, what has counted before."""

from functools import cached_property

from django.utils.formats import number_format

from ipraktik.directory.models import Offer, Wish
from ipraktik.matching.weights import adding
from ipraktik.matching.weights.forms import IN_WORDS, OFFERED, shortest
from ipraktik.matching.weights.learnt import LearntWeights
from ipraktik.matching.weights.weighing import Weighing, policy
from ipraktik.programme import programme


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
        return [(*IN_WORDS[name], number_format(shortest(self.weights[name]))) for name in IN_WORDS]

    def changed(self, weights):
        """[(what it is, the number that counts now, the other one)] of what is to be another."""
        both = [(IN_WORDS[name][0], self.weights[name], weights.get(name, self.weights[name])) for name in IN_WORDS]
        return [
            (label, *map(number_format, map(shortest, numbers))) for label, *numbers in both if numbers[0] != numbers[1]
        ]

    @property
    def open_ones(self):
        return Wish.objects.open().filter(travel_type=self.travel_type)

    @cached_property
    def wishes(self):
        """The newest that have a list."""
        listed = self.open_ones.filter(ranking__isnull=False)
        return list(listed.select_related("intern").order_by("-pk")[:OFFERED])

    @property
    def waits_for_lists(self):
        """There are open wishes, but none has a list yet."""
        return not self.wishes and self.open_ones.exists()

    @cached_property
    def added(self):
        """[(wish, its first host, [Side, …]), …] of the newest wishes; None until the solver has told it of these weights."""
        told = adding.kept([self.travel_type]).get(self.travel_type)
        if not told or told["weights"] != self.weights:
            return None
        wishes = self.open_ones.select_related("intern").in_bulk([wish for wish, *_rest in told["pairs"]])
        offers = Offer.objects.select_related("workplace__organisation").in_bulk({pair[1] for pair in told["pairs"]})
        return [
            (wishes[wish], offers[offer], adding.sides(shares))
            for wish, offer, shares in told["pairs"]
            if wish in wishes and offer in offers
        ]

    @property
    def versions(self):
        return [(each, differences(each.weights)) for each in Weighing.objects.select_related("by")[:20]]


def differences(weights):
    """[“Tourist: Distance 0.5”, …] of what a version says otherwise than the programme."""
    kinds, own = programme().travel_types, programme().matching.weights
    return [
        f"{kinds[kind].name}: {IN_WORDS[name][0]} {number_format(shortest(number))}"
        for kind, terms in weights.items() if kind in kinds
        for name, number in terms.items() if name in IN_WORDS and own.get(kind, {}).get(name) != number
    ]  # fmt: skip
