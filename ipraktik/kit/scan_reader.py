"""Opens scans and photographs, and binds their pages as a PDF. Run as a program: files come in, a PDF goes out."""

import sys
from io import BytesIO
from itertools import islice

import pypdfium2 as pdfium

from .apart import unpacked
from .opening import BROKEN, LOCKED, LONG, End, demand, demand_few_pixels, on_paper, opened, run, upright

PAGES = 20  # of all files together
LONGEST_SIDE = 2340  # pixels: A4 at 200 dots to the inch
DOTS = 200
KINDS = ("JPEG", "PNG", "WEBP", "HEIF", "TIFF")
SECONDS, MEMORY = 60, 1536 * 1024 * 1024


def written(sent):
    found = (page for content in unpacked(sent) for page in pages_of(content))
    pages = list(islice(found, PAGES + 1))
    demand(len(pages) <= PAGES, LONG)
    return bytes([len(pages)]) + bound(pages)


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


def smaller(page):
    page.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return on_paper(page)


def pages_of_picture(content):
    picture = opened(content, KINDS)
    for number in range(pages_in(picture)):
        picture.seek(number)
        demand_few_pixels(picture)
        yield upright(picture, LONGEST_SIDE)


def pages_in(picture):
    """Only a scanner's file has several: what else moves is one picture."""
    pages = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
    demand(pages <= PAGES, LONG)
    return pages


def bound(pages):
    written = BytesIO()
    first, *others = pages
    first.save(written, "PDF", save_all=True, append_images=others, resolution=DOTS, quality=80)
    return written.getvalue()


if __name__ == "__main__":
    sys.exit(run(written, SECONDS, MEMORY))
