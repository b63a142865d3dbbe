"""Makes the documents of what all have signed: once for each version and language, whoever tries at the same time."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from ipraktik.documents.models import Document, fingerprint
from ipraktik.documents.seal import DEMO, sealer
from ipraktik.documents.sheet import sheet
from ipraktik.documents.typeset import typeset
from ipraktik.placements.models import Version


class Changed(Exception):
    """The text is not the one that was signed."""


def keep(paper):
    """The paper's documents, in all its languages or none. Of several who make them at once, one's are kept."""
    if not paper.is_whole:
        raise Changed(f"version {paper.version.pk}")
    with_seal = sealer()
    made = [make(paper, language, with_seal) for language in sorted(paper.texts)]
    with transaction.atomic():
        Version.objects.select_for_update(no_key=True).get(pk=paper.version.pk)
        if Document.objects.filter(version=paper.version).exists():
            return
        Document.objects.bulk_create(made)
        paper.version.placement.record("seal", version=paper.number)


def make(paper, language, with_seal):
    document = Document(version=paper.version, language=language, seal=with_seal.kind, sealed_by=with_seal.name)
    document.pdf = with_seal(typeset(sheet(paper, document), document.made_at), reason(paper, document))
    document.sha256 = fingerprint(document.pdf)
    return document


def reason(paper, document):
    """Stands in the seal itself, for whoever opens it in a reader of PDFs."""
    with override(document.language):
        told = {"name": paper.name, "number": paper.number, "seal": document.sealed_by}
        if document.seal == DEMO:
            return _("%(name)s, version %(number)s: signed by all. Sealed with a demo certificate") % told
        return _("%(name)s, version %(number)s: signed by all") % told
