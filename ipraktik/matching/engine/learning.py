"""Weights learnt from answers: a penalised logistic regression that holds on to the weights that count now.

  log-odds of a yes  =  α + Σ θ[kind, term] · feature          each side by itself, θ by travel type
  θ[·, term]         ~  N(weights now, SPREAD[term]² · (½ 11ᵀ + ½ I))

The prior's middle is the weights that count now, so that few answers change little; half of its variance is common to all
travel types, so that one with few answers leans on the others (partial pooling). Weights whose sign has a meaning do not
go below 0. What is found is the mode (projected Newton, Bertsekas 1982), with a Laplace interval: the mode ± 1.96 standard
deviations of the normal with the mode's curvature (MacKay 1992; Gelman et al., Bayesian Data Analysis, ch. 4 and 16).

Gain is told out of sample, by five-fold cross-validation: the mean log-loss of the weights now less that of the fitted
ones, with the standard error of the pairwise difference, and the area under the curve (Hanley & McNeil 1982).
"""

from dataclasses import asdict, dataclass

import numpy as np

from ipraktik.matching.engine.answers import SIDES, answers

# The standard deviation of what a weight may be, before any answer: about half of what moves a score by 1.
SPREAD = {
    "text": 0.5, "work_area": 0.7, "sector": 0.5, "level": 0.5, "distance": 0.1, "shown": 0.3, "host_text": 0.5,
    "waiting": 0.1,
}  # fmt: skip
NOT_BELOW_0 = {"text", "distance", "shown", "host_text", "waiting"}
COMMON = 0.5  # the share of the variance that all travel types have in common
LEVEL_SPREAD = 3.0  # of α
LEAST, LEAST_OF_EACH = 40, 10  # answers of a side, and of yeses and refusals among them
FOLDS, STEPS, NEAR_ENOUGH = 5, 100, 1e-9
HELD = 1e9  # a prior so narrow that the weights stay
WIDE = 1.96


class TooFew(ValueError):
    """There are too few answers to learn from; its text says how many there are."""


@dataclass(frozen=True)
class Line:
    """One weight: `low` to `high` holds 95 % of what it may be, `answers` are those of this travel type and side."""

    kind: str
    term: str
    now: float
    fitted: float
    low: float
    high: float
    answers: int

    @property
    def differs(self):
        """Does the interval leave out what counts now?"""
        return not self.low <= self.now <= self.high


@dataclass(frozen=True)
class Gain:
    """Of one side: how well the weights now, and the fitted ones, tell answers they have not seen."""

    side: str
    answers: int
    yes: int
    loss_now: float
    loss_fitted: float
    error: float  # standard error of the difference of the two
    auc_now: float
    auc_fitted: float


@dataclass(frozen=True)
class Learnt:
    lines: tuple
    gains: tuple
    silent: tuple = ()  # sides with too few answers, as sentences

    @property
    def report(self):
        """As plain data."""
        return {"lines": list(map(asdict, self.lines)), "gains": list(map(asdict, self.gains))}

    @property
    def weights(self):
        """{travel type: {term: number}} of what was fitted, in thousandths."""
        found = {}
        for line in self.lines:
            found.setdefault(line.kind, {})[line.term] = round(line.fitted, 3)
        return found


def learn(rows, policy, seed=0):
    """Learnt, from rows as `answers.HEADER` names them and the Policy that counts now. Raises TooFew."""
    sides = [answers(rows, side) for side in SIDES]
    enough = [each for each in sides if not too_few(each)]
    silent = tuple(sentence for each in sides if (sentence := too_few(each)))
    if not enough:
        raise TooFew(" ".join(silent))
    lines = [line for each in enough for line in lines_of(each, policy)]
    return Learnt(tuple(lines), tuple(gain(each, policy, seed) for each in enough), silent)


def too_few(one):
    yes = int(one.yes.sum())
    if len(one) >= LEAST and min(yes, len(one) - yes) >= LEAST_OF_EACH:
        return ""
    return (
        f"Too few answers by {one.side}s: {len(one)}, of which {yes} said yes; "
        f"{LEAST} are needed, with {LEAST_OF_EACH} of each."
    )


def lines_of(one, policy):
    now, problem = weights_now(one, policy), Problem.of(one, policy)
    mode, deviation = problem.solved()
    mode, deviation = mode[1:].reshape(now.shape), deviation[1:].reshape(now.shape)
    low = np.maximum(mode - WIDE * deviation, problem.least[1:].reshape(now.shape))
    for k, kind in enumerate(one.kinds):
        count = int((one.kind == k).sum())
        for t, term in enumerate(SIDES[one.side]):
            numbers = now[k, t], mode[k, t], low[k, t], mode[k, t] + WIDE * deviation[k, t]
            yield Line(kind, term, *map(float, numbers), count)


def weights_now(one, policy):
    """float[kinds, terms]."""
    return np.array([[getattr(policy.of(kind), term) for term in SIDES[one.side]] for kind in one.kinds], dtype=float)


@dataclass(frozen=True, eq=False)
class Problem:
    """What is to be solved: `design` float[n, 1 + kinds·terms] (1, and the features in their travel type's place), `middle`
    and `precision` of the prior, `least` the least that each may be."""

    design: np.ndarray
    yes: np.ndarray
    middle: np.ndarray
    precision: np.ndarray
    least: np.ndarray

    @classmethod
    def of(cls, one, policy, held=1.0):
        terms, kinds = SIDES[one.side], len(one.kinds)
        now = weights_now(one, policy)
        bounds = np.tile([0.0 if term in NOT_BELOW_0 else -np.inf for term in terms], kinds)
        return cls(
            design(one),
            one.yes.astype(float),
            np.concatenate([[0.0], now.ravel()]),
            prior(terms, kinds, held),
            np.concatenate([[-np.inf], np.minimum(bounds, now.ravel())]),
        )

    def loss(self, point):
        """Minus the log of what is maximised."""
        odds, away = self.design @ point, point - self.middle
        return float(np.sum(np.logaddexp(0, odds) - self.yes * odds) + away @ self.precision @ away / 2)

    def slope(self, point):
        """(gradient, curvature) at a point."""
        chance = chances(self.design @ point)
        gradient = self.design.T @ (chance - self.yes) + self.precision @ (point - self.middle)
        return gradient, (self.design * (chance * (1 - chance))[:, None]).T @ self.design + self.precision

    def solved(self):
        """(the mode, its standard deviations), float[1 + kinds·terms] each."""
        point = self.middle
        for _step in range(STEPS):
            gradient, curvature = self.slope(point)
            free = (point > self.least) | (gradient < 0)
            if not free.any() or np.abs(gradient[free]).max() < NEAR_ENOUGH:
                break
            step = np.zeros_like(point)
            step[free] = -np.linalg.solve(curvature[np.ix_(free, free)], gradient[free])
            point = self.nearer(point, step)
        return point, np.sqrt(np.diag(np.linalg.inv(self.slope(point)[1])))

    def nearer(self, point, step):
        """Along the step as far as it helps, within the bounds."""
        before, share = self.loss(point), 1.0
        while share > NEAR_ENOUGH:
            moved = np.maximum(point + share * step, self.least)
            if self.loss(moved) <= before:
                return moved
            share /= 2
        return point


def design(one):
    terms, kinds = one.x.shape[1], len(one.kinds)
    rows = np.zeros((len(one), kinds, terms))
    rows[np.arange(len(one)), one.kind] = one.x
    return np.hstack([np.ones((len(one), 1)), rows.reshape(len(one), kinds * terms)])


def prior(terms, kinds, held=1.0):
    """The prior's precision, float[1 + kinds·terms]²; `held` times as narrow for the weights."""
    among = np.linalg.inv(COMMON * np.ones((kinds, kinds)) + (1 - COMMON) * np.eye(kinds))
    own = np.diag([held / SPREAD[term] ** 2 for term in terms])
    found = np.zeros((1 + kinds * len(terms),) * 2)
    found[0, 0], found[1:, 1:] = 1 / LEVEL_SPREAD**2, np.kron(among, own)
    return found


def chances(odds):
    return np.exp(-np.logaddexp(0, -odds))


def gain(one, policy, seed=0):
    """The Gain of one side, out of sample."""
    fold = np.random.default_rng(seed).permutation(len(one)) % FOLDS
    now, fitted = np.empty(len(one)), np.empty(len(one))
    for part in range(FOLDS):
        seen, kept = one.only(fold != part), one.only(fold == part)
        for odds, held in ((now, HELD), (fitted, 1.0)):
            odds[fold == part] = design(kept) @ Problem.of(seen, policy, held).solved()[0]
    losses = [np.logaddexp(0, odds) - one.yes * odds for odds in (now, fitted)]
    error = float(np.std(losses[0] - losses[1], ddof=1) / len(one) ** 0.5)
    told = (*(float(each.mean()) for each in losses), error, area(now, one.yes), area(fitted, one.yes))
    return Gain(one.side, len(one), int(one.yes.sum()), *told)


def area(odds, yes):
    """The area under the curve: how often a yes lies above a no, ties counting half."""
    _values, place, count = np.unique(odds, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(count) - (count - 1) / 2)[place]
    yeses, refusals = int(yes.sum()), int((~yes).sum())
    return float((ranks[yes].sum() - yeses * (yeses + 1) / 2) / (yeses * refusals))
