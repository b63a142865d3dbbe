"""Other weights tried on real wishes: what their lists would be, or how many would have another best host."""

from ipraktik.matching.weights.weighing import Trial, policy_with
from ipraktik.matching.year import seeking
from ipraktik.matching.year.looking import CAN, looked

SHOWN = 10
NEWEST, EXAMPLES = 200, 10  # open wishes on which learnt weights are tried; those told of


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
    with shelf.under(policy):
        look = looked(shelf, seeking.question(shelf, *asked))
    return [int(shelf.hosts[row].key) for row in look.rows[CAN][:SHOWN]]


def changes(shelf, weights):
    """{"wishes": looked at, "others": with another best host, "examples": [[wish, best host now, then], …]}; of weights
    {travel type: {term: number}} on the newest open wishes. A host is None where none can."""
    then = shelf.policy.over(weights)
    wishes = seeking.wishes(seeking.sending().order_by("-pk").values_list("pk", flat=True)[:NEWEST])
    firsts = [(wish.pk, first(shelf, shelf.policy, wish), first(shelf, then, wish)) for wish in wishes]
    others = [list(each) for each in firsts if each[1] != each[2]]
    return {"wishes": len(firsts), "others": len(others), "examples": others[:EXAMPLES]}


def first(shelf, policy, wish):
    return next(iter(top(shelf, policy, ([seeking.intern(wish)], 1))), None)
