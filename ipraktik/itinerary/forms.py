"""A row of the itinerary as it is typed, and the colleagues who are named in it."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ipraktik.itinerary.models import Colleague
from ipraktik.kit import fields, forms
from ipraktik.kit.days import say_weekday
from ipraktik.kit.lifecycle import NotYet
from ipraktik.placements.models import ItineraryItem
from ipraktik.programme import programme

SHARED, OWN, COLLEAGUES = "plan", "plan-own", "name-colleagues"
MOST_A_DAY = 40  # rows that anybody can follow in a day, and more than anybody has
MOST_COLLEAGUES = 10
ENOUGH = gettext_lazy("That day has %(most)s rows, and that is enough. Take some out first.")
BETWEEN = " ,;:<>()\t"


class ColleaguesField(fields.FreeText):
    """A line for each: “Pia Holm, pia@organisation.dk”, the address only where we are to write. Gives [(name, e-mail)]."""

    def __init__(self):
        super().__init__(
            label=gettext_lazy("Colleagues in it"),
            help_text=gettext_lazy(
                "One on each line: name, and e-mail if we are to tell them when. "
                "We use the address for that alone, and forget it after the visit."
            ),
            required=False,
            rows=2,
            max_length=2000,
        )

    def clean(self, value):
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MOST_COLLEAGUES:
            raise ValidationError(_("Name at most %(most)s colleagues in a row.") % {"most": MOST_COLLEAGUES})
        return list(dict.fromkeys(colleague_of(line) for line in lines))

    def prepare_value(self, value):
        return "\n".join(", ".join(filter(None, each)) for each in value) if isinstance(value, list) else value


def colleague_of(line):
    email = next((word for word in re.split(r"[\s,;<>()]+", line) if "@" in word), "")
    name = (line.partition(email)[0] if email else line).strip(BETWEEN)
    if not name or len(name) > 120:
        raise ValidationError(_("Write a name first on the line “%(line)s”.") % {"line": line[:80]})
    try:
        validate_email(email or "nobody@organisation.dk")
    except ValidationError as wrong:
        sentence = _("Write an e-mail address such as name@organisation.dk on the line “%(line)s”.")
        raise ValidationError(sentence % {"line": line[:80]}) from wrong
    return name, email.lower()


def name_colleagues(item, named):
    """These colleagues, and no others, are in the row. Who was never told goes with their last row."""
    item.colleagues.set([Colleague.objects.known_as(item.visit, *each) for each in named])
    item.visit.colleagues.drop_unused()


def demand_room(visit, day, placement=None, without=None):
    """Room for one more row on this day. Raises NotYet."""
    beside = visit.items.filter(Q(placement=None) | Q(placement=placement), day=day)
    if beside.exclude(pk=without and without.pk).count() >= MOST_A_DAY:
        raise NotYet([ENOUGH % {"most": MOST_A_DAY}], visit)


class RowForm(forms.Form):
    day = fields.Select(label=gettext_lazy("Day"), missing=gettext_lazy("Choose a day of the visit."))
    starts = fields.ClockField(label=gettext_lazy("From"), required=False)
    ends = fields.ClockField(label=gettext_lazy("To"), required=False)
    what = fields.TextField(
        label=gettext_lazy("What"),
        help_text=gettext_lazy("Say it as you would to a guest: “Morning meeting in the pay team”."),
        missing=gettext_lazy("Write what happens."),
        max_length=300,
    )
    kind = fields.Select(label=gettext_lazy("Kind"), required=False)
    where = fields.TextField(label=gettext_lazy("Where"), required=False)
    with_whom = fields.TextField(label=gettext_lazy("With whom"), required=False)
    goals = fields.SomeOf(label=gettext_lazy("Which goals does it answer?"), required=False)
    whose = fields.Select(label=gettext_lazy("For whom"), required=False)
    colleagues = ColleaguesField()

    def __init__(self, *args, placement, plan, names, host, item=None, initial=None, goals=()):
        self.placement, self.plan, self.item = placement, plan, item
        super().__init__(*args, initial=stands(item) if item else initial)
        days = [("", _("Choose a day"))] if len(placement.visit.days) > 1 else []
        self.fields["day"].choices = [*days, *((day.isoformat(), say_weekday(day)) for day in placement.visit.days)]
        self.fields["kind"].choices = [("", _("Nothing in particular")), *kinds()]
        self.fields["whose"].choices = [("", _("All interns together")), *whose(placement, names, host)]
        self.fields["goals"].choices = [(goal.pk, Truncator(str(goal)).chars(90)) for goal in goals]
        self.leave_out("goals", unless=goals)
        self.leave_out("whose", unless=plan.shared and len(names) > 1)
        self.leave_out("kind", unless=programme().itinerary.kinds)
        self.leave_out("colleagues", unless=host)

    def leave_out(self, name, unless):
        if not unless:
            del self.fields[name]

    def clean(self):
        given = super().clean()
        if given.get("starts") and given.get("ends") and given["ends"] <= given["starts"]:
            self.add_error("ends", _("It ends before it begins. Correct one of the times."))
        return given

    def save(self):
        """Raises NotYet."""
        given = self.cleaned_data
        item = self.item or ItineraryItem(visit=self.placement.visit)
        item.placement_id = self.owner
        demand_room(item.visit, given["day"], item.placement_id, without=item)
        for name in ("day", "starts", "ends", "what", "kind", "where", "with_whom"):
            setattr(item, name, given.get(name, getattr(item, name)))
        item.filled_at = None
        item.save()
        if "colleagues" in self.fields:
            name_colleagues(item, given["colleagues"])
        if "goals" in self.fields:
            self.point_to_goals(item, given["goals"])
        return item

    def point_to_goals(self, item, chosen):
        """Those of this placement; what the row does for another intern's stays."""
        known = [pk for pk, _goal in self.fields["goals"].choices]
        item.goals.remove(*known)
        item.goals.add(*chosen)

    @property
    def owner(self):
        """The placement whose intern has it alone; None for a row of all."""
        if "whose" in self.fields:
            return int(self.cleaned_data["whose"]) if self.cleaned_data["whose"] else None
        if self.item:
            return self.item.placement_id
        return None if self.plan.shared else self.placement.pk

    @property
    def rights(self):
        """What one must still be allowed when it is written: the plan of all, where others see the row or have seen it."""
        is_moved = self.item and self.item.placement_id != self.owner
        others_see_it = self.owner != self.placement.pk or is_moved
        return (OWN, SHARED) if others_see_it else (OWN,)


class ColleaguesForm(forms.Form):
    """Once the agreement stands, the row does too; who of the host's people is in it may still change."""

    colleagues = ColleaguesField()

    def __init__(self, *args, item, **kwargs):
        self.item = item
        super().__init__(*args, initial={"colleagues": named_in(item)}, **kwargs)


def kinds():
    return [(kind.key, str(kind.name)) for kind in programme().itinerary.kinds.values()]


def whose(placement, names, host):
    """Hosts may write each intern's own rows; an intern only theirs."""
    return [(pk, name) for pk, name in names.items() if host or pk == placement.pk]


def stands(item):
    names = ("starts", "ends", "what", "kind", "where", "with_whom")
    known = {name: getattr(item, name) for name in names}
    known |= {"goals": [goal.pk for goal in item.goals.all()]}
    return known | {"day": item.day.isoformat(), "whose": item.placement_id or "", "colleagues": named_in(item)}


def named_in(item):
    return [(each.name, each.email) for each in item.colleagues.all()]
