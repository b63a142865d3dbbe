"""The agreement: versions of its text, and who has signed which."""

import hashlib
import json

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from ipraktik.kit.lifecycle import NotYet
from ipraktik.people.parties import HOST, INTERN, SENDER
from ipraktik.programme import programme
from ipraktik.programme.words import fill


class VersionManager(models.Manager):
    def for_placement(self, placement):
        """The version that reads as the placement's terms read now, kept from now on."""
        version = self.draft(placement)
        if version.pk is None:
            version.save()
        return version

    def draft(self, placement):
        """The same, without keeping one that nobody has signed yet: reading leaves no trace."""
        text, newest = Version.compose(placement), placement.version
        sha256 = Version.hash_of(text)
        if newest and newest.sha256 == sha256 and newest.chapter == placement.chapter:
            return newest
        number = newest.number + 1 if newest else 1
        return Version(placement=placement, chapter=placement.chapter, number=number, text=text, sha256=sha256)


class Version(models.Model):
    """One text of the agreement, in the programme's languages, and its SHA-256. Never changed once made."""

    placement = models.ForeignKey("ipraktik.Placement", models.CASCADE, related_name="versions")
    chapter = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    text = models.JSONField()  # language → text
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)

    objects = VersionManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["placement", "number"], name="version_numbers_are_unique")]

    def __str__(self):
        return f"{self.number}"

    @staticmethod
    def compose(placement):
        """The agreement as the placement's terms read now: {language: text}."""
        return {language: composed(placement, language) for language in programme().languages}

    @staticmethod
    def hash_of(text):
        return hashlib.sha256(json.dumps(text, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class Signature(models.Model):
    """Someone signed a version: who, when, and how they proved who they are."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="signatures")
    participant = models.ForeignKey("ipraktik.Participant", models.PROTECT, related_name="signatures")
    name = models.CharField(max_length=254)  # as it was when they signed
    method = models.CharField(max_length=20)
    evidence = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "participant"], name="version_is_signed_once_each")]

    def __str__(self):
        return self.name


class Signed(models.Model):
    """What has an agreement: its text as it reads now, and who has signed that text."""

    class Meta:
        abstract = True

    @property
    def version(self):
        """The agreement's newest text, or None before anyone has read it."""
        return max(self.versions.all(), key=lambda version: version.number, default=None)

    @property
    def signed_by(self):
        """Participants who have signed the text as it now reads."""
        version = self.version
        if (
            version is None
            or version.chapter != self.chapter
            or version.sha256 != Version.hash_of(self.agreement_text())
        ):
            return set()
        return {signature.participant_id for signature in version.signatures.all()}

    def agreement_text(self):
        return Version.compose(self)

    def sign_version(self, by, sha256="", method="signed-in", evidence=None):
        """Sign the text one has read. Another text than today's cannot be signed. Raises NotYet."""
        version = Version.objects.for_placement(self)
        if sha256 and sha256 != version.sha256:
            raise NotYet([_("The text has changed since you opened it. Read it again, then sign.")], self)
        for each in self.signers((INTERN, HOST, SENDER)):
            if each.person_id == by.pk:
                version.signatures.get_or_create(
                    participant=each, defaults={"method": method, "evidence": evidence or {}, "name": str(by)}
                )

    def begin_chapter(self):
        self.chapter += 1
        self.save(update_fields=["chapter"])


def composed(placement, language):
    """The programme's agreement in one language, filled from the placement."""
    with override(language):
        return fill(programme().document("agreement", language), language, terms(placement, language))


def terms(placement, language):
    """Every placeholder of the agreement and what stands in it."""
    wish, visit, offer = placement.wish, placement.visit, placement.offer
    return {
        "intern": named(wish.intern),
        "intern_workplace": wish.workplace.full_name,
        "host_workplace": offer.workplace.full_name,
        "sender_manager": named(wish.manager),
        "days": ", ".join(date_format(day) for day in visit.days) or _("not set"),
        "itinerary": "\n".join(row(item) for item in visit.itinerary_for(placement)) or _("not written"),
        "goals": goals(placement),
        "contact": named(visit.contact),
        "reserve": named(visit.reserve),
        "practical": "\n\n".join(filter(None, (visit.meet, visit.practical))) or _("as the host writes"),
        "small_print": "\n".join(f"- {item.text.in_(language)}" for item in programme().small_print),
        "follow_up": placement.follow_up or _("as they agree"),
        "special_terms": placement.special_terms or _("none"),
    }


def named(person):
    return str(person) if person else _("not named")


def row(item):
    hours = "–".join(time_format(clock) for clock in (item.starts, item.ends) if clock)
    parts = [date_format(item.day, "MONTH_DAY_FORMAT"), hours, item.what, item.where, item.with_whom]
    return "- " + ", ".join(part for part in parts if part)


def goals(placement):
    """The goals each party has shared; what is not shared is not in the agreement."""
    shared = [each for each in placement.participants.all() if each.expectations_shared_at]
    shared.sort(key=lambda each: ((INTERN, HOST, SENDER).index(each.party), each.pk))
    lines = [f"- {programme().party(each.party).name}: {each.goal}" for each in shared if each.goal]
    return "\n".join(lines) or _("not written")
