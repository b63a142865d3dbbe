"""Sets a sheet as a tagged PDF (PDF/UA-1). A sign that our fonts do not have is written by its name."""

import json
import re
import unicodedata
from pathlib import Path

import typst

from ipraktik.kit.fields import UNSEEN

SHEET = "sheet.typ"
TEMPLATES = {path.name: path.read_bytes() for path in Path(__file__).parent.glob("*.typ")}
LONG_WORD = re.compile(r"\S{60}(?=\S)")
BREAK = "\u200b"
PICTURES = {"So", "Cn", "Co", "Cs", "Cc", "Cf", "Me"}  # kinds of characters that a font for texts may well lack
LATIN = re.compile(r"[\n\x20-\x7e\xa0-\xac\xae-\u017f\u2010-\u2015\u2018-\u201e\u2022\u2026\u20ac]")


def typeset(sheet, made_at, template=SHEET):
    """The PDF. What cannot be shown is first sought among pictures; only then is all but Latin spelled out."""
    for spell in (clean, spell_pictures, spell_strange):
        try:
            return compiled(told(sheet, spell), made_at, template)
        except typst.TypstError:
            if spell is spell_strange:
                raise
    return None


def compiled(sheet, made_at, template):
    return typst.compile(
        TEMPLATES[template],
        format="pdf",
        sys_inputs={"sheet": json.dumps(sheet)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,  # the same on every machine
        timestamp=int(made_at.timestamp()),
    )


def told(sheet, spell):
    """The sheet with every text of it spelled; but the attached one stays as it was signed."""
    return {name: each if name in EXACT else spelled(each, spell) for name, each in sheet.items()}


EXACT = {"attached", "keywords", "sha256", "verify", "language"}


def spelled(value, spell):
    if isinstance(value, dict):
        return {name: spelled(each, spell) for name, each in value.items()}
    if isinstance(value, list):
        return [spelled(each, spell) for each in value]
    if isinstance(value, int):
        return value
    return LONG_WORD.sub(lambda found: found[0] + BREAK, spell(value)) or " "


def clean(text):
    """Without what no one can see, and half characters: neither can be shown."""
    return UNSEEN.sub("", text).replace("\0", "").encode("utf-8", "replace").decode()


def spell_pictures(text):
    return "".join(by_name(sign) if unicodedata.category(sign) in PICTURES else sign for sign in clean(text))


def spell_strange(text):
    return "".join(sign if LATIN.match(sign) else by_name(sign) for sign in clean(text))


def by_name(sign):
    if sign == "\n":
        return sign
    if unicodedata.category(sign) in ("Cf", "Mn"):  # joins others; is nothing by itself
        return ""
    return f"[{unicodedata.name(sign, f'U+{ord(sign):04X}').lower()}]"
