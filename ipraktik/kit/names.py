"""Names as people type them, made comparable and sortable. Pure functions."""

import re
import unicodedata

ALPHABET = str.maketrans({"æ": "{", "ø": "|", "å": "}", "ä": "{", "ö": "|"})  # after z, in the Danish order


def folded(text):
    """Lower case, one space, `aa` as `å`, without accents that Danish does not tell apart: for comparing names."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("aa", "å")
    text = "".join(kept(letter) for letter in text)
    return re.sub(r"[\s\W_]+", " ", text).strip()


def kept(letter):
    if letter in "æøå":
        return letter
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))


def sort_key(text):
    """A key whose plain order is the Danish alphabet's: … z æ ø å."""
    return folded(text).translate(ALPHABET)[:200]
