"""What is worth a look in an itinerary, in words. They advise and stop nothing. Pure: rows in, sentences out."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, time

from django.utils.translation import gettext_lazy

from ipraktik.kit.days import say_weekday

EACH_DAY = {  # need: (no day has it, some lack it)
    "talk": (gettext_lazy("No day has a talk."), gettext_lazy("No talk on %(days)s.")),
    "writing": (gettext_lazy("No day has time to write."), gettext_lazy("No time to write on %(days)s.")),
    "lunch": (gettext_lazy("No day has lunch."), gettext_lazy("No lunch on %(days)s.")),
}
NO_CLOSING = gettext_lazy("The last day has no closing gathering, where the intern gives three pieces of advice.")
OUTSIDE = gettext_lazy("“%(what)s” is on %(day)s, which is no longer a day of the visit.")
UNANSWERED = gettext_lazy("Nothing in the itinerary answers the goal %(goal)s.")
TWO_PLACES = gettext_lazy("%(who)s is in two places on %(day)s: “%(first)s” and “%(second)s”.")
ELSEWHERE = gettext_lazy("%(who)s is with another visit on %(day)s, at the same time as “%(what)s”.")


@dataclass(frozen=True)
class Row:
    """`people` are all whom it takes the time of; `is_ours` is false where it belongs to another visit of the host."""

    day: date
    what: str
    starts: time | None = None
    ends: time | None = None
    need: str = ""
    interns: frozenset = frozenset()
    people: frozenset = frozenset()
    goals: frozenset = frozenset()
    is_ours: bool = True


def warnings(rows, days, interns, needs, goals=()):
    """`needs`: what the programme's kinds can answer; `goals`: {key: how it is called} of those that are shared."""
    inside = [row for row in rows if row.is_ours and row.day in days]
    return [
        *outside(rows, days),
        *lacks(inside, days, interns, needs),
        *unanswered(inside, dict(goals)),
        *double_booked([row for row in rows if row.day in days]),
    ]


def outside(rows, days):
    return [
        OUTSIDE % {"what": row.what, "day": say_weekday(row.day)} for row in rows if row.is_ours and row.day not in days
    ]


def lacks(rows, days, interns, needs):
    """Days that are planned, and yet not good ones. A day without rows says so by itself."""
    planned = [day for day in days if any(row.day == day for row in rows)]
    for need in [need for need in EACH_DAY if need in needs]:
        lacking = {day: without(rows, day, interns, need) for day in planned}
        yield from said_of_days(need, {day: who for day, who in lacking.items() if who}, planned, interns)
    if "closing" in needs and planned and planned[-1] == days[-1] and without(rows, days[-1], interns, "closing"):
        yield str(NO_CLOSING)


def without(rows, day, interns, need):
    """The interns who do not have it on this day."""
    there = [row.interns for row in rows if (row.day, row.need) == (day, need)]
    return [intern for intern in interns if not any(intern in each for each in there)]


def said_of_days(need, lacking, planned, interns):
    every, some = EACH_DAY[need]
    if lacking and len(planned) > 1 and all(lacking.get(day) == list(interns) for day in planned):
        yield str(every)
    elif lacking:
        yield some % {"days": ", ".join(one_day(day, who, interns) for day, who in lacking.items())}


def one_day(day, who, interns):
    return say_weekday(day) if who == list(interns) else f"{say_weekday(day)} ({', '.join(who)})"


def unanswered(rows, goals):
    answered = frozenset().union(*(row.goals for row in rows))
    return [UNANSWERED % {"goal": called.rstrip(".")} for key, called in goals.items() if key not in answered]


def double_booked(rows):
    """Each that begins before what the same person is in has ended; once for each pair of rows."""
    of_each = defaultdict(list)
    for row in sorted((row for row in rows if row.starts), key=lambda row: (row.day, row.starts)):
        for who in row.interns | row.people:
            of_each[who, row.day].append(row)
    return list(dict.fromkeys(said for (who, _day), own in sorted(of_each.items()) for said in overlaps(who, own)))


def overlaps(who, rows):
    """The rows of one person on one day, in order, each held against whichever before it lasts the longest."""
    longest = None
    for row in rows:
        if longest and row.starts < (longest.ends or longest.starts):
            yield from collision(who, longest, row)
        if longest is None or (row.ends or row.starts) > (longest.ends or longest.starts):
            longest = row


def collision(who, first, second):
    ours = [row for row in (first, second) if row.is_ours]
    if len(ours) == 2:
        yield TWO_PLACES % {"who": who, "day": say_weekday(first.day), "first": first.what, "second": second.what}
    elif ours:
        yield ELSEWHERE % {"who": who, "day": say_weekday(first.day), "what": ours[0].what}
