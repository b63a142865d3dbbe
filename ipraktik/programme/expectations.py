"""What a programme asks each party to write before the visit, beside its goals."""

from dataclasses import dataclass

from ipraktik.kit.names import folded

from .parties import PARTIES
from .words import Text

ABOUT = ("see", "bring", "show")


@dataclass(frozen=True)
class Prompt:
    key: str
    party: str
    about: str  # to see, to bring or to show
    text: Text
    hint: Text | None = None


@dataclass(frozen=True)
class Expectations:
    """`common` are the words that two texts may share without having anything in common."""

    prompts: tuple = ()
    common: frozenset = frozenset()

    def prompts_for(self, party):
        return [prompt for prompt in self.prompts if prompt.party == party]


def read_expectations(book):
    """A programme need not ask for more than goals and the guide's own questions."""
    page = book.optional("expectations.toml", key="expectations")
    if page is None:
        return Expectations()
    common = frozenset(folded(page.string("common", optional=True)).split())
    return Expectations(tuple(read_prompt(table) for table in page.each("prompt", name="")), common)


def read_prompt(table):
    return Prompt(
        key=table.string("key"),
        party=table.one_of("party", PARTIES),
        about=table.one_of("about", ABOUT),
        text=table.own_text(),
        hint=table.text("hint", optional=True),
    )
