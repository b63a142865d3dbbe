"""notebook.toml: what the notebook says of confidence, and the words a note may begin with. May be absent."""

from dataclasses import dataclass

from .words import Text

WRITERS = ("intern", "host")


@dataclass(frozen=True)
class Prompt:
    key: str
    party: str  # whose it is
    text: Text


@dataclass(frozen=True)
class Notebook:
    confidence: Text | None = None
    prompts: tuple = ()


def read_notebook(book):
    page = book.optional("notebook.toml", key="notebook")
    if page is None:
        return Notebook()
    prompts = tuple(read_prompt(table) for table in page.each("prompt", optional=True, name="prompts"))
    page.none_is_retired(prompts)
    return Notebook(page.text("confidence"), prompts)


def read_prompt(table):
    return Prompt(table.string("key"), table.one_of("party", WRITERS), table.own_text())
