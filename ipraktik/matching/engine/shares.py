"""A pair's two scores, split by the weights: what each adds, or takes. Exact: the shares of a side sum to its score.

The text's share is told as two, what the wish and what the own job bring to it; the weight `text` multiplies both.
"""

import numpy as np

from ipraktik.matching.engine.scores import terms
from ipraktik.matching.engine.texts import cleaned

SIDES = {
    "intern": ("wish", "own_job", "work_area", "sector", "level", "distance", "shown"),
    "host": ("host_text", "waiting"),
}


def shares(shelf, question, host):
    """{weight: its share} of the first intern of a Question and the host of this key, limits on sector and region apart.
    KeyError if the host is not here."""
    with shelf.lock:
        pair = shelf.pair(question, host)
        found = terms(pair.asked, pair.offered) | of_the_texts(shelf, pair)
    found |= {"host_text": float(pair.job @ pair.ask), "waiting": float(pair.added)}
    return {name: found[name] for side in SIDES.values() for name in side}


def of_the_texts(shelf, pair):
    weights, texts, intern = shelf.policy.of(pair.intern.travel_type), shelf.texts, pair.intern
    wish = weights.wish * shelf.space.place("wish", texts.queries([cleaned(intern, "wish")]))
    job = weights.own_job * shelf.space.place("job", texts.passages([cleaned(intern, "job")]))
    asked = wish + job
    scale = np.divide(
        shelf.space.scaled(asked, shelf.space.profiles), asked, out=np.zeros_like(asked), where=asked != 0
    )
    offered = weights.text * scale[0] * pair.offered[: texts.width]
    return {"wish": float(wish[0] @ offered), "own_job": float(job[0] @ offered)}
