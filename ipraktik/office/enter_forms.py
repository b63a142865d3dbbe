"""A wish or an offer that the office enters for someone who wrote or telephoned: all on one page."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ipraktik.directory.models import OfferPerson, Wish
from ipraktik.directory.when import StretchesField
from ipraktik.directory.wish_forms import day_choices
from ipraktik.kit.fields import EmailField, FreeText, Select, TextField, Tick, WholeNumber
from ipraktik.people.models import Person
from ipraktik.people.workplace_forms import WorkplaceForm
from ipraktik.programme import programme

HAS_WISH = _("{name} has a wish here already. Change that one, or withdraw it first.")
HAS_OFFER = _("{name} has an offer from this workplace already. Change that one, or close it first.")
WRITTEN = _("It came in writing, and they have agreed to take part: take it as sent.")
WRITTEN_HELP = _(
    "They get a letter that tells what you entered. Without the tick they get a link, and send it themselves."
)
LIVE = ("draft", "open", "placed")


class EnterForm(WorkplaceForm):
    """Who it is, in both forms."""

    name = TextField(label=_("Name"), missing=_("Write the person's name."), max_length=120)
    email = EmailField(label=_("E-mail"), missing=_("Write the e-mail address: the link goes there."))
    phone = TextField(label=_("Phone"), required=False, max_length=40)
    title = TextField(label=_("Job title"), required=False, max_length=120)
    days_min = Select(label=_("Fewest days"), required=False)
    days_max = Select(label=_("Most days"), required=False)
    agreed = Tick(label=WRITTEN, help_text=WRITTEN_HELP, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("days_min", "days_max"):
            self.fields[name].choices = [("", _("Not said")), *day_choices()]

    def clean(self):
        given = super().clean()
        given["email"] = given.get("email", "").lower()
        least, most = given.get("days_min"), given.get("days_max")
        if least and most and float(least) > float(most):
            self.add_error("days_max", _("The most days cannot be fewer than the least."))
        self.check_colleague(given)
        return given

    def check_colleague(self, given):
        """The other person named must be another."""
        email = given.get(f"{self.OTHER}_email", "").lower()
        if email and email == given["email"]:
            self.add_error(f"{self.OTHER}_email", _("Write another person's e-mail address."))
        given[f"{self.OTHER}_email"] = email

    def known_person(self):
        return Person.objects.filter(email=self.cleaned_data.get("email")).first()

    @property
    def days(self):
        """(fewest, most), with what was not said as the programme has it."""
        rules, given = programme().rules, self.cleaned_data
        least = given["days_min"] or given["days_max"] or rules.days_min
        return least, given["days_max"] or given["days_min"] or rules.days_max


class EnterWishForm(EnterForm):
    manager_name = TextField(label=_("Nearest manager"), required=False, max_length=120)
    manager_email = EmailField(label=_("The manager's e-mail"), required=False)
    why = FreeText(label=_("Why"), required=False)
    where = FreeText(label=_("Where to"), required=False, max_length=2000)
    any_time = Tick(label=_("Any time will do"), required=False)
    periods = StretchesField(
        label=_("Weeks and dates"), help_text=_("As “week 37-39” or “12.5.2027-20.5.2027”."), required=False
    )
    travel_type = Select(label=_("Travel type"), required=False)
    special_needs = FreeText(label=_("Special needs"), required=False, max_length=2000, rows=3)

    OTHER = "manager"

    def __init__(self, data=None, **kwargs):
        super().__init__(data, can="may_send", **kwargs)
        types = programme().travel_types.values()
        self.fields["travel_type"].choices = [("", _("Not said")), *((each.key, each.name) for each in types)]

    def clean(self):
        given = super().clean()
        known = self.known_person()
        if known and Wish.objects.filter(intern=known, state__in=LIVE).exists():
            self.add_error("email", format_lazy(HAS_WISH, name=str(known)))
        return given

    @property
    def days(self):
        """Where no days were said, the travel type says them."""
        given = self.cleaned_data
        kind = programme().travel_types.get(given["travel_type"])
        return kind.days if kind and not (given["days_min"] or given["days_max"]) else super().days


class EnterOfferForm(EnterForm):
    reserve_name = TextField(label=_("Reserve"), required=False, max_length=120)
    reserve_email = EmailField(label=_("The reserve's e-mail"), required=False)
    about = FreeText(label=_("Who they are"), required=False)
    why = FreeText(label=_("Why they would like a visit"), required=False)
    see = FreeText(label=_("What there is to see"), required=False)
    wishes_for = FreeText(label=_("Whom they wish for"), required=False, rows=3)
    seats = Select(label=_("Interns at a time"))
    cap_year = WholeNumber(label=_("Most in a year"), required=False, at_least=1, at_most=999)
    all_year = Tick(label=_("All year"), required=False)
    periods = StretchesField(
        label=_("Weeks and dates"), help_text=_("As “week 37-39” or “12.5.2027-20.5.2027”."), required=False
    )
    closed = StretchesField(label=_("Not in these weeks"), required=False)
    meet = FreeText(label=_("Where to meet"), required=False, rows=3)

    OTHER = "reserve"

    def __init__(self, data=None, **kwargs):
        super().__init__(data, can="may_host", **kwargs)
        rules = programme().rules
        self.fields["seats"].choices = [(n, n) for n in range(rules.interns_min, rules.interns_max + 1)]

    def clean(self):
        given = super().clean()
        known, place = self.known_person(), self.picked or self.meant
        mine = OfferPerson.objects.filter(person=known, role="contact").exclude(offer__state="closed")
        if known and place and mine.filter(offer__workplace_id=place.pk).exists():
            self.add_error("email", format_lazy(HAS_OFFER, name=str(known)))
        return given
