"""A plain text of headings, lists and paragraphs, taken apart for a page. Whatever people typed in it stays text."""

from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class Block:
    kind: str  # title, heading, list or text
    lines: tuple


def blocks(text):
    """“# ” begins a title, “## ” a heading, “- ” a row of a list; what stands together is a paragraph."""
    kinds = ((kind_of(line), line.strip()) for line in text.splitlines())
    return [
        block for kind, group in groupby(kinds, key=lambda pair: pair[0]) if kind for block in block_of(kind, group)
    ]


def kind_of(line):
    for begins, kind in (("## ", "heading"), ("# ", "title"), ("- ", "list")):
        if line.startswith(begins):
            return kind
    return "text" if line.strip() else ""


def block_of(kind, group):
    lines = [line if kind == "text" else line.partition(" ")[2] for _kind, line in group]
    if kind in ("title", "heading"):
        return [Block(kind, (line,)) for line in lines]
    return [Block(kind, tuple(lines))]
