"""Opens scans and photographs, and binds their pages as a PDF. Run as a program: files come in, a PDF goes out.

It is never called in the site's own process: a broken or hostile file must have nothing to break but this.
"""

import resource
import sys
from io import BytesIO
from itertools import islice

import pypdfium2 as pdfium
from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

PAGES = 20  # of all files together
LONGEST_SIDE = 2340  # pixels: A4 at 200 dots to the inch
DOTS = 200
MOST_PIXELS = 64_000_000
KINDS = ("JPEG", "PNG", "WEBP", "HEIF", "TIFF")
SECONDS, MEMORY = 60, 1536 * 1024 * 1024
STRANGE, LOCKED, BROKEN, LONG, LARGE = range(10, 15)  # how it ends when it says no


class End(Exception):
    """It ends here, with this code."""


def main():
    limit()
    register_heif_opener()
    Image.MAX_IMAGE_PIXELS = None  # we look ourselves, and at every page
    try:
        found = (page for content in received(sys.stdin.buffer.read()) for page in pages_of(content))
        pages = list(islice(found, PAGES + 1))
        demand(len(pages) <= PAGES, LONG)
        sys.stdout.buffer.write(bytes([len(pages)]) + bound(pages))
    except End as end:
        return end.args[0]
    except MemoryError:
        return LARGE
    except Exception:  # a damaged file fails in as many ways as there are readers
        return BROKEN
    return 0


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def received(sent):
    while sent:
        length = int.from_bytes(sent[:8], "big")
        yield sent[8 : 8 + length]
        sent = sent[8 + length :]


def demand(holds, code):
    if not holds:
        raise End(code)


def pages_of(content):
    return pages_of_pdf(content) if b"%PDF-" in content[:1024] else pages_of_picture(content)


def pages_of_pdf(content):
    try:
        document = pdfium.PdfDocument(content)
        document.init_forms()
        demand(0 < len(document) <= PAGES, LONG if len(document) else BROKEN)
        for page in document:
            yield smaller(page.render(scale=scale_of(page)).to_pil())
    except pdfium.PdfiumError as trouble:
        raise End(LOCKED if "password" in str(trouble).lower() else BROKEN) from trouble


def scale_of(page):
    """Pixels to a point, so that the page is as large as a scan of it would be, and never larger."""
    return min(DOTS / 72, LONGEST_SIDE / max(page.get_size()))


def pages_of_picture(content):

    try:
        picture = Image.open(BytesIO(content), formats=KINDS)
    except UnidentifiedImageError as trouble:
        raise End(STRANGE) from trouble
    for number in range(pages_in(picture)):
        picture.seek(number)
        demand(picture.width * picture.height <= MOST_PIXELS, LARGE)
        yield upright(picture)


def pages_in(picture):
    """Only a scanner's file has several: what else moves is one picture."""
    pages = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
    demand(pages <= PAGES, LONG)
    return pages


def upright(picture):

    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is read no larger than it will be
    return smaller(ImageOps.exif_transpose(picture))


def smaller(picture):
    """On white paper, no larger than a scan, and with its points alone: no place, no time, no camera."""
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    seen = picture.convert("RGBA")
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(seen, mask=seen.getchannel("A"))
    return paper


def bound(pages):
    written = BytesIO()
    first, *others = pages
    first.save(written, "PDF", save_all=True, append_images=others, resolution=DOTS, quality=80)
    return written.getvalue()


if __name__ == "__main__":
    sys.exit(main())
