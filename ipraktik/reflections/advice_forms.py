"""The intern's pieces of advice, and the host's answers to them, as forms."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ipraktik.kit import fields, forms
from ipraktik.reflections.advice import GIVEN, HOW_MANY, Advice

NAMES = (_("The first piece of advice"), _("The second piece of advice"), _("The third piece of advice"))
ONE_AT_LEAST = _("Write at least one piece of advice.")
FEWER = _("I give fewer than three")


class AdviceForm(forms.Form):
    says_optional = False  # a draft may be short, and so may what is given, if one says so

    def __init__(self, data=None, *, pieces=(), stands=None, is_given=False):
        super().__init__(data, initial=stands or {f"advice_{each.number}": each.text for each in pieces})
        for number, name in enumerate(NAMES, 1):
            self.fields[f"advice_{number}"] = fields.FreeText(label=name, required=False, rows=3, max_length=800)
        self.fields["fewer"] = fields.Tick(label=FEWER, required=False)
        self.gives, self.is_given = bool(data) and "give" in data, is_given

    @property
    def texts(self):
        written = (self.cleaned_data.get(f"advice_{number}") for number in range(1, HOW_MANY + 1))
        return [text for text in written if text]

    def clean(self):
        given, count = super().clean(), len(self.texts)
        if self.is_given:
            self.add_error(None, GIVEN)
        elif self.errors:
            return given
        elif not count:
            self.add_error("advice_1", ONE_AT_LEAST)
        elif self.gives and count < HOW_MANY and not given.get("fewer"):
            self.add_error("fewer", fewer_than_three(count))
        return given


def with_note(written, note):
    """What stands in the form, with the note's text in the first field that is empty; the same where none is."""
    stands = {f"advice_{number}": written.get(f"advice_{number}", "") for number in range(1, HOW_MANY + 1)}
    empty = next((name for name, text in stands.items() if not text.strip()), None)
    return stands | ({empty: note.text} if empty else {}) | {"fewer": "fewer" in written}


def fewer_than_three(count):
    return ngettext(
        "You have written %(count)s piece of advice. Write more, or tick that you give fewer than three.",
        "You have written %(count)s pieces of advice. Write more, or tick that you give fewer than three.",
        count,
    ) % {"count": count}


class OutcomesForm(forms.Form):
    """For each piece: done, later, or no because. What is not answered may wait, unless all must be; and what is left as
    it was shown is not said again, since another of the hosts may have said something else meanwhile."""

    says_optional = False

    def __init__(self, data=None, *, pieces, all_now=False):
        super().__init__(data, initial=stands(pieces))
        self.pieces, self.all_now = pieces, all_now
        for each in pieces:
            self.fields |= of_piece(each.number, all_now)

    @property
    def rows(self):
        """(piece, its fields)"""
        return [(each, [self[name] for name in of_piece(each.number)]) for each in self.pieces]

    def clean(self):
        given = super().clean()
        for each in self.pieces:
            if self.all_now or self.is_touched(each):
                self.clean_piece(each, given)
        return given

    def is_touched(self, piece):
        return not of_piece(piece.number).keys().isdisjoint(self.changed_data)

    def clean_piece(self, piece, given):
        outcome, words, when = (given.get(name) for name in of_piece(piece.number))
        outcome_name, words_name, when_name = of_piece(piece.number)
        if outcome == Advice.Outcome.NO and not words and words_name not in self.errors:
            self.add_error(words_name, _("Write why not. An honest reason is the best answer."))
        if not outcome and (words or when) and outcome_name not in self.errors:
            self.add_error(outcome_name, _("Choose done, later or no."))
        if outcome == Advice.Outcome.LATER and when_name not in self.errors:
            self.clean_when(piece, when, when_name)

    def clean_when(self, piece, when, name):
        """A day that has gone may stand, until one is asked what came of it."""
        if when is None:
            self.add_error(name, _("Write by when, as 23.11.2026."))
        elif when < timezone.localdate() and (self.all_now or when != piece.by_when):
            self.add_error(name, _("That day has gone. Write a later one."))

    @property
    def answers(self):
        """{number: {outcome, words, by_when}} of the pieces that are answered here."""
        found = {}
        for each in filter(self.is_touched, self.pieces):
            outcome, words, when = (self.cleaned_data.get(name) for name in of_piece(each.number))
            if outcome:
                later = outcome == Advice.Outcome.LATER
                found[each.number] = {"outcome": outcome, "words": words, "by_when": when if later else None}
        return found


def stands(pieces):
    return {
        name: value
        for each in pieces
        for name, value in zip(of_piece(each.number), (each.outcome, each.words, each.by_when), strict=True)
    }


def of_piece(number, must=False):
    """The three fields of a piece, by name."""
    return {
        f"outcome_{number}": fields.OneOf(
            label=_("What becomes of it?"),
            choices=Advice.Outcome.choices,
            required=must,
            missing=_("Choose done, later or no."),
            show_hidden_initial=True,
        ),
        f"words_{number}": fields.FreeText(
            label=_("In words"),
            help_text=_("What you did, what you will do, or why not."),
            required=False,
            rows=2,
            max_length=800,
            show_hidden_initial=True,
        ),
        f"by_when_{number}": fields.DateField(label=_("If later: by when"), required=False, show_hidden_initial=True),
    }
