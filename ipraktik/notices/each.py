"""Many things, each for itself: what goes wrong with one is told in the log, and the others go on."""

import logging

from ipraktik.kit.lifecycle import NotYet
from ipraktik.kit.trouble import described

logger = logging.getLogger(__name__)


def do_each(things, deed):
    """Do the deed to each thing. One that may not happen now is left for another day."""
    for thing in things:
        try:
            deed(thing)
        except NotYet:
            continue
        except Exception as trouble:  # one thing's mistake is not the others'
            logger.error("something by the clock failed", extra=described(trouble))
