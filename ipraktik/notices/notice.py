"""A row of the table of who is told what."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from ipraktik.notices import matters

ALONG, ONLY, TALK, FIRST_TALK = "along", "only", "talk", "first-talk"


@dataclass(frozen=True)
class Notice:
    """`letter` goes to `readers`, but never to who did it, unless it is a `receipt`.

    `still` is asked when it is made and when it is sent. `asks` keeps it to those whose hand it asks for, so that a
    reserve is spared. With `calendar` it brings what the reader's calendar has not heard yet; when that is ONLY why it
    is written, one without such news is not. FIRST_TALK brings the talk before the visit instead, TALK the one after it.
    With a `pause` it is sent that much later, so that one letter tells of all that came meanwhile.
    """

    letter: str
    readers: frozenset
    still: Callable = matters.always
    asks: bool = False
    receipt: bool = False
    calendar: str = ""
    pause: timedelta = timedelta(0)


def tell(letter, *readers, **more):
    return Notice(letter, frozenset(readers), **more)
