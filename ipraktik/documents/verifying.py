"""Is this file one of our documents, unchanged, and does it still hold? Without a word of whom it is about.

A file is ours when its bytes are: nothing that a stranger sends is opened, only looked up. What we then open is what we
made, and it must agree with itself in every place: the file's hash, the seal, the hash written in the file, the text.
"""

import re
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from ipraktik.documents import certificate, seal
from ipraktik.documents.models import Document, fingerprint
from ipraktik.documents.papers import paper_of, since
from ipraktik.documents.sheet import SEALS, keyword_of

MEGABYTES = 10
MARK = re.compile(rb"ipraktik-document-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")


@dataclass(frozen=True)
class Verdict:
    """`ours` only where nothing at all has changed. The first sentence says it; the others tell more."""

    ours: bool
    sentence: str
    more: tuple = ()
    holds: bool = False

    @property
    def tone(self):
        if not self.ours:
            return "error"
        return "success" if self.holds else "warning"


def verify(content):
    document = Document.objects.filter(sha256=fingerprint(content)).select_related("version__placement").first()
    if document is None:
        return stranger(content)
    prefetch_related_objects([document], "version__placement__versions__signatures", "version__placement__participants")
    if wrong := contradiction(document, content):
        return no(wrong)
    return ours(document)


def no(sentence, *more):
    return Verdict(False, sentence, more)


# a file that is not one of ours as we made it


def stranger(content):
    marked = MARK.search(content)
    if marked and Document.objects.filter(key=marked[1].decode()).exists():
        return no(
            _("The file comes from one of our documents, but it has been changed since."),
            _("Ask for the original. A copy that another program has saved anew counts as changed."),
        )
    return no(unlike(content), _("A document that has been printed, scanned or saved anew can no longer be checked."))


def unlike(content):
    if not content:
        return _("The file is empty.")
    if b"%PDF-" not in content[:1024]:
        return _("The file is not a PDF. Our documents are.")
    if b"/Encrypt" in content:
        return _("The file is locked. Our documents never are, so it is not one of them as we made it.")
    if b"%%EOF" not in content[-1024:]:
        return _("The file is cut off: its end is missing. Fetch it once more, and try again.")
    return _("The file is not one of our documents.")


# a file whose bytes are those we know


def contradiction(document, content):
    """Bytes we know are not enough: whoever changed our records could have changed what we know."""
    found, paper = seal.look(content), paper_of(document.version)
    if document.seal and not found.whole:
        return _("The document's seal is broken.")
    if document.seal and found.fingerprint not in certificate.known_fingerprints():
        return _("The document is sealed with a certificate that is not among ours.")
    if not paper.is_whole or keyword_of(paper.sha256) not in found.keywords:
        return _("The document does not agree with our records: the text there is no longer the one that was signed.")
    return ""


def ours(document):
    paper = paper_of(document.version)
    later, standing = since(paper)
    told = {"name": paper.name, "number": paper.number, "at": paper.signed_at}
    sentence = _("The document is ours, and it is unchanged.")
    what = _("%(name)s, version %(number)s. The last signed on %(at)s.") % told
    sealed = str(SEALS[document.seal]) % {"name": document.sealed_by}
    more = (what, *on_paper(paper), standing_of(paper, later, standing), sealed)
    return Verdict(True, sentence, more, holds=not later and not standing)


def on_paper(paper):
    """How many have signed with a pen: the office keeps the scan."""
    told = {"number": len(paper.on_paper), "all": len(paper.signatures)}
    sentence = _("%(number)s of the %(all)s signatures were given on paper. The office keeps the scan.")
    return [sentence % told] if paper.on_paper else []


def standing_of(paper, later, standing):
    if standing == "cancelled":
        return _("It no longer holds: the visit has been called off.")
    if later:
        told = {"number": later.number, "at": later.signed_at}
        return _("It no longer holds: version %(number)s, signed on %(at)s, has taken its place.") % told
    if standing == "changing":
        return _("The parties are changing the terms, and have not all signed the new ones yet.")
    return _("It is the newest version, and it holds.")
