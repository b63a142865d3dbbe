"""The rungs of the ladder: the programme's own, and the two questions that are asked whatever its ladder says."""

from ipraktik.people.parties import HOST, INTERN
from ipraktik.programme import programme
from ipraktik.programme.rules import Reminder


def rungs():
    """Every rung by its key, in the order of the programme."""
    own = programme().reminders
    return {rung.key: rung for rung in (*own, *unless_in(own, did_it_take_place()), *unless_in(own, how_has_it_been()))}


def unless_in(own, standing):
    """A programme whose ladder asks the same thing asks it in its own way."""
    asked = {(rung.subject, rung.state) for rung in own}
    return [rung for rung in standing if (rung.subject, rung.state) not in asked]


def did_it_take_place():
    after = programme().rules.confirm_after_days
    return [
        Reminder(f"standing-confirm-{party}", "placement", "agreed", party, "did-it-take-place", after_days=after)
        for party in (INTERN, HOST)
    ]


def how_has_it_been():
    return [
        Reminder(f"standing-pulse-{party}", "pulse", "open", party, "how-did-it-go-since", after_days=0)
        for party in (INTERN, HOST)
    ]


def ladders():
    """Rungs that stand above each other: the same silence of the same party. [[rung, …], …]"""
    found = {}
    for rung in rungs().values():
        found.setdefault((rung.subject, rung.state, rung.party), []).append(rung)
    return list(found.values())
