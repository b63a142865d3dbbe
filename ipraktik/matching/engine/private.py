"""What must not reach a vector: personal numbers, addresses, telephone numbers, and names the caller knows of."""

import re

from ipraktik.directory.text import without_contact_data
from ipraktik.kit.cpr import find_cpr


def without_persons(text, names=()):
    """The text as it may be read by the model. `names` are full names; each of their words is dropped, as a whole word."""
    for number in find_cpr(text):
        text = text.replace(number, " ")
    text = without_contact_data(text).replace("[…]", " ")
    parts = sorted({part for name in names for part in re.findall(r"[\w'’]+", name) if len(part) > 1}, key=len)
    for part in reversed(parts):
        text = re.sub(rf"(?<!\w){re.escape(part)}(?:['’]?s)?(?!\w)", " ", text, flags=re.IGNORECASE)
    return " ".join(text.split())
