"""Choosing a workplace, or adding one that is not here, without making the same one twice.

A form derives from WorkplaceForm (or is one), its page includes "people/pages/_workplace.html" inside the form, and
the view does no more than

    form = MyForm(request.POST or None, workplace=wish.workplace, can="may_send")
    if request.method == "POST" and form.is_valid():
        wish.workplace = form.save_workplace()

`can` is what the sector must be allowed: "may_send" or "may_host". “Find” works without JavaScript: it submits the whole
form, which is then not valid and has no errors (`is_searching`), so that the page is shown again with what was found.
"""

from django.db import IntegrityError, transaction
from django.forms.utils import ErrorDict
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ipraktik.kit.fields import OneOf, Select, SomeOf, TextField
from ipraktik.kit.forms import Form
from ipraktik.kit.names import folded, sort_key
from ipraktik.people.cvr import CVRField, cvr_module
from ipraktik.people.models import Organisation, Workplace
from ipraktik.programme import programme

FIND, NEW = "find-workplace", "new"  # the name of the button; the choice of one that is not here
NOT_CHOSEN = _("Find your workplace and choose it, or add it.")
DID_YOU_MEAN = _("Say whether it is one that we know.")
TELL_WORKPLACES_APART = _("Write the name of the workplace so that one can tell the two apart.")
TELL_ORGANISATIONS_APART = _("Write the name of the organisation so that one can tell the two apart, as with its town.")
TAKEN_CVR = _("This CVR number belongs to {name}. Correct it, or leave it empty.")
MAY = {
    "may_send": _("The programme does not take interns from this kind of organisation. You are welcome to be hosts."),
    "may_host": _("The programme does not take hosts from this kind of organisation."),
}


class WorkplaceForm(Form):
    find = TextField(
        label=_("Find the workplace"),
        help_text=_("Write some of its name or of the organisation's."),
        required=False,
    )
    chosen = OneOf(label=_("Which one is it?"), required=False)
    same = OneOf(label=_("Did you mean this one?"), required=False)
    workplace_name = TextField(label=_("Name of the workplace"), required=False, max_length=160)
    organisation = TextField(
        label=_("Organisation"),
        help_text=_("The authority, association or company that it belongs to."),
        required=False,
        max_length=160,
    )
    sector = Select(label=_("Kind of organisation"), required=False)
    cvr = CVRField(label=_("CVR number"), required=False, max_length=20)
    municipality = Select(label=_("Municipality"), required=False)
    work_areas = SomeOf(label=_("Work areas"), required=False)

    NEEDED = ("find", "chosen", "same", "workplace_name", "organisation", "sector")  # each in its case

    def __init__(self, data=None, *args, workplace=None, can="may_send", **kwargs):
        super().__init__(data, *args, **kwargs)
        self.workplace, self.can = workplace, can
        for name in self.NEEDED:
            self.fields[name].says_optional = False
        self.alike = self.known_alike() if self.is_bound else []
        self.offer_choices()
        self.fields["find"].widget.attrs |= {
            "hx-get": reverse("workplace-find"), "hx-target": "#workplace-found", "hx-swap": "outerHTML",
            "hx-trigger": "input changed delay:300ms", "hx-include": "#workplace-found", "autocomplete": "off",
        }  # fmt: skip

    def offer_choices(self):
        fields = self.fields
        fields["same"].choices = self.same_choices()
        fields["same"].error_messages["invalid_choice"] = DID_YOU_MEAN
        fields["chosen"].choices = self.found_choices()
        fields["sector"].choices = [
            ("", _("Choose")),
            *((each.key, each.name) for each in programme().sectors.values()),
        ]
        fields["work_areas"].choices = list(programme().work_areas.items())
        fields["municipality"].choices = [("", _("Choose")), *municipality_choices()]
        self.initial.setdefault("chosen", str(self.workplace.pk) if self.workplace else "")
        for name, wanted in (("cvr", cvr_module()), ("municipality", programme().municipalities)):
            if not wanted:
                del fields[name]

    def typed(self, name):
        """What was typed, before anything is checked; without what no database can look for."""
        typed = self.data.get(self.add_prefix(name)) or "" if self.is_bound else ""
        return typed.replace("\0", "").strip()[:200]

    # finding

    @property
    def is_searching(self):
        """“Find” was pressed, and not yet for this text. (Enter in any other field presses the first button too.)"""
        return self.is_bound and FIND in self.data and self.data.get("searched") != self.looked_for

    @property
    def looked_for(self):
        return self.typed("find")

    def full_clean(self):
        if self.is_searching:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    def is_valid(self):
        return not self.is_searching and super().is_valid()

    def found_choices(self):
        places = [place for place in (self.workplace, self.picked) if place]
        places += Workplace.objects.looked_for(self.looked_for)[:10] if self.looked_for else []
        choices = list(dict.fromkeys((str(place.pk), in_full(place)) for place in places))
        return [*choices, (NEW, _("None of these. I add it below."))] if choices or self.typed("chosen") == NEW else []

    @property
    def found_nothing(self):
        return bool(self.looked_for) and not self.fields["chosen"].choices

    # adding

    @property
    def is_adding(self):
        return self.typed("chosen") == NEW or (not self.typed("chosen") and bool(self.typed("workplace_name")))

    def known_alike(self):
        """What is here already and may be the one that is being added: workplaces, else organisations."""
        if not (self.is_adding and self.typed("organisation")):
            return []
        module = cvr_module()
        cvr = module.compact(self.typed("cvr")) if module else ""
        known = Organisation.objects.likely_same(self.typed("organisation"), cvr)
        name = folded(self.typed("workplace_name"))
        return list(Workplace.objects.filter(organisation__in=known, normalised=name)) or list(known.order_by("pk"))

    def same_choices(self):
        if not self.alike:
            return []
        kind = type(self.alike[0])._meta.model_name
        no = _("No, it is another workplace") if kind == "workplace" else _("No, it is another organisation")
        yes = [(f"{kind}-{each.pk}", in_full(each)) for each in self.alike]
        return [*yes, (f"no-{kind}", no)]

    @property
    def meant(self):
        """The one of those alike that was meant, if they said so."""
        named = {f"{type(each)._meta.model_name}-{each.pk}": each for each in self.alike}
        return named.get(self.typed("same"))

    def clean(self):
        given = super().clean()
        if self.is_adding:
            self.check_new(given)
        elif not given.get("chosen") and "chosen" not in self.errors:
            self.add_error("find", NOT_CHOSEN)
        self.check_sector(given)
        return given

    def check_new(self, given):
        for name, sentence in (
            ("workplace_name", _("Write the name of the workplace.")),
            ("organisation", _("Write the organisation that it belongs to.")),
        ):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        if self.alike and not self.meant and "same" not in self.errors:
            self.ask_which(given.get("same"))
        elif not self.alike and not given.get("sector") and "sector" not in self.errors:
            self.add_error("sector", _("Choose what kind of organisation it is."))

    def ask_which(self, said):
        """Those that are alike are offered; a no is taken only with a name of its own."""
        if not said:
            self.add_error("same", DID_YOU_MEAN)
        elif said == "no-workplace":
            self.add_error("workplace_name", TELL_WORKPLACES_APART)
        elif any(each.normalised == folded(self.typed("organisation")) for each in self.alike):
            self.add_error("organisation", TELL_ORGANISATIONS_APART)
        else:
            self.add_error("cvr", format_lazy(TAKEN_CVR, name=self.alike[0].name))

    def check_sector(self, given):
        place = self.meant or self.picked
        organisation = getattr(place, "organisation", place)
        sector = programme().sectors.get(organisation.sector if organisation else given.get("sector"))
        if sector and not getattr(sector, self.can):
            self.add_error("sector" if self.is_adding else "chosen", MAY[self.can])

    @property
    def picked(self):
        number = self.typed("chosen")
        if self.is_adding or not number.isdecimal() or len(number) > 15:
            return None
        return Workplace.objects.select_related("organisation").filter(pk=int(number)).first()

    def save_workplace(self):
        """The workplace that was chosen, or the new one."""
        if place := self.picked:
            return place
        if isinstance(self.meant, Workplace):
            return self.meant
        try:
            with transaction.atomic():
                return self.add()
        except IntegrityError:  # someone else added the same at the same moment
            return self.add()

    def add(self):
        given = self.cleaned_data
        organisation = self.meant or Organisation.objects.known_as(
            given["organisation"], given["sector"], given.get("cvr", "")
        )
        more = {"municipality": given.get("municipality", ""), "work_areas": given["work_areas"]}
        return Workplace.objects.known_as(organisation, given["workplace_name"], **more)


def municipality_choices():
    """(code, name) of every municipality, in the order of the alphabet."""
    places = sorted(programme().municipalities.values(), key=lambda each: sort_key(each.name))
    return [(each.code, each.name) for each in places]


def in_full(place):
    """A workplace or an organisation as one recognises it: with its place, or its number."""
    if isinstance(place, Workplace):
        return f"{place.full_name} · {place.place}" if place.place else place.full_name
    return f"{place.name} · CVR {place.cvr}" if place.cvr else place.name
