"""What `ipraktik match profiles` tells of a proposal: who goes where and why, and who does not and what stopped them."""

from collections import Counter

from ipraktik.matching.engine.english import say

SENTENCES = 4


def placed(field, pairs):
    """One dict for each (intern, host): the fit and the plain sentences of it."""
    return [told(field.fit(intern, host)) for intern, host in pairs]


def told(fit):
    return {
        "intern": fit.intern,
        "host": fit.host,
        "fit": round(fit.fit, 4),
        "km": fit.km,
        "days": [[first.isoformat(), last.isoformat()] for first, last in fit.stretches],
        "reasons": [say(reason) for reason in fit.reasons[:SENTENCES]],
        "against": [say(reason) for reason in fit.against],
    }


def unplaced(field, interns):
    """One dict for each intern without a host: how many hosts could take them, and which rules stopped how many."""
    return [without(field, intern) for intern in interns]


def without(field, intern):
    stops = field.stops(intern)
    return {
        "intern": intern,
        "possible_hosts": len(field.hosts) - len(stops),
        "stopped_by": dict(Counter(stops.values()).most_common()),
        "for_instance": [say(field.stop(intern, host)) for host in list(stops)[:3]],
    }
