"""All documents of a placement in one archive: the PDFs, and what they rest on as JSON. The same again gives the same."""

import json
import zipfile
from io import BytesIO

from django.utils import timezone

from ipraktik.documents.models import Document
from ipraktik.documents.papers import may_see, papers_of

INDEX = "documents.json"
WHEN = (1980, 1, 1, 0, 0, 0)  # no clock of ours in the archive: the times that count stand in what it holds


def archive(placement, parties):
    """A ZIP for a reader of these parties; None while there is nothing to put in it. Evidence is the office's alone."""
    papers = [paper for paper in papers_of(placement) if may_see(paper, parties)]
    files, for_office = files_of(papers), "coordinator" in parties
    if not papers or not (files or for_office):
        return None
    content = {name: bytes(each.pdf) for name, each in (files | scans_of(placement, papers)).items()}
    return zipped({INDEX: index(placement, papers, files, for_office)} | content)


def files_of(papers):
    """{file name: document}, in the order of versions and languages."""
    by_version = {paper.version.pk: paper for paper in papers}
    documents = Document.objects.filter(version__in=by_version).in_order()
    return {file_name(by_version[each.version_id], each.language): each for each in documents}


def file_name(paper, language):
    """Of figures and words of ours: nothing that anybody typed, and nobody's name."""
    return f"ipraktik-{paper.version.placement_id}-{paper.kind}-{paper.number}-{language}.pdf"


def scans_of(placement, papers):
    """{file name: scan} of what was signed on paper."""
    numbers = {each.scan for paper in papers for each in paper.on_paper}
    scans = placement.scans.filter(pk__in=numbers).order_by("pk")
    return {scan_name(placement.pk, each.pk): each for each in scans}


def scan_name(placement, scan):
    return f"ipraktik-{placement}-scan-{scan}.pdf"


def zipped(files):
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as into:
        for name, content in files.items():
            into.writestr(zipfile.ZipInfo(name, WHEN), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def index(placement, papers, files, for_office):
    """Of the same version the same text, hash and signatures as in the PDF; for the office evidence and history too."""
    told = {
        "placement": placement.pk,
        "state": placement.state,
        "papers": [told_of(each, files, for_office) for each in papers],
    }
    if for_office:
        told |= {"terms": terms_of(placement), "history": [line(event) for event in placement.events.all()]}
    return json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True).encode()


def told_of(paper, files, for_office):
    return {
        "kind": paper.kind,
        "version": paper.number,
        "sha256": paper.sha256,
        "text": paper.texts,
        "all_signed": paper.all_signed,
        "unchanged": paper.is_whole,
        "signatures": [signature(each, paper, for_office) for each in paper.signatures],
        "files": {name: about(each) for name, each in files.items() if each.version_id == paper.version.pk},
    }


def signature(given, paper, for_office):
    told = {"name": given.name, "party": given.party, "at": moment(given.at), "method": given.method}
    if given.scan:
        told |= {"day": str(given.day), "scan": scan_name(paper.version.placement_id, given.scan)}
    return told | ({"evidence": given.evidence} if for_office else {})


def about(document):
    told = {"language": document.language, "sha256": document.sha256, "made": moment(document.made_at)}
    return told | {"seal": document.seal or None, "sealed_by": document.sealed_by or None}


def terms_of(placement):
    visit = placement.visit
    days = {"first_day": visit.first_day and str(visit.first_day), "last_day": visit.last_day and str(visit.last_day)}
    return days | {
        "intern_workplace": placement.wish.workplace.full_name,
        "host_workplace": placement.offer.workplace.full_name,
        "follow_up": placement.follow_up,
        "special_terms": placement.special_terms,
    }


def line(event):
    return {"at": moment(event.at), "name": event.name, "by": event.by_id, "party": event.party, "facts": event.facts}


def moment(at):
    return timezone.localtime(at).isoformat()
