"""What comes in: each mail once, in one transaction with all that it leads to.

A mail we cannot make anything of is set aside for a person, and never holds back the next one. Only a database that does
not answer stops it: then nothing is noted, and the mail is fetched again.
"""

import hashlib
import logging
from datetime import timedelta

from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.utils import timezone

from ipraktik.kit.cpr import ALIKE, find_cpr
from ipraktik.kit.fields import LONG
from ipraktik.kit.trouble import described
from ipraktik.notices.models import Letter, ReturnAddress
from ipraktik.people.models import Person
from ipraktik.placements.conversation import may_write
from ipraktik.placements.models import Message, Placement
from ipraktik.replies import answering
from ipraktik.replies.automatic import is_automatic
from ipraktik.replies.bounces import bounce_in
from ipraktik.replies.models import Arrival, Kind
from ipraktik.replies.reading import clean, read

logger = logging.getLogger(__name__)
STORM = 30  # mails of one person within an hour; what is more waits for a person to look
MOST_ALIKE = 2  # times the same words in a day
AN_HOUR = timedelta(hours=1)
NO_NUMBER = "××××××-××××"


def receive(raw, to=()):
    """Take in one mail. Gives its arrival, also when it has come before. Raises what a database out of reach raises."""
    digest = hashlib.sha256(raw).hexdigest()
    try:
        mail = read(raw, to)
        with transaction.atomic():
            return Arrival.objects.same_as(digest, mail.message_id) or sorted_out(mail, digest)
    except (OperationalError, InterfaceError):
        raise
    except IntegrityError as trouble:
        return came_meanwhile(raw, digest) or set_aside(raw, digest, trouble)
    except Exception as trouble:  # one strange mail is not the others'
        return set_aside(raw, digest, trouble)


def came_meanwhile(raw, digest):
    """Another worker has taken it in while we looked."""
    return Arrival.objects.same_as(digest, read(raw).message_id)


def set_aside(raw, digest, trouble):
    logger.error("a mail could not be read", extra=described(trouble))
    words = clean(raw[:LONG].decode("utf-8", "replace"))
    return Arrival.objects.get_or_create(digest=digest, defaults={"kind": Kind.BROKEN, "text": words})[0]


def sorted_out(mail, digest):
    back = next(filter(None, map(ReturnAddress.objects.find, mail.recipients[:50])), None)
    arrival = Arrival(digest=digest, message_id=mail.message_id, sender=mail.sender, subject=mail.subject)
    arrival.letter = back.letter if back else None
    arrival.person = arrival.letter and arrival.letter.reader
    arrival.kind = of_machines(mail, arrival, back) or of_people(mail, arrival, back)
    if arrival.is_waiting:
        arrival.text = without_numbers(mail.words)[:LONG]
    elif arrival.kind in (Kind.AUTOMATIC, Kind.UNKNOWN):
        arrival.subject = ""
    arrival.save()
    return arrival


# machines


def of_machines(mail, arrival, back):
    bounce = bounce_in(mail)
    if bounce and (letter := arrival.letter or Letter.objects.filter(message_id=bounce.letter_id).first()):
        arrival.letter, arrival.person = letter, letter.reader
        return came_back(letter, bounce, back.sent_to if back else letter.to)
    return Kind.AUTOMATIC if bounce or is_automatic(mail) else None


def came_back(letter, bounce, address):
    """A letter did not arrive: the office is told, and the person is marked where the address will never work."""
    if not bounce.is_final:
        return Kind.DELAYED
    hard = bounce.is_hard or (bounce.is_soft and letter.is_worn_out)
    if bounce.is_soft and not hard:
        letter.put_off(bounce.reason)
        return Kind.DELAYED
    letter.give_up(bounce.reason)
    if hard and letter.reader:
        letter.reader.note_bounce(address, bounce.reason)
    return Kind.BOUNCE


# people


def of_people(mail, arrival, back):
    placement = arrival.placement
    if placement is None or arrival.person is None:
        is_known = back or Person.objects.filter(email=mail.sender).exists()
        return Kind.UNADDRESSED if is_known and not is_storm(sender=mail.sender) else Kind.UNKNOWN
    placement = Placement.objects.for_page().get(pk=placement.pk)
    if is_storm(person=arrival.person):
        return flooded(arrival)
    if mail.sender != arrival.person.email:
        return from_another_address(mail, arrival, placement)
    if arrival.person.bounces:
        arrival.person.forget_bounce()
    return answered(mail, arrival, placement, back)


def is_storm(**whose):
    return Arrival.objects.filter(**whose, at__gt=timezone.now() - AN_HOUR).count() >= STORM


def flooded(arrival):
    """The office is told once an hour."""
    lately = Arrival.objects.filter(person=arrival.person, kind=Kind.FLOOD, at__gt=timezone.now() - AN_HOUR)
    arrival.handled_at = timezone.now() if lately.exists() else None
    return Kind.FLOOD


def from_another_address(mail, arrival, placement):
    """It is not said in the person's name. Who answered the question from elsewhere is asked at the address we know."""
    if answering.puts_the_question(arrival.letter) and answering.answer_in(mail.text)[0]:
        answering.ask(placement, arrival.person)
    return Kind.STRANGER


def answered(mail, arrival, placement, back):
    move, rest = answering.answer_in(mail.text)
    if move and answering.puts_the_question(arrival.letter):
        return answer(mail, arrival, placement, back, move, rest)
    if not (back.works and may_write(placement, arrival.person)):
        return Kind.CLOSED
    return said(mail, arrival, placement)


def answer(mail, arrival, placement, back, move, rest):
    """A clear yes or no at an address that still holds is one; all else is asked about, and nothing happens yet."""
    clear = back.works and not mail.has_attachments
    made = answering.act_on(placement, arrival.person, move, without_numbers(rest)) if clear else None
    if made:
        return made
    if rest and back.works and may_write(placement, arrival.person):
        said(mail, arrival, placement)
    answering.ask(placement, arrival.person)
    return Kind.ASKED


def said(mail, arrival, placement):
    if not mail.text:
        return Kind.WITHOUT_WORDS if mail.has_attachments else Kind.EMPTY
    text = without_numbers(mail.text)
    if says_it_again_and_again(placement, arrival.person, text):
        return Kind.AUTOMATIC
    left_out = {
        "attachments": mail.has_attachments,
        "length": len(text) > LONG or mail.cut,
        "numbers": text != mail.text,
    }
    arrival.said = Message.objects.say(
        placement,
        arrival.person,
        text[:LONG],
        by_mail=True,
        left_out=" ".join(key for key, is_so in left_out.items() if is_so),
    )
    return Kind.SAID


def says_it_again_and_again(placement, person, text):
    """A machine that does not say that it is one: two of them would talk to each other here for ever."""
    since = timezone.now() - timedelta(days=1)
    same = Message.objects.filter(placement=placement, author=person, by_mail=True, text=text[:LONG], at__gt=since)
    return same.count() >= MOST_ALIKE


def without_numbers(text):
    """On the page one is asked about what looks like a personal number; here it is taken out."""
    return ALIKE.sub(lambda found: NO_NUMBER if find_cpr(found.group()) else found.group(), text)
