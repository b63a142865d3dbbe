"""What the people of the demo world write: hosts, interns, and what they say along the way. All of it is invented."""

import tomllib
from pathlib import Path

FOLDER = Path(__file__).parent / "texts"


def hosts():
    return gathered("hosts_*.toml")["host"]


def interns():
    return gathered("interns_*.toml")["intern"]


def named_hosts():
    """Those whom interns have found themselves."""
    return gathered("named_hosts.toml")["named_host"]


def signups():
    """Those who stand in the sign-up sheet only."""
    return gathered("signups.toml")["intern"]


def voices():
    """By kind: evaluation, expectation, pulse, decline, cancel, not_held, consent, itinerary, conversation."""
    return gathered("voices_*.toml") | gathered("itineraries.toml") | gathered("conversations.toml")


def notes():
    """What stands in the notebooks."""
    return gathered("notebooks.toml")["note"]


def gathered(pattern):
    """The tables of all these files, one list for each name, in the files' order."""
    tables = {}
    for path in sorted(FOLDER.glob(pattern)):
        for name, rows in tomllib.loads(path.read_text(encoding="utf-8")).items():
            tables.setdefault(name, []).extend(rows)
    return tables
