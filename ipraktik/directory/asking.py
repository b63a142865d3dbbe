"""An intern's own request becomes a suggestion: at a host of the directory, or at one whom the intern has named.

The one who asks has said yes already. Colleagues who go together or not at all are asked for when all have sent theirs.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ipraktik.directory import lifecycle
from ipraktik.directory.offers import Offer, OfferPerson
from ipraktik.kit.lifecycle import NotYet
from ipraktik.people.models import Organisation, Person, Workplace
from ipraktik.programme import programme

NOT_ALL_READY = gettext_lazy(
    "They travel together or not at all. Invite the host when all have sent a wish. Missing: %(names)s."
)


def send_requests(wish, by):
    """What follows when a wish is sent: its host is asked, or the office is asked to do it. Raises NotYet."""
    named = wish.named
    if named and named.contacted_by == named.ContactedBy.OFFICE:
        wish.record("ask-office-to-contact", by)
    elif named and named.contact_email and not wish.asked_offer_id:
        give_offer(wish, named, by)
    ask(wish)


def invite(named, by):
    """The named host is invited, once: gives the suggestion that waits for their answer. Raises NotYet."""
    with transaction.atomic():
        named = type(named).objects.select_for_update().get(pk=named.pk)
        wish = named.wish
        if wish.state != lifecycle.OPEN:
            raise NotYet([_("The wish is not open.")], wish)
        if not named.contact_email:
            raise NotYet([_("Write the host's e-mail address first.")], wish)
        if late := wish.late_companions:
            raise NotYet([NOT_ALL_READY % {"names": ", ".join(map(str, late))}], wish)
        if not wish.asked_offer_id:
            give_offer(wish, named, by)
        ask(wish)
    return wish.placements.filter(offer=wish.asked_offer).order_by("-pk").first()


def give_offer(wish, named, by):
    """An offer that nobody sees in the directory, for the host whom this wish has named."""
    rules = programme().rules
    organisation = Organisation.objects.known_as(named.organisation, named.sector)
    workplace = Workplace.objects.known_as(organisation, named.workplace, municipality=named.municipality)
    seats = min(max(wish.party_size, rules.interns_min), rules.interns_max)
    offer = Offer.objects.create(
        state=lifecycle.UNLISTED, workplace=workplace, entered_by=by, seats=seats, at_a_time=seats,
        days_min=rules.days_min, days_max=rules.days_max,
    )  # fmt: skip
    contact = Person.objects.known_as(named.contact_email, named.contact_name)
    offer.name_person(OfferPerson.Role.CONTACT, contact)
    wish.asked_offer = offer
    wish.save(update_fields=["asked_offer"])
    wish.companions.filter(door=wish.door, asked_offer=None).update(asked_offer=offer)


def ask(wish):
    """Ask for this wish and for those who go along and have sent theirs; nobody before all who must are there."""
    party = [wish, *wish.companions.select_related("asked_offer", "group", "intern")]
    if wish.party_size > 1 and any(each.state == lifecycle.DRAFT for each in party):
        return
    for each in party:
        if each.state == lifecycle.OPEN and each.asked_offer_id and not has_asked(each):
            suggest(each)


def has_asked(wish):
    return wish.placements.filter(offer=wish.asked_offer_id).exists()


def suggest(wish):
    """The request of this wish; those who go along have asked for the same host, and so said yes too."""
    placements = wish.placements.model.objects
    beside = placements.filter(offer=wish.asked_offer, wish__in=wish.companions, state="suggested").first()
    made = placements.suggest(
        wish,
        wish.asked_offer,
        by=wish.intern,
        origin=wish.door,
        visit=beside.visit if beside else None,
        message=wish.where,
    )
    for each in made.companions.filter(wish__asked_offer=wish.asked_offer_id):
        each.perform("accept", by=each.wish.intern)
