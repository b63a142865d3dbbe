"""A thing of each kind in each of its states, made by the moves themselves."""

from datetime import timedelta

from django.utils import timezone

from ipraktik import cast as the_cast
from ipraktik.directory.models import Consent, Offer, Wish
from ipraktik.matching.models import Round
from ipraktik.placements.models import Placement

KINDS = (Wish, Consent, Offer, Placement, Round)
# An intern, the host's contact and reserve, the sender, a coordinator; another intern, host and sender; an outsider.
PERSONS = ("ida", "hanne", "rune", "signe", "karl", "bo", "per", "jens", "olga")


def begin(kind, state, cast):
    """A subject in this state, read afresh."""
    subject = {Wish: a_wish, Consent: a_consent, Offer: an_offer, Placement: a_placement, Round: the_cast.a_round}[
        kind
    ](cast, state)
    return kind._base_manager.get(pk=subject.pk)


def a_placement(cast, state):
    return the_cast.placement(cast, state)


def an_offer(cast, state):
    return the_cast.offer(cast, state)


def a_wish(cast, state):
    if state in ("draft", "open", "withdrawn"):
        return the_cast.wish(cast, state)
    if state == "lapsed":
        return a_lapsed_wish(cast)
    return the_cast.placement(cast, {"placed": "agreed", "done": "completed"}[state]).wish


def a_lapsed_wish(cast):
    yesterday = timezone.localdate() - timedelta(days=1)
    wish = the_cast.wish(cast)
    wish.any_time = False
    wish.save(update_fields=["any_time"])
    wish.periods.create(first=yesterday, last=yesterday)
    return wish.perform("lapse")


def a_consent(cast, state):
    wish = the_cast.wish(cast, consent=False)
    consent = wish.consent
    move = {"yes": "approve", "later": "postpone", "no": "refuse", "superseded": "supersede"}.get(state)
    if state == "passed-on":
        consent.pass_on(cast["signe"], cast["jens"])
    elif move == "supersede":
        consent.perform(move)
    elif move:
        consent.perform(move, by=cast["signe"], reason="Vi har for travlt.")
    return consent
