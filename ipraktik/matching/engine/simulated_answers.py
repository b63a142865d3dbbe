"""Answers of invented people whose weights are known: what `learning` is tried on before there are real ones.

Each intern is suggested one of `choices` hosts, chosen by the weights that count now with some noise, as an office does: so
only suggested pairs are seen. Whether a yes follows is drawn from the true weights. The choice rests on nothing but the
features, so it does not bend the answer to them (selection on what is observed: Rubin 1976); it makes the intervals wider,
as the suggested resemble each other. If an office chooses by what no feature knows, that is in the weights learnt too.
"""

import numpy as np

from ipraktik.matching.engine.answers import SIDES
from ipraktik.matching.engine.learning import COMMON, NOT_BELOW_0, SPREAD, chances
from ipraktik.matching.engine.weights import TYPES, Policy, Weights

KINDS = (*TYPES, "something_else")
CHOICES = 12


def features(dice, count):
    """{term: float[count]}, as a programme in a country like Denmark might have them."""
    return {
        "text": dice.normal(size=count),
        "work_area": dice.choice([0, 0, 0, 0.5, 0.71, 1], size=count),
        "sector": (dice.random(count) < 0.4) * 1.0,
        "level": (dice.random(count) < 0.5) * 1.0,
        "distance": -(np.minimum(dice.gamma(2, 0.5, size=count), 3.5) ** 2),
        "shown": -np.log1p(dice.poisson(2, size=count)),
        "host_text": dice.normal(size=count),
        "waiting": np.full(count, dice.uniform(0, 6)),
    }


def score(weights, seen, side):
    return sum(getattr(weights, term) * seen[term] for term in SIDES[side])


def drawn(dice, policy):
    """A Policy as the prior thinks of it: the weights now, some way off for all travel types and for each."""
    common = {term: dice.normal() for term in SPREAD}
    made = {}
    for kind in KINDS:
        now = vars(policy.of(kind))
        off = {
            term: SPREAD[term] * (COMMON**0.5 * common[term] + (1 - COMMON) ** 0.5 * dice.normal()) for term in SPREAD
        }
        moved = {term: now[term] + off[term] for term in SPREAD}
        made[kind] = {**now, **{term: max(0.0, w) if term in NOT_BELOW_0 else w for term, w in moved.items()}}
    return policy_of(made)


def policy_of(made):
    return Policy(by_type={kind: Weights(**terms) for kind, terms in made.items()})


def simulated(count, truth, policy, seed=0, choices=CHOICES):
    """Rows as `answers.HEADER` names them: `count` suggestions by `policy`, answered by `truth`."""
    dice = np.random.default_rng(seed)
    return [suggestion(dice, number, truth, policy, choices) for number in range(count)]


def suggestion(dice, number, truth, policy, choices):
    kind = KINDS[dice.integers(len(KINDS))]
    seen, now = features(dice, choices), policy.of(kind)
    fit = (1 - policy.host_share) * score(now, seen, "intern") + policy.host_share * score(now, seen, "host")
    chosen = int(np.argmax(fit + dice.gumbel(size=choices)))
    one = {term: float(values[chosen]) for term, values in seen.items()}
    said = {f"{side}_said": bool(dice.random() < chances(score(truth.of(kind), one, side))) for side in SIDES}
    outcome = "preparing" if all(said.values()) else "declined"
    return {
        "suggestion": str(number), "travel_type": kind, "origin": "office", "version": "0", "suggested": "2027-01-04",
        "outcome": outcome, "about": "", **said, **one,
    }  # fmt: skip
