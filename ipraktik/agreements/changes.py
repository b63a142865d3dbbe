"""What differs between two readings of a paper, term by term, side by side; and whom each difference concerns."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ipraktik.agreements import texts
from ipraktik.agreements.terms import TERMS


@dataclass(frozen=True)
class Change:
    key: str
    label: object
    before: list  # lines
    after: list
    concerns: frozenset  # the parties who sign anew because of it; nobody where it is a correction

    @property
    def is_correction(self):
        return not self.concerns


def changes(paper, before, after):
    """Every term that reads otherwise, as people read it. The programme's own words are named, not quoted."""
    return [
        changed(term, before.get(term.key), after.get(term.key))
        for term in TERMS[paper]
        if before.get(term.key) != after.get(term.key)
    ]


def changed(term, before, after):
    is_new = term.substance(before or None) != term.substance(after or None) if both(before, after) else True
    if term.of_programme:
        lines = ([], [_("The programme has changed its words. Read the whole text.")])
    else:
        lines = (said(term.key, before), said(term.key, after))
    return Change(term.key, term.label, *lines, term.concerns if is_new else frozenset())


def both(before, after):
    return before is not None and after is not None


def said(key, value):
    """A term in lines, in the reader's language."""
    if not value:
        return []
    return SAID.get(key, plain)(value)


def plain(value):
    if isinstance(value, dict):
        return [texts.reached(value | {"phone": value.get("phone", "")})]
    return [line for text in ([value] if isinstance(value, str) else value) for line in text.splitlines()]


def contacts(value):
    labels = (_("Contact person"), _("Reserve"))
    return [f"{label}: {texts.reached(someone)}" for label, someone in zip(labels, value, strict=True)]


SAID = {
    "days": lambda value: [date_format(date.fromisoformat(day)) for day in value],
    "itinerary": lambda value: [texts.said(row) for row in value],
    "contacts": contacts,
}
