"""The numbers of the programme: days, group size, deadlines, retention, and the ladder of reminders."""

from dataclasses import dataclass, fields
from datetime import time
from decimal import Decimal

BY_DAY = time(7), time(21)  # nobody is written to in the night
SUBJECTS = ("placement", "consent", "offer", "evaluation", "pulse", "wish", "amendment", "homecoming")


@dataclass(frozen=True)
class Rules:
    days_min: Decimal
    days_max: Decimal
    day_step: Decimal
    interns_min: int
    interns_max: int
    companions_max: int
    visits_a_year: int
    review_offers: bool
    hosts_may_ask: bool
    interns_see_matches: bool
    hosts_see_matches: bool
    open_requests_per_seat: int
    link_days: int
    days_to_answer_suggestion: int
    days_to_answer_consent: int
    confirm_after_days: int
    close_after_days: int
    blind_days: int
    pulse_months: tuple
    unsigned_warning_working_days: int
    wish_old_days: int
    remind_cooldown_hours: int
    begins_soon_working_days: int
    declaration_required: bool
    photo_megabytes: int
    photos_max: int
    refused_photo_days: int
    talk_reminder_at: time
    advice_opens_days_before: int

    def days_allow(self, shortest, longest):
        in_steps = all(days % self.day_step == 0 for days in (shortest, longest))
        return in_steps and self.days_min <= shortest <= longest <= self.days_max


@dataclass(frozen=True)
class Retention:
    """Months after which each kind of data about persons is erased or made nameless; but days for their needs."""

    placements: int
    wishes: int
    offers: int
    notes: int
    colleagues: int
    photos: int
    letters: int
    links: int
    persons: int
    imports: int
    needs_days: int


@dataclass(frozen=True)
class Reminder:
    key: str
    subject: str
    state: str
    party: str
    letter: str
    after_days: int | None = None
    before_start_days: int | None = None
    working_days: bool = False
    final: bool = False


READERS = {int: "whole", Decimal: "number", bool: "truth", tuple: "wholes", time: "clock"}


def read(kind, table):
    """Fills a dataclass of numbers from a table with the same names."""
    return kind(**{field.name: getattr(table, READERS[field.type])(field.name) for field in fields(kind)})


def read_rules(table):
    rules = read(Rules, table)
    in_order(table, rules, "days_min", "days_max")
    in_order(table, rules, "interns_min", "interns_max")
    for field in fields(Rules):
        value = getattr(rules, field.name)
        numbers = () if isinstance(value, time) else value if isinstance(value, tuple) else (value,)
        if any(number < 0 for number in numbers):
            table.complain(f"is {value}, less than nothing. Write 0 or more.", field.name)
    if table.has("days_min") and rules.days_min <= 0:
        table.complain("is 0: a visit lasts some time. Write the shortest visit in days, as 0.5 or 2.", "days_min")
    if table.has("day_step") and rules.day_step <= 0:
        table.complain("is 0. Write 1 for whole days or 0.5 for half days.", "day_step")
    if table.has("talk_reminder_at") and not BY_DAY[0] <= rules.talk_reminder_at < BY_DAY[1]:
        table.complain("lies in the night. Write a time from 07:00:00 to before 21:00:00.", "talk_reminder_at")
    return rules


def in_order(table, rules, low, high):
    smallest, largest = getattr(rules, low), getattr(rules, high)
    if smallest > largest and table.has(high):
        table.complain(f"is {smallest}, more than {high}, which is {largest}. Swap or correct them.", low)


def read_reminder(table, parties):
    reminder = Reminder(
        key=table.string("key"),
        subject=table.one_of("subject", SUBJECTS),
        state=table.string("state"),
        party=table.one_of("party", (*parties, "coordinator")),
        letter=table.string("letter"),
        after_days=table.whole("after_days", optional=True),
        before_start_days=table.whole("before_start_days", optional=True),
        working_days=table.truth("working_days", optional=True),
        final=table.truth("final", optional=True),
    )
    if (reminder.after_days is None) == (reminder.before_start_days is None):
        table.complain("needs one of after_days and before_start_days, and not both. Write the one that counts.")
    return reminder
