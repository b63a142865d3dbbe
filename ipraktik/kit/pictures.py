"""A photograph that somebody has sent, written anew: no larger than a screen, upright, and nothing else of the file.

The file is told by its content, never by its name, and is opened apart (kit/apart.py).
"""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from .apart import unpacked, written_anew
from .opening import BROKEN, DRAWING, LARGE, MOVING, STRANGE, VIDEO
from .picture_reader import SECONDS

READER = "ipraktik.kit.picture_reader"
SENTENCES = {
    STRANGE: _("The file is not a picture. Choose a JPEG, PNG, WebP or HEIC."),
    DRAWING: _("The file is a drawing (SVG), and such a one can hold programs. Choose a JPEG, PNG, WebP or HEIC."),
    MOVING: _("The picture moves. Choose a still one."),
    VIDEO: _("We take no videos: they show and say more than anybody can say yes to beforehand. Take a picture."),
    BROKEN: _("The picture cannot be read: it is damaged, or its end is missing. Choose it again."),
    LARGE: _("The picture has too many dots to open. Take it in your camera's ordinary size."),
}


class Picture(NamedTuple):
    """As WebP: as large as a screen, and small enough to stand among others."""

    width: int
    height: int
    large: bytes
    small: bytes


def write_anew(content):
    """The picture in the file (bytes). Raises Refused."""
    size, large, small = unpacked(written_anew(READER, content, SECONDS, SENTENCES, LARGE))
    return Picture(*map(int, size.split(b"x")), large, small)
