"""HEADINGS: which column of a sign-up sheet is which field, in the words that offices use. The kind follows from it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ipraktik.kit.names import folded

WISH, OFFER = "wish", "offer"
KINDS = {
    WISH: ("praktikant", "praktikanter", "intern", "interns", "ønske", "ønsker", "wish", "wishes"),
    OFFER: ("vært", "værter", "praktikvært", "praktikværter", "host", "hosts", "tilbud", "offer", "offers"),
}
BOTH = {
    "kind": ("type", "rolle", "role", "kind", "jeg er", "tilmeldt som", "signed up as"),
    "workplace": ("arbejdsplads", "arbejdssted", "afdeling", "enhed", "institution", "workplace", "department", "unit"),
    "organisation": ("organisation", "myndighed", "arbejdsgiver", "virksomhed", "organization", "employer", "company"),
    "sector": ("sektor", "sector", "organisationstype", "kind of organisation"),
    "cvr": ("cvr", "cvr nummer", "cvr nr", "cvr number"),
    "municipality": ("kommune", "by", "sted", "municipality", "town", "city"),
    "work_areas": ("fagområde", "fagområder", "arbejdsområde", "område", "work area", "work areas", "field"),
    "phone": ("telefon", "tlf", "tlf nr", "telefonnummer", "mobil", "mobilnummer", "phone", "telephone", "mobile"),
    "first": ("første dag", "fra", "fra dato", "startdato", "start", "first day", "from", "from date"),
    "last": ("sidste dag", "til", "til dato", "slutdato", "slut", "last day", "to", "to date", "end"),
}
HEADINGS = {
    WISH: BOTH | {
        "name": ("navn", "fulde navn", "praktikant", "praktikantens navn", "name", "full name", "intern"),
        "email": ("e mail", "email", "mail", "mailadresse", "e mail adresse", "e mailadresse", "e post", "praktikantens e mail",
                  "e mail address", "your e mail"),
        "title": ("stilling", "titel", "stillingsbetegnelse", "job", "job title", "title", "position"),
        "manager": ("nærmeste leder", "leder", "leders navn", "lederens navn", "navn på leder", "nearest manager", "manager",
                    "manager s name", "managers name", "line manager"),
        "manager_email": ("leders e mail", "lederens e mail", "leder e mail", "leders mail", "lederens mail", "mail på leder",
                          "e mail på leder", "manager s e mail", "manager s email", "managers e mail", "manager e mail",
                          "manager email"),
        "why": ("hvorfor", "hvorfor vil du afsted", "hvorfor vil du af sted", "formål", "motivation", "begrundelse", "why",
                "purpose", "reason"),
        "where": ("hvor vil du hen", "hvor", "hvorhen", "ønsket sted", "ønsket vært", "where", "where to", "wanted host"),
        "when": ("hvornår", "hvornår vil du afsted", "hvornår kan du", "uger", "periode", "perioder", "tidspunkt", "dato",
                 "datoer", "when", "weeks", "period", "periods", "dates"),
        "days": ("antal dage", "dage", "hvor mange dage", "varighed", "number of days", "days", "how many days", "length"),
        "travel_type": ("rejsetype", "type rejse", "hvordan rejser du", "travel type", "type of travel", "how do you travel"),
        "special_needs": ("særlige behov", "særlige hensyn", "hensyn", "special needs"),
    },
    OFFER: BOTH | {
        "contact": ("kontaktperson", "kontakt", "navn", "vært", "kontaktpersonens navn", "contact person", "contact", "name",
                    "host"),
        "email": ("e mail", "email", "mail", "mailadresse", "e mail adresse", "kontaktpersonens e mail", "kontaktpersons e mail",
                  "kontakt e mail", "contact e mail", "contact s e mail", "contact email", "e mail address"),
        "title": ("stilling", "titel", "kontaktpersonens stilling", "job title", "title"),
        "reserve": ("reserve", "stedfortræder", "reserveperson", "reserve person", "deputy", "substitute"),
        "reserve_email": ("reserves e mail", "reservens e mail", "reserve e mail", "stedfortræders e mail", "reserve s e mail",
                          "reserve email", "deputy s e mail"),
        "about": ("hvem er i", "om jer", "om os", "om arbejdspladsen", "beskrivelse", "who are you", "about", "about us",
                  "description"),
        "why": ("hvorfor", "hvorfor vil i være vært", "hvorfor vil i have besøg", "motivation", "why", "why host"),
        "see": ("hvad kan man se", "hvad kan man opleve", "hvad er der at se", "indhold", "what is there to see",
                "what to see"),
        "wishes_for": ("hvem ønsker i", "hvem vil i gerne have", "ønsket praktikant", "whom do you wish for",
                       "who do you wish for", "wanted interns"),
        "seats": ("antal praktikanter", "pladser", "antal pladser", "hvor mange", "seats", "number of interns", "how many"),
        "cap_year": ("højst om året", "praktikanter om året", "most in a year", "interns a year"),
        "days": ("dage", "antal dage", "varighed", "days", "number of days", "length"),
        "when": ("perioder", "periode", "hvornår", "uger", "tidspunkt", "periods", "period", "when", "weeks"),
        "closed": ("ikke i uge", "ikke i ugerne", "lukkeuger", "not in weeks", "closed weeks"),
        "meet": ("mødested", "hvor mødes vi", "where to meet", "meeting place"),
        "hours": ("arbejdstid", "mødetid", "tidsrum", "hours", "working hours"),
        "dress": ("påklædning", "tøj", "dress"),
        "equipment": ("udstyr", "equipment"),
        "access": ("adgang", "access"),
    },
}  # fmt: skip
FREE_TEXTS = {
    WISH: ("name", "title", "workplace", "manager", "why", "where", "special_needs"),
    OFFER: ("contact", "reserve", "workplace", "about", "why", "see", "wishes_for", "meet", "hours", "dress", "equipment",
            "access"),
}  # fmt: skip
NEEDED = 2  # so many headings that we know make a row of headings
WITHIN = 15  # the headings stand within so many rows


@dataclass
class Headings:
    kind: str
    row: int  # counted from 0
    columns: dict  # kind → {field: number of its column}
    unknown: list = field(default_factory=list)


def recognised(rows):
    """How many headings that we know stand in the fullest of these rows."""
    counts = (sum(folded(cell) in names for cell in row) for row in rows for names in NAMES.values())
    return max(counts, default=0)


def find_headings(sheet):
    """(headings, sentence): the sheet's kind and columns, or why they cannot be told."""
    for number, row in enumerate(sheet.rows[:WITHIN]):
        titles = [folded(cell) for cell in row]
        known = {kind: [title for title in titles if title in words] for kind, words in NAMES.items()}
        if max(map(len, known.values())) >= NEEDED:
            return headings_of(sheet, number, titles, known)
    return None, _("We find no headings. The first row must say what stands in the columns, as name and e-mail.")


NAMES = {
    kind: {folded(word): name for name, words in fields.items() for word in words} for kind, fields in HEADINGS.items()
}


def headings_of(sheet, number, titles, known):
    kind = kind_of(sheet, known)
    if kind is None:
        said = _("We cannot tell whether these are interns or hosts. Add a column “Type” with intern or host.")
        return None, said
    columns = {each: columns_of(each, titles) for each in NAMES}
    used = {place for each in columns.values() for place in each.values()}
    written = sheet.rows[number]
    return Headings(
        kind, number, columns, [written[n] for n, title in enumerate(titles) if title and n not in used]
    ), ""


def columns_of(kind, titles):
    """{field: its first column}."""
    found = {}
    for place, title in enumerate(titles):
        found.setdefault(NAMES[kind].get(title), place)
    return {name: place for name, place in found.items() if name}


def kind_of(sheet, known):
    """The kind whose own headings are most; else what the sheet's name says; with a column for it, either."""
    own = {kind: len(set(titles) - set(NAMES[other(kind)])) for kind, titles in known.items()}
    if own[WISH] != own[OFFER]:
        return max(own, key=own.get)
    named = kind_in_words(sheet.name)
    has_column = any(NAMES[WISH].get(title) == "kind" for title in known[WISH])
    return named or (WISH if has_column else None)


def other(kind):
    return OFFER if kind == WISH else WISH


def kind_in_words(text):
    words = folded(text).split()
    return next((kind for kind, names in KINDS.items() if any(folded(name) in words for name in names)), None)
