"""Other weights tried on real wishes: what their lists would be. Asked on a page, answered by the solver."""

from ipraktik.matching.weights.weighing import Trial, policy_with
from ipraktik.matching.year import seeking
from ipraktik.matching.year.looking import CAN, looked

SHOWN = 10


def answer_all(shelf):
    """Every trial that waits."""
    for trial in Trial.objects.filter(lists__isnull=True):
        lists = answer(shelf, trial)
        Trial.objects.filter(pk=trial.pk).update(lists=lists)


def answer(shelf, trial):
    """{wish: {"now": [offer, …], "then": [offer, …]}}, both from the hosts as they stand now."""
    standing, changed = shelf.policy, policy_with({trial.travel_type: trial.weights})
    found = {}
    for wish in seeking.wishes(trial.wishes):
        asked = [seeking.intern(wish)], 1
        found[str(wish.pk)] = {"now": top(shelf, standing, asked), "then": top(shelf, changed, asked)}
    return found


def top(shelf, policy, asked):
    own, shelf.policy = shelf.policy, policy
    try:
        look = looked(shelf, seeking.question(shelf, *asked))
    finally:
        shelf.policy = own
    return [int(shelf.hosts[row].key) for row in look.rows[CAN][:SHOWN]]
