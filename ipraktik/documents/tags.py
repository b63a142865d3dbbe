"""The documents on a page of their placement."""

from django import template
from django.utils.translation import get_language_info

from ipraktik.documents.models import Document
from ipraktik.documents.papers import may_see, papers_of

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
