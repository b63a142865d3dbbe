"""The stable matching by the fastest path there is: compiled where numba is installed and it pays, plain otherwise."""

from importlib import import_module
from importlib.util import find_spec

from ipraktik.matching.engine import deferred

# Loading the compiled path takes about as long as the plain one needs for this many agents.
COMPILED_FROM = 20_000


def stable(market, path=None):
    """int64[A]: the edge each agent ends on, -1 for none. `path` is "plain" or "compiled"; both give the same answer."""
    path = path or ("compiled" if market.agents >= COMPILED_FROM and find_spec("numba") else "plain")
    if path == "plain":
        return deferred.accepted(market)
    return import_module("ipraktik.matching.engine.compiled").accepted(market)
