"""Days and people: when, whom one meets, who takes over, where, and what is agreed besides."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ipraktik.directory.lifecycle import days_in_words
from ipraktik.kit import fields, forms
from ipraktik.kit.access import reach
from ipraktik.kit.lifecycle import NotYet
from ipraktik.people.models import Person
from ipraktik.people.parties import COORDINATOR, HOST
from ipraktik.placements.changing import terms_of
from ipraktik.placements.frame import page, plan_for
from ipraktik.placements.models import Placement, Visit
from ipraktik.placements.visits import MATTERS
from ipraktik.programme import programme

NEW = "new"
LONGEST_SPAN, FURTHEST = timedelta(days=60), timedelta(days=730)
MATTERS_TO_MEET = ("meet", *MATTERS, "practical")
GROUPS = {  # right: the fields it opens
    "plan": ("first_day", "last_day", *MATTERS_TO_MEET, "additions", "wants_declaration", "keep"),
    "staff": ("contact", "contact_name", "contact_email", "reserve", "reserve_name", "reserve_email"),
    "plan-own": ("follow_up", "special_terms"),
}
ONLY_HOST = (*MATTERS_TO_MEET, "additions", "wants_declaration", "keep")


def name_field(label):
    return fields.TextField(label=label, required=False, max_length=120)


def matter(label, example, most=1000):
    return fields.FreeText(label=label, help_text=example, rows=2, required=False, max_length=most)


class PracticalForm(forms.Form):
    says_optional = False  # everything may wait, though not for ever

    first_day = fields.DateField(label=gettext_lazy("First day"), required=False)
    last_day = fields.DateField(label=gettext_lazy("Last day"), required=False)
    contact = fields.Select(label=gettext_lazy("Contact person"), required=False)
    contact_name = name_field(gettext_lazy("The new contact person's name"))
    contact_email = fields.EmailField(label=gettext_lazy("The new contact person's e-mail"), required=False)
    reserve = fields.Select(
        label=gettext_lazy("Reserve"),
        help_text=gettext_lazy("Takes over if the contact person falls ill or is kept away."),
        required=False,
    )
    reserve_name = name_field(gettext_lazy("The new reserve's name"))
    reserve_email = fields.EmailField(label=gettext_lazy("The new reserve's e-mail"), required=False)
    meet = fields.FreeText(
        label=gettext_lazy("Where and when to meet on the first day"), rows=3, required=False, max_length=2000
    )
    hours = fields.TextField(
        label=gettext_lazy("Working hours"), help_text=gettext_lazy("As “8-15, Friday until 13”."), required=False
    )
    equipment = matter(gettext_lazy("What to bring"), gettext_lazy("A computer, papers, a lunch box."))
    dress = matter(gettext_lazy("What to wear"), gettext_lazy("Shoes for the workshop, no jewellery, warm clothes."))
    workspace = matter(
        gettext_lazy("A place to work"), gettext_lazy("Where the intern can sit down: a desk, a chair at your table.")
    )
    access = matter(
        gettext_lazy("Getting in and about"), gettext_lazy("Step-free access, lift, parking, public transport.")
    )
    practical = matter(gettext_lazy("What else is good to know"), gettext_lazy("Lunch, breaks, a cloakroom."), 5000)
    additions = fields.FreeText(
        label=gettext_lazy("The host's own additions to the agreement"),
        help_text=gettext_lazy("What applies to everyone who visits you, as safety or photography."),
        rows=3,
        required=False,
        max_length=4000,
    )
    wants_declaration = fields.Tick(
        label=gettext_lazy("Intern and host also sign a confidentiality declaration"), required=False
    )
    keep = fields.Tick(label=gettext_lazy("Keep the additions and the declaration for our next visits"), required=False)
    follow_up = fields.FreeText(
        label=gettext_lazy("How you keep in touch afterwards"),
        help_text=gettext_lazy("For example: a call a month later. It becomes part of the agreement."),
        rows=3,
        required=False,
        max_length=2000,
    )
    special_terms = fields.FreeText(
        label=gettext_lazy("Special terms"),
        help_text=gettext_lazy("Only if you agree on something more than the agreement already says."),
        rows=3,
        required=False,
        max_length=2000,
    )

    def __init__(self, *args, placement, person, **kwargs):
        self.placement, self.visit, self.person = placement, placement.visit, person
        super().__init__(*args, initial=self.stands(), **kwargs)
        kept = open_fields(placement, person)
        for name in [name for name in self.fields if name not in kept]:
            del self.fields[name]
        if "first_day" in self.fields:
            self.fields["first_day"].help_text = placement.occasion_in_words
        for role in ("contact", "reserve"):
            if role in self.fields:
                self.fields[role].choices = self.people()

    def stands(self):
        visit, placement = self.visit, self.placement
        return {
            "first_day": visit.first_day,
            "last_day": visit.last_day,
            "contact": visit.contact_id,
            "reserve": visit.reserve_id,
            "meet": visit.meet,
            **{name: getattr(visit, name) for name in (*MATTERS, "practical")},
            "additions": visit.additions,
            "wants_declaration": visit.wants_declaration,
            "follow_up": placement.follow_up,
            "special_terms": placement.special_terms,
        }

    def people(self):
        known = {each.person_id: str(each.person) for each in self.placement.offer.people.select_related("person")}
        known |= {each.pk: str(each) for each in (self.visit.contact, self.visit.reserve) if each}
        return [("", _("Choose")), *known.items(), (NEW, _("Someone else: write below"))]

    def clean(self):
        given = super().clean()
        if "first_day" in self.fields and not {"first_day", "last_day"} & set(self.errors):
            self.clean_days(given["first_day"], given["last_day"])
        for role in ("contact", "reserve"):
            if given.get(role) == NEW:
                self.clean_new(role)
        if "contact" in self.fields and self.same_person():
            self.add_error("reserve", _("Choose another reserve: it cannot be the contact person."))
        return given

    def clean_days(self, first, last):
        today = timezone.localdate()
        if not first and not last and not self.visit.has_days:
            return  # they are set another day
        if not first:
            self.add_error("first_day", _("Write the first day, as 23.11.2026."))
        elif not last:
            self.add_error("last_day", _("Write the last day, as 25.11.2026."))
        elif last < first:
            self.add_error("last_day", _("The last day comes before the first. Swap them, or correct one."))
        elif first <= today:
            self.add_error("first_day", _("Write a first day that is still to come."))
        elif last > today + FURTHEST:
            self.add_error("last_day", _("Write a day within the next two years."))
        elif last - first > LONGEST_SPAN or not Visit(first_day=first, last_day=last).length_fits:
            self.add_error("last_day", days_in_words(self.visit))

    def clean_new(self, role):
        for part, sentence in (("name", _("Write the person's name.")), ("email", _("Write the person's e-mail."))):
            if not self.cleaned_data.get(f"{role}_{part}") and f"{role}_{part}" not in self.errors:
                self.add_error(f"{role}_{part}", sentence)

    def same_person(self):
        return self.who("contact") is not None and self.who("contact") == self.who("reserve")

    def who(self, role):
        """Whom a role is given to: the number of someone known, or the address of someone new."""
        chosen = self.cleaned_data.get(role)
        if chosen == NEW:
            return self.cleaned_data.get(f"{role}_email", "").lower() or None
        return Person.objects.get(pk=chosen).email if chosen else None

    def named(self, role):
        address, is_new = self.who(role), self.cleaned_data[role] == NEW
        name = self.cleaned_data[f"{role}_name"] if is_new else ""
        return Person.objects.known_as(address, name) if address else None

    def save(self):
        """Everything or nothing. Raises NotYet."""
        given = self.cleaned_data
        with self.placement.doing(self.person, *self.rights):
            if {"first_day", "last_day"} & set(self.changed_data):
                self.visit.set_days(given["first_day"], given["last_day"], self.person)
            if "contact" in self.fields:
                self.name_people()
            write(self.visit, given, (*MATTERS_TO_MEET, "additions", "wants_declaration"))
            if given.get("keep"):
                write(self.placement.offer, given, ("additions", "wants_declaration"))
            write(self.placement, given, ("follow_up", "special_terms"))

    @property
    def rights(self):
        """What one must still be allowed when it is written."""
        return [right for right, names in GROUPS.items() if {*names} & {*self.fields}]

    def name_people(self):
        contact, reserve = self.named("contact"), self.named("reserve")
        if (contact, reserve) != (self.visit.contact, self.visit.reserve):
            self.visit.staff(contact, reserve, self.person)


def write(subject, given, names):
    names = [name for name in names if name in given]
    for name in names:
        setattr(subject, name, given[name])
    if names:
        subject.save(update_fields=names)


def open_fields(placement, person):
    """The fields this person may fill now."""
    is_host = placement.parties_of(person) & {HOST, COORDINATOR}
    kept = [name for right, names in GROUPS.items() if placement.may(person, right) for name in names]
    return [name for name in kept if is_host or name not in ONLY_HOST]


def placement_practical(request, pk):
    placement = reach(request, Placement.objects.for_page(), pk=pk)
    form = PracticalForm(request.POST or None, placement=placement, person=request.user)
    if request.method == "POST" and not form.fields:
        placement.demand(request.user, "plan-own")
    if request.method == "POST" and form.is_valid() and saved(request, form):
        return redirect("placement-practical", pk)
    shown = page(Placement.objects.for_page().get(pk=pk), request.user, "placement-practical", form=form)
    shown["plan"] = plan_for(placement, request.user)
    return render(request, "placements/pages/practical.html", shown | {"rules": programme().rules})


def saved(request, form):
    try:
        with terms_of(form.placement, request):
            form.save()
    except NotYet as refusal:
        form.add_error(None, refusal.sentences)
        return False
    messages.success(request, _("Saved."))
    for sentence in [*form.visit.day_warnings, *form.visit.host_warnings]:
        messages.warning(request, sentence)
    return True
