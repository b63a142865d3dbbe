"""What a coordinator is told of a matching, as numbers that can be written to a file."""

import numpy as np

from ipraktik.matching.engine.market import FIT_DECIMALS, UNPLACED


def figures(market, edge):
    """Of the matching `edge` (int64[A]): all counts are of interns, a group counting as many as it is.

    `ranks` says how many got a host of each rank. `mean_rank` is None where nobody is placed.
    """
    placed = edge != UNPLACED
    size, rank = market.size[placed], market.rank[edge[placed]] if market.edges else market.rank
    of_rank, number = np.unique(rank, return_inverse=True)
    counts = np.bincount(number, weights=size, minlength=len(of_rank))
    return {
        "interns": int(market.size.sum()),
        "placed": int(size.sum()),
        "total_fit": total_fit(market, edge),
        "mean_rank": round(float((rank * size).sum() / size.sum()), 6) if len(size) else None,
        "ranks": {int(each): int(count) for each, count in zip(of_rank, counts, strict=True)},
        "groups": {"all": int((market.size > 1).sum()), "placed": int((size > 1).sum())},
        "seats": int(market.seats.sum()),
    }


def total_fit(market, edge):
    return round(float(market.fit[edge[edge != UNPLACED]].sum()), FIT_DECIMALS) if market.edges else 0.0
