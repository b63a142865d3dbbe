"""What the office tells of a signed print: the scan, who signed, when, and the code at the foot of the page."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ipraktik.agreements.on_paper import demand_day
from ipraktik.agreements.terms import AGREEMENT, CONFIDENTIALITY
from ipraktik.history.words import TAKEN_BACK
from ipraktik.kit import fields, forms, scans
from ipraktik.kit.lifecycle import NotYet
from ipraktik.people.parties import SENDER
from ipraktik.programme import programme

MEGABYTES = 25
CODES = {"code": AGREEMENT, "declaration_code": CONFIDENTIALITY}
NOT_OF_THE_DECLARATION = _("Intern and host sign the declaration too. Write the code at the foot of it.")


class PaperForm(forms.Form):
    files = fields.UploadsField(
        label=_("The scan"),
        help_text=_("PDF, JPEG, PNG, WebP, HEIC or TIFF: one file or several, at most 25 MB and 20 pages in all."),
        missing=_("Choose the scan, or a picture of each page."),
        megabytes=MEGABYTES,
        allow_empty_file=True,
    )
    people = fields.SomeOf(label=_("Who has signed on it?"), missing=_("Choose who has signed on the paper."))
    day = fields.DateField(
        label=_("On what date?"),
        help_text=_(
            "The date that stands on the paper. If they have signed on different days, send one scan for each day."
        ),
    )
    code = fields.TextField(
        label=_("The code at the foot of the agreement"),
        help_text=_("Eight figures and letters, as 3F2A-91BC. It tells which version was printed."),
        missing=_("Write the code at the foot of the page."),
        max_length=20,
    )
    declaration_code = fields.TextField(
        label=_("The code at the foot of the declaration"),
        help_text=_("Only where intern or host has signed it."),
        required=False,
        max_length=20,
    )

    def __init__(self, *args, placement, **kwargs):
        super().__init__(*args, **kwargs)
        self.placement = placement
        self.missing = missing(placement)
        self.fields["people"].choices = [(str(pk), name_of(seats)) for pk, seats in self.missing.items()]
        if not placement.wants_declaration:
            del self.fields["declaration_code"]

    def clean_files(self):
        """The scan as we keep it: (PDF, number of pages)."""
        try:
            return scans.write_anew([each.read() for each in self.cleaned_data["files"]])
        except scans.Refused as refusal:
            raise ValidationError(refusal.sentence) from refusal

    def clean(self):
        if self.needs_declaration():
            self.add_error("declaration_code", NOT_OF_THE_DECLARATION)
        for field in self.codes():
            self.look_up(field)
        return self.cleaned_data

    def needs_declaration(self):
        seats = [seat for person in self.cleaned_data.get("people", ()) for seat in self.missing[int(person)]]
        asked = "declaration_code" in self.cleaned_data and any(seat.party != SENDER for seat in seats)
        return asked and not self.cleaned_data["declaration_code"]

    def codes(self):
        """The fields in which a code was written."""
        return [field for field in CODES if self.cleaned_data.get(field)]

    def look_up(self, field):
        day = self.cleaned_data.get("day")
        try:
            version = self.placement.printed(CODES[field], self.cleaned_data[field])
        except NotYet as refusal:
            return self.add_error(field, refusal.sentences)
        try:
            return day and demand_day(day, version)
        except NotYet as refusal:
            return self.add_error("day", refusal.sentences)

    def given(self):
        """What the placement is told."""
        pdf, pages = self.cleaned_data["files"]
        people = [self.missing[int(person)][0].person for person in self.cleaned_data["people"]]
        codes = {CODES[field]: self.cleaned_data[field] for field in self.codes()}
        return {"people": people, "day": self.cleaned_data["day"], "codes": codes, "pdf": pdf, "pages": pages}


def missing(placement):
    """{person: their seats}, of those whose signature is missing."""
    waited_for, found = placement.waited_for, {}
    for each in sorted(placement.participants.all(), key=lambda seat: seat.pk):
        if each.pk in waited_for:
            found.setdefault(each.person_id, []).append(each)
    return found


def name_of(seats):
    parties = ", ".join(str(programme().party(seat.party).name) for seat in seats)
    return f"{seats[0].person} ({parties})"


class TakeBackForm(forms.Form):
    why = fields.OneOf(
        label=_("What was wrong?"), choices=list(TAKEN_BACK.items()), missing=_("Choose what was wrong.")
    )
