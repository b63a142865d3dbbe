"""Alone, or with one or two from the same workplace: who they are, and whether they go together or not at all."""

from django.utils.translation import gettext_lazy as _

from ipraktik.directory import companions, lifecycle
from ipraktik.directory.models import TravelGroup
from ipraktik.directory.wish_forms import Step
from ipraktik.kit.fields import EmailField, OneOf, TextField
from ipraktik.kit.forms import Form
from ipraktik.programme import programme

ALONE, ALONG = "alone", "along"
COMPANY = [(ALONE, _("I travel alone")), (ALONG, _("I travel with colleagues from my own workplace"))]
TOGETHER = [("yes", _("Together or not at all")), ("no", _("Together if possible, else each our own way"))]


class CompanionsForm(Step, Form):
    company = OneOf(label=_("Alone or together?"), choices=COMPANY, missing=_("Choose whether you travel alone."))
    together = OneOf(label=_("What if there is not room for all of you?"), choices=TOGETHER, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["together"].says_optional = False
        for number in self.numbers:
            self.fields[f"name_{number}"] = TextField(label=_("Colleague's name"), max_length=120, required=False)
            self.fields[f"email_{number}"] = EmailField(label=_("Colleague's e-mail"), required=False)
            self.fields[f"email_{number}"].widget.attrs["autocomplete"] = "off"
            for name in (f"name_{number}", f"email_{number}"):
                self.fields[name].says_optional = number > 1

    @property
    def numbers(self):
        return range(1, programme().rules.companions_max + 1)

    @property
    def rows(self):
        """The fields of each colleague, side by side."""
        return [(self[f"name_{number}"], self[f"email_{number}"]) for number in self.numbers]

    def known(self):
        wish = self.wish
        if not wish.group_id:
            return {"company": ALONE} if wish.step else {}
        known = {"company": ALONG, "together": "yes" if wish.group.together_only else "no"}
        for number, each in enumerate(named_by(wish), 1):
            known |= {f"name_{number}": each["name"], f"email_{number}": each["email"]}
        return known

    def clean(self):
        given = super().clean()
        if given.get("company") == ALONG:
            self.check_rows(given)
        return given

    def check_rows(self, given):
        emails = [self.check_row(number, given) for number in self.numbers]
        if not any(emails) and not self.errors:
            self.add_error("name_1", _("Write who goes along, or choose to travel alone."))
        if not given.get("together") and "together" not in self.errors:
            self.add_error("together", _("Choose what happens if there is not room for all of you."))
        for number, email in enumerate(emails, 1):
            if email and email in emails[: number - 1]:
                self.add_error(f"email_{number}", _("This colleague stands here twice. Take one out."))

    def check_row(self, number, given):
        name, email = given.get(f"name_{number}"), (given.get(f"email_{number}") or "").lower()
        if name and not email and f"email_{number}" not in self.errors:
            self.add_error(f"email_{number}", _("Write your colleague's e-mail, so that we can ask."))
        if email and not name:
            self.add_error(f"name_{number}", _("Write your colleague's name."))
        if email == self.wish.intern.email:
            self.add_error(f"email_{number}", _("Write your colleague's e-mail, not your own."))
        return email

    def save(self):
        if self.cleaned_data["company"] == ALONE:
            self.travel_alone()
        else:
            self.travel_along()

    def travel_alone(self):
        if self.wish.group_id:
            self.wish.group.to_invite = []
            self.wish.group.save(update_fields=["to_invite"])
            companions.leave(self.wish, self.by)

    def travel_along(self):
        given = self.cleaned_data
        rows = [(given[f"name_{number}"], given[f"email_{number}"].lower()) for number in self.numbers]
        wanted = {email: {"name": name, "email": email} for name, email in rows if email}
        group = self.wish.group or TravelGroup.objects.create()
        gone = [each for each in self.wish.companions if each.intern.email not in wanted]
        here = {each.intern.email for each in self.wish.companions}
        group.together_only = given["together"] == "yes"
        group.to_invite = [each for email, each in wanted.items() if email not in here]
        group.save()
        self.write(group=group)
        for companion in gone:
            companions.let_go(self.wish, companion, self.by)
        if self.wish.state == lifecycle.OPEN:
            companions.invite(self.wish, self.by)


def named_by(wish):
    """Those who go along: who has a wish of their own, then who is yet to be invited."""
    asked = [
        {"name": each.intern.name, "email": each.intern.email} for each in wish.companions.select_related("intern")
    ]
    return [*asked, *wish.group.to_invite]
