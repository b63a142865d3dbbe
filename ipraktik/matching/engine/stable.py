"""The stable matching by the fastest path there is: compiled where numba is installed and it pays, plain otherwise."""

from ipraktik.matching.engine import deferred
from ipraktik.matching.engine.blocking import blocking_edges
from ipraktik.matching.engine.deferred import ROUNDS
from ipraktik.matching.engine.paths import path_of

# Loading the compiled path takes about as long as the plain one needs for this many agents.
COMPILED_FROM = 20_000


# Where the repair goes round in circles some turns of it are better to stop at than others.
TURNS = 12


def stable(market, path=None):
    """int64[A]: the edge each agent ends on, -1 for none. `path` is "plain" or "compiled"; both give the same answer.

    If pairs still block after the repair (only with groups), the turn of it where the fewest do.
    """
    accepted = path_of(path, market.agents >= COMPILED_FROM, deferred, "compiled").accepted
    edge = accepted(market)
    if not market.has_groups or not len(blocking_edges(market, edge)):
        return edge
    turns = [edge, *(accepted(market, ROUNDS - turn) for turn in range(1, TURNS))]
    return min(turns, key=lambda turn: len(blocking_edges(market, turn)))
