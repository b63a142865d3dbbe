"""What stands on the sheet: a signed paper in one language, as data for sheet.typ."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from ipraktik.agreements.models import WAYS
from ipraktik.agreements.terms import canonical
from ipraktik.documents.seal import DEMO, OWN
from ipraktik.placements.paper import blocks
from ipraktik.programme import programme

SEALS = {
    OWN: gettext_lazy("Sealed electronically with the certificate of %(name)s. A change made afterwards is found."),
    DEMO: gettext_lazy("Sealed with a demo certificate, which this demo made itself. It proves nothing elsewhere."),
    "": gettext_lazy(
        "Not sealed: the site has no certificate. Only the site's own records tell whether it is unchanged."
    ),
}


def mark_of(key):
    """What stands in the file's keywords: by it a changed copy is known again."""
    return f"ipraktik-document-{key}"


def keyword_of(sha256):
    return f"sha256-{sha256}"


def verify_address():
    return settings.SITE_URL + reverse("verify")


def sheet(paper, document):
    """The words for one language; `document` says which, and by what it is sealed."""
    with override(document.language):
        return composed(paper, document)


def composed(paper, document):
    title, rest = taken_apart(paper.texts[document.language], str(paper.name))
    mark = _("%(name)s, version %(number)s") % {"name": title, "number": paper.number}
    return {
        "language": document.language,
        "author": programme().name.in_(document.language),
        "title": mark,
        "keywords": [mark_of(document.key), keyword_of(paper.sha256)],
        "heading": title,
        "mark": mark,
        "blocks": rest,
        "sha256": paper.sha256,
        "verify": verify_address(),
        "page": _("Page {page} of {all}"),
        "signatures": signatures(paper),
        "about": about(paper, document),
        "attached": canonical(paper.texts).decode(),
    }


def taken_apart(text, fallback):
    """The paper's title, and the blocks after it. A later title is a heading: a document has one title."""
    found = [(block.kind, [line for line in block.lines if line.strip()]) for block in blocks(text)]
    found = [(kind, lines) for kind, lines in found if lines]
    title = found.pop(0)[1][0] if found and found[0][0] == "title" else fallback
    return title, [{"kind": "heading" if kind == "title" else kind, "lines": lines} for kind, lines in found]


def signatures(paper):
    lead = _("All whom it concerns have signed, each by themselves.")
    if any(each.number != paper.number for each in paper.signatures):
        lead += " " + _("Where an earlier version is named, nothing that concerns that party has changed since.")
    return {
        "heading": _("Signatures"),
        "lead": lead,
        "columns": [_("Name"), _("Party"), _("Version"), _("Signed"), _("How")],
        "rows": [row(each) for each in paper.signatures],
        "room": "type",
    }


def row(signature):
    party = programme().party(signature.party).name
    return [
        signature.name,
        capfirst(str(party)),
        str(signature.number),
        signature.when,
        str(WAYS.get(signature.method, WAYS["signed-in"])),
    ]


def moment(at):
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


def about(paper, document):
    version = _("Version %(number)s was signed by the last on %(at)s, and this document was made on %(made)s.")
    told = {"number": paper.number, "at": paper.signed_at, "made": moment(document.made_at)}
    return {
        "heading": _("About this document"),
        "sentences": [version % told, str(SEALS[document.seal]) % {"name": document.sealed_by}],
        "hash": _("Fingerprint of the text in all its languages (SHA-256):"),
        "check": _("Check whether the document is unchanged and still holds:"),
        "attached": _("The text in all its languages, exactly as it was signed"),
    }
