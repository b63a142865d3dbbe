"""Which day a note belongs to, when the clock that said so was a telephone's. No database.

Our clock decides. A note keeps the day it says, if that is a day of the visit which has come; else it is put on the
nearest one that has. The telephone's clock is kept beside, and tells only which of its own notes came first.
"""

from datetime import UTC, datetime, timedelta

LATE = timedelta(minutes=10)
NEVER = timedelta(days=400)  # a telephone that has forgotten the date says 1970, or 2099


def right_day(said, days, today):
    """(the day, whether it is another one than was said). `days` are the visit's; `said` may be None."""
    come = [day for day in days if day <= today] or list(days[:1])
    if not come:
        return today, False
    meant = said or today
    day = meant if meant in come else min(come, key=lambda each: abs(each - meant))
    return day, said is not None and day != said


def read_clock(text):
    """The telephone's “2026-11-26T10:14:00.000Z” as a moment; None for what is none."""
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, TypeError):
        return None


def waited(written_at, received_at):
    """Did it wait on the device, as far as its clock can be believed?"""
    return written_at is not None and LATE < received_at - written_at < NEVER
