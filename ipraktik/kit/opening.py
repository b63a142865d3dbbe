"""What the programs that open files share: their limits, how they end, and how a picture is read.

None of it runs in the site's own process: a broken or hostile file must have nothing to break but this.
"""

import resource
import sys
from contextlib import suppress
from io import BytesIO

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

MOST_PIXELS = 64_000_000
STRANGE, LOCKED, BROKEN, LONG, LARGE, DRAWING, MOVING, VIDEO = range(10, 18)  # how it ends when it says no


class End(Exception):
    """It ends here, with this code."""


def run(write, seconds, memory):
    """Writes what `write` makes of what is sent; the number it ends with."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    register_heif_opener()
    Image.MAX_IMAGE_PIXELS = None  # we look ourselves, and at every page
    try:
        sys.stdout.buffer.write(write(sys.stdin.buffer.read()))
    except End as end:
        return end.args[0]
    except MemoryError:
        return LARGE
    except Exception:  # a damaged file fails in as many ways as there are readers
        return BROKEN
    return 0


def demand(holds, code):
    if not holds:
        raise End(code)


def opened(content, kinds):
    try:
        return Image.open(BytesIO(content), formats=kinds)
    except UnidentifiedImageError as trouble:
        raise End(STRANGE) from trouble


def demand_few_pixels(picture):
    demand(picture.width * picture.height <= MOST_PIXELS, LARGE)


def upright(picture, longest):
    """As it was seen, no larger than `longest` on any side, and with its points alone: no place, no time, no camera."""
    picture.draft("RGB", (longest, longest))  # a JPEG is read no larger than it will be
    picture.thumbnail((longest, longest))
    return on_paper(in_common_colours(ImageOps.exif_transpose(picture)))


def in_common_colours(picture):
    """A phone has colours of its own, and says so in what is not kept."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode == "RGB":
        with suppress(ImageCms.PyCMSError, OSError):
            return ImageCms.profileToProfile(
                picture, ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            )
    return picture


def on_paper(picture):
    seen = picture.convert("RGBA")
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(seen, mask=seen.getchannel("A"))
    return paper
