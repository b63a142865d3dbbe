"""Someone in a photo, and what they have said about it: every answer is kept, and the newest one counts."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.kit.lifecycle import NotYet
from ipraktik.people.models import Person
from ipraktik.photos.strangers import forget_strangers
from ipraktik.photos.uses import NO, SAID, covers, from_here_on
from ipraktik.programme import programme

LINK, HERE, PAGE = "link", "here", "page"
WAYS = {
    LINK: _("by the link we sent"),
    HERE: _("here, beside who took it"),
    PAGE: _("signed in, on their own page"),
}
ASKED_LATELY = _("They have been asked already. You can ask again tomorrow.")


class PermissionQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(withdrawn_at=None)


class DepictedQuerySet(models.QuerySet):
    def visible_to(self, person):
        """One's own: where one says yes or no."""
        return self.filter(person=person)

    def that_said(self, use):
        return self.filter(Exists(said().filter(use=use)))

    def without_a_yes_to(self, use):
        return self.filter(~Exists(said().filter(use__in=from_here_on(use))))

    def unanswered(self):
        return self.filter(~Exists(said()))

    def include(self, photo, name, person=None, email=""):
        """Someone more; the same person once."""
        language, stranger = programme().languages[0], False
        if email:
            known = Person.objects.filter(email=email.strip().lower()).exists()
            person = Person.objects.known_as(email, name, language)
            stranger = not known or self.filter(person=person, is_stranger=True).exists()
        told = {"name": name or str(person or ""), "is_stranger": stranger}
        return (
            self.get_or_create(photo=photo, person=person, defaults=told)[0]
            if person
            else self.create(photo=photo, **told)
        )


def said():
    return Permission.objects.standing().filter(depicted=OuterRef("pk"))


class Depicted(models.Model):
    """Someone who can be recognised in a photo: known to us, or a name, or nobody's name."""

    photo = models.ForeignKey("ipraktik.Photo", models.CASCADE, related_name="depicted")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="depicted")
    name = models.CharField(max_length=120, blank=True)
    is_stranger = models.BooleanField(
        default=False
    )  # we knew them not, until they were to be asked; of another photo as well
    asked_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = DepictedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["photo", "person"], name="person_is_in_a_photo_once"),
        ]

    def __str__(self):
        return self.name or str(_("Somebody"))

    def get_absolute_url(self):
        return reverse("depicted", args=[self.pk])

    # what is asked for by a personal link has a history: the placement's

    @property
    def events(self):
        return self.photo.placement.events

    def record(self, name, by=None, **facts):
        return self.photo.placement.record(name, by, depicted=self.pk, **facts)

    @property
    def given(self):
        """The answer that counts, or None."""
        return next((each for each in self.permissions.all() if each.withdrawn_at is None), None)

    @property
    def said(self):
        return self.given.use if self.given else None

    @property
    def said_in_words(self):
        return SAID[self.said] if self.given else None

    @property
    def answers(self):
        """Every answer, the newest first."""
        return sorted(self.permissions.all(), key=lambda each: each.pk, reverse=True)

    def allows(self, use):
        return self.said is not None and covers(self.said, use)

    def may_be_asked(self):
        again = timedelta(hours=programme().rules.remind_cooldown_hours)
        return bool(self.person_id) and (self.asked_at is None or self.asked_at < timezone.now() - again)

    def ask(self, by):
        """Send a letter with a personal link; not often. Raises NotYet."""
        with transaction.atomic():
            fresh = Depicted.objects.select_for_update(of=("self",)).get(pk=self.pk)
            if not fresh.may_be_asked():
                raise NotYet([ASKED_LATELY], self.photo)
            Depicted.objects.filter(pk=self.pk).update(asked_at=timezone.now())
            self.record("ask-permission", by, people=[self.person_id])

    def answer(self, use, how, text, by):
        """Say yes or no. It holds at once, and instead of what they said before."""
        with transaction.atomic():
            fresh = Depicted.objects.select_for_update(of=("self",)).get(pk=self.pk)
            if fresh.said == use:
                return
            fresh.permissions.standing().update(withdrawn_at=timezone.now())
            fresh.permissions.create(use=use, how=how, text=text)
            fresh.tell(use, by)
            if use == NO and fresh.is_stranger:
                forget_strangers([fresh.person_id])

    def tell(self, use, by):
        """Who took it hears of a no, and of the last yes."""
        photo = type(self.photo).objects.with_people().get(pk=self.photo_id)
        to = {"people": [photo.taker.person_id], "photo": photo.pk}
        if not covers(use, photo.use):
            photo.placement.record("refuse-photo", by, **to)
        elif photo.is_cleared(photo.use):
            photo.placement.record("clear-photo", by, **to)

    def leave_out(self):
        """They were not in it after all, and have not answered. Whoever has answered stays. Raises NotYet."""
        if self.permissions.exists():
            raise NotYet([_("They have answered, so they stay.")], self.photo)
        person, stranger = self.person_id, self.is_stranger
        self.delete()
        if stranger:
            forget_strangers([person])


class Permission(models.Model):
    """What someone in a photo said: to what use, in which words they were asked, how and when. Never changed, but ended."""

    depicted = models.ForeignKey(Depicted, models.CASCADE, related_name="permissions")
    use = models.CharField(max_length=10, blank=True)  # the widest they said yes to; empty for a no
    how = models.CharField(max_length=10)
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = PermissionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["depicted"], condition=Q(withdrawn_at=None), name="one_answer_counts")
        ]

    def __str__(self):
        return str(SAID[self.use])

    @property
    def way(self):
        return WAYS[self.how]
