"""Choosing a file of sign-ups; and what only the coordinator can say about what stands in it."""

from django.utils.translation import gettext_lazy as _

from ipraktik.kit.fields import Select, Tick, UploadField
from ipraktik.kit.forms import Form
from ipraktik.programme import programme

MEGABYTES = 5


class ImportForm(Form):
    file = UploadField(
        label=_("The sheet"),
        help_text=_(
            "CSV or XLSX, at most 5 MB, with headings in the first row. Nothing is saved before you have said yes."
        ),
        missing=_("Choose the file with the sign-ups."),
        megabytes=MEGABYTES,
        endings=(".csv", ".txt", ".tsv", ".xlsx"),
    )


class ChoicesForm(Form):
    """A kind for each organisation we do not know, and a tick for each number that is no personal one."""

    says_optional = False

    def __init__(self, data, *, understood, sheet):
        super().__init__(data)
        self.organisations = dict(enumerate(understood.organisations))
        self.rows = dict(enumerate(row for row in understood.rows if row.personal))
        sectors = [("", _("Choose")), *((each.key, each.name) for each in programme().sectors.values())]
        for number, (name, _folded, sector) in self.organisations.items():
            self.fields[f"sector-{number}"] = Select(label=name, choices=sectors, required=False, initial=sector or "")
        for number, row in self.rows.items():
            label = _("%(sheet)s, row %(row)s: “%(numbers)s” is not a personal number.")
            told = {"sheet": row.sheet, "row": row.number, "numbers": ", ".join(row.personal)}
            ticked = row.key in sheet.not_personal
            self.fields[f"personal-{number}"] = Tick(label=label % told, required=False, initial=ticked)
        self.fields["agreed"] = Tick(
            label=_("They have signed up themselves: take their sign-ups as sent."),
            help_text=_(
                "What is complete is open right away, and the manager is asked. Each gets a letter that tells what was "
                "entered. Without the tick, each gets a link, and sends it themselves."
            ),
            required=False,
        )

    @property
    def sector_fields(self):
        return [self[f"sector-{number}"] for number in self.organisations]

    @property
    def personal_fields(self):
        return [self[f"personal-{number}"] for number in self.rows]

    @property
    def sectors(self):
        given = self.cleaned_data
        said = {folded: given.get(f"sector-{number}") for number, (_name, folded, _old) in self.organisations.items()}
        return {folded: sector for folded, sector in said.items() if sector}

    @property
    def not_personal(self):
        return [row.key for number, row in self.rows.items() if self.cleaned_data.get(f"personal-{number}")]

    @property
    def says_more(self):
        """Has something been chosen that was not so when the rows were read?"""
        before = {folded: sector for _name, folded, sector in self.organisations.values() if sector}
        ticked = [self.fields[f"personal-{number}"].initial for number in self.rows]
        return self.sectors != before or len(self.not_personal) != sum(ticked)
