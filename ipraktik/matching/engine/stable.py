"""The stable matching by the fastest path there is: compiled where numba is installed and it pays, plain otherwise."""

from importlib import import_module
from importlib.util import find_spec

from ipraktik.matching.engine import deferred
from ipraktik.matching.engine.blocking import blocking_edges
from ipraktik.matching.engine.deferred import ROUNDS

# Loading the compiled path takes about as long as the plain one needs for this many agents.
COMPILED_FROM = 20_000


# Where the repair goes round in circles some turns of it are better to stop at than others.
TURNS = 12


def stable(market, path=None):
    """int64[A]: the edge each agent ends on, -1 for none. `path` is "plain" or "compiled"; both give the same answer.

    If pairs still block after the repair (only with groups), the turn of it where the fewest do.
    """
    path = path or ("compiled" if market.agents >= COMPILED_FROM and find_spec("numba") else "plain")
    accepted = deferred.accepted if path == "plain" else compiled_path().accepted
    edge = accepted(market)
    if not market.has_groups or not len(blocking_edges(market, edge)):
        return edge
    turns = [edge, *(accepted(market, ROUNDS - turn) for turn in range(1, TURNS))]
    return min(turns, key=lambda turn: len(blocking_edges(market, turn)))


def compiled_path():
    """Named as text: loading it takes a second, which the small rounds of a web site's worker never need."""
    try:
        return import_module("ipraktik.matching.engine.compiled")
    except (ImportError, RuntimeError, KeyError):
        # A numba that has nowhere to keep what it compiled, or does not know our options, is as good as none.
        return deferred
