"""What a paper says, term by term, and whose agreement each term is.

A term has a value (numbers, dates and texts, in no language) read from the placement. Its *substance* is the part that
people agree to: who somebody is, not how the name is spelt or which telephone they have. When the substance of a term
changes, the parties it concerns sign anew; all else is a correction, which is shown and asks nobody.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ipraktik.people.parties import HOST, INTERN, SENDER
from ipraktik.programme import programme

AGREEMENT, CONFIDENTIALITY, AMENDMENT = "agreement", "confidentiality", "amendment"
ALL = frozenset({INTERN, HOST, SENDER})
THOSE_WHO_MEET = frozenset({INTERN, HOST})
NOBODY = frozenset()


def itself(value):
    return value


def number(value):
    return value and value["id"]


def numbers(values):
    """Who they are, whichever comes first: the reserve who takes over was agreed to from the beginning."""
    return sorted(each["id"] for each in values if each)


@dataclass(frozen=True)
class Term:
    key: str
    label: object
    concerns: frozenset
    read: Callable  # of the placement
    substance: Callable = itself
    of_programme: bool = False  # the programme's own words: what was signed stands, however they are rewritten later


def person(someone):
    return someone and {"id": someone.pk, "name": str(someone), "phone": someone.phone}


def place(workplace):
    return {"id": workplace.pk, "name": workplace.full_name}


def contacts(placement):
    return [person(placement.visit.contact), person(placement.visit.reserve)]


def row(item):
    return [item.day.isoformat(), clock(item.starts), clock(item.ends), item.what, item.where, item.with_whom]


def clock(time):
    return time and time.strftime("%H:%M")


def goal_of(party):
    """What the party has shared; what is not shared is in no agreement."""
    return lambda placement: [text for each in writers(placement, party) for text in each.goal_texts]


def writers(placement, party):
    return [each for each in placement.participants.all() if each.party == party and each.expectations_shared_at]


def words_of(document):
    return lambda placement: {code: programme().document(document, code) for code in programme().languages}


def small_print(placement):
    return {code: [item.text.in_(code) for item in programme().small_print] for code in programme().languages}


WHO = (
    Term("intern", _("Intern"), ALL, lambda placement: person(placement.wish.intern), number),
    Term("intern_workplace", _("The intern's workplace"), ALL, lambda p: place(p.wish.workplace), number),
    Term("host_workplace", _("The host's workplace"), ALL, lambda p: place(p.offer.workplace), number),
)
TERMS = {
    AGREEMENT: (
        *WHO,
        # Whoever else comes to speak for the sender signs as well; nobody else need sign anew because of that.
        Term("sender_manager", _("Nearest manager"), NOBODY, lambda p: person(p.wish.manager), number),
        Term("days", _("Days"), ALL, lambda p: [day.isoformat() for day in p.visit.days]),
        Term("itinerary", _("Itinerary"), THOSE_WHO_MEET, lambda p: [row(item) for item in p.visit.itinerary_for(p)]),
        Term("contacts", _("Contact person and reserve"), THOSE_WHO_MEET, contacts, numbers),
        Term("intern_goal", _("The intern's goals"), THOSE_WHO_MEET, goal_of(INTERN)),
        Term("host_goal", _("The host's goals"), THOSE_WHO_MEET, goal_of(HOST)),
        Term("sender_goal", _("The sending workplace's goals"), frozenset({SENDER}), goal_of(SENDER)),
        Term("meet", _("Where and when to meet"), THOSE_WHO_MEET, lambda p: p.visit.meet),
        Term("practical", _("Practical matters"), THOSE_WHO_MEET, lambda p: p.visit.practical_matters),
        Term("follow_up", _("How you keep in touch afterwards"), ALL, lambda p: p.follow_up),
        Term("additions", _("The host's additions"), ALL, lambda p: p.visit.additions),
        Term("special_terms", _("Special terms"), ALL, lambda p: p.special_terms),
        Term("small_print", _("The small print"), ALL, small_print, of_programme=True),
        Term("words", _("The programme's text"), ALL, words_of(AGREEMENT), of_programme=True),
    ),
    CONFIDENTIALITY: (
        *(Term(each.key, each.label, THOSE_WHO_MEET, each.read, each.substance) for each in WHO),
        # The duty is the same on whatever days.
        Term("days", _("Days"), NOBODY, lambda p: [day.isoformat() for day in p.visit.days]),
        Term("words", _("The programme's text"), THOSE_WHO_MEET, words_of(CONFIDENTIALITY), of_programme=True),
    ),
}


def read(paper, placement):
    """{key: value}: the terms of a paper as the placement has them now."""
    return {term.key: term.read(placement) for term in TERMS[paper]}


def own_words_kept(paper, signed, now):
    """The terms as they are now, with the programme's own words as they were signed."""
    return now | {term.key: signed.get(term.key) for term in TERMS[paper] if term.of_programme}


def parties_to(paper):
    return frozenset().union(*(term.concerns for term in TERMS[paper]))


def digests(paper, values):
    """{party: SHA-256 of the substance of the terms that concern the party}. Equal digests: they agreed to this."""
    return {party: digest(paper, values, party) for party in sorted(parties_to(paper))}


def digest(paper, values, party):
    agreed = {term.key: term.substance(values.get(term.key)) for term in TERMS[paper] if party in term.concerns}
    return sha256(agreed)


def canonical(value):
    """The bytes whose SHA-256 is signed, or compared."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False).encode()


def sha256(value):
    return hashlib.sha256(canonical(value)).hexdigest()
