"""Opens one photograph and writes it anew, large and small. Run as a program: a file comes in, two pictures go out."""

import sys
from io import BytesIO

from .apart import packed
from .opening import DRAWING, MOVING, VIDEO, demand, demand_few_pixels, opened, run, upright

LARGE, SMALL = 1600, 480  # pixels of the longest side
KINDS = ("JPEG", "PNG", "WEBP", "HEIF")
MAY_MOVE = ("PNG", "WEBP")  # a JPEG or HEIC with several pictures has one that counts, and layers
SECONDS, MEMORY = 20, 1024 * 1024 * 1024
OF_PICTURES = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"avif")
OF_VIDEOS = (b"\x1aE\xdf\xa3", b"\x00\x00\x01\xba", b"\x00\x00\x01\xb3", b"OggS", b"FLV\x01")


def written(content):
    demand(not is_drawing(content), DRAWING)
    demand(not is_video(content), VIDEO)
    demand(not content.startswith(b"GIF8"), MOVING)
    picture = opened(content, KINDS)
    demand(not (picture.format in MAY_MOVE and getattr(picture, "is_animated", False)), MOVING)
    demand_few_pixels(picture)
    large = upright(picture, LARGE)
    small = large.copy()
    small.thumbnail((SMALL, SMALL))
    return packed([b"%dx%d" % large.size, as_webp(large), as_webp(small)])


def is_drawing(content):
    start = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<svg", b"<?xml", b"<!doctype svg")) or b"<svg" in start


def is_video(content):
    if content[4:8] == b"ftyp":
        return content[8:12] not in OF_PICTURES
    return content.startswith(OF_VIDEOS) or (content[:4] == b"RIFF" and content[8:11] == b"AVI")


def as_webp(picture):
    written = BytesIO()
    picture.save(written, "WEBP", quality=80)
    return written.getvalue()


if __name__ == "__main__":
    sys.exit(run(written, SECONDS, MEMORY))
