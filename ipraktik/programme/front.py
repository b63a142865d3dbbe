"""What the front page says: what it is, how it goes, the ways in, and what to consider before signing up."""

from dataclasses import dataclass

from .booklet import Step, read_step
from .words import Text


@dataclass(frozen=True)
class Front:
    title: Text
    lead: Text
    lines: tuple  # what it is, in five lines
    stops: tuple  # how it goes, in six stops
    doors: tuple  # I want to visit · we want to host · my employee is going
    voices: tuple
    host_if: tuple
    intern_if: tuple
    alone: Text
    together: Text
    one_intern: Text
    several_interns: Text
    host_in_mind: Text


LISTS = {"lines": "line", "stops": "stop", "doors": "door", "voices": "voice"}
CONDITIONS = ("host_if", "intern_if")
TEXTS = ("title", "lead", "alone", "together", "one_intern", "several_interns", "host_in_mind")


def read_front(book):
    page = book.page("front.toml", key="front")
    steps = {name: read_steps(page, own, name) for name, own in LISTS.items()}
    steps |= {name: read_steps(page, name, name) for name in CONDITIONS}
    return Front(**steps, **{name: page.text(name) for name in TEXTS})


def read_steps(page, own, name) -> tuple[Step, ...]:
    return tuple(read_step(table) for table in page.each(own, name=name))
