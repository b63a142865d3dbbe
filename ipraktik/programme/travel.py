"""Travel types, and the few questions that suggest one."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from .words import Text


@dataclass(frozen=True)
class TravelType:
    key: str
    name: Text
    days: tuple  # shortest, longest
    days_default: Decimal
    tagline: Text
    description: Text
    examples: tuple
    asks: Text
    mark: str  # the drawing's name

    @property
    def example(self):
        return self.examples[0]


@dataclass(frozen=True)
class Answer:
    key: str
    text: Text
    points: dict  # travel type → points
    reason: Text


@dataclass(frozen=True)
class Question:
    key: str
    text: Text
    answers: dict


@dataclass(frozen=True)
class Quiz:
    questions: dict
    undecided: str  # the travel type to suggest when nothing has been answered

    def given(self, answers):
        """The known answers among those given, in the order of the questions."""
        asked = self.questions.values()
        return [q.answers[answers[q.key]] for q in asked if answers.get(q.key) in q.answers]


def suggest_travel_type(quiz, types, answers):
    """(key, reasons). On a tie, the type that stands first in the programme, which asks the least of you, wins."""
    given = quiz.given(answers)
    points = Counter()
    for answer in given:
        points.update(answer.points)
    best = max(types, key=lambda key: points[key]) if points else quiz.undecided
    speaking = sorted(given, key=lambda answer: -answer.points.get(best, 0))
    return best, [answer.reason for answer in speaking if answer.points.get(best)]


def read_travel_types(page, rules):
    tables = page.each("travel_type", name="travel_types")
    types = [read_travel_type(table, rules) for table in tables]
    return {kind.key: kind for kind in types}


def read_travel_type(table, rules):
    kind = TravelType(
        key=table.string("key"),
        name=table.text("name"),
        days=(table.number("days_min"), table.number("days_max")),
        days_default=table.number("days_default"),
        tagline=table.text("tagline"),
        description=table.text("description"),
        examples=tuple(inner.own_text() for inner in table.each("example", name="examples") if inner.string("key")),
        asks=table.text("asks"),
        mark=table.string("mark"),
    )
    check_days(table, kind, rules)
    return kind


def check_days(table, kind, rules):
    shortest, longest = kind.days
    if not shortest <= kind.days_default <= longest:
        table.complain(f"days_default {kind.days_default} is not within {shortest}-{longest}. Correct the three.")
    if not rules.days_min <= shortest <= longest <= rules.days_max:
        allowed = f"{rules.days_min}-{rules.days_max}"
        table.complain(f"{shortest}-{longest} days is not within the programme's {allowed} days. Correct the one.")
    if not kind.examples:
        table.complain("has no example. Write at least one [[travel_type.example]].")


def read_quiz(page, types):
    quiz = page.table("quiz")
    questions = [read_question(table, types) for table in quiz.each("question", name="")]
    return Quiz({question.key: question for question in questions}, quiz.one_of("undecided", types))


def read_question(table, types):
    answers = [read_answer(inner, types) for inner in table.each("answer", name="")]
    return Question(table.string("key"), table.own_text(), {answer.key: answer for answer in answers})


def read_answer(table, types):
    points = table.take("points", dict, "points for travel types", {})
    table.must_be_known("points", points, types)
    return Answer(table.string("key"), table.own_text(), points, table.text("reason"))
