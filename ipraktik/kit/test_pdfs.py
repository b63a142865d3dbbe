"""PDFs are told by what is in them and written anew: the pages and their text stay, whatever acts or tells is gone."""

import zlib
from functools import cache
from io import BytesIO

import pypdfium2 as pdfium
import pytest
import typst
from django.utils import translation
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, StreamObject, TextStringObject
from pypdf.generic import NumberObject as Number

from ipraktik.kit.bare_pictures import jpeg, jpeg_2000
from ipraktik.kit.pdf_reader import PAGES
from ipraktik.kit.pdfs import Refused, write_anew

SECRET = "Strandvejen 7"
SOURCE = """#set document(title: "Strategi", author: "{secret}", keywords: ("{secret}",))
#set text(lang: "da")
= Vores strategi
Vi retter fejl, før de bliver dyre. Læs mere #link("https://evil.example/{secret}")[her].
#table(columns: 2, table.header[Hold][Opgave], [Løn], [Rettelser])
#pagebreak()
== Side to
Hanne leder holdene."""
STRANGE = "It is not a PDF. Save it as a PDF in the program you wrote it in, and choose it again."
LOCKED = "It is locked with a password. Save it without one, and choose it again."
BROKEN = "It cannot be read: it is damaged, or its end is missing. Save it as a PDF anew, and choose it again."
LONG = "It has more than 100 pages. Choose those that matter, and save them as a PDF."


@cache
def strategy():
    """Two tagged pages, with an author and a link."""
    return typst.compile(SOURCE.format(secret=SECRET).encode(), format="pdf", pdf_standards=["ua-1"])


def named(**pairs):
    """A dictionary of a PDF."""
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in pairs.items()})


def deed(kind, **more):
    return named(Type=NameObject("/Action"), S=NameObject(f"/{kind}"), **more)


def script():
    return deed("JavaScript", JS=TextStringObject(f"app.alert('{SECRET}')"))


def saved(writer):
    content = BytesIO()
    writer.write(content)
    return content.getvalue()


def blank(pages=1, password=""):
    writer = PdfWriter()
    for _number in range(pages):
        writer.add_blank_page(200, 200)
    if password:
        writer.encrypt("", password) if password == "owner" else writer.encrypt(password)
    return saved(writer)


def booby_trapped():
    """All that a PDF can do to who opens it, and all that it can tell of who made it."""
    writer = PdfWriter(clone_from=BytesIO(strategy()))
    writer.add_attachment("løn.txt", SECRET.encode())
    writer.add_metadata({"/Author": SECRET, "/Producer": SECRET})
    root, page = writer.root_object, writer.pages[0]
    root["/Names"][NameObject("/JavaScript")] = named(Names=ArrayObject([TextStringObject("a"), script()]))
    root[NameObject("/OpenAction")] = script()
    root[NameObject("/AA")] = named(WC=script())
    root[NameObject("/AcroForm")] = named(Fields=ArrayObject(), XFA=TextStringObject(SECRET))
    root[NameObject("/URI")] = named(Base=TextStringObject(f"https://evil.example/{SECRET}"))
    page[NameObject("/AA")] = named(O=script(), C=deed("Launch", F=TextStringObject(SECRET)))
    page[NameObject("/PieceInfo")] = named(Word=named(Private=TextStringObject(SECRET)))
    page[NameObject("/Metadata")] = told(writer)
    page["/Resources"][NameObject("/Metadata")] = told(writer)
    page["/Resources"]["/Font"][NameObject("/Other")] = named(
        Type=NameObject("/Font"), PieceInfo=named(X=TextStringObject(SECRET))
    )
    for each in (deed("URI", URI=TextStringObject(SECRET)), deed("SubmitForm", F=TextStringObject(SECRET)), script()):
        link = named(Type=NameObject("/Annot"), Subtype=NameObject("/Link"), A=each, Rect=square())
        page["/Annots"].append(writer._add_object(link))
    writer.add_annotation(0, Text(rect=(1, 1, 9, 9), text=SECRET))
    return saved(writer)


def told(writer):
    stream = DecodedStreamObject()
    stream.set_data(f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode())
    stream[NameObject("/Type")] = NameObject("/Metadata")
    return writer._add_object(stream)


def square(side=100):
    return ArrayObject([Number(0), Number(0), Number(side), Number(side)])


def everything_in(pdf):
    """Its bytes, and what is packed in them."""
    found, reader = [pdf], PdfReader(BytesIO(pdf))
    for number in range(1, int(reader.trailer["/Size"])):
        thing = reader.get_object(number)
        if isinstance(thing, StreamObject):
            found.append(thing.get_data())
    return b"\n".join(found)


DANGERS = ("JavaScript", "/JS", "/OpenAction", "/AA", "/Launch", "/URI", "/SubmitForm", "/EmbeddedFile", "/Filespec")
DANGERS += ("/Annot", "/AcroForm", "/Metadata", "/PieceInfo", "/Author", "/Info", "/Creator", "/Producer", SECRET)


def test_what_acts_what_is_hidden_and_what_tells_of_people_is_gone():
    before = everything_in(booby_trapped())

    pdf, pages = write_anew(booby_trapped())

    after = everything_in(pdf)
    assert [danger for danger in DANGERS if danger.encode() not in before] == []
    assert (pages, [danger for danger in DANGERS if danger.encode() in after]) == (2, [])


def test_another_reader_finds_no_link_no_note_no_file_and_no_author():
    read = pdfium.PdfDocument(write_anew(booby_trapped())[0])

    assert (read.count_attachments(), read.get_metadata_dict(skip_empty=True)) == (0, {})
    assert [pdfium.raw.FPDFPage_GetAnnotCount(page) for page in read] == [0, 0]
    assert pdfium.raw.FPDFDoc_GetJavaScriptActionCount(read) == 0
    assert list(read.get_toc()) == []


def test_text_is_still_text_and_is_read_aloud_as_what_it_is():
    pdf, _pages = write_anew(booby_trapped())

    reader = PdfReader(BytesIO(pdf))
    assert "Vi retter fejl, før de bliver dyre. Læs mere her." in " ".join(reader.pages[0].extract_text().split())
    root = reader.root_object
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"].value) == ("da", True)
    assert {"/H1", "/H2", "/P", "/Table", "/TH"} <= roles(root["/StructTreeRoot"])


def roles(node):
    found, waiting, seen = set(), [node], set()
    while waiting:
        each = waiting.pop().get_object()
        if id(each) in seen or not isinstance(each, DictionaryObject | ArrayObject):
            continue
        seen.add(id(each))
        found |= {each.get("/S")} if isinstance(each, DictionaryObject) else set()
        waiting += each.values() if isinstance(each, DictionaryObject) else each
    return found - {None}


def test_what_stands_in_a_form_or_a_note_on_the_page_is_seen_as_before():
    writer = PdfWriter(clone_from=BytesIO(blank()))
    drawn = DecodedStreamObject()
    drawn.set_data(b"1 0 0 rg 0 0 200 200 re f")
    drawn.update(named(Type=NameObject("/XObject"), Subtype=NameObject("/Form"), BBox=square(200)))
    note = named(Type=NameObject("/Annot"), Subtype=NameObject("/Stamp"), Rect=square(200))
    note[NameObject("/AP")] = named(N=writer._add_object(drawn))
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])

    pdf, _pages = write_anew(saved(writer))

    picture = pdfium.PdfDocument(pdf)[0].render().to_pil()
    assert picture.getpixel((100, 150)) == (255, 0, 0)


def test_a_font_may_be_called_what_else_would_be_taken_out():
    writer = PdfWriter(clone_from=BytesIO(strategy()))
    fonts = writer.pages[0]["/Resources"]["/Font"]
    fonts[NameObject("/AA")] = fonts[next(iter(fonts))]

    pdf, _pages = write_anew(saved(writer))

    assert "/AA" in PdfReader(BytesIO(pdf)).pages[0]["/Resources"]["/Font"]


def test_a_document_that_can_be_read_but_not_changed_is_opened():
    pdf, pages = write_anew(blank(password="owner"))

    assert (pages, PdfReader(BytesIO(pdf)).is_encrypted) == (1, False)


def picture(kind="JPEG"):
    about, content = Image.Exif(), BytesIO()
    about[0x010E] = SECRET
    more = {"exif": about, "comment": SECRET} if kind == "JPEG" else {}
    Image.new("RGB", (40, 30), "red").save(content, kind, **more)
    return content.getvalue()


def with_picture(*packed, kind="JPEG", name="DCTDecode"):
    """A page with a photograph, as it came out of the camera."""
    writer, content = PdfWriter(clone_from=BytesIO(blank())), picture(kind)
    for _each in packed:
        content = zlib.compress(content)
    about = named(
        Type=NameObject("/XObject"), Subtype=NameObject("/Image"), Width=Number(40), Height=Number(30),
        BitsPerComponent=Number(8), ColorSpace=NameObject("/DeviceRGB"),
        Filter=ArrayObject([NameObject(f"/{each}") for each in (*packed, name)]),
    )  # fmt: skip
    stream = StreamObject.initialize_from_dictionary(about | {"__streamdata__": content})
    page, drawn = writer.pages[0], DecodedStreamObject()
    drawn.set_data(b"200 0 0 200 0 0 cm /Photo Do")
    page[NameObject("/Resources")] = named(XObject=named(Photo=writer._add_object(stream)))
    page[NameObject("/Contents")] = writer._add_object(drawn)
    return saved(writer)


@pytest.mark.parametrize("packed", [[], ["FlateDecode"]], ids=["plain", "packed"])
def test_a_photograph_in_it_is_seen_and_says_nothing_of_where_it_was_taken(packed):
    before = with_picture(*packed)

    pdf, _pages = write_anew(before)

    colour = pdfium.PdfDocument(pdf)[0].render().to_pil().getpixel((100, 100))
    assert all(abs(a - b) < 12 for a, b in zip(colour, (255, 0, 0), strict=True))
    assert (SECRET.encode() in everything_in(before), SECRET.encode() in everything_in(pdf)) == (True, False)


def test_a_picture_of_either_kind_keeps_only_what_draws_it():
    told_2000 = picture("JPEG2000") + (8 + len(SECRET)).to_bytes(4, "big") + b"xml " + SECRET.encode()

    for clean, before in ((jpeg, picture()), (jpeg_2000, told_2000)):
        after = clean(before)

        assert (SECRET.encode() in before, SECRET.encode() in after) == (True, False)
        assert Image.open(BytesIO(after)).convert("RGB").getpixel((9, 9))[0] > 240


@pytest.mark.parametrize(
    "content", [b"", b"x", b"\xff\xd8", b"\xff\xd8\xff", b"\xff\xd8\xff\xe1\xff\xff", b"\0\0\0\1jP  " + b"\0" * 99]
)
def test_a_picture_that_is_none_ends_nothing(content):
    assert [isinstance(clean(content), bytes) for clean in (jpeg, jpeg_2000)] == [True, True]


def test_pages_that_go_in_a_ring_are_no_trap():
    writer = PdfWriter(clone_from=BytesIO(blank(2)))
    tree = writer.root_object["/Pages"]
    tree["/Kids"].append(tree.indirect_reference)

    with pytest.raises(Refused):
        write_anew(saved(writer))


def test_the_longest_that_may_be_is_kept():
    assert write_anew(blank(PAGES))[1] == PAGES


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (b"", STRANGE), (b"Hello", STRANGE), (b"MZ\x90\0" + b"\0" * 500, STRANGE), (picture(), STRANGE),
        (picture("PNG"), STRANGE), (b"%PDF-1.7 and nothing more", BROKEN), (b"%PDF-1.7 and nothing more %%EOF", BROKEN),
        (strategy()[:-3000], BROKEN), (blank(password="x"), LOCKED), (blank(PAGES + 1), LONG),
    ],
    ids=["nothing", "text", "exe", "jpeg", "png", "first line", "no pages", "cut off", "locked", "long"],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_in_words(sent, sentence):
    with translation.override("en"), pytest.raises(Refused) as refusal:
        write_anew(sent)

    assert refusal.value.sentence == sentence
