"""The life-cycle mechanism: what may happen to something, by whose hand, and what stops it.

A kind of thing (a wish, an offer, a consent, a placement) says its moves and rights as tables; buttons, addresses, the
server's check, the history, the documentation and the tests all read the same rows. `perform` is the only place where
a state changes.
"""

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

CLOCK = "clock"  # the hand of the calendar, and of consequences: no person may lend it


class NotYet(Exception):
    """It may not happen now. `sentences` say why, in words for the person who asked."""

    def __init__(self, sentences, subject=None):
        self.sentences = [str(sentence) for sentence in sentences]
        self.subject = subject
        super().__init__(" ".join(self.sentences))


@dataclass(frozen=True)
class Rule:
    """A condition that brings the sentence shown to whom it stops. The sentence may be a function of the subject."""

    name: str
    sentence: object
    holds: Callable

    def says(self, subject):
        return self.sentence(subject) if callable(self.sentence) else self.sentence


@dataclass(frozen=True)
class Move:
    """A row: from which states, to which, by whose hand; `together` waits for every hand that must be lent."""

    name: str
    label: object
    source: frozenset
    target: str
    by: frozenset
    needs: tuple = ()
    together: bool = False
    asks_reason: bool = False
    asks_first: bool = False  # a page says what follows before it is done
    first: Callable | None = None  # what each hand brings, before the state changes
    then: Callable | None = None  # what follows in the same transaction
    tone: str = "secondary"

    def __post_init__(self):
        object.__setattr__(self, "source", frozenset(self.source))
        object.__setattr__(self, "by", frozenset(self.by))


@dataclass(frozen=True)
class Right:
    """What a party may do inside a thing without moving it, and in which states."""

    name: str
    label: object
    by: frozenset
    during: frozenset
    needs: tuple = ()

    def __post_init__(self):
        object.__setattr__(self, "by", frozenset(self.by))
        object.__setattr__(self, "during", frozenset(self.during))


def table(*rows):
    """Rows by name; a name stands once."""
    named = {row.name: row for row in rows}
    if len(named) != len(rows):
        raise ValueError("A name stands twice in the table.")
    return named


NOT_IN_THIS_STATE = _("This cannot be done any more, or not yet: it is “%(state)s”.")
YOUR_HAND_IS_THERE = _("You have done your part. We are waiting for the others.")
NOT_YOUR_HAND = _("The contact person does this. The contact person can hand over to you.")
A_REASON_IS_NEEDED = _("Write a short reason, so that the others understand.")


class Living(models.Model):
    """Something with a life-cycle. A kind gives MOVES, RIGHTS and STATES, and says who someone is in it."""

    MOVES: dict = {}
    RIGHTS: dict = {}
    STATES: dict = {}

    state = models.CharField(_("state"), max_length=20)
    chapter = models.PositiveSmallIntegerField(default=1)  # hands lent in an earlier chapter no longer count
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        abstract = True

    def parties_of(self, person):
        """The parties this person speaks for here: a set of party names."""
        raise NotImplementedError

    def record(self, name, by=None, **facts):
        raise NotImplementedError

    def locked(self):
        """The same thing read afresh under its locks; a kind with several locks takes them in its own order."""
        return type(self)._base_manager.select_for_update().get(pk=self.pk)

    def hands_of(self, by):
        return {CLOCK} if by is None else self.parties_of(by)

    def hands_lent(self, move):
        """Participants who have lent a hand to a move that is made together."""
        return set()

    def hands_needed(self, move):
        return set()

    def lend_hand(self, move, by):
        """Keep that this person has done their part of a move made together."""

    def has_lent(self, move, person):
        return False

    def has_hand(self, move, person):
        """Is this person one of those whose hand a move made together waits for?"""
        return True

    def missing_hands(self, move):
        return self.hands_needed(move) - self.hands_lent(move) if move.together else set()

    @property
    def state_label(self):
        return self.STATES[self.state]

    def may(self, person, right):
        """May this person do this here and now? (True or False; `demand` says which refusal it is.)"""
        row = self.RIGHTS[right]
        return bool(self.parties_of(person) & row.by) and not self.obstacles_to(row)

    def obstacles_to(self, right):
        if self.state not in right.during:
            return [NOT_IN_THIS_STATE % {"state": self.state_label}]
        return [rule.says(self) for rule in right.needs if not rule.holds(self)]

    def demand(self, person, right):
        """Raise PermissionDenied where it is not this person's to do, NotYet where it is not the time."""
        row = self.RIGHTS[right]
        if not self.parties_of(person) & row.by:
            raise PermissionDenied
        if sentences := self.obstacles_to(row):
            raise NotYet(sentences, self)

    @contextmanager
    def doing(self, person, *rights):
        """What these rights allow, in one transaction and under the locks: no move comes between asking and writing.

        Gives the thing as it now is. Raises PermissionDenied or NotYet.
        """
        with transaction.atomic():
            subject = self.locked()
            for right in rights:
                subject.demand(person, right)
            yield subject

    def obstacles(self, move, by=None):
        """The sentences that stop a move for this person now; empty when nothing does."""
        if self.state not in move.source:
            return [NOT_IN_THIS_STATE % {"state": self.state_label}]
        if move.together and by is not None and not self.has_hand(move, by):
            return [NOT_YOUR_HAND]
        if move.together and by is not None and self.has_lent(move, by):
            return [YOUR_HAND_IS_THERE]
        return [rule.says(self) for rule in move.needs if not rule.holds(self)]

    def moves_for(self, person):
        """(move, obstacles) for each move of this state that is this person's to make."""
        parties = self.parties_of(person)
        moves = [move for move in self.MOVES.values() if self.state in move.source and parties & move.by]
        return [(move, self.obstacles(move, person)) for move in moves]

    def perform(self, name, *, by=None, reason="", **given):
        """Make a move, or do one's part of one made together. Gives the thing as it then is.

        Raises PermissionDenied (not yours to do) or NotYet (not now, with its sentences). `by=None` is the clock.
        """
        move = self.MOVES[name]
        with transaction.atomic():
            subject = self.locked()
            if not subject.hands_of(by) & move.by:
                raise PermissionDenied
            subject.examine(move, by, reason)
            subject.take(move, by, reason, given)
        return subject

    def examine(self, move, by, reason):
        sentences = self.obstacles(move, by)
        if move.asks_reason and by is not None and not reason.strip():
            sentences = [*sentences, A_REASON_IS_NEEDED]
        if sentences:
            raise NotYet(sentences, self)

    def take(self, move, by, reason, given):
        if move.first:
            move.first(self, by, **given)
        if move.together and by is not None:
            self.lend_hand(move, by)
        if self.missing_hands(move):
            self.record(f"{move.name}-hand", by)
            return
        self.arrive(move, by, reason)

    def follow(self, name):
        """A consequence of a move made elsewhere, in its transaction and under its locks. Raises NotYet."""
        move = self.MOVES[name]
        if self.state not in move.source:
            raise NotYet([NOT_IN_THIS_STATE % {"state": self.state_label}], self)
        self.arrive(move, None)

    def arrive(self, move, by, reason=""):
        """The state changes, the history is written, the consequences follow: all in the caller's transaction."""
        self.state, self.reason = move.target, reason
        self.save(update_fields=["state", "reason", "chapter"])
        self.record(move.name, by)
        if move.then:
            move.then(self, by)
