"""What the parties are called, with their inflections, and the sectors that may send and host."""

from dataclasses import dataclass

from .words import Text

PARTIES = ("intern", "host", "sender", "coordinator")
PHASES = ("before", "during", "after")


@dataclass(frozen=True)
class PartyWords:
    key: str
    name: Text  # vært · host
    title: Text  # Praktikvært · Host
    a: Text  # en vært · a host
    the: Text  # værten · the host
    of: Text  # værtens · the host's
    many: Text  # værter · hosts
    the_many: Text  # værterne · the hosts
    mark: Text  # V · H: stands before the number of each of their goals


@dataclass(frozen=True)
class Sector:
    key: str
    name: Text
    may_send: bool
    may_host: bool
    public: bool
    words: tuple = ()  # what names of such organisations end in: a sheet's new ones are guessed from it


FORMS = ("name", "title", "a", "the", "of", "many", "the_many", "mark")


def read_parties(page):
    tables = page.named("parties")
    for key in PARTIES:
        if key not in tables:
            page.complain("is missing. Say what the party is called.", f"parties.{key}")
    for key in tables.keys() - set(PARTIES):
        page.complain(f"is no party. The parties are {', '.join(PARTIES)}.", f"parties.{key}")
    return {key: PartyWords(key, **{form: table.text(form) for form in FORMS}) for key, table in tables.items()}


def read_sector(table):
    may = (table.truth(name) for name in ("may_send", "may_host", "public"))
    return Sector(table.string("key"), table.own_text(), *may, words=table.strings("words", optional=True))
