"""What one tells of a photo: the picture itself, who is in it, and what those in it say."""

from uuid import uuid4

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ipraktik.kit import fields, forms, pictures
from ipraktik.kit.apart import Refused
from ipraktik.kit.days import say_days
from ipraktik.photos.uses import NO, OWN, USES, WANTED
from ipraktik.programme import programme, text

ACCEPTED = "image/jpeg,image/png,image/webp,image/heic,image/heif,image/*"
ELSE = "else"
NONE_CHOSEN = _("Take a photo, or choose one.")
TWICE_CHOSEN = _("There are two photos. Send them one by one.")
NAME_OR_CHOOSE = _("Write the name of the one to ask.")
TOOK_IT = _("You took it. Nobody needs to ask you.")
WITHOUT_ADDRESS = _("Write the e-mail address of the one to ask, or let them answer on this phone.")


class PhotoField(fields.UploadField):
    says_optional = False  # one of two is needed

    default_error_messages = {
        "too_big": _(
            "The photo is larger than %(most)s MB. Take it in your camera's ordinary size, or choose another."
        ),
        "empty": _("There is nothing in the file (0 bytes). Choose it again."),
    }

    def __init__(self, capture=False, **kwargs):
        super().__init__(required=False, **kwargs)
        self.widget.attrs["accept"] = ACCEPTED
        if capture:
            self.widget.attrs["capture"] = "environment"

    def clean(self, data, initial=None):
        self.megabytes = programme().rules.photo_megabytes
        return super().clean(data, initial)


class AboutForm(forms.Form):
    """What one says of a photo: when it is sent, and when that is corrected."""

    people = fields.YesNo(
        label=_("Can anybody be recognised in it?"),
        missing=_("Say whether anybody can be recognised in it."),
        help_text=_("If so, you ask them next. Nobody but you sees it before they have said yes."),
    )
    caption = fields.TextField(
        label=_("What does it show?"),
        help_text=_("It is read aloud to those who cannot see the photo."),
        required=False,
    )
    use = fields.OneOf(
        label=_("What is it for?"), choices=list(WANTED.items()), initial=OWN, missing=_("Choose what it is for.")
    )
    day = fields.Select(label=_("On which day?"), missing=_("Choose the day."))

    def __init__(self, *args, visit, **kwargs):
        super().__init__(*args, **kwargs)
        self.days = {each.isoformat(): each for each in visit.days}
        self.fields["day"].choices = [(key, say_days(each)) for key, each in self.days.items()]
        self.fields["day"].initial = min(max(self.days), timezone.localdate().isoformat())

    def told(self):
        """In the photo's own words."""
        given = self.cleaned_data
        told = {"caption": given["caption"], "use": given["use"], "day": self.days[given["day"]]}
        return told | ({"has_people": given["people"]} if "people" in given else {})


class PhotoForm(AboutForm):
    """A plain form, which a phone without a network keeps and sends later: `key` tells that it is the same."""

    key = django_forms.CharField(widget=django_forms.HiddenInput, required=False, max_length=200)
    taken = PhotoField(label=_("Take a photo"), capture=True)
    chosen = PhotoField(
        label=_("Or choose one"), help_text=_("JPEG, PNG, WebP or HEIC. We take out the place and the camera.")
    )
    note = django_forms.CharField(widget=django_forms.HiddenInput, required=False)
    field_order = ["taken", "chosen"]

    def __init__(self, *args, notes, note="", **kwargs):
        """`notes`: those that it may go with."""
        super().__init__(*args, **kwargs)
        self.fields["key"].initial, self.notes = uuid4, notes
        self.goes_with = self.one_of_the_notes(self.data.get("note", "") if self.is_bound else note)
        self.fields["note"].initial = self.goes_with.pk if self.goes_with else ""

    def one_of_the_notes(self, number):
        """None where it is no such note, or none any more: the photo is kept all the same."""
        return (
            self.notes.filter(pk=number).first() if number.isascii() and number.isdigit() and len(number) < 15 else None
        )

    def clean_note(self):
        return self.goes_with

    def told(self):
        return super().told() | {"note": self.goes_with}

    def clean(self):
        """The picture is opened last: the rest of the form is worth nothing without it."""
        given = [self.cleaned_data.get(name) for name in ("taken", "chosen") if self.cleaned_data.get(name)]
        if not given and not (self.errors.keys() & {"taken", "chosen"}):
            self.add_error("taken", NONE_CHOSEN)
        if len(given) > 1:
            self.add_error("chosen", TWICE_CHOSEN)
        elif given:
            self.open(given[0])
        return self.cleaned_data

    def open(self, file):
        try:
            self.cleaned_data["picture"] = pictures.write_anew(file.read())
        except Refused as refusal:
            self.add_error("taken" if self.cleaned_data.get("taken") else "chosen", refusal.sentence)


class PersonForm(forms.Form):
    """Somebody in the photo: of the visit, or somebody else."""

    who = fields.OneOf(label=_("Who is in it?"), initial=ELSE, missing=_("Choose who is in it."))
    name = fields.TextField(label=_("Their name"), required=False, max_length=120)
    email = fields.EmailField(
        label=_("Their e-mail"), help_text=_("For a letter with a link. They need no account."), required=False
    )

    def __init__(self, *args, photo, **kwargs):
        super().__init__(*args, **kwargs)
        self.photo = photo
        self.known = those_of_the_visit(photo)
        chosen = [(str(pk), str(person)) for pk, person in self.known.items()]
        self.fields["who"].choices = [*chosen, (ELSE, _("Somebody else"))]
        self.by_letter = "letter" in self.data

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if email and email == self.photo.taker.person.email:
            raise ValidationError(TOOK_IT)
        return email

    def clean(self):
        given = self.cleaned_data
        if self.by_letter and given.get("who") == ELSE and not self.errors:
            if not given["email"]:
                self.add_error("email", WITHOUT_ADDRESS)
            if not given["name"]:
                self.add_error("name", NAME_OR_CHOOSE)
        return given

    def told(self):
        """What the photo is told."""
        person = self.known.get(int(self.cleaned_data["who"])) if self.cleaned_data["who"] != ELSE else None
        if person:
            return {"name": str(person), "person": person}
        return {"name": self.cleaned_data["name"], "email": self.cleaned_data["email"] if self.by_letter else ""}


def those_of_the_visit(photo):
    """{number: person}, of the visit's people who are not in it yet."""
    named = {each.person_id for each in photo.depicted.all()} | {photo.taker.person_id}
    seats = photo.placement.participants.all()
    return {each.person_id: each.person for each in seats if each.person_id not in named}


class AnswerForm(forms.Form):
    """What somebody in a photo says. Nothing is chosen beforehand."""

    use = fields.OneOf(label=_("May it be used?"), missing=_("Choose yes or no."))

    def __init__(self, *args, depicted, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = str(text("photos.asked", taker=depicted.photo.taker.person))
        words = {use: text(f"photos.{use}") for use in USES} | {"no": text("photos.no")}
        self.fields["use"].choices = list(words.items())

    @property
    def said(self):
        return NO if self.cleaned_data["use"] == "no" else self.cleaned_data["use"]

    @property
    def words(self):
        """What they said yes or no to, as it stood before them."""
        return f"{self.asked}\n\n{dict(self.fields['use'].choices)[self.cleaned_data['use']]}"
