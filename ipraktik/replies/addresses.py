"""An address is put right: the letters go out again, and nothing that was said or signed is touched."""

from django.db import transaction

from ipraktik.directory.models import Wish
from ipraktik.notices.models import Letter, ReturnAddress
from ipraktik.people.sign_in import correct_address
from ipraktik.placements.models import Placement


def correct(person, email, by):
    """Everyone who looks at what the person takes part in sees that it was done, and by whom."""
    with transaction.atomic():
        correct_address(person, email)
        ReturnAddress.objects.revoke(person)
        for subject in (*placements_of(person), *wishes_of(person)):
            subject.record("correct-address", by, people=[person.pk])
        send_again(person)


def works_after_all(person):
    person.forget_bounce()
    send_again(person)


def placements_of(person):
    return Placement.objects.live().filter(participants__person=person).distinct()


def wishes_of(person):
    """Wishes that have no visit yet, and wait for this manager."""
    return Wish.objects.open().filter(manager=person)


def send_again(person):
    """What did not arrive, the newest about each thing; what was older is told by it."""
    lost = Letter.objects.given_up().filter(reader=person, urgent=False, event__isnull=False).exclude(subject="")
    told = set()
    for letter in lost.order_by("-made_at", "-pk"):
        about = letter.link_kind, letter.link_target, letter.page
        if about in told:
            letter.delete()
        else:
            letter.try_again()
        told.add(about)


def may_correct(person, by):
    """The office may, for all but its own: those sign in to change it."""
    return by.is_coordinator and not person.is_coordinator


def is_own_manager(subject, person, by):
    """The intern's own nearest manager, who has never been here: the address is the intern's to write, and to mend."""
    wish = getattr(subject, "wish", subject)
    theirs = wish.intern_id == by.pk and wish.manager_id == person.pk
    return theirs and person.last_login is None and person.bounces


def may_correct_in(subject, person, by):
    return may_correct(person, by) or is_own_manager(subject, person, by)
