"""The pages of the offer's wizard as forms: each saves its own part of the offer.

A draft may be left half written: `relaxed` asks for nothing that is missing, only that what is there can be saved.
"""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ipraktik.directory import lifecycle
from ipraktik.kit.fields import EmailField, FreeText, OneOf, SomeOf, TextField, Tick, WholeNumber
from ipraktik.kit.forms import Form
from ipraktik.people.models import Person
from ipraktik.people.workplace_forms import WorkplaceForm
from ipraktik.programme import programme

MOST_EDITORS = 5
TWO_PEOPLE = _("The contact person and the reserve must be two different people.")
NO_ADDRESS = _("Write one e-mail address to a line. This is none: {line}")
FEWER_EDITORS = _("Write at most {most} addresses.")
FITS_ONE_VISIT = _("Write at least {seats}: so many come at the same visit.")


class OfferStep:
    """What every page of the wizard has: the offer, who writes, and the columns it saves as they stand."""

    saves = ()

    def __init__(self, data=None, *, offer, by, relaxed=False, **kwargs):
        self.offer, self.by, self.relaxed = offer, by, relaxed
        super().__init__(data, initial=self.known(), **kwargs)
        if relaxed:
            for field in self.fields.values():
                field.required = False

    def known(self):
        return {name: getattr(self.offer, name) for name in self.saves}

    def save(self):
        for name in self.saves:
            setattr(self.offer, name, self.cleaned_data[name])
        self.offer.save(update_fields=list(self.saves))


class WhoForm(OfferStep, WorkplaceForm):
    about = FreeText(
        label=_("Who you are"),
        help_text=_("What you do, for whom, and how many you are. A few sentences."),
        missing=_("Write who you are, so that an intern can picture the place."),
        max_length=3000,
    )
    saves = ("about",)

    def __init__(self, data=None, *, offer, by, **kwargs):
        place = offer.workplace if offer.workplace_id else None
        super().__init__(data, offer=offer, by=by, workplace=place, can="may_host", **kwargs)

    def save(self):
        place = self.save_workplace()
        self.offer.workplace, self.offer.about = place, self.cleaned_data["about"]
        if self.offer.pk:
            self.offer.save(update_fields=["workplace", "about"])
        else:
            self.offer.save()


class WhyForm(OfferStep, Form):
    why = FreeText(
        label=_("Why you would like a visit"),
        help_text=_("What do you want to get out of it? What could fresh eyes look at?"),
        missing=_("Write why you would like a visit."),
        max_length=3000,
    )
    saves = ("why",)


class SeeForm(OfferStep, Form):
    see = FreeText(
        label=_("What there is to see"),
        help_text=_("Tasks, meetings, methods, situations that teach something. What would the days be made of?"),
        missing=_("Write what there is to see. Two or three examples will do."),
        max_length=3000,
        rows=8,
    )
    saves = ("see",)


class WishesForm(OfferStep, Form):
    wishes_for = FreeText(
        label=_("Whom you wish for"),
        help_text=_("A profession, an experience, a curiosity. Leave it empty if everyone is welcome."),
        required=False,
        max_length=3000,
    )
    wanted_sectors = SomeOf(
        label=_("Only from these sectors"), help_text=_("Tick none if all are welcome."), required=False
    )
    wanted_work_areas = SomeOf(
        label=_("Only from these work areas"), help_text=_("Tick none if all are welcome."), required=False
    )
    saves = ("wishes_for", "wanted_sectors", "wanted_work_areas")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        senders = [each for each in programme().sectors.values() if each.may_send]
        self.fields["wanted_sectors"].choices = [(each.key, each.name) for each in senders]
        self.fields["wanted_work_areas"].choices = list(programme().work_areas.items())


class SeatsForm(OfferStep, Form):
    seats = OneOf(
        label=_("How many may come at the same visit?"),
        help_text=_("Two or three see more together and can talk it over. One gets closer."),
        missing=_("Choose how many may come at the same visit."),
    )
    at_a_time = WholeNumber(
        label=_("How many may be under way at a time?"),
        help_text=_(
            "All who are preparing a visit or on one. When so many are, you are out of the directory until one is over."
        ),
        missing=_("Write how many may be under way at a time."),
        at_least=1,
        at_most=99,
    )
    cap_year = WholeNumber(
        label=_("How many a year at most?"),
        help_text=_("Leave it empty if there is no limit."),
        required=False,
        at_least=1,
        at_most=999,
    )
    saves = ("seats", "at_a_time", "cap_year")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rules = programme().rules
        field = self.fields["seats"]
        field.choices = [(str(n), str(n)) for n in range(rules.interns_min, rules.interns_max + 1)]
        field.error_messages["invalid_choice"] = lifecycle.seats_in_words(self.offer)

    def clean_seats(self):
        return int(self.cleaned_data["seats"] or self.offer.seats)

    def clean(self):
        given = super().clean()
        for name in ("at_a_time", "cap_year"):
            if given.get(name) is not None and given[name] < given.get("seats", 0):
                self.add_error(name, format_lazy(FITS_ONE_VISIT, seats=given["seats"]))
        return given

    def save(self):
        self.cleaned_data["at_a_time"] = self.cleaned_data["at_a_time"] or self.cleaned_data["seats"]
        super().save()


class PeopleForm(OfferStep, Form):
    contact_name = TextField(
        label=_("Contact person"),
        help_text=_("Answers requests, welcomes the intern and signs the agreement."),
        missing=_("Write the contact person's name."),
        max_length=120,
    )
    contact_email = EmailField(label=_("The contact person's e-mail"), missing=_("Write the contact person's e-mail."))
    reserve_name = TextField(
        label=_("Reserve"),
        help_text=_("Takes over if the contact person falls ill or is away."),
        missing=_("Write the reserve's name."),
        max_length=120,
    )
    reserve_email = EmailField(label=_("The reserve's e-mail"), missing=_("Write the reserve's e-mail."))
    editors = FreeText(
        label=_("Others who may correct the offer"),
        help_text=_("One e-mail address to a line."),
        required=False,
        max_length=1000,
        rows=3,
    )

    def known(self):
        """Who stands there now; on a new offer the one who writes it is the contact."""
        people = {"contact": self.offer.contact, "reserve": self.offer.reserve}
        known = {
            f"{role}_{name}": getattr(who, name) for role, who in people.items() if who for name in ("name", "email")
        }
        return known | {"editors": "\n".join(who.email for who in self.offer.editors)}

    def clean_editors(self):
        lines = [line.strip() for line in self.cleaned_data["editors"].splitlines() if line.strip()]
        if len(lines) > MOST_EDITORS:
            raise ValidationError(format_lazy(FEWER_EDITORS, most=MOST_EDITORS))
        for line in lines:
            if not is_address(line):
                raise ValidationError(format_lazy(NO_ADDRESS, line=line))
        return lines

    def clean(self):
        given = super().clean()
        for role in ("contact", "reserve"):
            self.check_whole(f"{role}_name", f"{role}_email", given)
        contact, reserve = (given.get(f"{role}_email", "") for role in ("contact", "reserve"))
        if contact and contact.lower() == reserve.lower():
            self.add_error("reserve_email", TWO_PEOPLE)
        return given

    def check_whole(self, name, email, given):
        """A name without an address reaches nobody."""
        for one, other in ((name, email), (email, name)):
            if given.get(one) and not given.get(other) and other not in self.errors:
                self.add_error(other, self.fields[other].error_messages["required"])

    def named(self, role):
        """Who was written; a field left empty in a draft takes nobody away."""
        name, email = self.cleaned_data[f"{role}_name"], self.cleaned_data[f"{role}_email"]
        return Person.objects.known_as(email, name) if email else self.offer.person_as(role)

    def save(self):
        editors = [Person.objects.known_as(email) for email in self.cleaned_data["editors"]]
        self.offer.name_people(self.named("contact"), self.named("reserve"), editors, self.by)


class PracticalForm(OfferStep, Form):
    meet = FreeText(
        label=_("Where to meet"),
        help_text=_("The address, the entrance, whom to ask for. Only those who come to you see it."),
        missing=_("Write where the intern is to meet."),
        max_length=1000,
        rows=3,
    )
    hours = TextField(label=_("Working hours"), help_text=_("As “8-15, Friday until 13”."), required=False)
    workspace = FreeText(
        label=_("A place to work"),
        help_text=_("Where the intern can sit down: a desk, a chair at your table."),
        required=False,
        max_length=1000,
        rows=2,
    )
    equipment = FreeText(
        label=_("What to bring"),
        help_text=_("A computer, papers, a lunch box."),
        required=False,
        max_length=1000,
        rows=2,
    )
    dress = FreeText(label=_("What to wear"), required=False, max_length=1000, rows=2)
    access = FreeText(
        label=_("Getting in and about"),
        help_text=_("Step-free access, lift, parking, public transport."),
        required=False,
        max_length=1000,
        rows=2,
    )
    additions = FreeText(
        label=_("Your own additions to the agreement"),
        help_text=_(
            "What applies to everyone who visits you, as safety or photography. You can change it for each visit."
        ),
        required=False,
        max_length=4000,
        rows=3,
    )
    wants_declaration = Tick(label=_("Interns sign a confidentiality declaration together with us"), required=False)
    saves = ("meet", "hours", "workspace", "equipment", "dress", "access", "additions", "wants_declaration")


class ReasonForm(Form):
    """Why something is sent back, closed or paused, where the table asks for it."""

    reason = FreeText(
        label=_("Reason"), max_length=1000, missing=_("Write a short reason, so that the others understand.")
    )


def is_address(text):
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
