"""What the engine says stops a pair is what the rules of the directory say: every wish and every offer of the demo world."""

import random

import pytest

from ipraktik.demo import world
from ipraktik.directory.fitting import HARD, LIMITS, Pair
from ipraktik.directory.models import Offer, Wish
from ipraktik.matching.engine.ngrams import Ngrams
from ipraktik.matching.engine.texts import Texts
from ipraktik.matching.year import seeking
from ipraktik.matching.year.rolling import Rolling
from ipraktik.programme import programme


def limit(dice):
    """Half of the wishes and a third of the offers get limits of every kind: the demo's people are easy to please."""
    areas, sectors, regions = (
        list(each) for each in (programme().work_areas, programme().sectors, programme().regions)
    )
    for wish in Wish.objects.open():
        wish.sectors = some(dice, sectors, 2)
        wish.work_areas = some(dice, areas, 6)
        wish.regions = some(dice, regions, 2)
        wish.municipalities = some(dice, list(programme().municipalities), 9)
        wish.own_organisation = dice.random() < 0.5
        wish.save()
    for offer in Offer.objects.all():
        offer.wanted_sectors, offer.wanted_work_areas = some(dice, sectors, 2), some(dice, areas, 6)
        offer.save()


def some(dice, keys, count):
    return dice.sample(keys, count) if dice.random() < 0.3 else []


def broken(wishes, offer):
    """The names of the rules that stop the offer for any of those who go together, as the engine names them."""
    pairs = [Pair(wish, offer) for wish in wishes]
    names = {rule.name for pair in pairs for rule in (*HARD, *LIMITS) if not rule.holds(pair)}
    return {"seats" if name == "not_flooded" else name for name in names}


@pytest.mark.slow
@pytest.mark.anywhere
def test_engine_and_rules_agree_on_every_pair(db):
    world.build()
    limit(random.Random(5))
    offers = list(seeking.receiving().with_seats().for_page())
    rolling = Rolling(Texts(Ngrams()))
    rolling.catch_up()

    apart, told = [], set()
    for key, interns in rolling.interns.items():
        stops = rolling.shelf.stops(seeking.question(rolling.shelf, interns, rolling.sizes[key]))
        wishes = seeking.wishes(rolling.members[key])
        for offer in offers:
            stop, rules = stops.get(str(offer.pk)), broken(wishes, offer)
            told.add(stop)
            if (stop is None) != (not rules) or (stop and stop not in rules):
                apart.append((key, offer.pk, stop, rules))

    assert apart == []
    assert len(told) >= 12
