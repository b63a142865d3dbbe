"""A photo of a visit: private until everyone in it has said yes to the use, and nowhere once somebody says no."""

from contextlib import contextmanager

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ipraktik.kit.lifecycle import NotYet
from ipraktik.people.links import Link
from ipraktik.people.parties import HOST
from ipraktik.photos import keeping
from ipraktik.photos.depicted import Depicted
from ipraktik.photos.strangers import forget_strangers
from ipraktik.photos.uses import HOME, NO, OWN, SHOWN, USES, WANTED, covers, from_here_on
from ipraktik.placements.conversation import speaks
from ipraktik.placements.participants import Participant
from ipraktik.programme import programme

ENOUGH = gettext_lazy("There are %(most)s photos of this visit, and there is room for no more. Erase one first.")
MOST_PEOPLE = 20
YOUR_OWN = gettext_lazy("You took it yourself. Erase it, or keep it for your own notes.")
FOR_NOTES = gettext_lazy("It is only for the notes of who took it, and shown to nobody else.")
TOO_MANY = gettext_lazy("You can name at most %(most)s people in one photo.")


class PhotoQuerySet(models.QuerySet):
    def shown_to(self, person):
        """Whose picture this person may see: the one way to a picture. Nobody may, once somebody in it has said no; and
        only who took it, while the host has had it taken down."""
        in_it = Q(Exists(Depicted.objects.filter(photo=OuterRef("pk"), person=person)), objected_at=None)
        cleared = Q(pk__in=self.model.objects.cleared(HOME).filter(speaks(person)))
        return self.unrefused().filter(Q(taker__person=person) | in_it | cleared)

    def visible_to(self, person):
        """Those, and in words alone: one's own that are refused, and those one has had taken down for the host."""
        taken_down = ~Q(objected_at=None) & Q(use__in=from_here_on(HOME)) & speaks(person, party=HOST)
        shown = self.model.objects.shown_to(person).values("pk")
        return self.filter(Q(pk__in=shown) | Q(taker__person=person) | taken_down)

    def unrefused(self):
        return self.exclude(Exists(Depicted.objects.filter(photo=OuterRef("pk")).that_said(NO)))

    def refused(self):
        return self.filter(Exists(Depicted.objects.filter(photo=OuterRef("pk")).that_said(NO)))

    def cleared(self, use):
        """Wanted for this use, and everyone in it has said yes to it; the host has not objected."""
        in_it = Depicted.objects.filter(photo=OuterRef("pk"))
        told = Q(has_people=False) | Exists(in_it)
        return self.filter(told, ~Exists(in_it.without_a_yes_to(use)), use__in=from_here_on(use), objected_at=None)

    def with_people(self):
        return self.select_related("taker__person").prefetch_related("depicted__permissions")

    def take(self, placement, by, uuid, picture, **told):
        """Keep a photo. The same one sent again, as a phone without network may, is kept once. Raises NotYet."""
        with placement.doing(by, "photograph") as placement:
            me, most = placement.participant(by), programme().rules.photos_max
            if known := self.filter(taker=me, uuid=uuid).first():
                return known
            if placement.photos.count() >= most:
                raise NotYet([ENOUGH % {"most": most}], placement)
            size = {"width": picture.width, "height": picture.height}
            return self.create(placement=placement, taker=me, uuid=uuid, name=keeping.write(picture), **size, **told)


class Photo(models.Model):
    placement = models.ForeignKey("ipraktik.Placement", models.CASCADE, related_name="photos")
    taker = models.ForeignKey(Participant, models.CASCADE, related_name="photos")
    uuid = models.UUIDField()  # given by who sends it, so that it is kept once
    note = models.ForeignKey("ipraktik.Note", models.SET_NULL, null=True, blank=True, related_name="photos")
    day = models.DateField()
    caption = models.CharField(max_length=200, blank=True)
    has_people = models.BooleanField()  # can anybody be recognised in it? Who, is told apart
    use = models.CharField(max_length=10, default=OWN)  # the widest that who took it wants
    name = models.CharField(max_length=32, unique=True)  # of its files
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    objected_at = models.DateTimeField(null=True, blank=True)  # the host has had it taken down
    objected_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [models.UniqueConstraint(fields=["taker", "uuid"], name="photo_is_kept_once")]

    def __str__(self):
        return self.caption or self.said_of_it

    def get_absolute_url(self):
        return reverse("placement-photo", args=[self.placement_id, self.pk])

    @property
    def said_of_it(self):
        """What stands for a photo that nobody has described."""
        return _("Photo by %(name)s, %(day)s") % {"name": self.taker.person, "day": date_format(self.day)}

    def is_of(self, person):
        return self.taker.person_id == person.pk

    @property
    def is_refused(self):
        return any(each.said == NO for each in self.depicted.all())

    def is_cleared(self, use):
        """The same as the query of that name, of one photo that is read with its people."""
        in_it = self.depicted.all()
        told = not self.has_people or bool(in_it)
        return told and not self.objected_at and covers(self.use, use) and all(each.allows(use) for each in in_it)

    @property
    def missing(self):
        """Those who have not answered."""
        return [each for each in self.depicted.all() if each.said is None]

    def describe(self, **told):
        """Caption, day, who is in it or what it is for, corrected by who took it."""
        for name, value in told.items():
            setattr(self, name, value)
        self.save(update_fields=list(told))

    def erase(self):
        """The picture, what was said of it, and the addresses of those whom we knew only to ask them."""
        with transaction.atomic():
            asked = [each.person_id for each in self.depicted.all() if each.is_stranger]
            Link.objects.filter(kind="depicted", target__in=[each.pk for each in self.depicted.all()]).delete()
            keeping.remove([self.name])
            self.delete()
            forget_strangers(asked)

    def add_person(self, name, person=None, email=""):
        """Somebody in it: of the visit, somebody at this address, or one who answers here and now. Raises NotYet."""
        with transaction.atomic():
            photo = Photo.objects.select_for_update(of=("self",)).get(pk=self.pk)
            if photo.depicted.count() >= MOST_PEOPLE:
                raise NotYet([TOO_MANY % {"most": MOST_PEOPLE}], photo)
            photo.describe(has_people=True)
            return Depicted.objects.include(photo, name, person, email)

    def may_object(self, person):
        """It is another's, shown to others, and of this person's workplace."""
        return not self.is_of(person) and self.use != OWN and self.placement.may(person, "object-to-photo")

    def take_down(self, by):
        """The host has it shown to nobody but who took it, who is told once. Raises NotYet or PermissionDenied."""
        with self.objecting(by) as photo:
            if not photo.objected_at:
                photo.objected_at, photo.objected_by = timezone.now(), by
                photo.placement.record("object-to-photo", by, people=[photo.taker.person_id], photo=photo.pk)

    def put_up(self, by):
        """The host lets it be shown again. Raises NotYet or PermissionDenied."""
        with self.objecting(by) as photo:
            photo.objected_at = photo.objected_by = None

    @contextmanager
    def objecting(self, by):
        with self.placement.doing(by, "object-to-photo"):
            photo = Photo.objects.select_for_update(of=("self",)).get(pk=self.pk)
            if photo.is_of(by):
                raise NotYet([YOUR_OWN], photo)
            if photo.use == OWN:
                raise NotYet([FOR_NOTES], photo)
            yield photo
            photo.save(update_fields=["objected_at", "objected_by"])

    @property
    def standing(self):
        """How it stands, in words for who took it."""
        if self.is_refused:
            return _("Somebody in it said no. Nobody sees it")
        if self.objected_at:
            return _("The host has had it taken down. Only you see it")
        if self.use == OWN:
            return _("Only you see it")
        return self.standing_of_a_wider_one

    @property
    def standing_of_a_wider_one(self):
        if self.has_people and not self.depicted.all():
            return _("Only you see it, until you say who is in it")
        shown = next((use for use in reversed(USES) if use != OWN and self.is_cleared(use)), None)
        if shown == self.use:
            return SHOWN[self.use]
        so_far = SHOWN[shown] if shown else _("Only you see it")
        return _("%(so_far)s. %(why)s") % {"so_far": so_far, "why": self.why_not_yet}

    @property
    def why_not_yet(self):
        if count := len(self.missing):
            return ngettext("Waits for %(count)s answer", "Waits for %(count)s answers", count) % {"count": count}
        return _("Somebody said no to more than that")

    @property
    def wanted_for(self):
        return WANTED[self.use]
