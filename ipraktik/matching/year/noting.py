"""New suggestions noted with what the weights see in them, while the texts are as they were when it was made."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from ipraktik.directory.models import Wish
from ipraktik.matching.engine.answers import FEATURES, SIDES
from ipraktik.matching.engine.scores import terms
from ipraktik.matching.weights.verdicts import Verdict
from ipraktik.matching.weights.weighing import Weighing
from ipraktik.matching.year import seeking
from ipraktik.placements.models import Placement

WHILE_NEW = timedelta(days=2)  # what is noted later would be seen with other texts


def note_all(shelf):
    """Every new suggestion that is not noted yet, and whose host is on the shelf."""
    new = Placement.objects.filter(verdict=None, created_at__gte=timezone.now() - WHILE_NEW).order_by("pk")
    pairs = [(pk, wish, str(offer)) for pk, wish, offer in new.values_list("pk", "wish", "offer")]
    pairs = [each for each in pairs if each[2] in shelf.row_of_host]
    if not pairs:
        return
    wishes, current = read(wish for _pk, wish, _host in pairs), Weighing.objects.current()
    for placement, wish, host in pairs:
        note(placement, wishes[wish].travel_type, current, features(shelf, seeking.intern(wishes[wish]), host))


def read(numbers):
    found = Wish.objects.select_related("intern", "manager", "workplace__organisation", "group")
    return found.prefetch_related("periods", "placements", "group__wishes").in_bulk(set(numbers))


def note(placement, travel_type, current, seen):
    """Two solvers may do it at once, and the placement may be gone."""
    version = current.number if current else 0
    try:
        with transaction.atomic():
            Verdict.objects.create(placement_id=placement, travel_type=travel_type, version=version, features=seen)
    except IntegrityError:
        pass


def features(shelf, intern, host):
    """{term: number}: what each term of the two scores is with a weight of 1."""
    with shelf.under(of_ones(shelf.policy, intern.travel_type)):
        pair = shelf.pair(seeking.question(shelf, (intern,), 1), host)
    found = terms(pair.asked, pair.offered)
    found |= {"host_text": float(pair.job @ pair.ask), "waiting": float(pair.added)}
    return {term: round(found[term], 4) + 0.0 for term in FEATURES}


def of_ones(policy, kind):
    """What is looked for is as it is now; all else weighs 1."""
    return policy.over({kind: {term: 1.0 for side in SIDES.values() for term in side}})
