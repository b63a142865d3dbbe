"""The documents on a page of their placement."""

from django import template
from django.utils.translation import get_language_info

from ipraktik.documents.models import Document
from ipraktik.documents.papers import may_see, may_see_scan, papers_of

register = template.Library()


@register.inclusion_tag("documents/pages/_documents.html")
def documents(placement, reader):
    """A row of links for each signed version that this person may see, the newest first; and what is on its way."""
    parties = placement.parties_of(reader)
    papers = [each for each in reversed(papers_of(placement)) if each.all_signed and may_see(each, parties)]
    kept = list(Document.objects.light().filter(version__placement=placement).order_by("language"))
    rows = [(paper, [ready(each) for each in kept if each.version_id == paper.version.pk]) for paper in papers]
    return {"placement": placement, "rows": rows, "any_ready": any(files for _paper, files in rows)}


def ready(document):
    return document, get_language_info(document.language)["name_local"]


@register.inclusion_tag("documents/pages/_on_paper.html")
def on_paper(placement, reader):
    """Signing with a pen: the prints, what came back signed, and what the office may do about it."""
    scans = placement.scans.defer("pdf").prefetch_related("signatures__version").order_by("pk")
    parties = placement.parties_of(reader)
    return {
        "placement": placement,
        "scans": [(each, signed_on(each)) for each in scans if may_see_scan(each, parties)],
        "may_print": placement.may(reader, "print"),
        "may_record": placement.may(reader, "record-paper"),
        "may_take_back": placement.may(reader, "take-back-paper"),
    }


def signed_on(scan):
    """[signature]: of each person one, whichever paper it is on."""
    return list({each.participant_id: each for each in scan.signatures.all()}.values())
