"""Where: a host of one's own, one in the directory, or one that the office finds; and what it may be like."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ipraktik.directory import asking, lifecycle
from ipraktik.directory.models import NamedHost, Wish
from ipraktik.directory.wish_forms import Step
from ipraktik.kit.fields import EmailField, FreeText, OneOf, Select, SomeOf, TextField, Tick
from ipraktik.kit.forms import Form
from ipraktik.kit.names import folded
from ipraktik.people.workplace_forms import MAY, municipality_choices
from ipraktik.programme import programme

MISSING = {
    "host_workplace": _("Write which workplace you have in mind."),
    "host_organisation": _("Write which organisation it belongs to."),
    "host_sector": _("Choose what kind of organisation it is."),
    "contact_name": _("Write whom to ask there."),
    "contacted_by": _("Say who writes to them."),
}
UNKNOWN_PLACE = _("We do not know “%(name)s”. Check the spelling, or take it out.")


class PlacesField(TextField):
    """Municipalities by name, with commas between: their codes."""

    def clean(self, value):
        names = [name.strip() for name in (super().clean(value) or "").split(",") if name.strip()]
        found = {name: programme().find_municipality(name) for name in names}
        if unknown := [name for name, place in found.items() if place is None]:
            raise forms.ValidationError(UNKNOWN_PLACE % {"name": ", ".join(unknown)}, code="unknown")
        return list(dict.fromkeys(place.code for place in found.values()))

    def prepare_value(self, value):
        known = programme().municipalities
        return ", ".join(known[code].name for code in value if code in known) if isinstance(value, list) else value


class WhereForm(Step, Form):
    door = OneOf(label=_("Do you know where?"), choices=Wish.Door.choices, missing=_("Choose one of the three ways."))
    host_workplace = TextField(label=_("Workplace"), max_length=160, required=False)
    host_organisation = TextField(label=_("Organisation"), max_length=160, required=False)
    host_sector = Select(label=_("Kind of organisation"), required=False)
    host_municipality = Select(label=_("Municipality"), required=False)
    contact_name = TextField(label=_("Whom do we ask there?"), max_length=120, required=False)
    contact_email = EmailField(label=_("Their e-mail"), required=False)
    contacted_by = OneOf(label=_("Who writes to them first?"), choices=NamedHost.ContactedBy.choices, required=False)
    sectors = SomeOf(label=_("Kind of organisation"), required=False)
    work_areas = SomeOf(label=_("Work areas"), required=False)
    regions = SomeOf(label=_("Regions"), required=False)
    municipalities = PlacesField(label=_("Municipalities"), help_text=_("With commas between."), required=False)
    own_organisation = Tick(label=_("It may be in my own organisation too"), required=False)
    where = FreeText(
        label=_("Tell us more about where"),
        help_text=_("If you have a host in mind, say why it should be just them. The host reads it."),
        max_length=2000,
        required=False,
    )
    HOST = ("host_workplace", "host_organisation", "host_sector", "host_municipality", "contact_name", "contact_email",
            "contacted_by")  # fmt: skip
    LIMITS = ("sectors", "work_areas", "regions", "municipalities", "own_organisation")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        here, fields = programme(), self.fields
        sectors = [(each.key, each.name) for each in here.sectors.values()]
        fields["sectors"].choices = [(each.key, each.name) for each in here.sectors.values() if each.may_host]
        fields["host_sector"].choices = [("", _("Choose")), *sectors]
        fields["work_areas"].choices = list(here.work_areas.items())
        fields["regions"].choices = [(each.key, each.name) for each in regions_to_come()]
        fields["host_municipality"].choices = [
            ("", _("Choose")),
            *municipality_choices(),
        ]
        for name in ("regions", "municipalities", "host_municipality"):
            if not (here.regions if name == "regions" else here.municipalities):
                del fields[name]
        for name in MISSING:
            fields[name].says_optional = False
        if self.is_settled:
            self.leave_out("door", *self.HOST)

    def leave_out(self, *names):
        for name in names:
            self.fields.pop(name, None)

    @property
    def has_limits(self):
        """Is something ticked or written that the place must be?"""
        return any(self[name].value() for name in self.LIMITS[:-1] if name in self.fields)

    @property
    def is_settled(self):
        """A host has been asked already: another is chosen by ending that suggestion first."""
        return bool(self.wish.asked_offer_id) and asking.has_asked(self.wish)

    def known(self):
        wish, named = self.wish, NamedHost.objects.filter(wish=self.wish).first()
        known = {name: getattr(wish, name) for name in ("door", "where", *self.LIMITS)}
        if named:
            known |= {
                f"host_{name}": getattr(named, name) for name in ("workplace", "organisation", "sector", "municipality")
            }
            known |= {name: getattr(named, name) for name in ("contact_name", "contact_email", "contacted_by")}
        return known

    def clean(self):
        given = super().clean()
        if given.get("door") == Wish.Door.OWN_HOST:
            self.check_host(given)
        return given

    def check_host(self, given):
        for name, sentence in MISSING.items():
            if not given.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        sector = programme().sectors.get(given.get("host_sector"))
        if sector and not sector.may_host:
            self.add_error("host_sector", MAY["may_host"])
        if given.get("contact_email", "").lower() == self.wish.intern.email:
            self.add_error("contact_email", _("Write the host's e-mail, not your own."))
        place = self.wish.workplace
        if place and self.same_place(given, place):
            self.add_error("host_workplace", _("This is your own workplace. Choose another to visit."))

    def same_place(self, given, place):
        typed = [folded(given.get(name) or "") for name in ("host_workplace", "host_organisation")]
        return typed == [place.normalised, place.organisation.normalised]

    def save(self):
        given = self.cleaned_data
        changed = {name: given[name] for name in ("door", "where", *self.LIMITS) if name in given}
        if given.get("door", Wish.Door.BROWSE) != Wish.Door.BROWSE and not self.is_settled:
            changed["asked_offer"] = None
        self.write(**changed)
        if given.get("door") == Wish.Door.OWN_HOST:
            self.save_host(given)

    def save_host(self, given):
        host = {name.removeprefix("host_"): given.get(name, "") for name in self.HOST}
        before = NamedHost.objects.filter(wish=self.wish).first()
        named, _made = NamedHost.objects.update_or_create(wish=self.wish, defaults=host)
        if self.wish.state == lifecycle.OPEN:
            self.tell(named, before)

    def tell(self, named, before):
        """A host who is named after the wish was sent is asked now; the office is told once."""
        told = before and before.contacted_by == named.ContactedBy.OFFICE
        if not (told and named.contacted_by == named.ContactedBy.OFFICE):
            asking.send_requests(self.wish, self.by)


def regions_to_come():
    """The regions that are not abolished yet."""
    today = lifecycle.today()
    return [region for region in programme().regions.values() if not region.valid_to or region.valid_to >= today]
