"""What the host writes of its workplace, and the documents it hands out: one form, so that nothing typed is lost."""

from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ipraktik.kit import fields, forms, pdfs
from ipraktik.kit.fields import UNSEEN
from ipraktik.preparing.handouts import FULL, LONGEST_NAME, MEGABYTES, MOST_HANDOUTS, Handout, name_from
from ipraktik.preparing.place import Place, as_lines, handouts_of, place_of, read_links

WRITTEN = ("organised", "goals", "links")


class PlaceForm(forms.Form):
    says_optional = False

    organised = fields.FreeText(
        label=_("How you are organised"),
        help_text=_("Teams, tasks, who decides what. A few sentences will do."),
        required=False,
        max_length=3000,
    )
    goals = fields.FreeText(
        label=_("What you work towards"),
        help_text=_("Your goals this year, and how you go about them."),
        required=False,
        max_length=3000,
    )
    links = fields.FreeText(
        label=_("Links to read"),
        help_text=_("One to a line: a name and an address, as “Our year plan https://example.dk/plan”."),
        required=False,
        max_length=6000,
    )
    files = fields.UploadsField(
        label=_("Choose one or more PDFs"),
        help_text=format_lazy(
            _("At most {megabytes} MB at a time and {pages} pages in each. There is room for {most} documents."),
            megabytes=MEGABYTES, pages=pdfs.PAGES, most=MOST_HANDOUTS,
        ),
        required=False,
        megabytes=MEGABYTES,
        allow_empty_file=True,
    )  # fmt: skip

    def __init__(self, *sent, offer):
        self.offer, self.place, self.opened = offer, place_of(offer), []
        stands = {"organised": self.place.organised, "goals": self.place.goals, "links": as_lines(self.place.links)}
        super().__init__(*sent, initial=stands)
        self.fields["files"].widget.attrs["accept"] = "application/pdf,.pdf"
        self.handouts = handouts_of(self.place)
        for number, each in enumerate(self.handouts, 1):
            self.add_name(each, number)

    def add_name(self, handout, number):
        label = format_lazy(_("What document {number} is called"), number=number)
        self.fields[key_of(handout)] = fields.TextField(
            label=label, required=False, max_length=LONGEST_NAME, initial=handout.name
        )

    @property
    def written(self):
        """(field, its errors), as the page sets them."""
        return [(self[name], self[name].errors) for name in WRITTEN]

    @property
    def rows(self):
        """(handout, its name as a field)"""
        return [(each, self[key_of(each)]) for each in self.handouts]

    def clean_links(self):
        try:
            self.read = read_links(self.cleaned_data["links"])
        except ValueError as wrong:
            raise ValidationError(wrong.args[0]) from wrong
        return self.cleaned_data["links"]

    def clean_files(self):
        """Each is opened, so that all who cannot be are told at once."""
        files = self.cleaned_data["files"]
        if len(files) + len(self.handouts) > MOST_HANDOUTS:
            raise ValidationError(FULL)
        refused = [said for each in files if (said := self.open(each))]
        if refused:
            raise ValidationError(refused)
        return files

    def open(self, file):
        """The sentence that says why it cannot be kept, if it cannot."""
        sent = file.read()
        try:
            pdf, pages = pdfs.write_anew(sent)
        except pdfs.Refused as refusal:
            said = refusal.sentence if sent else self.fields["files"].error_messages["empty"]
            return f"{UNSEEN.sub('', file.name)[:LONGEST_NAME]}: {said}"
        self.opened.append({"name": name_from(file.name), "sent": sent, "pdf": pdf, "pages": pages})
        return None

    def save(self, placement, by):
        """All of it. Raises PermissionDenied or NotYet."""
        given = {"organised": self.cleaned_data["organised"], "goals": self.cleaned_data["goals"], "links": self.read}
        with placement.doing(by, "present"):
            place, _made = Place.objects.update_or_create(offer=self.offer, defaults=given)
            for each, field in self.rows:
                self.rename(each, self.cleaned_data[field.name])
            return self.keep(place)

    def rename(self, handout, name):
        """Only what was changed here: somebody else may have changed the others. A document is never without a name."""
        if name and name != handout.name:
            Handout.objects.filter(pk=handout.pk).update(name=name)

    def keep(self, place):
        return [Handout.objects.keep(place, **each) for each in self.opened]

    def save_files(self, placement, by):
        """Where something else is wrong: no browser holds a chosen file, so what could be opened is kept already."""
        with placement.doing(by, "present"):
            place, _made = Place.objects.get_or_create(offer=self.offer)
            kept = [each for each in self.keep(place) if each not in self.handouts]
        self.data = self.data.copy()
        for each in kept:
            self.handouts.append(each)
            self.add_name(each, len(self.handouts))
            self.data[key_of(each)] = each.name
        return kept

    def refuse_files(self, refusal):
        self.opened.clear()
        self.add_error("files", refusal.sentences)


def key_of(handout):
    return f"name-{handout.pk}"
