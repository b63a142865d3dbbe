"""Amendments: what is changed once the visit has begun. The agreement stands; those whom the change concerns sign it."""

from django.conf import settings
from django.db import models
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.agreements import terms, texts
from ipraktik.agreements.models import Version
from ipraktik.agreements.terms import AMENDMENT, TERMS, THOSE_WHO_MEET
from ipraktik.kit.lifecycle import NotYet

TOPICS = ("days", "itinerary", "contacts", "meet", "special_terms")  # terms of the agreement that may be touched
ALL_HAVE_SIGNED = _("Everyone has signed the amendment. It holds.")
WITHDRAWN = _("The amendment has been withdrawn. There is nothing to sign.")
NOT_ASKED = _("The amendment does not concern you. You need not sign it.")


def concerned(topics):
    """The parties who sign: intern and host, and whom the touched terms concern besides."""
    touched = [term.concerns for term in TERMS[terms.AGREEMENT] if term.key in topics]
    return THOSE_WHO_MEET.union(*touched)


def topic_labels():
    return [(term.key, term.label) for term in TERMS[terms.AGREEMENT] if term.key in TOPICS]


class AmendmentManager(models.Manager):
    def propose(self, placement, what, topics, by):
        version = self.version_of(placement, what, concerned(topics))
        version.save()
        return self.create(version=version, placement=placement, proposed_by=by)

    def version_of(self, placement, what, parties):
        values = {key: value for key, value in terms.read(terms.CONFIDENTIALITY, placement).items() if key != "words"}
        values |= {"what": what, "words": terms.words_of(AMENDMENT)(placement)}
        text = texts.compose(values)
        latest = placement.latest(AMENDMENT)
        return Version(
            placement=placement, kind=AMENDMENT, chapter=placement.chapter, number=latest.number + 1 if latest else 1,
            terms=values, text=text, sha256=terms.sha256(text), digests=dict.fromkeys(sorted(parties), terms.sha256(what)),
        )  # fmt: skip


class Amendment(models.Model):
    placement = models.ForeignKey("ipraktik.Placement", models.CASCADE, related_name="amendments")
    version = models.OneToOneField(Version, models.CASCADE, related_name="amendment")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = AmendmentManager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return str(self.version)

    @property
    def what(self):
        return self.version.terms["what"]

    @property
    def signed_by(self):
        return {signature.participant_id for signature in self.version.signatures.all()}

    @property
    def missing(self):
        """The participants whose signature it waits for."""
        asked = self.placement.signers(frozenset(self.version.digests))
        return [each for each in asked if each.pk not in self.signed_by]

    @property
    def is_open(self):
        return self.withdrawn_at is None and bool(self.missing)

    @property
    def holds(self):
        return self.withdrawn_at is None and not self.missing


class Amended(models.Model):
    """What may be amended: proposing, signing and withdrawing, each under the placement's own locks."""

    class Meta:
        abstract = True

    def amend(self, what, topics, by):
        """Propose an amendment. Raises NotYet, PermissionDenied."""
        with self.doing(by, "amend") as placement:
            amendment = Amendment.objects.propose(placement, what, topics, by)
            placement.record("amend", by, amendment=amendment.pk)
        return amendment

    def sign_amendment(self, number, by, sha256="", method="signed-in", evidence=None):
        """Sign an amendment that one has read (`sha256` is its text's). Raises NotYet, PermissionDenied."""
        with self.doing(by, "sign-amendment") as placement:
            amendment = placement.amendment(number, sha256)
            mine = [each for each in amendment.missing if each.person_id == by.pk]
            if not mine:
                raise NotYet([NOT_ASKED], placement)
            for each in mine:
                amendment.version.sign(each, by, method, evidence or {})
            done = Amendment.objects.get(pk=amendment.pk).holds
            placement.record("amended" if done else "amendment-hand", by, amendment=amendment.pk)
        return amendment

    def withdraw_amendment(self, number, by):
        """Take back what not all have signed yet. Raises NotYet, PermissionDenied."""
        with self.doing(by, "amend") as placement:
            amendment = placement.amendment(number)
            amendment.withdrawn_at = timezone.now()
            amendment.save(update_fields=["withdrawn_at"])
            placement.record("withdraw-amendment", by, amendment=amendment.pk)

    @property
    def open_amendments(self):
        """Those that wait for somebody's signature."""
        return [each for each in self.amendments.all() if each.is_open]

    def amendment(self, number, sha256=""):
        """The open amendment of this number, its text as it was read. Raises Http404, NotYet."""
        found = get_object_or_404(self.amendments.select_related("version"), pk=number)
        if found.withdrawn_at or not found.is_open:
            raise NotYet([WITHDRAWN if found.withdrawn_at else ALL_HAVE_SIGNED], self)
        if sha256 and sha256 != found.version.sha256:
            raise NotYet([WITHDRAWN], self)
        return found
