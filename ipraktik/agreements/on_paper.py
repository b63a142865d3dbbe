"""Signed on paper: the office records who has signed which print, and keeps the scan; it can take back what was wrong.

Nobody signs for somebody else by it: each signature goes through the same move as one given on the page, by the hand of
who signed, and the history tells who recorded it.
"""

import hashlib

from django.db import models
from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ipraktik.agreements.models import CODE, Scan, Signature, Version
from ipraktik.agreements.terms import AGREEMENT, CONFIDENTIALITY
from ipraktik.history.words import TAKEN_BACK
from ipraktik.kit.lifecycle import NotYet

OUTDATED = _(
    "That print is of version %(number)s, and the text has changed since. Print the new text, and have it signed."
)
NO_PRINT = _(
    "No print of this text has that code. Look at the foot of the page: eight figures and letters, as 3F2A-91BC."
)
NOT_PRINTED = _("Nobody has printed this text yet. Print it here, have it signed, and then send the scan.")
TO_COME = _("That day is still to come. Write the date that stands on the paper.")
TOO_EARLY = _(
    "The text was made on %(day)s, so nobody can have signed it before. Write the date that stands on the paper."
)
HAS_SIGNED = _("%(who)s has signed already. Choose only those who are still missing.")


def plain(code):
    """A code as somebody copied it: 3F2A-91BC, 3f2a 91bc."""
    return "".join(figure for figure in code.lower() if figure.isalnum())


def demand_day(day, version):
    """Not to come, and not before the text was there. Raises NotYet."""
    made = timezone.localdate(version.created_at)
    if day > timezone.localdate():
        raise NotYet([TO_COME])
    if day < made:
        raise NotYet([TOO_EARLY % {"day": date_format(made)}])


class OnPaper(models.Model):
    class Meta:
        abstract = True

    def print_paper(self, kind, by):
        """The text as it reads now, kept, so that its print can be known again. Raises NotYet, PermissionDenied."""
        with self.doing(by, "print") as placement:
            version = Version.objects.draft(kind, placement)
            if version.pk is None:
                version.save()
        return version

    def printed(self, kind, code):
        """The version that a print with this code is of, where it is today's. Raises NotYet."""
        now, code = Version.objects.draft(kind, self), plain(code)
        if len(code) == CODE and now.sha256.startswith(code):
            if now.pk is None:
                raise NotYet([NOT_PRINTED], self)
            return now
        older = next((each for each in self.versions_of(kind) if each.sha256[:CODE] == code), None)
        raise NotYet([OUTDATED % {"number": older.number} if older else NO_PRINT], self)

    def record_paper(self, by, people, day, codes, pdf, pages):
        """Keep that these persons have signed the prints with these codes, by kind. Raises NotYet, PermissionDenied.

        `pdf` is the scan as we keep it. With the last signature the agreement is made, as with any other.
        """
        with self.doing(by, "record-paper") as placement:
            prints = {kind: placement.printed(kind, code) for kind, code in codes.items()}
            for version in prints.values():
                demand_day(day, version)
            scan = placement.scans.create(pdf=pdf, sha256=hashlib.sha256(pdf).hexdigest(), pages=pages, by=by)
            for person in people:
                placement.sign_on_paper(person, prints, day=day, scan=scan)
            numbers = sorted(person.pk for person in people)
            facts = {"first": day.isoformat(), "last": day.isoformat(), "scan": scan.pk}
            placement.record("record-paper", by, people=numbers, **facts)
        return scan

    def sign_on_paper(self, person, prints, day, scan):
        missing = {each.person_id for each in self.participants.all() if each.pk in self.waited_for}
        if person.pk not in missing:
            raise NotYet([HAS_SIGNED % {"who": person}], self)
        read = {"sha256": prints[AGREEMENT].sha256, "declaration": "nothing read"}
        if CONFIDENTIALITY in prints:
            read["declaration"] = prints[CONFIDENTIALITY].sha256
        evidence = {"scan": scan.sha256, "day": day.isoformat(), "recorded_by": str(scan.by), "recorder": scan.by_id}
        self.perform("sign", by=person, method="paper", evidence=evidence, day=day, scan=scan, **read)

    def paper_signature(self, number):
        """A signature on paper that may still be taken back. Raises Http404."""
        given = Signature.objects.filter(version__placement=self, version__chapter=self.chapter)
        found = given.filter(pk=number, scan__isnull=False).select_related("participant__person", "scan").first()
        if found is None:
            raise Http404
        return found

    def take_back_paper(self, number, why, by):
        """It was recorded wrongly: what this person signed on that paper counts no more. Raises Http404, NotYet,
        PermissionDenied. `why` is a key of TAKEN_BACK; a scan that nobody's signature rests on is not kept."""
        if why not in TAKEN_BACK:
            raise ValueError(why)
        with self.doing(by, "take-back-paper") as placement:
            taken = placement.paper_signature(number)
            person, scan = taken.participant.person_id, taken.scan
            scan.signatures.filter(participant__person=person).delete()
            if not scan.signatures.exists():
                Scan.objects.filter(pk=scan.pk).delete()
            placement.record("take-back-paper", by, people=[person], why=why)
