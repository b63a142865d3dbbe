"""Other weights tried on real wishes: what their lists would be, what each weight adds and takes, and how many would have
another best host."""

from ipraktik.directory import lifecycle
from ipraktik.matching.engine.shares import shares
from ipraktik.matching.weights import adding
from ipraktik.matching.weights.weighing import Trial
from ipraktik.matching.year import seeking
from ipraktik.matching.year.listing import Listed
from ipraktik.matching.year.looking import CAN, looked
from ipraktik.programme import programme

SHOWN = 10
NEWEST, EXAMPLES = 200, 10  # open wishes on which learnt weights are tried; those told of
OF_A_KIND = 3  # the newest wishes of a travel type, of which the page tells what each weight adds


def answer_all(shelf):
    """Every trial that waits."""
    for trial in Trial.objects.filter(lists__isnull=True):
        lists = answer(shelf, trial)
        Trial.objects.filter(pk=trial.pk).update(lists=lists)


def answer(shelf, trial):
    """{wish: what `tried` gives}, all from the hosts as they stand now."""
    kind, now = trial.travel_type, shelf.policy
    then = now.over({kind: trial.weights})
    changed = {term: number for term, number in trial.weights.items() if number != getattr(now.of(kind), term)}
    alone = {term: now.over({kind: {term: number}}) for term, number in changed.items()}
    return {str(wish.pk): tried(shelf, seeking.intern(wish), now, then, alone) for wish in seeking.wishes(trial.wishes)}


def tried(shelf, intern, now, then, alone):
    """{"now": [offer, …], "then": [offer, …], "alone": {weight: the list if it alone is another}, "shares": {offer that
    comes first: {"now": {weight: number}, "then": …}}}."""
    both = {"now": now, "then": then}
    lists = {when: top(shelf, policy, intern) for when, policy in both.items()}
    firsts = dict.fromkeys(offer for each in lists.values() for offer in each[:1])
    told = {
        str(offer): {when: added(shelf, policy, intern, offer) for when, policy in both.items()} for offer in firsts
    }
    return lists | {"alone": {term: top(shelf, policy, intern) for term, policy in alone.items()}, "shares": told}


def top(shelf, policy, intern):
    with shelf.under(policy):
        look = looked(shelf, seeking.question(shelf, [intern], 1))
    return [int(shelf.hosts[row].key) for row in look.rows[CAN][:SHOWN]]


def added(shelf, policy, intern, offer):
    """{weight: what it adds to this pair's score}, in thousandths."""
    with shelf.under(policy):
        found = shares(shelf, seeking.question(shelf, [intern], 1), str(offer))
    return {term: round(number, 3) + 0.0 for term, number in found.items()}


def tell_what_is_added(shelf):
    """Of the newest wishes of each travel type and their first host: kept anew where something else is to be told."""
    kinds = list(programme().travel_types)
    known = adding.kept(kinds)
    for kind in kinds:
        firsts = first_hosts(kind)
        rests_on = [str(lifecycle.today()), vars(shelf.policy.of(kind)), firsts]
        if known.get(kind, {}).get("rests_on") != rests_on:
            adding.keep(kind, {"rests_on": rests_on, "weights": rests_on[1], "pairs": pairs(shelf, firsts)})


def first_hosts(kind):
    """[(wish, offer, digest), …] of the newest open wishes that have one."""
    firsts = Listed.objects.filter(order=1, wish__state=lifecycle.OPEN, wish__travel_type=kind).order_by("-wish")
    return list(firsts.values_list("wish", "offer", "made_of")[:OF_A_KIND])


def pairs(shelf, firsts):
    """[(wish, offer, {weight: number}), …], the newest first."""
    interns = {wish.pk: seeking.intern(wish) for wish in seeking.wishes([wish for wish, *_rest in firsts])}
    return [
        (wish, offer, added(shelf, shelf.policy, interns[wish], offer))
        for wish, offer, _digest in firsts
        if wish in interns and str(offer) in shelf.row_of_host
    ]


def changes(shelf, weights):
    """{"wishes": looked at, "others": with another best host, "examples": [[wish, best host now, then], …]}; of weights
    {travel type: {term: number}} on the newest open wishes, the newest first. A host is None where none can."""
    then = shelf.policy.over(weights)
    wishes = seeking.wishes(seeking.sending().order_by("-pk").values_list("pk", flat=True)[:NEWEST])
    wishes.sort(key=lambda wish: -wish.pk)
    firsts = [(wish.pk, first(shelf, shelf.policy, wish), first(shelf, then, wish)) for wish in wishes]
    others = [list(each) for each in firsts if each[1] != each[2]]
    return {"wishes": len(firsts), "others": len(others), "examples": others[:EXAMPLES]}


def first(shelf, policy, wish):
    return next(iter(top(shelf, policy, seeking.intern(wish))), None)
