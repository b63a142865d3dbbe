"""What a list of the office can be narrowed by: each filter a field of a form and a method with its name."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.forms import HiddenInput
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ipraktik.directory.lifecycle import CONSENT_STATES, OFFER_STATES, WISH_STATES
from ipraktik.directory.models import Consent, OfferPerson, Wish
from ipraktik.kit.fields import Select, TextField
from ipraktik.kit.forms import Form
from ipraktik.kit.names import folded
from ipraktik.office import today
from ipraktik.people.parties import Phase
from ipraktik.people.workplace_forms import municipality_choices
from ipraktik.placements.models import Placement
from ipraktik.programme import programme

PHASES = [
    (Phase.BEFORE, pgettext_lazy("phase", "before")),
    (Phase.DURING, pgettext_lazy("phase", "during")),
    (Phase.AFTER, pgettext_lazy("phase", "after")),
]
AGES = (7, 14, 30, 60, 90, 180)
WAITED = _("at least %(days)s days")
ASKED_STATES = ("asked", "later", "yes", "no")


def alike(column, word):
    """Names in either case, also where the database only knows the English letters."""
    return Q(**{f"{column}__icontains": word}) | Q(**{f"{column}__contains": word.capitalize()})


def in_person(person, word):
    prefix = f"{person}__" if person else ""
    return alike(f"{prefix}name", word) | alike(f"{prefix}email", word)


def in_place(place, word):
    names = (f"{place}__normalised__contains", f"{place}__organisation__normalised__contains")
    return Q(**{names[0]: folded(word)}) | Q(**{names[1]: folded(word)})


def listed(column, key):
    """Rows in whose list of keys this one stands."""
    return Q(**{f"{column}__icontains": f'"{key}"'})


class Filters(Form):
    says_optional = False

    def __init__(self, query):
        super().__init__(query)
        for name, choices in self.choices().items():
            if name in self.fields and not choices:
                del self.fields[name]  # the programme has nothing of the kind to choose between
            elif name in self.fields:
                self.fields[name].choices = [("", _("All")), *choices]
        self.is_valid()

    def choices(self):
        return {
            "sector": [(each.key, each.name) for each in programme().sectors.values()],
            "municipality": municipality_choices(),
            "work_area": list(programme().work_areas.items()),
            "age": [(days, WAITED % {"days": days}) for days in AGES],
            "task": [(kind.key, kind.title) for kind in today.KINDS],
        }

    def personal_numbers(self):
        return {}  # nothing that is searched for is kept

    @property
    def chosen(self):
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def narrowing(self):
        """All but the search and what is hidden."""
        return [field for field in self.visible_fields() if field.name != "text"]

    @property
    def is_narrowed(self):
        return any(field.errors or self.cleaned_data.get(field.name) for field in self.narrowing)

    def chosen_in_words(self):
        for name, value in self.chosen.items():
            field = self.fields[name]
            words = dict(field.choices).get(type_of(field, value), value) if hasattr(field, "choices") else value
            yield name, f"{field.label}: {words}"

    def narrow(self, rows):
        for name, value in self.chosen.items():
            rows = getattr(self, f"by_{name}")(rows, value)
        return rows

    def by_text(self, rows, value):
        for word in value.split()[:8]:
            rows = rows.filter(self.says(word))
        return rows

    def by_state(self, rows, value):
        return rows.filter(state=value)

    def by_sector(self, rows, value):
        return rows.filter(**{f"{self.place}__organisation__sector": value})

    def by_municipality(self, rows, value):
        return rows.filter(**{f"{self.place}__municipality": value})

    def by_work_area(self, rows, value):
        return rows.filter(listed(f"{self.place}__work_areas", value))

    def by_task(self, rows, value):
        kind = today.KINDS_BY_KEY[value]
        return rows.filter(pk__in=kind.find(timezone.localdate()).order_by().values(kind.column))


def type_of(field, value):
    return next((key for key, _words in field.choices if str(key) == str(value)), value)


class Text(TextField):
    free_text = False


def search():
    return Text(label=_("Search"), help_text=_("Name, e-mail or workplace."), required=False)


def choice(label, choices=()):
    return Select(label=label, choices=[("", _("All")), *choices], required=False)


def task():
    return Select(label=_("Task"), required=False, widget=HiddenInput)


class WishFilters(Filters):
    place = "workplace"
    text = search()
    state = choice(_("State"), WISH_STATES.items())
    consent = choice(_("Consent"), [(key, CONSENT_STATES[key]) for key in ASKED_STATES] + [("none", _("not asked"))])
    age = choice(_("Has waited"))
    door = choice(_("Door"), Wish.Door.choices)
    sector = choice(_("Sector"))
    municipality = choice(_("Municipality"))
    work_area = choice(_("Work area"))
    task = task()

    @staticmethod
    def says(word):
        return in_person("intern", word) | in_place("workplace", word)

    def by_consent(self, rows, value):
        return rows.filter(consent_state=None) if value == "none" else rows.filter(consent_state=value)

    def by_age(self, rows, value):
        return rows.filter(state="open", submitted_at__lte=timezone.now() - timedelta(days=int(value)))

    def by_door(self, rows, value):
        return rows.filter(door=value)

    def by_work_area(self, rows, value):
        return rows.filter(listed("work_areas", value) | listed("workplace__work_areas", value))


class OfferFilters(Filters):
    place = "workplace"

    text = search()
    state = choice(_("State"), OFFER_STATES.items())
    seats = choice(_("Seats left"), [(n, format_lazy(_("at least {count}"), count=n)) for n in (1, 2, 3)])
    sector = choice(_("Sector"))
    municipality = choice(_("Municipality"))
    work_area = choice(_("Work area"))
    task = task()

    @staticmethod
    def says(word):
        people = OfferPerson.objects.filter(in_person("person", word), offer=OuterRef("pk"))
        return in_place("workplace", word) | Exists(people)

    def by_seats(self, rows, value):
        return rows.filter(seats_left__gte=int(value))


class PlacementFilters(Filters):
    place = "offer__workplace"

    text = search()
    state = choice(_("State"), Placement.STATES.items())
    phase = choice(_("Phase"), PHASES)
    door = choice(_("How it arose"), Placement.Origin.choices)
    sector = choice(_("The host's sector"))
    municipality = choice(_("The host's municipality"))
    work_area = choice(_("The host's work area"))
    task = task()

    @staticmethod
    def says(word):
        people = in_person("wish__intern", word) | in_person("visit__contact", word)
        return people | in_place("wish__workplace", word) | in_place("offer__workplace", word)

    def by_phase(self, rows, value):
        return rows.in_phase(value)

    def by_door(self, rows, value):
        return rows.filter(origin=value)


class PersonFilters(Filters):
    text = Text(label=_("Search"), help_text=_("Name or e-mail."), required=False)
    task = task()
    party = choice(
        _("Takes part as"),
        [
            ("intern", _("intern")),
            ("host", _("host")),
            ("sender", _("nearest manager")),
            ("coordinator", _("coordinator")),
        ],
    )

    @staticmethod
    def says(word):
        return in_person("", word)

    def by_party(self, rows, value):
        if value == "coordinator":
            return rows.filter(is_coordinator=True)
        mine = {
            "intern": Wish.objects.filter(intern=OuterRef("pk")),
            "host": OfferPerson.objects.filter(person=OuterRef("pk")),
            "sender": Consent.objects.filter(manager=OuterRef("pk")),
        }
        return rows.filter(Exists(mine[value]))


class OrganisationFilters(Filters):
    text = Text(label=_("Search"), help_text=_("Name or CVR number."), required=False)
    sector = choice(_("Sector"))

    @staticmethod
    def says(word):
        return Q(normalised__contains=folded(word)) | Q(cvr=word)

    def by_sector(self, rows, value):
        return rows.filter(sector=value)
