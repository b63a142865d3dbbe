"""What has an agreement: its papers as they read now, and whose signatures hold for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ipraktik.agreements import terms
from ipraktik.agreements.models import Version
from ipraktik.agreements.terms import AGREEMENT, AMENDMENT, CONFIDENTIALITY
from ipraktik.kit.lifecycle import NOT_YOUR_HAND, NotYet
from ipraktik.people.parties import HOST, INTERN
from ipraktik.programme import programme

CHANGED = _("The text has changed since you opened it. Read it again, then sign.")


def holds(signature, version, later):
    """Did the party of this signature agree, in `version`, to all that `later` says of what concerns them?"""
    return version.digests.get(signature.party) == later.digests.get(signature.party)


class Signed(models.Model):
    class Meta:
        abstract = True

    def versions_of(self, paper):
        return sorted((each for each in self.versions.all() if each.kind == paper), key=lambda each: each.number)

    def latest(self, paper):
        """The newest text that is kept, signed or only printed; or None."""
        return next(reversed(self.versions_of(paper)), None)

    def newest(self, paper):
        """The newest text that somebody has signed, or None."""
        return next((each for each in reversed(self.versions_of(paper)) if each.signatures.all()), None)

    @property
    def version(self):
        return self.newest(AGREEMENT)

    def standing(self, paper):
        """{participant: signature} of those that hold for the paper as it reads now.

        A signature holds as long as nothing has changed that concerns the party: spelling and telephone numbers may.
        Terms that were opened again are signed anew by all; but once something in them has changed, those whom the
        change does not concern need not.
        """
        now = terms.digests(paper, terms.read(paper, self))
        known = self.versions_of(paper)
        earlier = [each for each in known if each.chapter < self.chapter]
        carried = earlier if earlier and earlier[-1].digests != now else []
        return {
            signature.participant_id: signature
            for version in (*carried, *known[len(earlier):])
            for signature in version.signatures.all()
            if version.digests[signature.party] == now[signature.party]
        }  # fmt: skip

    def signatures_on(self, version):
        """The signatures that hold for this text: its own, and earlier ones of those whom nothing since concerns."""
        if version.kind == AMENDMENT:
            return list(version.signatures.all())
        known = [each for each in self.versions_of(version.kind) if each.number <= version.number]
        given = [signature for each in known for signature in each.signatures.all() if holds(signature, each, version)]
        return list({signature.participant_id: signature for signature in given}.values())

    @property
    def signed_by(self):
        """Participants who have signed all that is theirs to sign, as it reads now."""
        agreed = self.standing(AGREEMENT)
        if not self.wants_declaration:
            return set(agreed)
        declared = self.standing(CONFIDENTIALITY)
        return {pk for pk, signature in agreed.items() if pk in declared or signature.party not in (INTERN, HOST)}

    @property
    def wants_declaration(self):
        """Must intern and host sign the declaration too? The programme or the host may say so."""
        return programme().rules.declaration_required or self.visit.wants_declaration

    def sign_version(self, by, sha256="", declaration="", method="signed-in", evidence=None, **on_paper):
        """Sign what one has read: the agreement, and the declaration where it is wanted. Raises NotYet.

        `sha256` and `declaration` are the hashes of the texts that were read; another text than today's is not signed.
        """
        self.sign_paper(AGREEMENT, by, sha256, method, evidence, **on_paper)
        if self.wants_declaration and self.signers_of(by, CONFIDENTIALITY):
            self.sign_paper(CONFIDENTIALITY, by, declaration, method, evidence, **on_paper)

    def sign_paper(self, paper, by, sha256="", method="signed-in", evidence=None, **on_paper):
        version = Version.objects.draft(paper, self)
        if sha256 and sha256 != version.sha256:
            raise NotYet([CHANGED], self)
        if version.pk is None:
            version.save()
        for each in self.signers_of(by, paper):
            version.sign(each, by, method, evidence or {}, **on_paper)

    def declare(self, by, sha256, method="signed-in", evidence=None):
        """Sign the declaration of confidentiality, wanted or not. Raises NotYet, PermissionDenied."""
        with self.doing(by, "declare") as placement:
            if not placement.signers_of(by, CONFIDENTIALITY):
                raise NotYet([NOT_YOUR_HAND], placement)
            placement.sign_paper(CONFIDENTIALITY, by, sha256, method, evidence)
            placement.record("declare", by)

    def signers_of(self, by, paper):
        """This person as those who sign this paper: two, where one speaks for two parties."""
        return [each for each in self.signers(terms.parties_to(paper)) if each.person_id == by.pk]

    def begin_chapter(self):
        self.chapter += 1
        self.save(update_fields=["chapter"])
