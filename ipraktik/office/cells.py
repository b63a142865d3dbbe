"""What a cell of a sign-up sheet means: each reader gives a value, or raises NotUnderstood with a sentence."""

import difflib
import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from ipraktik.directory import when
from ipraktik.directory.lifecycle import days_in_words, seats_in_words
from ipraktik.kit.calendar import working_days_after
from ipraktik.kit.days import read_day
from ipraktik.kit.names import folded
from ipraktik.programme import programme

NUMBERS = {
    "en": 1, "et": 1, "een": 1, "one": 1, "to": 2, "two": 2, "tre": 3, "three": 3, "fire": 4, "four": 4,
    "fem": 5, "five": 5, "seks": 6, "six": 6, "syv": 7, "seven": 7, "otte": 8, "eight": 8,
}  # fmt: skip
A_WEEK = re.compile(r"^(?:1|en|one|a)?\s*(?:uge|week)$")
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
BETWEEN = re.compile(r"(\d)\s+to\s+(\d)")  # the English word, not the Danish number
AT_MOST = re.compile(r"^(?:op til|højst|max\.?|maks\.?|up to|at most)\b")
MACHINE_DAY = re.compile(r"\d{4}-\d\d-\d\d")
ANY_TIME = {
    "når som helst", "nårsomhelst", "hvornår som helst", "altid", "hele året", "året rundt", "fleksibel", "fleksibelt",
    "any time", "anytime", "whenever", "always", "all year", "flexible",
}  # fmt: skip
EXCEPT = re.compile(
    r",?\s*\b(?:dog ikke|men ikke|ikke|undtagen|bortset fra|but not|not|except)\b(?:\s+i\b|\s+in\b)?", re.IGNORECASE
)
FREE_MAIL = ("gmail.com", "hotmail.com", "outlook.com", "yahoo.com", "live.dk", "mail.dk")
SLIPS = ((",", "."), (";", "."), ("(at)", "@"), ("[at]", "@"), (" at ", "@"), ("@@", "@"), ("..", "."), (" ", ""))


class NotUnderstood(ValueError):
    pass


def one_line(text):
    return " ".join(text.split())


def meant(text, known):
    """“ Did you mean X?”, where something known is close."""
    names = {folded(name): name for name in known}
    close = difflib.get_close_matches(folded(text), names, n=1, cutoff=0.7)
    return " " + _("Did you mean %(name)s?") % {"name": names[close[0]]} if close else ""


def email(text):
    written = text.strip().lower().removeprefix("mailto:").strip("<>. ")
    try:
        validate_email(written)
    except ValidationError:
        said = _("The e-mail address “%(written)s” cannot be read.") % {"written": text.strip()[:80]}
        raise NotUnderstood(said + repaired(written)) from None
    return written


def repaired(written):
    for slip, instead in SLIPS:
        written = written.replace(slip, instead)
    try:
        validate_email(written)
    except ValidationError:
        return ""
    return " " + _("Did you mean %(name)s?") % {"name": written}


def doubtful_domain(address):
    """A note where the domain is nearly one that very many have."""
    domain = address.rpartition("@")[2]
    close = difflib.get_close_matches(domain, FREE_MAIL, n=1, cutoff=0.8)
    if domain in FREE_MAIL or not close:
        return ""
    return _("Is the e-mail address right? It ends in %(domain)s, not %(known)s.") % {
        "domain": domain,
        "known": close[0],
    }


def numbers(text):
    """(least, most) of “2”, “to dage”, “3-4 dage”, “op til 5”: None where one of them is not said."""
    said = text.strip().casefold()
    if MACHINE_DAY.fullmatch(said):
        raise NotUnderstood(
            _("The spreadsheet has made a date of “%(text)s”. Write it as text, as “3-4 days”.") % {"text": text}
        )
    if A_WEEK.match(said):
        return Decimal(5), Decimal(5)
    words = re.sub(
        r"[a-zæøå]+", lambda word: str(NUMBERS.get(word[0], word[0])), BETWEEN.sub(r"\1-\2", AT_MOST.sub("", said))
    )
    found = [Decimal(number.replace(",", ".")) for number in NUMBER.findall(words)]
    if not 1 <= len(found) <= 2 or found[0] > found[-1]:
        raise NotUnderstood(_("Write a number, as 3 or 3-4. We do not understand “%(text)s”.") % {"text": text[:60]})
    return (None, found[0]) if AT_MOST.match(said) else (found[0], found[-1])


def days(text):
    """(least, most) days that the programme allows."""
    rules = programme().rules
    least, most = numbers(text)
    least = rules.days_min if least is None else least
    if not rules.days_allow(least, most):
        raise NotUnderstood(str(days_in_words(None)))
    return least, most


def seats(text):
    """How many interns at a time: the most that was said."""
    rules = programme().rules
    count = numbers(text)[1]
    if count != int(count) or not rules.interns_min <= count <= rules.interns_max:
        raise NotUnderstood(str(seats_in_words(None)))
    return int(count)


def municipality(text):
    if not text.strip():
        return ""
    found = programme().find_municipality(text)
    if found is None:
        known = [each.name for each in programme().municipalities.values()]
        said = _("We do not know the municipality “%(name)s”.") % {"name": one_line(text)[:60]}
        raise NotUnderstood(said + meant(text, known))
    return found.code


def one_of(text, known):
    """The key of what is named as it is in any language: `known` is {key: something with a name or words}."""
    wanted = folded(text)
    for key, words in known.items():
        if wanted in {folded(key), *(folded(word) for _language, word in words.words)}:
            return key
    return None


def travel_type(text):
    known = {key: each.name for key, each in programme().travel_types.items()}
    found = one_of(text, known)
    if found is None:
        said = _("We do not know the travel type “%(name)s”.") % {"name": one_line(text)[:60]}
        raise NotUnderstood(said + meant(text, map(str, known.values())))
    return found


def sector(text):
    known = {key: each.name for key, each in programme().sectors.items()}
    found = one_of(text, known)
    if found is None:
        names = ", ".join(map(str, known.values()))
        raise NotUnderstood(
            _("We do not know the sector “%(name)s”. Write one of: %(known)s.") % {"name": text[:60], "known": names}
        )
    return found


def work_areas(text):
    """(keys, those that we do not know)."""
    parts = [part.strip() for part in re.split(r"[,;/\n]", text) if part.strip()]
    found = {part: one_of(part, programme().work_areas) for part in parts}
    return [key for key in found.values() if key], [part for part, key in found.items() if not key]


def is_any_time(text):
    return folded(text) in {folded(words) for words in ANY_TIME}


def stretches(text, today):
    """[(first, last), …] of weeks and dates."""
    try:
        return when.read_stretches(text, today)
    except when.NotUnderstood as wrong:
        raise NotUnderstood(str(wrong)) from None


def one_day(text):
    """The date, where the text is one and no more."""
    try:
        return read_day(text)
    except ValueError:
        return None


def from_first_day(first, length):
    """A first day alone: the working days from it on."""
    return first, working_days_after(first, int(-(-length // 1)) - 1, programme().country) if length > 1 else first


def opening(text, today):
    """(all year, open stretches, closed stretches) of “hele året, ikke uge 28-30”."""
    said, *without = EXCEPT.split(text, maxsplit=1)
    closed = stretches(without[0], today) if without else []
    if is_any_time(said.strip(" ,.")) or (without and not said.strip(" ,.")):
        return True, [], closed
    return False, stretches(said, today), closed


def span(first, last):
    """A stretch from two columns."""
    begins, ends = one_day(first), one_day(last or first)
    if begins is None or ends is None:
        raise NotUnderstood(_("Write the date as 23.11.2026. We do not understand “%(text)s”.") % {
            "text": first if begins is None else last})  # fmt: skip
    if ends < begins:
        raise NotUnderstood(_("The last day comes before the first."))
    return begins, ends
