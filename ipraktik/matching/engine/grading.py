"""Scores made into what an assignment needs: ranks with ties, and one fit for a pair."""

import numpy as np


def fit_of(intern_score, host_score, policy):
    """float64, 0 to 1: the logistic of both sides' scores, weighed; 0.5 is as any pair."""
    both = (1 - policy.host_share) * intern_score.astype(float) + policy.host_share * host_score.astype(float)
    return 1 / (1 + np.exp(-both))


def grades(owner, scores, step):
    """int32[E]: 1 for each owner's best and for all within `step` below it, 2 for those within the next step that has
    any, and so on without gaps."""
    order = np.lexsort((-scores, owner))
    owners, ranked = owner[order], scores[order].astype(float)
    first = np.concatenate([[True], owners[1:] != owners[:-1]]) if len(owners) else np.zeros(0, dtype=bool)
    best = ranked[first][np.cumsum(first) - 1]
    level = np.floor((best - ranked) / step)
    new = ~first & np.concatenate([[False], level[1:] != level[:-1]]) if len(owners) else first
    count = np.cumsum(new)
    ranks = count - count[first][np.cumsum(first) - 1] + 1
    found = np.empty(len(owner), dtype=np.int32)
    found[order] = ranks
    return found
