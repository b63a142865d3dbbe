"""What rows of a sheet are held against: what is known already, asked for once for all rows."""

import re

from django.utils.translation import gettext as _

from ipraktik.directory.models import OfferPerson, Wish
from ipraktik.kit.names import folded
from ipraktik.office import cells
from ipraktik.office.headings import WISH
from ipraktik.office.models import ImportRow
from ipraktik.people.models import Organisation
from ipraktik.programme import programme

LIVE = ("draft", "open", "placed")
SHORT = 4  # letters
AT_ONCE = 500  # a database takes so many at once


class Surroundings:
    def __init__(self, rows, sectors, today):
        self.today, self.sectors = today, sectors
        self.asked = []  # organisations we do not know: (name, folded, sector)
        self.known = {each.normalised: each for each in Organisation.objects.all()}
        self.imported = set(ImportRow.objects.values_list("kind", "natural_key"))
        emails = sorted({row.cells.get("email", "").strip().lower() for row in rows} - {""})
        self.wishing = self.wishing_among(emails)
        self.hosting = self.hosting_among(emails)
        self.said = sectors_said(rows)

    def wishing_among(self, emails):
        live = Wish.objects.filter(state__in=LIVE).values_list("intern__email", flat=True)
        return {email for some in parted(emails) for email in live.filter(intern__email__in=some)}

    def hosting_among(self, emails):
        held = OfferPerson.objects.filter(role="contact").exclude(offer__state="closed")
        names = ("person__email", "offer__workplace__organisation__normalised", "offer__workplace__normalised")
        return {
            "|".join(each)
            for some in parted(emails)
            for each in held.filter(person__email__in=some).values_list(*names)
        }

    def is_here(self, row):
        """A sentence where the sign-up of this row is here already."""
        if (row.kind, row.natural_key) in self.imported:
            return _("Has been imported before.")
        if row.kind == WISH and row.values["email"] in self.wishing:
            return _("This person has a wish here already.")
        if row.kind != WISH and row.natural_key in self.hosting:
            return _("This host has an offer here already.")
        return ""

    def organisation(self, row):
        """Reads name and sector of the organisation into the row's values; says what is missing."""
        written = cells.one_line(row.cells.get("organisation", ""))
        if not written:
            row.errors.append(_("Write the organisation."))
            return
        name = self.full_name(written)
        if folded(name) != folded(written):
            row.notes.append(_("We read “%(written)s” as %(name)s.") % {"written": written, "name": name})
        row.values |= {"organisation": name, "organisation_folded": folded(name), "sector": self.sector_of(row, name)}

    def full_name(self, written):
        """The name as it is here; a municipality's name alone stands for its own organisation."""
        if folded(written) in self.known:
            return self.known[folded(written)].name
        place = programme().find_municipality(written)
        return place.official_name if place else written

    def sector_of(self, row, name):
        if (known := self.known.get(folded(name))) is not None:
            return known.sector
        if row.cells.get("sector"):
            return row.read("sector", cells.sector)
        chosen = self.sectors.get(folded(name)) or self.said.get(folded(name)) or guessed_sector(name)
        if all(each != folded(name) for _name, each, _sector in self.asked):
            self.asked.append((name, folded(name), chosen))
        if not chosen:
            row.unknown_organisation = name
            row.errors.append(_("Say what kind of organisation %(name)s is.") % {"name": name})
        return chosen


def sectors_said(rows):
    """{folded organisation: sector} as other rows of the sheet say it."""
    said = {}
    for row in rows:
        if row.cells.get("sector") and row.cells.get("organisation"):
            try:
                said[folded(row.cells["organisation"])] = cells.sector(row.cells["sector"])
            except cells.NotUnderstood:
                continue
    return said


def guessed_sector(name):
    """The sector whose words the name has; None where none is there. A guess only: it is shown before it is used."""
    said = folded(name)
    return next(
        (each.key for each in programme().sectors.values() if any(ends(said, word) for word in each.words)), None
    )


def ends(said, word):
    """Does a word of the name end like this? (A short one must be the whole word.)"""
    before = "" if len(word) > SHORT else r"\b"
    return re.search(rf"{before}{re.escape(folded(word))}\b", said) is not None


def parted(values):
    return [values[at : at + AT_ONCE] for at in range(0, len(values), AT_ONCE)]
