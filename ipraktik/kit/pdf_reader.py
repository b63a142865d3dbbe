"""Opens a PDF and writes its pages anew, as text that is still text. Run as a program: a PDF comes in, a PDF goes out.

Two libraries do it: pdfium reads what is damaged or old, and sets what stands in forms and notes as part of the page;
pypdf takes out all but the pages and what reads them aloud.
"""

import sys
from io import BytesIO

import pypdfium2 as pdfium
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from .bare_pictures import bare
from .opening import BROKEN, LOCKED, LONG, STRANGE, End, demand, run

PAGES = 100
SECONDS, MEMORY = 60, 1536 * 1024 * 1024
DEEP = 50_000  # pypdf follows a document by calling itself
END = b"%%EOF"

# What is kept, of the whole and of each page: the pages, their language, and the tags by which they are read aloud.
OF_ALL = {"/Type", "/Pages", "/Lang", "/MarkInfo", "/StructTreeRoot", "/PageLabels", "/OCProperties"}
OF_A_PAGE = {"/Type", "/Parent", "/Kids", "/Count", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources"}
OF_A_PAGE |= {"/Contents", "/Group", "/StructParents", "/Tabs"}

# What is taken out wherever it stands: what acts, what is a file of its own, what tells of people and programs.
NEVER = {"/AA", "/OpenAction", "/JS", "/Annots", "/AcroForm", "/Metadata", "/PieceInfo", "/LastModified", "/Thumb"}
NEVER |= {"/AF", "/EF", "/RF", "/Ref", "/OPI", "/Alternates", "/Creator", "/CreatorInfo", "/Schema", "/URI"}
ELSEWHERE = {"/F", "/FFilter", "/FDecodeParms"}  # of a stream: its content lies in another file
KINDS = {"/Action", "/Annot", "/OBJR", "/Filespec", "/F", "/EmbeddedFile", "/Metadata"}
DEEDS = {"/JavaScript", "/Launch", "/URI", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/ResetForm", "/Named"}
DEEDS |= {"/Hide", "/Movie", "/Sound", "/Rendition", "/RichMediaExecute", "/SetOCGState", "/GoTo3DView", "/Trans"}
# Under these everything has a name of its author's choice, which may be one of those above and mean nothing by it.
NAMED = {"/Font", "/XObject", "/ColorSpace", "/Pattern", "/Shading", "/ExtGState", "/Properties", "/CharProcs"}
NAMED |= {"/RoleMap", "/ClassMap", "/Colorants"}


def written(sent):
    demand(b"%PDF-" in sent[:1024], STRANGE)
    demand(END in sent[-4096:], BROKEN)
    number, flat = flattened(sent)
    sys.setrecursionlimit(DEEP)
    return bytes([number]) + pages_alone(flat)


def flattened(sent):
    """How many pages, and the whole as pdfium reads it, with what stood in forms and notes drawn on the pages."""
    try:
        document = pdfium.PdfDocument(sent)
        demand(0 < len(document) <= PAGES, LONG if len(document) else BROKEN)
        document.init_forms()
        for page in document:
            demand(pdfium.raw.FPDFPage_Flatten(page, pdfium.raw.FLAT_NORMALDISPLAY) != pdfium.raw.FLATTEN_FAIL, BROKEN)
            page.close()
        saved = BytesIO()
        document.save(saved, flags=pdfium.raw.FPDF_REMOVE_SECURITY)
    except pdfium.PdfiumError as trouble:
        raise End(LOCKED if "password" in str(trouble).lower() else BROKEN) from trouble
    return len(document), saved


def pages_alone(pdf):
    """Nothing is copied but what can be reached, and all else is first cut off."""
    reader, saved = PdfReader(pdf), BytesIO()
    root = reader.root_object
    keep_only(root, OF_ALL)
    for node in page_tree(root["/Pages"]):
        keep_only(node, OF_A_PAGE)
    prune(root)
    writer = PdfWriter(clone_from=reader)
    writer.metadata = None
    writer.write(saved)
    return saved.getvalue()


def keep_only(thing, names):
    for name in thing.keys() - names:
        del thing[name]


def page_tree(top):
    found = {id(top): top}
    waiting = [top]
    for node in waiting:
        yield node
        kids = [kid.get_object() for kid in node.get("/Kids", ())]
        waiting += [kid for kid in kids if id(kid) not in found]
        found |= {id(kid): kid for kid in kids}


def prune(root):
    """Without calling itself: a document may be deeper than a program dares to go."""
    seen, waiting = set(), [(root, False)]
    while waiting:
        thing, named = waiting.pop()
        if id(thing) not in seen:
            seen.add(id(thing))
            cut(thing, named)
            waiting += parts(thing)


def cut(thing, named):
    """`thing` without what is never kept; where its names are the author's own, they decide nothing."""
    if isinstance(thing, ArrayObject):
        thing[:] = [each for each in thing if not is_forbidden(each.get_object())]
        return
    never = set() if named else NEVER | (ELSEWHERE if isinstance(thing, StreamObject) else set())
    for name in [name for name in thing if name in never or is_forbidden(thing[name])]:
        del thing[name]
    if isinstance(thing, StreamObject):
        bare(thing)


def is_forbidden(thing):
    if not isinstance(thing, DictionaryObject):
        return False
    return thing.get("/Type") in KINDS or thing.get("/S") in DEEDS or thing.get("/Subtype") == "/PS"


def parts(thing):
    """(part, are its names the author's own?) of what may hold more."""
    pairs = thing.items() if isinstance(thing, DictionaryObject) else ((None, each) for each in thing)
    found = ((name in NAMED, value.get_object()) for name, value in pairs)
    return [(value, named) for named, value in found if isinstance(value, DictionaryObject | ArrayObject)]


if __name__ == "__main__":
    sys.exit(run(written, SECONDS, MEMORY))
