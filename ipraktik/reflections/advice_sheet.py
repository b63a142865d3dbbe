"""The three pieces of advice on a sheet in big type, to hold up or hang on the wall."""

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ipraktik.documents.typeset import typeset
from ipraktik.kit.days import say_days
from ipraktik.programme import programme

BIGGEST = ((170, 40), (350, 32), (800, 24))  # (characters in all, size of type): few words are shown larger
SMALLEST = 16


def advice_sheet(placement, pieces):
    """The PDF, in the language of the reader."""
    return typeset(composed(placement, pieces), timezone.now(), "pieces.typ")


def composed(placement, pieces):
    visit, written = placement.visit, [each.text for each in pieces]
    words = {"intern": placement.wish.intern, "host": placement.offer.workplace}
    heading = _("Three pieces of advice") if len(written) > 2 else _("Good advice")
    return {
        "language": (get_language() or programme().languages[0]).split("-")[0],
        "author": str(programme().name),
        "title": heading,
        "heading": heading,
        "lead": _("From %(intern)s to %(host)s") % words,
        "days": say_days(visit.first_day, visit.last_day),
        "pieces": [each.split("\n") for each in written],
        "size": size_for(sum(map(len, written))),
    }


def size_for(characters):
    return next((size for most, size in BIGGEST if characters <= most), SMALLEST)
