"""What must not reach a vector: personal numbers, addresses, telephone numbers, and names the caller knows of."""

import re
from functools import lru_cache

from ipraktik.directory.text import without_contact_data
from ipraktik.kit.cpr import find_cpr


def without_persons(text, names=()):
    """The text as it may be read by the model. `names` are full names; each of their words is dropped, as a whole word."""
    return cleaned(text, tuple(names))


@lru_cache(maxsize=1 << 16)  # a round asks for the same text six times, of some 40,000 at a hundred times a busy year
def cleaned(text, names):
    for number in find_cpr(text):
        text = text.replace(number, " ")
    text = without_contact_data(text).replace("[…]", " ")
    if named := any_of(names):
        text = named.sub(" ", text)
    return " ".join(text.split())


@lru_cache(maxsize=1 << 16)
def any_of(names):
    """Finds each word of these names, the longest first; None where there is none."""
    words = {word for name in names for word in re.findall(r"[\w'’]+", name) if len(word) > 1}
    if not words:
        return None
    longest_first = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    return re.compile(rf"(?<!\w)(?:{longest_first})(?:['’]?s)?(?!\w)", re.IGNORECASE)
