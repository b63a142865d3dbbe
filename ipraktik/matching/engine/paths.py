"""Two paths to the same answer: plain, and compiled where numba is installed and it pays."""

from importlib import import_module
from importlib.util import find_spec


def path_of(path, pays, plain, compiled):
    """The module to go by: `plain`, or the one called `compiled`. `path` is "plain", "compiled", or "" for what pays."""
    wanted = path or ("compiled" if pays and find_spec("numba") else "plain")
    return plain if wanted == "plain" else loaded(compiled, plain)


def loaded(compiled, plain):
    """Named as text: loading it takes a second, which the small rounds of a web site's worker never need."""
    try:
        return import_module(f"ipraktik.matching.engine.{compiled}")
    except (ImportError, RuntimeError, KeyError):
        # A numba that has nowhere to keep what it compiled, or does not know our options, is as good as none.
        return plain
