"""`ipraktik lifecycle`: docs/lifecycle.md, written from the tables."""

import argparse
from pathlib import Path

from ipraktik.directory.models import Consent, Offer, Wish
from ipraktik.kit.written import grid, life_cycle, sentences
from ipraktik.matching.models import Round
from ipraktik.placements.models import Placement

KINDS = (Wish, Consent, Offer, Placement, Round)
HEAD = """# Life-cycles

Written by `ipraktik lifecycle` from the tables in `directory/lifecycle.py`, `placements/lifecycle.py` and
`matching/rounds/lifecycle.py`; a test compares. People decide states; the calendar decides phases. `clock` is the
calendar, or the consequence of another move. A move made `together` happens with the last hand; who asked has already
lent one."""


def whole():
    chapters = [HEAD, *map(life_cycle, KINDS)]
    rules = grid(("Rule", "English", "Danish"), sentences(KINDS))
    return "\n\n".join([*chapters, "## What stops a move, in words", rules]) + "\n"


def write(arguments):
    parser = argparse.ArgumentParser("ipraktik lifecycle", description="Write the life-cycles from their tables.")
    parser.add_argument("file", nargs="?", type=Path, default=Path("docs/lifecycle.md"))
    parser.parse_args(arguments).file.write_text(whole(), encoding="utf-8")
