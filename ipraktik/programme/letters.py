"""Letters and documents: our words with a short list of places for values, never template code."""

from dataclasses import dataclass
from typing import NamedTuple

from .problems import listed
from .words import Text, fill, placeholders, stray_braces

ALLOWED = (
    "reader",
    "intern",
    "intern_workplace",
    "host",
    "host_workplace",
    "sender",
    "sender_workplace",
    "days",
    "day",
    "first_day",
    "reason",
    "deadline",
    "link",
    "office",
    "office_email",
    "programme",
    "name",
    "note",
    "code",
    "party",
    "why_you",
)
IN_DOCUMENTS = (
    "intern",
    "intern_workplace",
    "host_workplace",
    "sender_manager",
    "days",
    "itinerary",
    "goals",
    "contact",
    "reserve",
    "practical",
    "small_print",
    "follow_up",
    "additions",
    "special_terms",
    "amendment",
)


@dataclass(frozen=True)
class LetterTemplate:
    key: str
    subject: Text
    body: Text
    button: Text | None = None


class Written(NamedTuple):
    subject: str
    body: str
    button: str


def render(template, language, **values):
    """The letter in one language. A subject is one line, whatever people have typed into what it names."""
    subject = fill(template.subject.in_(language), language, values)
    button = fill(template.button.in_(language), language, values) if template.button else ""
    return Written(" ".join(subject.split()), fill(template.body.in_(language), language, values), button)


def read_letters(book):
    letters = {}
    for page in book.pages("letters"):
        letter = read_letter(page)
        if letter.key in letters:
            page.complain(f"the key “{letter.key}” is used by another letter too. Give this one its own.", "key")
        letters[letter.key] = letter
    return letters


def read_letter(page):
    key = page.string("key")
    page.key = f"letters.{key}"
    letter = LetterTemplate(key, page.text("subject"), page.text("body"), page.text("button", optional=True))
    for part in ("subject", "body", "button"):
        only_allowed(page, part, getattr(letter, part), ALLOWED)
    return letter


def only_allowed(page, part, text, allowed):
    for language, words in text.words if text else ():
        for name in sorted(placeholders(words) - set(allowed)):
            page.complain(f"“{language}” has {{{name}}}, which is not known. Choose among {listed(allowed)}.", part)
        if stray_braces(words):
            page.complain(f"“{language}” has a brace with no known name in it. Take it out.", part)


def missing_letters(programme, needed_keys):
    """The keys among the needed for which the programme has no letter."""
    return sorted(set(needed_keys) - programme.letters.keys())


def letters_of_reminders(programme):
    return {reminder.letter for reminder in programme.reminders}
