"""The steps of a wish, each a form that is right on its own and saves what it asked about."""

from decimal import Decimal

from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ipraktik.directory import lifecycle
from ipraktik.directory.wish_words import length_in_words
from ipraktik.kit.fields import FreeText, OneOf, Select
from ipraktik.kit.forms import Form
from ipraktik.programme import programme

OTHER_DAYS = _("{name}: {days}. Change the days, or choose another way to travel.")


class Step:
    """What every step is given: the wish, who fills it in, and the address's query."""

    def __init__(self, data=None, *, wish, by, query=None, **kwargs):
        self.wish, self.by, self.query = wish, by, query or {}
        super().__init__(data, initial=self.known(), **kwargs)

    def known(self):
        return {}

    def write(self, **fields):
        for name, value in fields.items():
            setattr(self.wish, name, value)
        self.wish.save(update_fields=list(fields))


class WhyForm(Step, Form):
    why = FreeText(
        label=_("Your reasons"),
        help_text=_(
            "Your manager and the host read this. Say what you want to see or learn, and what you bring along."
        ),
        rows=10,
        missing=_("Write why you want to go. A few sentences are enough."),
    )

    def known(self):
        return {"why": self.wish.why}

    def save(self):
        self.write(why=self.cleaned_data["why"])


class CareForm(Step, Form):
    special_needs = FreeText(
        label=_("What should the days make room for?"),
        help_text=_(
            "As food you cannot eat, an appointment with the doctor, or children to pick up. Only the host sees it, "
            "and not until you have said yes to each other."
        ),
        max_length=2000,
        required=False,
    )

    def known(self):
        return {"special_needs": self.wish.special_needs}

    def save(self):
        self.write(special_needs=self.cleaned_data["special_needs"])


def known_answers(query):
    """The quiz's answers among what an address says: {question: answer}."""
    questions = programme().quiz.questions
    return {key: query[key] for key in questions if query.get(key) in questions[key].answers}


class HowForm(Step, Form):
    travel_type = OneOf(label=_("Way to travel"), missing=_("Choose how you want to travel."))
    days_min = Select(label=_("Fewest days"), required=False)
    days_max = Select(label=_("Most days"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["travel_type"].choices = [(kind.key, card(kind)) for kind in programme().travel_types.values()]
        for name in ("days_min", "days_max"):
            self.fields[name].choices = [("", _("As the journey has it")), *day_choices()]
            self.fields[name].error_messages["invalid_choice"] = lifecycle.days_in_words(None)

    def known(self):
        wish, asked_for = self.wish, self.query.get("type")
        if asked_for in programme().travel_types:
            return {"travel_type": asked_for}
        if not wish.travel_type:
            return {}
        return {"travel_type": wish.travel_type, "days_min": plain(wish.days_min), "days_max": plain(wish.days_max)}

    def clean(self):
        given = super().clean()
        kind = programme().travel_types.get(given.get("travel_type"))
        if kind and not {"days_min", "days_max"} & self.errors.keys():
            self.settle_days(given, kind)
        return given

    def settle_days(self, given, kind):
        """Days that were left open are the journey's own."""
        low, high = given.get("days_min"), given.get("days_max")
        given["days_min"] = Decimal(low or (min(kind.days[0], Decimal(high)) if high else kind.days[0]))
        given["days_max"] = Decimal(high or max(kind.days[1], given["days_min"]))
        if given["days_min"] > given["days_max"]:
            self.add_error("days_max", _("The most days cannot be fewer than the least."))
        elif not kind.days[0] <= given["days_min"] <= given["days_max"] <= kind.days[1]:
            days = length_in_words(*kind.days)
            self.add_error("days_min", format_lazy(OTHER_DAYS, name=kind.name, days=days))

    def save(self):
        given = self.cleaned_data
        answers = known_answers(self.query) or self.wish.quiz_answers
        self.write(
            travel_type=given["travel_type"],
            days_min=given["days_min"],
            days_max=given["days_max"],
            quiz_answers=answers,
        )


def card(kind):
    return format_html("<strong>{}</strong> – {}", kind.name, kind.tagline)


def plain(number):
    return f"{number.normalize():f}"


def day_choices():
    """Every length a visit may have: [("2", "2 days"), …]."""
    rules = programme().rules
    steps = int((rules.days_max - rules.days_min) / rules.day_step)
    lengths = [rules.days_min + step * rules.day_step for step in range(steps + 1)]
    return [(plain(length), length_in_words(length, length)) for length in lengths]
