"""Scans are told by what is in them, and written anew; whatever else is sent ends in a sentence."""

from io import BytesIO

import pytest
from django.utils import translation
from PIL import Image
from pillow_heif import register_heif_opener
from pypdf import PdfReader, PdfWriter

from ipraktik.kit.scan_reader import LONGEST_SIDE, PAGES
from ipraktik.kit.scans import Refused, write_anew

register_heif_opener()
STRANGE = "A file is neither a PDF nor a picture. Scan the paper or photograph it, and choose what comes out of it."
LOCKED = "A PDF is locked with a password. Save it without one, and choose it again."
BROKEN = "A file cannot be read: it is damaged, or its end is missing. Scan the paper again."
LONG = "There are more than 20 pages. Send only those that somebody has signed."
LARGE = "A page is too large to open. Scan it again at 200 or 300 dots to the inch."


def picture(kind="JPEG", size=(300, 400), mode="RGB", **more):
    written = BytesIO()
    Image.new(mode, size, more.pop("colour", 0)).save(written, kind, **more)
    return written.getvalue()


def pages(number, kind="PDF"):
    return picture(kind, save_all=True, append_images=[Image.new("RGB", (300, 400))] * (number - 1))


def pdf_of(size=(200, 200), password=""):
    writer, written = PdfWriter(), BytesIO()
    writer.add_blank_page(*size)
    if password:
        writer.encrypt(password)
    writer.write(written)
    return written.getvalue()


def opened(pdf):
    """Its pages as pictures, read by another library than the one that wrote them."""
    return [page.images[0].image for page in PdfReader(BytesIO(pdf)).pages]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "TIFF", "PDF"])
def test_a_page_of_each_kind_becomes_a_page_of_a_pdf(kind):
    pdf, number = write_anew([picture(kind, colour="red")])

    (page,) = opened(pdf)
    assert (number, pdf[:5]) == (1, b"%PDF-")
    assert all(abs(a - b) < 12 for a, b in zip(page.getpixel((50, 50)), (255, 0, 0), strict=True))


def test_several_files_and_pages_follow_each_other():
    pdf, number = write_anew([picture(size=(300, 400)), pages(2), pages(3, "TIFF"), picture(size=(100, 50))])

    assert number == 7
    assert [page.size for page in opened(pdf)][::6] == [(300, 400), (100, 50)]


def test_a_photograph_stands_upright_and_says_nothing_of_where_it_was_taken():
    about = Image.Exif()
    about[0x0112], about[0x010E] = 6, "Strandvejen 7"

    pdf, _number = write_anew([picture(size=(400, 300), exif=about, comment="Strandvejen 7")])

    assert [page.size for page in opened(pdf)] == [(300, 400)]
    assert b"Strandvejen" not in pdf


def test_what_a_pdf_hides_is_not_kept():
    writer, written = PdfWriter(), BytesIO()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": "Strandvejen 7"})
    writer.add_attachment("x.txt", b"Strandvejen 7")
    writer.write(written)

    pdf, _number = write_anew([written.getvalue()])

    assert {b"Strandvejen" in pdf, b"EmbeddedFile" in pdf} == {False}
    assert PdfReader(BytesIO(pdf)).metadata.author is None


@pytest.mark.parametrize("sent", [picture(size=(5000, 3000)), pdf_of((14400, 14400)), pdf_of((14400, 3))])
def test_a_page_is_never_larger_than_a_scan_of_it(sent):
    pdf, _number = write_anew([sent])

    assert max(opened(pdf)[0].size) == LONGEST_SIDE


def test_what_shines_through_lies_on_white_paper():
    pdf, _number = write_anew([picture("PNG", mode="RGBA", colour=(0, 0, 0, 0))])

    assert opened(pdf)[0].getpixel((50, 50)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ([b""], STRANGE),
        ([b"Hello"], STRANGE),
        ([b"<svg xmlns='http://www.w3.org/2000/svg'/>"], STRANGE),
        ([picture("GIF")], STRANGE),
        ([picture(), b"MZ\x90\0"], STRANGE),
        ([b"%PDF-1.7 and nothing more"], BROKEN),
        ([pages(1)[:200]], BROKEN),
        ([picture(size=(900, 900))[:700]], BROKEN),
        ([picture("PNG", size=(900, 900))[:60]], BROKEN),
        ([pdf_of(password="x")], LOCKED),
        ([pages(PAGES + 1)], LONG),
        ([pages(PAGES + 1, "TIFF")], LONG),
        ([pages(PAGES), picture()], LONG),
        ([picture("PNG", size=(20_000, 20_000), mode="1")], LARGE),
    ],
    ids=range(14),
)
def test_what_cannot_be_kept_is_refused_in_words(sent, sentence):
    with translation.override("en"), pytest.raises(Refused) as refusal:
        write_anew(sent)

    assert refusal.value.sentence == sentence
