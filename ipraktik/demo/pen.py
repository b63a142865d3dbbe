"""Signed with a pen, as the office gets it: the print as a picture, with a line or two that nobody can read."""

from io import BytesIO

import pypdfium2 as pdfium
from django.utils import timezone, translation
from PIL import ImageDraw

from ipraktik.agreements.terms import AGREEMENT
from ipraktik.documents.printing import printed
from ipraktik.kit.scans import write_anew
from ipraktik.placements.models import Placement

DOTS = 110
INK = (28, 52, 120)
SCRIBBLE = ((0, 0), (10, -22), (16, 4), (28, -18), (34, 6), (48, -10), (58, 2), (80, -6), (96, -2))


def sign_with_a_pen(placement, person, coordinator):
    """The print is signed by `person`, and the office records it today."""
    placement = Placement.objects.for_page().get(pk=placement.pk)
    version = placement.print_paper(AGREEMENT, coordinator)
    with translation.override("da"):
        pages = scribbled(printed(placement, version), str(person))
    pdf, number = write_anew(pages)
    today, codes = timezone.localdate(), {AGREEMENT: version.code}
    placement.record_paper(coordinator, [person], today, codes, pdf, number)
    return Placement.objects.for_page().get(pk=placement.pk)


def scribbled(pdf, name):
    """Each page as a picture, with ink in the row of this name."""
    document = pdfium.PdfDocument(pdf)
    return [jpeg(signed(page, name)) for page in document]


def signed(page, name):
    picture, scale = page.render(scale=DOTS / 72).to_pil(), DOTS / 72
    for left, bottom in rows_of(page, name):
        x, y = left * scale + 0.6 * picture.width, picture.height - bottom * scale
        ink = ImageDraw.Draw(picture)
        ink.line([(x + across, y + down) for across, down in SCRIBBLE], fill=INK, width=2, joint="curve")
        ink.text((x - 80, y - 12), timezone.localdate().strftime("%-d/%-m"), fill=INK, font_size=16)
    return picture


def rows_of(page, name):
    """Where the last mention of the name on the page stands, in points, if that is in the table of signatures."""
    text, found = page.get_textpage(), []
    search = text.search(name)
    while hit := search.get_next():
        found.append(text.get_charbox(hit[0])[:2])
    return [place for place in found[-1:] if "SHA-256" in text.get_text_range()]


def jpeg(picture):
    written = BytesIO()
    picture.convert("RGB").save(written, "JPEG", quality=80)
    return written.getvalue()
