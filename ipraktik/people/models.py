"""People, organisations and workplaces; personal links."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.kit.names import folded, sort_key
from ipraktik.people.bounces import Reachable
from ipraktik.people.links import Link  # noqa: F401  (a model of this room, told apart because it grows)
from ipraktik.programme import programme


class PersonManager(BaseUserManager):
    def known_as(self, email, name="", language=""):
        """The person with this address, made if nobody has it. A name already known is not overwritten."""
        email = email.strip().lower()
        newcomer = {"name": name.strip(), "language": language or programme().languages[0]}
        person, _made = self.get_or_create(email=email, defaults=newcomer)
        if name and not person.name:
            person.name = name.strip()
            person.save(update_fields=["name"])
        return person

    def create_user(self, email, password=None, **fields):
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save()
        return person

    def get_by_natural_key(self, email):
        return self.get(email=email.strip().lower())

    def coordinators(self):
        return self.filter(is_coordinator=True, is_active=True)


class Person(Reachable, AbstractBaseUser, PermissionsMixin):
    """Someone the programme knows. Signing in is optional: a personal link suffices to answer one thing."""

    email = models.EmailField(_("e-mail"), unique=True, max_length=254)
    name = models.CharField(_("name"), max_length=120, blank=True)
    title = models.CharField(_("job title"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=5, default="da")
    is_coordinator = models.BooleanField(_("coordinator"), default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = EMAIL_FIELD = "email"
    objects = PersonManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="person_email_is_lower_case",
                condition=Q(email=models.functions.Lower("email")),
                violation_error_message=_("Write the e-mail address in lower case."),
            )
        ]

    def __str__(self):
        return self.name or self.email

    def has_left(self, workplace):
        """Do we know that they no longer work there? Not where we never knew that they did."""
        there = [each for each in self.memberships.all() if each.workplace_id == workplace.pk]
        return not self.is_active or (bool(there) and all(each.has_ended for each in there))

    def leave(self, workplace):
        """They no longer work there: what waits for them there is for somebody else to do."""
        self.memberships.get_or_create(workplace=workplace, defaults={"role": Membership.Role.EMPLOYEE})
        self.memberships.filter(workplace=workplace, ended=None).update(ended=timezone.localdate())

    def get_full_name(self):
        return str(self)

    def has_usable_password(self):
        return False  # nobody has one; an empty one would count as such


class OrganisationManager(models.Manager):
    def likely_same(self, name, cvr=""):
        """Organisations already here that this one may be: same CVR, or same name however it is spelt."""
        return self.filter(Q(normalised=folded(name)) | Q(cvr=cvr, cvr__gt=""))

    def known_as(self, name, sector, cvr=""):
        """The organisation of this name (or CVR), made if it is not here."""
        found = self.likely_same(name, cvr).order_by("pk").first()
        return found or self.create(name=" ".join(name.split()), sector=sector, cvr=cvr)


class Organisation(models.Model):
    """A municipality, region, state body, association or firm. `sector` is a key of the programme's."""

    name = models.CharField(_("name"), max_length=160)
    normalised = models.CharField(max_length=160, unique=True, editable=False)
    sector = models.CharField(_("sector"), max_length=30)
    cvr = models.CharField(_("CVR number"), max_length=8, blank=True)
    second_signatory = models.ForeignKey(  # who signs agreements beside the first, where two must
        "ipraktik.Person", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("second signatory")
    )

    objects = OrganisationManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cvr"],
                condition=~Q(cvr=""),
                name="organisation_cvr_is_unique",
                violation_error_message=_("An organisation with this CVR number is already here."),
            )
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.normalised = folded(self.name)
        super().save(*args, **kwargs)

    @property
    def sector_name(self):
        sector = programme().sectors.get(self.sector)
        return sector.name if sector else self.sector


class WorkplaceManager(models.Manager):
    def known_as(self, organisation, name, **fields):
        """The workplace of this name in this organisation, made if it is not here."""
        name = " ".join(name.split())
        found = self.filter(organisation=organisation, normalised=folded(name)).first()
        return found or self.create(organisation=organisation, name=name, **fields)

    def looked_for(self, text):
        """Workplaces with each of these words, or part of one, in their own name or their organisation's."""
        found = self.select_related("organisation").order_by("sort_key", "pk")
        for word in folded(text).split()[:8]:
            found = found.filter(Q(normalised__contains=word) | Q(organisation__normalised__contains=word))
        return found


class Workplace(models.Model):
    """A unit in an organisation where people work. Municipality and work areas are keys of the programme's."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="workplaces")
    name = models.CharField(_("name"), max_length=160)
    normalised = models.CharField(max_length=160, editable=False)
    sort_key = models.CharField(max_length=200, editable=False, db_index=True)
    municipality = models.CharField(_("municipality"), max_length=10, blank=True, db_index=True)
    work_areas = models.JSONField(_("work areas"), default=list, blank=True)
    p_number = models.CharField(_("P number"), max_length=10, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    website = models.URLField(_("website"), blank=True)

    objects = WorkplaceManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "normalised"],
                name="workplace_name_is_unique_in_its_organisation",
                violation_error_message=_("This workplace is already here. Choose it in the list."),
            )
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.normalised, self.sort_key = folded(self.name), sort_key(self.name)
        super().save(*args, **kwargs)

    @property
    def place(self):
        """The municipality's name, or an empty string."""
        found = programme().municipalities.get(self.municipality)
        return found.name if found else ""

    @property
    def full_name(self):
        return self.name if folded(self.organisation.name) in self.normalised else f"{self.name}, {self.organisation}"

    def region_on(self, date):
        found = programme().municipalities.get(self.municipality)
        return found.region_on(date) if found else None

    @property
    def work_area_names(self):
        return [str(programme().work_areas[key]) for key in self.work_areas if key in programme().work_areas]


class MembershipQuerySet(models.QuerySet):
    def current(self):
        return self.filter(Q(ended=None) | Q(ended__gt=timezone.localdate()))


class Membership(models.Model):
    """Someone belongs to a workplace in a role, until it ends."""

    class Role(models.TextChoices):
        EMPLOYEE = "employee", _("employee")
        MANAGER = "manager", _("manager")
        LIAISON = "liaison", _("liaison")

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    workplace = models.ForeignKey(Workplace, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.EMPLOYEE)
    ended = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "workplace", "role"],
                name="membership_is_held_once",
                violation_error_message=_("This person already has this role here."),
            )
        ]

    def __str__(self):
        return f"{self.person} · {self.workplace}"

    @property
    def has_ended(self):
        return self.ended is not None and self.ended <= timezone.localdate()
