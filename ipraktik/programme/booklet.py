"""What the programme says to its parties: the guide, the small print, learning, coming home and spreading."""

from collections import Counter
from dataclasses import dataclass

from .parties import PARTIES, PHASES
from .words import Text

FARTHEST = 30  # working days between a visit and what the guide brings up about it


@dataclass(frozen=True)
class Entry:
    kind: str  # advice or question
    key: str
    party: str
    phase: str
    text: Text
    why: Text | None = None
    acts: str = ""  # the page of the placement where one does it
    when: int | None = None  # the day on which it is brought up (guide/prompts.py)


@dataclass(frozen=True)
class Item:
    """A sentence of the small print, and who carries it."""

    key: str
    carried_by: tuple
    title: Text
    text: Text


@dataclass(frozen=True)
class Step:
    key: str
    name: Text
    text: Text


@dataclass(frozen=True)
class Tool:
    key: str
    name: Text
    share: Text  # what the sharing workplace is asked
    reuse: Text  # what the reusing workplace is asked
    source: str


@dataclass(frozen=True)
class SpreadingStep(Step):
    tools: tuple = ()


@dataclass(frozen=True)
class Baseline:
    """What earlier years measured: `part` of `whole`, or more."""

    key: str
    part: int
    whole: int
    or_more: bool
    text: Text
    source: Text


def read_guide(book):
    entries = []
    for phase in PHASES:
        page = book.page(f"guide/{phase}.toml", key="guide")
        entries += read_phase(page, phase)
    for key in sorted(keys_in_two_places(entries)):
        book.complain("guide", "", f"the key “{key}” is used in two places. Give one of the two another key.")
    return tuple(entries)


def keys_in_two_places(entries):
    places = {(entry.key, entry.phase, entry.kind) for entry in entries}
    return {key for key, count in Counter(key for key, *_ in places).items() if count > 1}


def read_phase(page, phase):
    kinds = ("advice", "question")
    entries = [read_entry(table, kind, phase) for kind in kinds for table in page.each(kind, name="")]
    page.none_is_retired(entries)
    return entries


def read_entry(table, kind, phase):
    return Entry(
        when=read_when(table, phase),
        kind=kind,
        key=table.string("key"),
        party=table.one_of("party", PARTIES),
        phase=phase,
        text=table.own_text(),
        why=table.text("why", optional=True),
        acts=table.string("acts", optional=True),
    )


@dataclass(frozen=True)
class Question:
    key: str
    text: Text


@dataclass(frozen=True)
class Talks:
    """What is asked at the end of each day, and what the closing talk is about."""

    day: tuple
    closing: tuple


def read_talks(book):
    page = book.page("talks.toml", key="talks")
    talks = Talks(*(read_questions(page, kind) for kind in ("day", "closing")))
    page.none_is_retired([*talks.day, *talks.closing])
    for key in sorted({each.key for each in talks.day} & {each.key for each in talks.closing}):
        page.complain(f"the key “{key}” is used in two places. Give one of the two another key.")
    return talks


def read_questions(page, kind):
    return tuple(Question(table.string("key"), table.own_text()) for table in page.each(kind, name=""))


def read_when(table, phase):
    when = table.whole("when", optional=True)
    if when is None or phase == "during":
        return when
    if when < 1:
        table.complain(f"has the value {when}. Write a number of working days, at least 1.", "when")
    if when > FARTHEST:
        table.complain(f"has the value {when}. Write at most {FARTHEST} working days.", "when")
    return when


def read_item(table):
    return Item(table.string("key"), table.some_of("carried_by", PARTIES), table.text("title"), table.own_text())


def read_step(table):
    return Step(table.string("key"), table.text("name"), table.own_text())


def read_tool(table):
    return Tool(
        table.string("key"), table.text("name"), table.text("share"), table.text("reuse"), table.string("source")
    )


def read_spreading_step(table):
    tools = tuple(read_tool(inner) for inner in table.each("tool", name=""))
    return SpreadingStep(table.string("key"), table.text("name"), table.own_text(), tools)


def read_baseline(table):
    baseline = Baseline(
        key=table.string("key"),
        part=table.whole("part"),
        whole=table.whole("whole"),
        or_more=table.truth("or_more", optional=True),
        text=table.own_text(),
        source=table.text("source"),
    )
    if baseline.part > baseline.whole:
        table.complain(f"{baseline.part} of {baseline.whole} is more than all. Swap part and whole.")
    return baseline
