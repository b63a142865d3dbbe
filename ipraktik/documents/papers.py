"""The signed papers of a placement, as this room reads them: the one file that knows how the agreement keeps them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q, prefetch_related_objects
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext_lazy

from ipraktik.agreements.models import Signature, Version
from ipraktik.agreements.terms import AGREEMENT, AMENDMENT, CONFIDENTIALITY
from ipraktik.documents.models import without_documents
from ipraktik.placements import lifecycle
from ipraktik.placements.models import Participant

NAMES = {
    AGREEMENT: pgettext_lazy("document", "Placement agreement"),
    CONFIDENTIALITY: pgettext_lazy("document", "Confidentiality declaration"),
    AMENDMENT: pgettext_lazy("document", "Amendment to the agreement"),
}
AT_A_TIME = 50


@dataclass(frozen=True)
class Signed:
    """A signature: who, for which party, when, how they proved who they are, and what we kept of that."""

    name: str
    party: str
    at: datetime
    method: str
    evidence: dict
    number: int  # the version they signed: nothing that concerns them has changed since
    day: date | None = None  # the date on the paper, where they signed on one
    scan: int | None = None  # and the number of its scan

    @property
    def when(self):
        """In words: a moment, or the date on the paper."""
        return date_format(self.day) if self.day else date_format(timezone.localtime(self.at), "DATETIME_FORMAT")


@dataclass(frozen=True)
class Paper:
    version: Version
    kind: str
    signatures: tuple
    all_signed: bool

    @property
    def number(self):
        return self.version.number

    @property
    def sha256(self):
        return self.version.sha256

    @property
    def texts(self):
        """{language: text}"""
        return self.version.text

    @property
    def is_whole(self):
        """Does the text still have the hash that was signed?"""
        return self.version.is_unchanged

    @property
    def signed_at(self):
        """When the last signed, in words."""
        return max(self.signatures, key=lambda each: (each.day or timezone.localdate(each.at), each.at)).when

    @property
    def on_paper(self):
        return [each for each in self.signatures if each.scan]

    @property
    def name(self):
        return NAMES[self.kind]


def papers_of(placement):
    """Every paper that somebody has signed, the oldest first."""
    return [paper for version in versions_of(placement) if (paper := paper_of(version, placement)).signatures]


def versions_of(placement):
    prefetch_related_objects([placement], "participants")
    prefetch_related_objects([placement], "versions__signatures")
    return sorted(placement.versions.all(), key=lambda version: (version.number, version.pk))


def paper_of(version, placement=None):
    placement = placement or version.placement
    given = sorted(placement.signatures_on(version), key=lambda each: (each.at, each.pk))
    needed = {each.pk for each in placement.signers(frozenset(version.digests))}
    missing = needed - {each.participant_id for each in given}
    numbers = {each.pk: each.number for each in placement.versions.all()}
    rows = tuple(signed(each, numbers[each.version_id]) for each in given)
    return Paper(version, version.kind, rows, bool(needed) and not missing and is_agreed(version, placement))


def is_agreed(version, placement):
    """All signatures are not enough where a declaration that is wanted with them is missing."""
    return version.kind != AGREEMENT or version.chapter < placement.chapter or placement.state != lifecycle.PREPARING


def signed(signature, number):
    known = (signature.name, signature.party, signature.at, signature.method, signature.evidence)
    return Signed(*known, number, signature.day, signature.scan_id)


def may_see(paper, parties):
    """The papers of one's own parties; the office's are all."""
    return bool(set(parties) & {*paper.version.digests, "coordinator"})


def may_see_scan(scan, parties):
    """Those who may see a paper that was signed on it."""
    shown = {party for each in scan.signatures.all() for party in each.version.digests}
    return bool(set(parties) & {*shown, "coordinator"})


def waiting():
    """Papers that all have signed, and that are no documents yet; who has just signed waits least."""
    begun = Exists(Signature.objects.filter(version=OuterRef("pk")))
    found = without_documents(Version.objects.filter(begun).exclude(not_yet())).order_by("-pk")
    numbers = list(found.values_list("pk", flat=True))
    for start in range(0, len(numbers), AT_A_TIME):  # whoever stops after a moment has not read them all
        for version in read_along(numbers[start : start + AT_A_TIME]):
            if (paper := paper_of(version)).all_signed:
                yield paper


def read_along(numbers):
    versions = Version.objects.filter(pk__in=numbers).order_by("-pk").select_related("placement__visit")
    return versions.prefetch_related("placement__versions__signatures", "placement__participants")


def not_yet():
    """Agreements that need not be read to know that a signature is missing: nearly all that are begun."""
    theirs = Signature.objects.filter(participant=OuterRef("pk"))
    silent = Participant.objects.filter(placement=OuterRef("placement"), signs=True).filter(~Exists(theirs))
    in_the_making = Q(chapter__gte=F("placement__chapter"), placement__state=lifecycle.PREPARING)
    return Q(kind=AGREEMENT) & (in_the_making | Exists(silent))


def since(paper):
    """What has come after: the newest later paper of the kind that all signed, and what the placement has become."""
    placement = paper.version.placement
    same = [each for each in papers_of(placement) if each.kind == paper.kind != AMENDMENT]  # each of those stands alone
    later = [each for each in same if each.number > paper.number]
    return next((each for each in reversed(later) if each.all_signed), None), standing(placement, later)


def standing(placement, later):
    """One word: cancelled, changing, or nothing to tell."""
    if placement.state in (lifecycle.CANCELLED, lifecycle.NOT_HELD, lifecycle.LAPSED):
        return "cancelled"
    return "changing" if placement.state == lifecycle.PREPARING else ""
